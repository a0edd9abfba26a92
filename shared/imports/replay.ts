/** The rows of one incident, replayed: the incident at the end, the steps that led there, and what became of every row. */

import { contradiction } from '#shared/imports/contradiction';
import type { ImportedIncident, ImportedStep, IncidentRow, Replay } from '#shared/imports/incident';
import { type IncidentMapping, isWhole, readRow, whatIsMissing } from '#shared/imports/mapping';
import { type RowOutcome, rejection } from '#shared/imports/outcome';
import type { CsvRow, RowGroup } from '#shared/imports/row';
import { type Standing, standingAfter } from '#shared/imports/standing';
import { rowsOfState } from '#shared/imports/state-row';
import { stepBetween } from '#shared/imports/steps';
import type { Zone } from '#shared/imports/zone';
import { toInstant } from '#shared/time/clock';

/** Who acted when the row does not say. */
const UNKNOWN_ACTOR = 'unknown';

/**
 * Rows count in the order in which they are given, which also orders rows of the same minute. A rejected row leaves the incident as it
 * stood; a row that changes nothing we keep is merged into the last one that did. Linear in the number of rows; never throws.
 * @param now when the file was announced: nothing in it lies after that.
 */
export function replay(group: RowGroup, mapping: IncidentMapping, zone: Zone, now: number): Replay {
  return mapping.rows === 'log' ? replayLog(group, mapping, zone, now) : replayState(group, mapping, zone, now);
}

function replayLog({ key, rows }: RowGroup, mapping: IncidentMapping, zone: Zone, now: number): Replay {
  const outcomes: RowOutcome[] = [];
  const history: ImportedStep[] = [];
  const settled = new Map<number, number>();
  let first: IncidentRow | undefined;
  let standing: Standing | undefined;

  for (const row of rows) {
    const reading = { zone, notBefore: standing?.at ?? Number.NEGATIVE_INFINITY, settled };
    const read = readRow(row, mapping, reading);
    if (!read.ok) {
      outcomes.push({ row: row.line, outcome: 'rejected', ...read.rejection });
      continue;
    }
    const { values } = read;
    const refusal =
      whatIsMissing(row, mapping, values) ?? (isWhole(values) && contradiction(values, standing, row, mapping, now));
    if (!isWhole(values) || refusal) {
      if (refusal) outcomes.push({ row: row.line, outcome: 'rejected', ...refusal });
      continue;
    }
    const next = standingAfter(values, standing, key);
    const step = stepBetween(standing, next, { line: row.line, actor: values.actor ?? UNKNOWN_ACTOR });
    const last = history.at(-1);
    if (step) {
      history.push(step);
      outcomes.push({ row: row.line, outcome: 'imported' });
    } else if (last) {
      const reason = 'The row changes nothing that is kept';
      outcomes.push({ row: row.line, outcome: 'merged', into: last.row, reason });
    }
    first ??= values;
    standing = next;
  }

  const record = first && standing ? recordOf(key, first, standing, history) : undefined;
  return { externalId: key, ...(record && { record }), history, outcomes: outcomes.toSorted((a, b) => a.row - b.row) };
}

/** One row tells how the record stands: the steps that it states the instants of are made from it. */
function replayState(group: RowGroup, mapping: IncidentMapping, zone: Zone, now: number): Replay {
  const { key, rows } = group;
  const [row, ...again] = rows;
  const repeated = again.map(
    (each): RowOutcome => ({ row: each.line, outcome: 'rejected', ...repetition(each, mapping, row) }),
  );
  if (!row) return { externalId: key, history: [], outcomes: [] };
  const rejected = (refusal: ReturnType<typeof rejection>): Replay => ({
    externalId: key,
    history: [],
    outcomes: [{ row: row.line, outcome: 'rejected', ...refusal }, ...repeated],
  });
  const read = readRow(row, mapping, { zone, notBefore: Number.NEGATIVE_INFINITY, settled: new Map() });
  if (!read.ok) return rejected(read.rejection);
  const stated = rowsOfState(read.values);
  const last = stated.at(-1) ?? read.values;
  const refusal =
    whatIsMissing(row, mapping, last) ?? (isWhole(last) && contradiction(last, undefined, row, mapping, now));
  if (refusal) return rejected(refusal);

  const history: ImportedStep[] = [];
  let standing: Standing | undefined;
  for (const each of stated) {
    const next = standingAfter(each, standing, key);
    const step = stepBetween(standing, next, { line: row.line, actor: each.actor ?? UNKNOWN_ACTOR });
    if (step) history.push({ ...step, note: INFERRED, inferred: true });
    standing = next;
  }
  const [first] = stated;
  const record = first && standing ? recordOf(key, first, standing, history) : undefined;
  return {
    externalId: key,
    ...(record && { record }),
    history,
    outcomes: [{ row: row.line, outcome: 'imported' }, ...repeated],
  };
}

const INFERRED = 'From a file that tells how the record stood, and not its steps.';

function repetition(row: CsvRow, { key }: IncidentMapping, first: CsvRow | undefined): ReturnType<typeof rejection> {
  const reason = `The record stands in row ${first?.line ?? 0} already; in this file a record has one row`;
  return rejection(key, row.cells[key] ?? '', 'repeated-record', reason);
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
