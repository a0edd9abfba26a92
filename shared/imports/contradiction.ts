/** What no row may say: what is before the opening, before what came before, or still to come. */
import type { IncidentRow } from '#shared/imports/incident';
import { columnOf, type IncidentMapping, type RowField } from '#shared/imports/mapping';
import { type Rejection, rejection } from '#shared/imports/outcome';
import type { CsvRow } from '#shared/imports/row';
import type { Standing } from '#shared/imports/standing';
import { toInstant } from '#shared/time/clock';

/** @returns what a row says against itself, against the row accepted before it, or against the present instant. */
export function contradiction(
  { state: { state }, at, openedAt, resolvedAt, closedAt }: IncidentRow,
  before: Standing | undefined,
  row: CsvRow,
  mapping: IncidentMapping,
  now: number,
): Rejection | undefined {
  const refuse = (field: RowField, code: Rejection['code'], reason: string): Rejection => {
    const column = columnOf(mapping, field);
    return rejection(column, row.cells[column] ?? '', code, reason);
  };

  if (openedAt > now) {
    return refuse('openedAt', 'opened-at-in-future', later('Opened at', openedAt, now));
  }
  if (at > now) return refuse('at', 'updated-at-in-future', later('The row is of', at, now));
  if (before && at < before.at) {
    const reason = `The row is of ${toInstant(at)}, but the row accepted before it is of ${toInstant(before.at)}`;
    return refuse('at', 'time-backwards', reason);
  }
  if (at < openedAt) {
    const reason = `The row is of ${toInstant(at)}, before the opening at ${toInstant(openedAt)}`;
    return refuse('at', 'before-opened', reason);
  }
  // Exports repeat the final instants on every row: they are judged where they take effect.
  const isResolved = state === 'resolved' || state === 'closed';
  if (isResolved && resolvedAt !== undefined && resolvedAt < openedAt) {
    const reason = `Resolved at ${toInstant(resolvedAt)}, before the opening at ${toInstant(openedAt)}`;
    return refuse('resolvedAt', 'resolved-before-opened', reason);
  }
  if (isResolved && resolvedAt !== undefined && resolvedAt > now) {
    return refuse('resolvedAt', 'resolved-at-in-future', later('Resolved at', resolvedAt, now));
  }
  if (state !== 'closed' || closedAt === undefined) return undefined;
  if (closedAt > now) return refuse('closedAt', 'closed-at-in-future', later('Closed at', closedAt, now));
  if (closedAt < openedAt) {
    const reason = `Closed at ${toInstant(closedAt)}, before the opening at ${toInstant(openedAt)}`;
    return refuse('closedAt', 'closed-before-opened', reason);
  }
  if (resolvedAt !== undefined && closedAt < resolvedAt) {
    const reason = `Closed at ${toInstant(closedAt)}, before the resolution at ${toInstant(resolvedAt)}`;
    return refuse('closedAt', 'closed-before-resolved', reason);
  }
  return undefined;
}

function later(what: string, instant: number, now: number): string {
  return `${what} ${toInstant(instant)}, and now it is ${toInstant(now)}: are day and month the other way round, or is the zone another?`;
}
