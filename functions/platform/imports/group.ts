/** One record of the file: replayed, judged against what was imported before, and made into one transaction. */

import type { EventEnvelope } from '#shared/events/envelope';
import type { Replay } from '#shared/imports/incident';
import { rejection } from '#shared/imports/outcome';
import { replay } from '#shared/imports/replay';
import type { RowGroup } from '#shared/imports/rows';
import { type FactSource, factOfIncident } from '#shared/kpi/fact-of-incident';
import { stateClass } from '#shared/process/decide';
import { factRow } from '#shared/process/facts';
import { historyItem, recordItem, retentionItem } from '#shared/process/items';
import type { AnyRecord } from '#shared/process/record';
import { purgedAt } from '#shared/process/retention';
import * as keys from '#shared/store/keys';
import { type Item, TransactionRefused, type Write } from '#shared/store/store';
import { newUlid } from '#shared/store/ulid';
import { clock, toInstant } from '#shared/time/clock';
import { chainOf } from './chain.ts';
import type { ImportFile } from './file.ts';
import { rowsDigest, uidOf } from './identity.ts';
import { incidentShape } from './incident-shape.ts';
import type { Counts, ImportJob } from './job.ts';
import { mappingOf } from './mappings.ts';
import { countsOf, outcomeItems, placeOfGroup, type Reported, withRecord } from './outcomes.ts';
import type { Place } from './runtime.ts';

/** What our references hold, which an external number becomes one of. */
const KEY_LENGTH = 120;
/** Writes of one transaction at most, and characters: 4 MB, should every one of them take three bytes. */
const TRANSACTION_WRITES = 100;
const TRANSACTION_CHARACTERS = 1_300_000;
const ATTEMPTS = 8;

/** What a step works on. */
export interface Work {
  readonly place: Place;
  readonly job: ImportJob;
  readonly file: ImportFile;
}

/** The marker of a record that was imported before, if there is one; by external number. */
export function markerKeyOf({ place, job }: Work, group: RowGroup): keys.Key {
  return keys.importedKey(place.tenant, job.mapping, group.key);
}

/** Whether the record's own number can be kept at all. */
export function hasUsableKey({ key }: RowGroup): boolean {
  return key.length <= KEY_LENGTH;
}

/** What is to be written for one record of the file, and the counts of its rows. */
export interface Prepared {
  readonly counts: Counts;
  /** One transaction: the record, what makes it findable and, when they fit, its history and the report of its rows. */
  readonly writes: readonly Write[];
  /** History that the transaction has no room for: written before it, when nobody can see it yet. */
  readonly before: readonly Item[];
  /** The report of rows that is not in the transaction: written after it. */
  readonly after: readonly Item[];
}

/** @param marker what stands where the record's external number is kept; a marker of this import comes from an earlier attempt. */
export async function prepare(work: Work, group: RowGroup, index: number, marker: Item | undefined): Promise<Prepared> {
  const { place, job, file } = work;
  const reported = (outcomes: readonly Reported[], records = 0): Prepared => ({
    counts: countsOf(outcomes, records),
    writes: [],
    before: [],
    after: outcomeItems(place.tenant, job, placeOfGroup(index), outcomes),
  });
  if (!hasUsableKey(group)) return reported(tooLong(work, group));
  const replayed = replay(group, mappingOf(job.mapping), file.zone);
  if (marker) return reported(...known(work, group, replayed, marker));
  if (!replayed.record) return reported(replayed.outcomes);
  if (job.dryRun) return reported(replayed.outcomes, 1);
  const number = await place.numbers.next(place.tenant, place.store, incidentShape.type, incidentShape.prefix);
  return recordWrites(work, group, index, replayed, number);
}

/** Writes what was prepared. @returns false when the table has changed: somebody else imported the record, or is about to. */
export async function write({ place: { store } }: Work, { before, writes, after }: Prepared): Promise<boolean> {
  try {
    await store.writeAll(before.map((put) => ({ put })));
    if (writes.length > 0) await store.transact(writes);
    await store.writeAll(after.map((put) => ({ put })));
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused) return false;
    throw error;
  }
}

/** Imports a record that did not go as prepared: looks again who has it. */
export async function importAgain(work: Work, group: RowGroup, index: number): Promise<Counts> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const prepared = await prepare(work, group, index, await work.place.store.get(markerKeyOf(work, group)));
    if (await write(work, prepared)) return prepared.counts;
  }
  throw new Error(`${ATTEMPTS} attempts were not enough to import ${group.key}`);
}

/** Whether writes fit into one transaction. */
function fitsTransaction(writes: readonly Write[]): boolean {
  return writes.length <= TRANSACTION_WRITES && JSON.stringify(writes).length <= TRANSACTION_CHARACTERS;
}

