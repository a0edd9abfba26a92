/** An operator who leaves the MSP is marked in each of its clients, where what they have set up there asks (ADR 27). */

import type { BusEvent } from '#shared/events/envelope';
import { serviceEvent } from '#shared/grammar/service-events';
import { operatorId } from '#shared/ids/person';
import { isTenantId, type TenantId, tenantId } from '#shared/ids/tenant-id';
import { attempt, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { EVENT } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { delegationPk, documentKey, tenantRegistryKey, userHistoryPk, userKey } from '#shared/tenancy/keys';
import { givenBy } from '#shared/tenancy/operators';
import { type StoredUser, storedUser } from '#shared/tenancy/users';
import { clock, toInstant } from '#shared/time/clock';
import { operatorEvents } from './contract.ts';
import { storeOf } from './documents.ts';
import { platformStore } from './user-registry.ts';

/** Clients marked at once. */
const CONCURRENCY = 10;

/**
 * `user.updated` and `user.deleted` of an MSP: who is an operator no longer, or works for that client no more, is marked, who is one again is not.
 * Nothing is noted of other tenants' users.
 */
export async function markOperator({ detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const msp = await platformStore().get(tenantRegistryKey(tenant));
  if (msp?.kind !== 'msp') return;
  const operator = operatorId(detail.id, String(msp.slug));
  const delegations = await platformStore().queryAll({ pk: delegationPk(tenant) });
  const clients = delegations.flatMap(({ sk, slug }) => (isTenantId(sk) ? [{ id: sk, slug: String(slug) }] : []));
  const round = async () => {
    const stored = await userOf(tenant, detail.id);
    const given = givenBy(stored?.user.clients);
    const gone = !stored?.user.active || !stored.user.roles.includes('MSP');
    for (let i = 0; i < clients.length; i += CONCURRENCY)
      await Promise.all(
        clients.slice(i, i + CONCURRENCY).map(({ id, slug }) => mark(id, operator, gone || !given(slug))),
      );
    // Events may come in any order: whoever writes last has seen the latest.
    return (await userOf(tenant, detail.id))?.version === stored?.version ? undefined : LOST;
  };
  await untilWritten(
    PERSISTENCE,
    round,
    (rounds) => new Error(`${operator} was changed ${rounds} times while it was marked`),
  );
}

const userOf = async (tenant: TenantId, id: string): Promise<StoredUser | undefined> =>
  storedUser(await (await storeOf(tenant)).get(userKey(tenant, id)));

async function mark(client: TenantId, operator: string, gone: boolean): Promise<void> {
  const store = await storeOf(client);
  const key = documentKey(client, 'own', 'inactive-user', operator);
  if (!gone) return store.delete(key);
  const updatedAt = toInstant(clock.now());
  const marked = { ...key, kind: 'inactive-user', id: operator, version: 1, updatedAt, body: {} };
  // What is marked already stays so.
  await attempt(store, [{ put: marked, condition: 'absent' }, { put: left(client, operator) }]);
}

/** The event that tells the client of it, where the relay finds it. */
function left(client: TenantId, operator: string): Item {
  const event = serviceEvent(operatorEvents, 'left', {
    tenantId: client,
    id: operator,
    uid: operator,
    recordVersion: 1,
    actor: systemCaller(client, 'configuration').actor,
    command: 'leave',
    state: { to: 'left' },
    data: {},
  });
  return {
    pk: userHistoryPk(client, operator),
    sk: `${EVENT}${event.eventId}`,
    entry: { at: event.at, events: [event] },
  };
}
