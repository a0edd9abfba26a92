/** One record of the file: replayed, judged against what was imported before, and written as one transaction. */
import { ulid } from 'ulid';
import type { EventEnvelope } from '#shared/events/envelope';
import { importedFact } from '#shared/imports/fact';
import type { Replay } from '#shared/imports/incident';
import { rejection } from '#shared/imports/outcome';
import { replay } from '#shared/imports/replay';
import type { RowGroup } from '#shared/imports/rows';
import { stateClass } from '#shared/process/decide';
import { historyItem, recordItem } from '#shared/process/items';
import type { AnyRecord } from '#shared/process/record';
import * as keys from '#shared/store/keys';
import { type Item, TransactionRefused, type Write } from '#shared/store/store';
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
/** Writes of one transaction at most. */
const TRANSACTION_WRITES = 100;
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

/** Imports one record, or finds that it was. @param marker what stood there when the step began. @returns the counts of its rows. */
export async function importGroup(
  work: Work,
  group: RowGroup,
  index: number,
  marker: Item | undefined,
): Promise<Counts> {
  const { place, job, file } = work;
  if (!hasUsableKey(group)) return report(work, index, tooLong(work, group));
  const replayed = replay(group, mappingOf(job.mapping), file.zone);
  if (marker) return report(work, index, ...known(work, group, replayed, marker));
  if (!replayed.record) return report(work, index, replayed.outcomes);
  if (job.dryRun) return report(work, index, replayed.outcomes, 1);
  const number = await place.numbers.next(place.tenant, place.store, incidentShape.type, incidentShape.prefix);
  for (let attempt = 1; ; attempt++) {
    try {
      await writeRecord(work, group, index, replayed, number);
      return countsOf(replayed.outcomes, 1);
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      const winner = await place.store.get(markerKeyOf(work, group));
      if (winner) return importGroup(work, group, index, winner);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/** Stores what became of the rows, when no record goes with them. The same rows again give the same items. */
async function report(
  { place, job }: Work,
  index: number,
  outcomes: readonly Reported[],
  records = 0,
): Promise<Counts> {
  const items = outcomeItems(place.tenant, job, placeOfGroup(index), outcomes);
  await place.store.writeAll(items.map((put) => ({ put })));
  return countsOf(outcomes, records);
}

async function writeRecord(
  work: Work,
  group: RowGroup,
  index: number,
  replayed: Replay,
  number: string,
): Promise<void> {
  const { place, job } = work;
  const { tenant, config } = place;
  const { record: incident, history: steps } = replayed;
  if (!incident) return;
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
  const rows = outcomeItems(tenant, job, placeOfGroup(index), withRecord(replayed.outcomes, number));
  const marker = { uid, number, importId: job.uid, rows: group.rows.length, digest: rowsDigest(group) };
  const visible: Write[] = [
    { put: { ...markerKeyOf(work, group), ...marker }, condition: 'absent' },
    {
      put: recordItem(tenant, 'incident-management', incidentShape, { record, sequence: entries.length, hash }, config),
      condition: 'absent',
    },
    { put: { ...keys.numberKey(tenant, incidentShape.type, number), uid }, condition: 'absent' },
    ...factWrites(work, replayed, record),
  ];
  // The entry of the import carries the event, so it is always in the transaction that makes the record visible.
  const telling = history.slice(-1);
  const puts = [...history.slice(0, -1), ...telling, ...rows].map((put) => ({ put }));
  if (visible.length + puts.length <= TRANSACTION_WRITES) return place.store.transact([...visible, ...puts]);
  // Too much for one transaction: the history first, which nobody sees yet, and the report last, which a repeated step writes again.
  await place.store.writeAll(history.slice(0, -1).map((put) => ({ put })));
  await place.store.transact([...visible, ...telling.map((put) => ({ put }))]);
  await place.store.writeAll(rows.map((put) => ({ put })));
}

/** The fact that a finished incident leaves for the KPI service, in the month in which it counts. */
function factWrites({ place }: Work, { record: incident, history }: Replay, record: AnyRecord): Write[] {
  if (!incident || !['done', 'final'].includes(stateClass(incidentShape, incident.state))) return [];
  const at = incident.resolvedAt ?? incident.closedAt ?? incident.updatedAt;
  const key = keys.factKey(place.tenant, incidentShape.type, at.slice(0, 7), at, record.uid);
  return [{ put: { ...key, fact: { ...importedFact(incident, history), id: record.id } } }];
}

/** The one event of an imported record: a consumer that acts on live incidents has no reason to listen to it. */
function announcement({ place, job }: Work, record: AnyRecord, at: string): EventEnvelope {
  return {
    eventId: ulid(clock.now()),
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
  const record = String(marker['number']);
  if (marker['importId'] === work.job.uid) return [withRecord(outcomes, record), 1];
  const sameRows = rowsDigest(group, Number(marker['rows'])) === marker['digest'];
  const seen = new Set(sameRows ? group.rows.slice(0, Number(marker['rows'])).map(({ line }) => line) : []);
  const again = outcomes.map((each): Reported => {
    const { row } = each;
    if (each.outcome === 'rejected') return each;
    if (seen.has(row)) return { row, outcome: 'merged', reason: `imported before, as ${record}`, record };
    const reason = `${group.key} was imported before, as ${record}, without this row; an import changes no records`;
    return { row, outcome: 'rejected', column, value: group.key, code: 'imported-before', reason };
  });
  return [again, 0];
}
