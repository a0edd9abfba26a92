/** A row of a file becomes a record, by the same decisions as any other create: checked, looked up, refused like it, and once. */
import {
  hasUsableKey,
  known,
  markerItem,
  markerKeyOf,
  seenBefore,
  tooLong,
} from '#shared/capabilities/importing/again';
import type { Carried, Work } from '#shared/capabilities/importing/carrier';
import { type ImportRule, STATE } from '#shared/capabilities/importing/import-rule';
import {
  countsOf,
  outcomeItems,
  placeOfGroup,
  type Reported,
  recordsIn,
  outcomesOf as reportedIn,
} from '#shared/capabilities/importing/outcomes';
import { bodyOf, columnFor } from '#shared/capabilities/importing/record-mapping';
import { createOne, requireCreator } from '#shared/capabilities/records/create';
import { update } from '#shared/capabilities/records/write';
import { circumstancesOf } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { canonical } from '#shared/engine/history';
import { storedRecord } from '#shared/engine/items';
import { patchFields } from '#shared/grammar/schemas';
import { readCells } from '#shared/imports/mapping';
import type { MappingDocument } from '#shared/imports/mapping-document';
import { type RowOutcome, rejection, VALUE_SHOWN } from '#shared/imports/outcome';
import type { CsvRow, RowGroup } from '#shared/imports/row';
import { type FieldError, Problem, type ProblemSlug } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** An import of records, as whoever asked for it. */
export interface Carrying {
  readonly context: Context;
  readonly rule: ImportRule;
  readonly document: MappingDocument;
}

/** Makes the record of a group of rows. @param marker what stands where its number in the other system is kept */
export async function carryRecord(
  carrying: Carrying,
  work: Work,
  group: RowGroup,
  index: number,
  marker: Item | undefined,
): Promise<Carried> {
  const [outcomes, records] = await outcomesOf(carrying, work, group, index, marker);
  return {
    counts: countsOf(outcomes, records),
    report: outcomeItems(work.tenant, work.job, placeOfGroup(index), outcomes, records),
  };
}

type Outcomes = readonly [outcomes: readonly Reported[], records: number];

async function outcomesOf(
  carrying: Carrying,
  work: Work,
  group: RowGroup,
  index: number,
  marker: Item | undefined,
): Promise<Outcomes> {
  if (!hasUsableKey(group)) return [tooLong(work, group), 0];
  const [row, ...again] = group.rows;
  if (!row) return [[], 0];
  const repeated = again.map((each) => repetition(each, work, row));
  const told = (own: Reported, records = 0): Outcomes => [[own, ...repeated], records];
  const { key } = work.file.mapping;
  const reading = { zone: work.file.zone, notBefore: Number.NEGATIVE_INFINITY, settled: new Map() };
  const read = readCells(row, work.file.mapping, reading);
  if (!read.ok) return told({ row: row.line, outcome: 'rejected', ...read.rejection });
  const body = bodyOf(read.values, carrying.document, group.key);
  try {
    if (carrying.rule.through) {
      const carried = await through(carrying, work, row, index, body);
      return told(carried.outcome, carried.made ? 1 : 0);
    }
    if (marker) return await cameAgain(carrying, work, group, marker, body, repeated);
    const id = await made(carrying, work, group, body);
    return told({ row: row.line, outcome: 'imported', ...(id !== undefined && { record: id }) }, 1);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.slug === 'write-conflict') throw error;
    const now = error.slug === 'duplicate' ? await work.store.get(markerKeyOf(work, group)) : undefined;
    if (now) return cameAgain(carrying, work, group, now, body, repeated);
    return told(refusal(error, carrying.document, row, key));
  }
}

/** A row that finds its record by what it says. */
async function through(
  { context, rule }: Carrying,
  work: Work,
  row: CsvRow,
  index: number,
  body: Readonly<Record<string, unknown>>,
) {
  const before = work.reported.get(index);
  const [known] = before ? reportedIn(before) : [];
  if (before && known?.row === row.line && known.outcome === 'imported')
    return { outcome: known, made: recordsIn(before) > 0 };
  const { mapping: source, createdAt: seenAt } = work.job;
  const { [STATE]: _, ...values } = body;
  const kept = (made: boolean, record: string) =>
    outcomeItems(
      work.tenant,
      work.job,
      placeOfGroup(index),
      [{ row: row.line, record, outcome: 'imported' }],
      made ? 1 : 0,
    ).map((put) => ({ put }));
  const carried = await rule.through?.(context, { source, seenAt, values }, (became, record) =>
    kept(became === 'made', record),
  );
  const { became = 'unknown', record, reason = '' } = carried ?? {};
  const at = { row: row.line, ...(record !== undefined && { record }) };
  const { key } = work.file.mapping;
  const said: Reported =
    became === 'unknown'
      ? { ...rejection(key, row.cells[key] ?? '', 'ambiguous-record', reason), row: row.line, outcome: 'rejected' }
      : became === 'same'
        ? { ...at, outcome: 'merged', reason: `${record ?? 'the record'} says so already` }
        : { ...at, outcome: 'imported' };
  return { outcome: said, made: became === 'made' };
}

