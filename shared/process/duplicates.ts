/**
 * Records that may have been said twice are noted on the newer one, soon after it was made (D2): machinery of every definition whose
 * `similarity` says `hint`.
 */

import { eventName } from '#shared/events/catalogue-name';
import type { BusEvent } from '#shared/events/envelope';
import { causedBy } from '#shared/process/commit';
import { decideChange, isOpen } from '#shared/process/decide';
import type { AnyRecordDefinition, ProcessDefinition } from '#shared/process/definition';
import { storedRecord } from '#shared/process/items';
import { type Consuming, changeOnce, type OwnConsumption } from '#shared/process/once';
import type { AnyRecord } from '#shared/process/record';
import type { Runtime } from '#shared/process/runtime';
import { isComparable, matchesAmong, RECENT_MS } from '#shared/process/similarity';
import { LINK, listPk, recordPk, requesterPk } from '#shared/store/keys';
import type { QueryInput } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { tenantId } from '#shared/tenancy/tenant-id';
import { toInstant } from '#shared/time/clock';

/** Records compared with, and noted. */
const LOOKED_AT = 200;
const MOST = 10;

/** Every type's `created` events, where duplicates are hinted at. */
export function duplicateConsumptions({
  id,
  records,
}: Pick<ProcessDefinition, 'id' | 'records'>): readonly OwnConsumption[] {
  return records
    .filter(({ similarity }) => similarity?.hint)
    .map((definition) => ({
      source: `itsm.${id}`,
      detailType: eventName(definition.type, 'created'),
      run: (runtime, event, requestId) => hint(runtime, definition, event, requestId),
    }));
}

async function hint(
  runtime: Runtime,
  definition: AnyRecordDefinition,
  { detail }: BusEvent,
  requestId: string,
): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, runtime.process.id);
  const consuming: Consuming = { runtime, store, config, caller, definition, cause: causedBy(detail, requestId) };
  await changeOnce(consuming, detail.uid, `${detail.eventId}:duplicates`, async ({ record }, circumstances) => {
    if (!isOpen(definition, record) || !isComparable(definition, record)) return undefined;
    const possibleDuplicates = await duplicatesOf(consuming, record);
    if (possibleDuplicates.length === 0) return undefined;
    const data = { duplicates: possibleDuplicates.map(({ id }) => id) };
    const how = { command: 'suspect-duplicates', visibility: 'internal', emits: 'duplicates_suspected', data } as const;
    return { plan: decideChange(definition, record, { possibleDuplicates }, how, circumstances) };
  });
}

/** Those that were there before, the most similar first; what it was made from on purpose is none, and what is confidential is not named. */
async function duplicatesOf({ store, caller: { tenant }, definition }: Consuming, record: AnyRecord) {
  const { items } = await store.query({ ...placeOf(definition, tenant, record), descending: true, limit: LOOKED_AT });
  const others = items
    .flatMap((item) => storedRecord(item)?.record ?? [])
    .filter(({ uid, confidential }) => uid < record.uid && !confidential);
  const suspects = matchesAmong(definition, record, others).filter(({ duplicate }) => duplicate);
  if (suspects.length === 0) return [];
  const links = await store.queryAll({ pk: recordPk(tenant, definition.type, record.uid), begins: LINK });
  return suspects
    .filter(({ record: { uid } }) => !links.some(({ sk }) => sk.endsWith(`#${uid}`)))
    .slice(0, MOST)
    .map(({ record: { id, uid }, similarity }) => ({ id, uid, similarity }));
}

/** Where duplicates stand: with the same person's, if they have the requester in common. None changed last before it could be one. */
function placeOf(
  { type, lists, similarity }: AnyRecordDefinition,
  tenant: Consuming['caller']['tenant'],
  { requesterId, openedAt }: AnyRecord,
): Pick<QueryInput, 'index' | 'pk' | 'from'> {
  const from = toInstant(Date.parse(openedAt) - RECENT_MS);
  const own = requesterId !== undefined && lists.includes('requester') && similarity?.same.includes('requesterId');
  return own
    ? { index: 'requester', pk: requesterPk(tenant, type, requesterId), from }
    : { index: 'list', pk: listPk(tenant, type), from };
}
