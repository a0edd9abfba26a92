/** Whose an access key is: an administrator takes it over, and is told when its maker's grant has ended. */

import type { BusEvent } from '#shared/events/envelope';
import { serviceEvent } from '#shared/grammar/service-events';
import type { Response } from '#shared/http/response';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { attempt } from '#shared/store/attempt';
import { EVENT } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { makerOf, systemCaller } from '#shared/tenancy/context';
import { type Ending, whyEnded } from '#shared/tenancy/grant';
import { accessKeyHistoryPk, accessKeyKey, accessKeyListKey, accessKeyListPk, userKey } from '#shared/tenancy/keys';
import { clock, toInstant } from '#shared/time/clock';
import { endingOf, keyIn, type StoredKey } from './access-key.ts';
import { refuseMoreThanOwn } from './access-keys.ts';
import { accessKeyEvents } from './contract.ts';
import { placeOf, platformStore, storeOf } from './registry.ts';

/** POST /v1/access-keys/{key}/take-over: it is the caller's from now on; its secret stays as it is. */
export async function takeOverAccessKey({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const { caller } = request;
  const { tenant, actor } = caller;
  const listed = accessKeyListKey(tenant, parameters.key ?? '');
  const store = await storeOf(tenant);
  const item = await store.get(listed);
  const known = item && (await platformStore().get(accessKeyKey(keyIn(item).hash)));
  if (!item || !known) throw new Problem('not-found', `there is no access key ${parameters.key}`);
  const { told: _, ...stored } = keyIn(item);
  await refuseMoreThanOwn(caller, stored.key.roles);
  const at = toInstant(clock.now());
  const maker = makerOf(caller, at);
  const key = { ...stored.key, takenOverAt: at, takenOverBy: actor.id };
  if (!dryRun) {
    await platformStore().put({ ...known, maker }, 'present');
    await store.put({ ...listed, ...stored, key, maker });
  }
  return { status: 200, body: { ...key, state: 'active' } };
}

/** Somebody left, or a delegation was changed: administrators are told of the keys that work no more, of each once. */
export async function tellOfOrphans({ detail }: BusEvent): Promise<void> {
  const { tenant, store, config } = await placeOf(tenantId(detail.tenantId), 'as it is now');
  for (const item of await store.queryAll({ pk: accessKeyListPk(tenant) })) {
    const stored = keyIn(item);
    const ending = endingOf(stored, config);
    if (!ending || stored.told) continue;
    // The keys of whoever was deleted go with them, which is nothing to be told of.
    if (detail.name === 'user.deactivated' && !(await store.get(userKey(tenant, detail.id)))) continue;
    // One that is revoked meanwhile is nothing to be told of.
    await attempt(store, [
      { put: { ...item, told: true }, condition: { hash: stored.hash } },
      { put: orphaned(tenant, stored, ending) },
    ]);
  }
}

/** Somebody was deleted: the keys that are theirs still go with them, and what was told of these. */
export async function dropKeys({ detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await storeOf(tenant);
  for (const item of await store.queryAll({ pk: accessKeyListPk(tenant) })) {
    const { hash, key, maker } = keyIn(item);
    if (maker?.id !== detail.id) continue;
    await platformStore().delete(accessKeyKey(hash));
    const told = await store.queryAll({ pk: accessKeyHistoryPk(tenant, key.id) });
    await store.writeAll([...told, item].map(({ pk, sk }) => ({ delete: { pk, sk } })));
  }
}

/** The event that tells of it, where the relay finds it. */
function orphaned(tenant: TenantId, { key, maker }: StoredKey, ending: Ending): Item {
  const event = serviceEvent(accessKeyEvents, 'orphaned', {
    tenantId: tenant,
    id: key.id,
    recordVersion: 1,
    actor: systemCaller(tenant, 'tenants').actor,
    command: 'orphan',
    state: { from: 'active', to: 'orphaned' },
    data: { title: key.name, maker: maker?.id ?? '', reason: ending, because: whyEnded(ending) },
  });
  return { pk: accessKeyHistoryPk(tenant, key.id), sk: `${EVENT}${event.eventId}`, entry: { events: [event] } };
}
