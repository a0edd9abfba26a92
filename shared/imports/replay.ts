/** The rows of one incident, replayed: the incident at the end, the steps that led there, and what became of every row. */
import type { ImportedIncident, ImportedStep, IncidentMapping, IncidentRow, Replay } from '#shared/imports/incident';
import { readRow } from '#shared/imports/mapping';
import { type Rejection, type RowOutcome, rejection } from '#shared/imports/outcome';
import type { CsvRow } from '#shared/imports/row';
import type { RowGroup } from '#shared/imports/rows';
import { type Standing, standingAfter } from '#shared/imports/standing';
import { stepBetween } from '#shared/imports/steps';
import type { Zone } from '#shared/imports/zone';
import { toInstant } from '#shared/time/clock';

/** Who acted when the row does not say. */
const UNKNOWN_ACTOR = 'unknown';

/**
 * Rows count in the order of the file, which also orders rows of the same minute. A rejected row leaves the incident as it
 * stood; a row that changes nothing we keep is merged into the last one that did. Linear in the number of rows; never throws.
 */
export function replay({ key, rows }: RowGroup, mapping: IncidentMapping, zone: Zone): Replay {
  const outcomes: RowOutcome[] = [];
  const history: ImportedStep[] = [];
  const settled = new Map<number, number>();
  let first: IncidentRow | undefined;
  let standing: Standing | undefined;

  for (const row of rows) {
    const reading = { zone, notBefore: standing?.at ?? Number.NEGATIVE_INFINITY, settled };
    const read = readRow(row, mapping, reading);
    const refusal = read.ok ? contradiction(read.values, standing, row, mapping) : read.rejection;
    if (!read.ok || refusal) {
      if (refusal) outcomes.push({ row: row.line, outcome: 'rejected', ...refusal });
      continue;
    }
    const next = standingAfter(read.values, standing, key);
    const step = stepBetween(standing, next, { line: row.line, actor: read.values.actor ?? UNKNOWN_ACTOR });
    const last = history.at(-1);
    if (step) {
      history.push(step);
      outcomes.push({ row: row.line, outcome: 'imported' });
    } else if (last) {
      const reason = 'The row changes nothing that is kept';
      outcomes.push({ row: row.line, outcome: 'merged', into: last.row, reason });
    }
    first ??= read.values;
    standing = next;
  }

  const record = first && standing ? recordOf(key, first, standing, history) : undefined;
  return { externalId: key, ...(record && { record }), history, outcomes };
}

function recordOf(
  externalId: string,
  first: IncidentRow,
  { state, fields }: Standing,
  history: readonly ImportedStep[],
): ImportedIncident {
  const last = history.at(-1);
  const [createdAt, createdBy] = [toInstant(first.createdAt ?? first.at), first.createdBy ?? first.openedBy];
  return {
    ...fields,
    externalId,
    state,
    createdAt,
    createdBy: createdBy ?? first.actor ?? UNKNOWN_ACTOR,
    updatedAt: last?.at ?? createdAt,
    updatedBy: last?.actor ?? UNKNOWN_ACTOR,
  };
}

/** What a row says against itself, or against the row accepted before it. */
function contradiction(
  { state: { state }, at, openedAt, resolvedAt, closedAt }: IncidentRow,
  before: Standing | undefined,
  row: CsvRow,
  { required, optional }: IncidentMapping,
): Rejection | undefined {
  const refuse = (column: string, code: Rejection['code'], reason: string): Rejection =>
    rejection(column, row.cells[column] ?? '', code, reason);

  if (before && at < before.at) {
    const reason = `The row is of ${toInstant(at)}, but the row accepted before it is of ${toInstant(before.at)}`;
    return refuse(required.at.column, 'time-backwards', reason);
  }
  if (at < openedAt) {
    const reason = `The row is of ${toInstant(at)}, before the opening at ${toInstant(openedAt)}`;
    return refuse(required.at.column, 'before-opened', reason);
  }
  // Exports repeat the final instants on every row: they are judged where they take effect.
  const isResolved = state === 'resolved' || state === 'closed';
  if (isResolved && resolvedAt !== undefined && resolvedAt < openedAt) {
    const reason = `Resolved at ${toInstant(resolvedAt)}, before the opening at ${toInstant(openedAt)}`;
    return refuse(optional.resolvedAt.column, 'resolved-before-opened', reason);
  }
  if (state !== 'closed' || closedAt === undefined) return undefined;
  if (closedAt < openedAt) {
    const reason = `Closed at ${toInstant(closedAt)}, before the opening at ${toInstant(openedAt)}`;
    return refuse(optional.closedAt.column, 'closed-before-opened', reason);
  }
  if (resolvedAt !== undefined && closedAt < resolvedAt) {
    const reason = `Closed at ${toInstant(closedAt)}, before the resolution at ${toInstant(resolvedAt)}`;
    return refuse(optional.closedAt.column, 'closed-before-resolved', reason);
  }
  return undefined;
}