function recordWrites(work: Work, group: RowGroup, index: number, replayed: Replay, number: string): Prepared {
  const { place, job } = work;
  const { tenant, config } = place;
  const { record: incident, history: steps, outcomes } = replayed;
  const counts = countsOf(outcomes, 1);
  if (!incident) return { counts, writes: [], before: [], after: [] };
  const uid = uidOf(job.uid, job.createdAt, group.key);
  const at = toInstant(clock.now());
  const { record, entries } = chainOf(
    {
      incident,
      steps,
      identity: { uid, id: number, externalId: group.key.replace(/[\s#]+/g, '-') },
      importedBy: job.createdBy,
      importId: job.uid,
      source: job.mapping,
      salt: job.salt,
      matrix: config.matrix,
      at,
    },
    (finished) => announcement(work, finished, at),
  );
  const hash = entries.at(-1)?.hash ?? '';
  const history = entries.map((entry) => historyItem(tenant, incidentShape.type, uid, entry));
  const report = outcomeItems(tenant, job, placeOfGroup(index), withRecord(outcomes, number));
  const marker = { uid, number, importId: job.uid, rows: group.rows.length, digest: rowsDigest(group) };
  const visible: Write[] = [
    { put: { ...markerKeyOf(work, group), ...marker }, condition: 'absent' },
    {
      put: recordItem(tenant, 'incident-management', incidentShape, { record, sequence: entries.length, hash }, config),
      condition: 'absent',
    },
    { put: { ...keys.numberKey(tenant, incidentShape.type, number), uid }, condition: 'absent' },
    ...factWrites(work, replayed.record, record, entries.length),
    ...retentionWrites(work, record),
  ];
  const all = [...visible, ...[...history, ...report].map((put) => ({ put }))];
  if (fitsTransaction(all)) return { counts, writes: all, before: [], after: [] };
  // The entry of the import carries the event, so it comes with what makes the record visible.
  const telling = history.slice(-1).map((put) => ({ put }));
  return { counts, writes: [...visible, ...telling], before: history.slice(0, -1), after: report };
}

/** Kept as long as any other, counted from the import. */
function retentionWrites({ place: { tenant, config } }: Work, record: AnyRecord): Write[] {
  const due = purgedAt(record, config);
  return due === undefined ? [] : [{ put: retentionItem(tenant, record, due) }];
}

/** The fact that a finished incident leaves for the KPI service, in the month in which it counts: made as any incident's is. */
function factWrites({ place }: Work, incident: Replay['record'], record: AnyRecord, sequence: number): Write[] {
  if (!incident || !['done', 'final'].includes(stateClass(incidentShape, incident.state))) return [];
  const at = incident.resolvedAt ?? incident.closedAt ?? incident.updatedAt;
  const fact = factOfIncident(record as FactSource, place.config);
  return [{ put: factRow(place.tenant, incidentShape.type, record.uid, sequence, at, fact) }];
}

/** The one event of an imported record: a consumer that acts on live incidents has no reason to listen to it. */
function announcement({ place, job }: Work, record: AnyRecord, at: string): EventEnvelope {
  return {
    eventId: newUlid(clock.now()),
    name: 'incident.imported',
    process: 'imports',
    tenantId: place.tenant,
    type: incidentShape.type,
    id: record.id,
    uid: record.uid,
    recordVersion: record.version,
    at,
    actor: { type: job.createdBy.type, id: job.createdBy.id },
    command: 'import',
    state: { to: record.state },
    changed: [],
    correlationId: job.uid,
    depth: 0,
    visibility: 'internal',
    data: { importId: job.uid, externalId: record.externalId ?? '' },
  };
}

function tooLong({ job }: Work, { key, rows }: RowGroup): readonly Reported[] {
  const { key: column } = mappingOf(job.mapping);
  const reason = `${column} is longer than ${KEY_LENGTH} characters`;
  return rows.map(({ line }) => ({ row: line, outcome: 'rejected', ...rejection(column, key, 'too-long', reason) }));
}

/**
 * A record that is there already. Written by an earlier attempt at this step: its report, once more. By another import: rows that
 * were there then are merged into what they became, others are refused: an import makes records, it changes none.
 */
function known(
  work: Work,
  group: RowGroup,
  { outcomes }: Replay,
  marker: Item,
): [outcomes: readonly Reported[], records: number] {
  const { key: column } = mappingOf(work.job.mapping);
  const record = String(marker.number);
  if (marker.importId === work.job.uid) return [withRecord(outcomes, record), 1];
  const sameRows = rowsDigest(group, Number(marker.rows)) === marker.digest;
  const seen = new Set(sameRows ? group.rows.slice(0, Number(marker.rows)).map(({ line }) => line) : []);
  const again = outcomes.map((each): Reported => {
    const { row } = each;
    if (each.outcome === 'rejected') return each;
    if (seen.has(row)) return { row, outcome: 'merged', reason: `imported before, as ${record}`, record };
    const reason = `${group.key} was imported before, as ${record}, without this row; an import changes no records`;
    return { row, outcome: 'rejected', column, value: group.key, code: 'imported-before', reason };
  });
  return [again, 0];
}
