/**
 * Records that may have been said twice are noted on the newer one, soon after it was made (D2), where its
 * definition asks for hints.
 */

import { isComparable, matchesAmong, RECENT_MS, type SimilarityRule } from '#shared/capabilities/similarity/similarity';
import { causedBy } from '#shared/engine/commit';
import type { Consuming } from '#shared/engine/consuming';
import { decideChange, isOpen } from '#shared/engine/decide';
import { storedRecord } from '#shared/engine/items';
import { LINK } from '#shared/engine/keys';
import { changeOnce } from '#shared/engine/once';
import type { Runtime } from '#shared/engine/runtime';
import type { OwnConsumption } from '#shared/engine/seams';
import { sightingsOf } from '#shared/engine/sightings';
import type { BusEvent, EventEnvelope } from '#shared/events/envelope';
import { eventName } from '#shared/events/name';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { hasIndex } from '#shared/grammar/lists';
import type { AnyRecord } from '#shared/grammar/record';
import { tenantId } from '#shared/ids/tenant-id';
import { listPk, recordKey, recordPk, requesterPk } from '#shared/store/keys';
import type { QueryInput } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { toInstant } from '#shared/time/clock';

/** Records compared with, and noted. */
const LOOKED_AT = 100;
const MOST = 10;

/** The type's `created` events. */
export const duplicateConsumption = (
  process: string,
  definition: AnyRecordDefinition,
  rule: SimilarityRule,
): OwnConsumption => ({
  source: `itsm.${process}`,
  detailType: eventName(definition.type, 'created'),
  run: (runtime, event, requestId) => hint(runtime, definition, rule, event, requestId),
});

async function hint(
  runtime: Runtime,
  definition: AnyRecordDefinition,
  rule: SimilarityRule,
  { detail }: BusEvent,
  requestId: string,
): Promise<void> {
  if (!isComparable(rule, detail.data)) return;
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, runtime.process.id);
  const consuming: Consuming = { runtime, store, config, caller, definition, cause: causedBy(detail, requestId) };
  const marker = `${detail.eventId}:duplicates`;
  const alike = await sightedAlike(consuming, rule, detail);
  if (!alike) return noteOn(consuming, rule, detail.uid, marker, (record) => lately(consuming, rule, record));
  const [own, ...others] = alike.length === 0 ? [] : await recordsOf(consuming, [detail.uid, ...alike]);
  if (own?.uid !== detail.uid) return;
  const suspects = matchesAmong(definition, rule, own, others).filter(({ duplicate }) => duplicate);
  const [before, after] = [true, false].map((earlier) =>
    suspects.flatMap(({ record }) => (record.uid < own.uid === earlier ? [record] : [])),
  );
  if (before?.length) await noteOn(consuming, rule, own.uid, marker, async () => before);
  // A newer one whose event came first has not seen this one.
  for (const { uid } of after ?? []) await noteOn(consuming, rule, uid, `${marker}:${uid}`, async () => [own]);
}

/** Records that may be the like, by what was sighted; undefined when that does not tell. Newest first. Most times there are none, and no record is read. */
async function sightedAlike(
  { runtime: { process }, store, config, caller: { tenant } }: Consuming,
  { same }: SimilarityRule,
  event: EventEnvelope,
): Promise<readonly string[] | undefined> {
  const { requesterId: by, confidential } = event.data;
  // Nobody is told of what is confidential, so it is no sighting.
  if (confidential === true || typeof by !== 'string' || !same.includes('requesterId')) return undefined;
  const topic = same.flatMap((field) => (field === 'requesterId' ? [] : [String(event.data[field])])).join('\n');
  const { seen, complete } = await sightingsOf({ store, tenant, process: process.id, config }, event, { topic, by });
  if (!complete) return undefined;
  const own = seen.find(({ uid }) => uid === event.uid);
  return seen.flatMap((each) => (each.by === own?.by && each.uid !== event.uid ? [each.uid] : [])).reverse();
}

