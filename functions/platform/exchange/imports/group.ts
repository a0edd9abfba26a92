/** One record of the file: replayed, judged against what was imported before, and made into one transaction. */

import { contract } from '#functions/service-operation/incident-management/contract';
import { matrixOf } from '#shared/capabilities/clocks/documents';
import { factNow, factRow } from '#shared/capabilities/facts/facts';
import { hasUsableKey, known, markerItem, markerKeyOf, tooLong } from '#shared/capabilities/importing/again';
import type { Carried, Work as Step } from '#shared/capabilities/importing/carrier';
import { uidOf } from '#shared/capabilities/importing/identity';
import type { Counts } from '#shared/capabilities/importing/job';
import {
  countsOf,
  outcomeItems,
  placeOfGroup,
  type Reported,
  withRecord,
} from '#shared/capabilities/importing/outcomes';
import { purgeTimer } from '#shared/capabilities/retention/purge-timer';
import { purgedAt } from '#shared/capabilities/retention/retention';
import { historyItem, recordItem } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { rowChanges } from '#shared/engine/list-rows';
import type { TakenNumber } from '#shared/engine/numbers';
import type { EventEnvelope } from '#shared/events/envelope';
import { eventName } from '#shared/events/name';
import type { AnyRecord } from '#shared/grammar/record';
import { newUlid } from '#shared/ids/ulid';
import type { Replay } from '#shared/imports/incident';
import type { IncidentMapping } from '#shared/imports/mapping';
import { replay } from '#shared/imports/replay';
import type { RowGroup } from '#shared/imports/row';
import { attempt, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import type { Item, Write } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
import { chainOf } from './chain.ts';
import { incidentShape } from './incident-shape.ts';
import type { Place } from './runtime.ts';

/** Writes of one transaction at most, and characters: 4 MB, should every one of them take three bytes. */
const TRANSACTION_WRITES = 100;
const TRANSACTION_CHARACTERS = 1_300_000;

/** What a step works on, and where. */
type Work = Step<IncidentMapping> & { readonly place: Place };

/** What is to be written for one record of the file, and the counts of its rows. */
interface Prepared {
  readonly counts: Counts;
  /** One transaction: the record, what makes it findable and, when they fit, its history and the report of its rows. */
  readonly writes: readonly Write[];
  /** History that the transaction has no room for: written before it, when nobody can see it yet. */
  readonly before: readonly Item[];
  /** The report of rows that is not in the transaction: written after it. */
  readonly after: readonly Item[];
  /** The number of the record. */
  readonly number?: TakenNumber;
}

/** Makes an incident of a group of rows. @param marker what stands where its external number is kept; one of this import comes from an earlier attempt. */
export async function carryIncident(
  place: Place,
  step: Step<IncidentMapping>,
  group: RowGroup,
  index: number,
  marker: Item | undefined,
): Promise<Carried> {
  const work = { ...step, place };
  const prepared = await prepare(work, group, index, marker);
  if (prepared.writes.length === 0) return { counts: prepared.counts, report: prepared.after };
  const counts = (await write(work, prepared)) ? prepared.counts : await importAgain(work, group, index);
  return { counts, report: [] };
}

async function prepare(work: Work, group: RowGroup, index: number, marker: Item | undefined): Promise<Prepared> {
  const { place, job, file } = work;
  const reported = (outcomes: readonly Reported[], records = 0): Prepared => ({
    counts: countsOf(outcomes, records),
    writes: [],
    before: [],
    after: outcomeItems(place.tenant, job, placeOfGroup(index), outcomes),
  });
  if (!hasUsableKey(group)) return reported(tooLong(work, group));
  const replayed = replay(group, file.mapping, file.zone, Date.parse(job.createdAt));
  if (marker) return reported(...known(work, group, replayed.outcomes, marker));
  if (!replayed.record) return reported(replayed.outcomes);
  if (job.dryRun) return reported(replayed.outcomes, 1);
  const number = await place.numbers.take(place.tenant, place.store, incidentShape);
  return { ...recordWrites(work, group, index, replayed, number.id), number };
}

/** Writes what was prepared. @returns false when the table has changed: somebody else imported the record, or is about to. */
async function write({ store }: Work, { before, writes, after, number }: Prepared): Promise<boolean> {
  await store.writeAll(before.map((put) => ({ put })));
  const outcome = await attempt(store, writes);
  number?.ended(outcome);
  if (outcome.is !== 'written') return false;
  await store.writeAll(after.map((put) => ({ put })));
  return true;
}

/** Imports a record that did not go as prepared: looks again who has it. */
function importAgain(work: Work, group: RowGroup, index: number): Promise<Counts> {
  const round = async () => {
    const prepared = await prepare(work, group, index, await work.store.get(markerKeyOf(work, group)));
    return (await write(work, prepared)) ? prepared.counts : LOST;
  };
  return untilWritten(
    PERSISTENCE,
    round,
    (rounds) => new Error(`${rounds} rounds were not enough to import ${group.key}`),
  );
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
      matrix: matrixOf(config),
      at,
    },
    (finished) => announcement(work, finished, at),
  );
  const hash = entries.at(-1)?.hash ?? '';
  const history = entries.map((entry) => historyItem(tenant, incidentShape.type, uid, entry));
  const report = outcomeItems(tenant, job, placeOfGroup(index), withRecord(outcomes, number));
  const visible: Write[] = [
    { put: markerItem(work, group, { uid, id: number }), condition: 'absent' },
    {
      put: recordItem(tenant, contract.process, incidentShape, { record, sequence: entries.length, hash }, config),
      condition: 'absent',
    },
    { put: { ...numberKey(tenant, incidentShape.type, number), uid }, condition: 'absent' },
    ...factWrites(work, record, entries.length),
    ...retentionWrites(work, record),
    ...rowChanges(incidentShape, tenant, { after: record }),
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
  return due === undefined ? [] : [{ put: purgeTimer(tenant, record, due) }];
}

/** The fact that a finished record leaves for the KPI service, in the month in which it counts: made as any other's is. */
function factWrites({ place }: Work, record: AnyRecord, sequence: number): Write[] {
  const found = factNow(incidentShape, record, place.config);
  return found ? [{ put: factRow(place.tenant, incidentShape.type, record.uid, sequence, found.at, found.fact) }] : [];
}

/** The one event of an imported record: a consumer that acts on live incidents has no reason to listen to it. */
function announcement({ place, job }: Work, record: AnyRecord, at: string): EventEnvelope {
  return {
    eventId: newUlid(clock.now()),
    name: eventName(incidentShape.type, 'imported'),
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