function repetition(row: CsvRow, { file }: Work, first: CsvRow): RowOutcome & { readonly outcome: 'rejected' } {
  const { key } = file.mapping;
  const reason = `The record stands in row ${first.line} already; in this file a record has one row`;
  return { row: row.line, outcome: 'rejected', ...rejection(key, row.cells[key] ?? '', 'repeated-record', reason) };
}

/** @returns the number of the record; undefined in a dry run */
async function made({ context, rule }: Carrying, work: Work, group: RowGroup, body: Readonly<Record<string, unknown>>) {
  const circumstances = circumstancesOf(context, []);
  requireCreator(context, circumstances);
  const { [STATE]: state, ...values } = body;
  const response = await createOne(context, {
    body: rule.states ? values : body,
    circumstances,
    ...(rule.states && typeof state === 'string' && { envelope: { state } }),
    expired: undefined,
    also: ({ uid, id }) => [{ put: markerItem(work, group, { uid, id }), condition: 'absent' }],
  });
  const { id } = response.body as { readonly id?: string };
  return id;
}

/** A record that is there already: written by an earlier attempt at this step, or by another import, which it says the same as, brings up to date, or is refused. */
async function cameAgain(
  { context, rule }: Carrying,
  work: Work,
  group: RowGroup,
  marker: Item,
  body: Readonly<Record<string, unknown>>,
  repeated: readonly Reported[],
): Promise<Outcomes> {
  const [row] = group.rows;
  const own: RowOutcome = { row: row?.line ?? 0, outcome: 'imported' };
  const isOther = marker.importId !== work.job.uid && !seenBefore(group, marker).has(own.row);
  if (!isOther || rule.again !== 'update') {
    const [outcomes, records] = known(work, { ...group, rows: group.rows.slice(0, 1) }, [own], marker);
    return [[...outcomes, ...repeated], records];
  }
  const record = String(marker.number);
  const reason = `imported before, as ${record}, which says so already`;
  const outcome: Reported = (await changed(context, String(marker.uid), body))
    ? { ...own, record }
    : { row: own.row, outcome: 'merged', reason, record };
  if (!work.job.dryRun)
    await work.store.put(
      markerItem(work, { ...group, rows: group.rows.slice(0, 1) }, { uid: String(marker.uid), id: record }, true),
    );
  return [[outcome, ...repeated], 0];
}

/** Changes what a row may change of a record. @returns whether anything was */
async function changed(context: Context, uid: string, body: Readonly<Record<string, unknown>>): Promise<boolean> {
  const { definition, request, store } = context;
  const before = storedRecord(await store.get(recordKey(request.caller.tenant, definition.type, uid)))?.record;
  const open = Object.keys(patchFields(definition));
  const differs = ([name, value]: readonly [string, unknown]): boolean =>
    open.includes(name) && canonical(before?.[name]) !== canonical(value);
  const patch = Object.fromEntries(Object.entries(body).filter(differs));
  if (Object.keys(patch).length === 0) return false;
  const asked = {
    ...request,
    method: 'PATCH',
    path: [definition.path, uid],
    contentType: 'application/json',
    rawBody: canonical(patch),
  };
  const response = await update({ ...context, request: asked, parameters: { id: uid }, unconditional: true });
  const after = response.body as { readonly version?: number; readonly changed?: readonly string[] };
  return after.changed ? after.changed.length > 0 : after.version !== before?.version;
}

/** Why a row was refused, by the column that its first fault is about. */
function refusal(error: Problem, document: MappingDocument, row: CsvRow, key: string): Reported {
  const [first] = (error.extra.errors ?? []) as readonly FieldError[];
  const column = (first && columnFor(document, first.pointer)) ?? key;
  return {
    row: row.line,
    outcome: 'rejected',
    column,
    value: (row.cells[column] ?? '').slice(0, VALUE_SHOWN),
    code: (first?.code ?? error.slug) as ProblemSlug,
    reason: (first?.message ?? error.message).slice(0, 1000),
  };
}