/** Notes on a record which of the others it may be a duplicate of, unless it was noted before. */
function noteOn(
  consuming: Consuming,
  rule: SimilarityRule,
  uid: string,
  marker: string,
  others: (record: AnyRecord) => Promise<readonly AnyRecord[]>,
): Promise<void> {
  const { definition } = consuming;
  return changeOnce(consuming, uid, marker, async ({ record }, circumstances) => {
    if (!isOpen(definition, record) || !isComparable(rule, record)) return undefined;
    const found = await duplicatesAmong(consuming, rule, record, await others(record));
    const noted = notedOn(record).filter((each) => !found.some((other) => other.uid === each.uid));
    const possibleDuplicates = [...found, ...noted].sort((a, b) => b.similarity - a.similarity).slice(0, MOST);
    const news = found.filter(({ uid: other }) => !notedOn(record).some((each) => each.uid === other));
    if (news.length === 0) return undefined;
    const data = { duplicates: possibleDuplicates.map(({ id }) => id) };
    const how = { command: 'suspect-duplicates', visibility: 'internal', emits: 'duplicates_suspected', data } as const;
    return { plan: decideChange(definition, record, { possibleDuplicates }, how, circumstances) };
  });
}

interface Noted {
  readonly id: string;
  readonly uid: string;
  readonly similarity: number;
}

/** The capability's own field: only this file writes it. */
const notedOn = (record: AnyRecord): readonly Noted[] =>
  (record.possibleDuplicates as readonly Noted[] | undefined) ?? [];

/** Those that there are, in the order in which they are named. */
async function recordsOf({ store, caller: { tenant }, definition: { type } }: Consuming, uids: readonly string[]) {
  const items = await store.getAll(uids.slice(0, LOOKED_AT).map((uid) => recordKey(tenant, type, uid)));
  const records = new Map(items.flatMap((item) => storedRecord(item)?.record ?? []).map((each) => [each.uid, each]));
  return uids.flatMap((uid) => records.get(uid) ?? []);
}

/** Those of the same requester, or else of all, that changed since it could be one. */
async function lately({ store, caller: { tenant }, definition }: Consuming, rule: SimilarityRule, record: AnyRecord) {
  const place = placeOf(definition, rule, tenant, record);
  const { items } = await store.query({ ...place, descending: true, limit: LOOKED_AT });
  return items.flatMap((item) => storedRecord(item)?.record ?? []);
}

/** Those that were there before, the most similar first; what it was made from on purpose is none, and what is confidential is not named. */
async function duplicatesAmong(
  { store, caller: { tenant }, definition }: Consuming,
  rule: SimilarityRule,
  record: AnyRecord,
  records: readonly AnyRecord[],
): Promise<readonly Noted[]> {
  const others = records.filter(({ uid, confidential }) => uid < record.uid && !confidential);
  const suspects = matchesAmong(definition, rule, record, others).filter(({ duplicate }) => duplicate);
  if (suspects.length === 0) return [];
  const links = await store.queryAll({ pk: recordPk(tenant, definition.type, record.uid), begins: LINK });
  return suspects
    .filter(({ record: { uid } }) => !links.some(({ sk }) => sk.endsWith(`#${uid}`)))
    .slice(0, MOST)
    .map(({ record: { id, uid }, similarity }) => ({ id, uid, similarity }));
}

/** Where duplicates stand: with the same person's, if they have the requester in common. None changed last before it could be one. */
function placeOf(
  { type, lists }: AnyRecordDefinition,
  { same }: SimilarityRule,
  tenant: Consuming['caller']['tenant'],
  { requesterId, openedAt }: AnyRecord,
): Pick<QueryInput, 'index' | 'pk' | 'from'> {
  const from = toInstant(Date.parse(openedAt) - RECENT_MS);
  const own = requesterId !== undefined && hasIndex(lists, 'requester') && same.includes('requesterId');
  return own
    ? { index: 'requester', pk: requesterPk(tenant, type, requesterId), from }
    : { index: 'list', pk: listPk(tenant, type), from };
}
