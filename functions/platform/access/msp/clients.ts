/** The tenants that an operator may work for now, as the registry has it at this moment. */

import type { Request } from '#shared/http/request';
import { operatorId } from '#shared/ids/person';
import { isTenantId, type TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Item } from '#shared/store/store';
import type { Actor, Caller } from '#shared/tenancy/context';
import { covers, delegatedRoles, delegationIn } from '#shared/tenancy/delegation';
import { delegationPk, tenantRegistryKey } from '#shared/tenancy/keys';
import { clientsGivenTo } from '#shared/tenancy/operators';
import { effectiveRoles } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';
import { logger, registryStore, sessionWith } from './runtime.ts';

export interface Client {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  /** The operator inside this client, as when they name it in `Itsm-Tenant`. */
  readonly caller: Caller;
}

/**
 * The clients that have delegated this collection to the operator's MSP, and are not suspended.
 * @throws Problem forbidden for anyone whose own tenant is no MSP
 */
export async function clientsOf({ caller }: Request, collection: string): Promise<readonly Client[]> {
  const msp = caller.actor.homeTenantId ?? caller.tenant;
  const store = registryStore();
  const [own, delegations, given] = await Promise.all([
    store.get(tenantRegistryKey(msp)),
    store.queryAll({ pk: delegationPk(msp) }),
    sessionWith(msp).then((session) => clientsGivenTo(session.store, msp, caller)),
  ]);
  if (own?.kind !== 'msp' || own.state !== 'active') throw new Problem('forbidden', 'only an MSP has clients');
  const actor = operatorOf(caller, msp, String(own.slug));
  const now = clock.now();
  const meant = delegations.filter((item) => isTenantId(item.sk) && covers(delegationIn(item), collection, now));
  const tenants = new Map((await tenantsOf(meant)).map((item) => [String(item.id), item]));
  return meant.flatMap((item) => {
    const tenant = tenants.get(item.sk);
    if (tenant?.state !== 'active' || !isTenantId(item.sk) || !given(String(tenant.slug))) return [];
    const roles = effectiveRoles(delegatedRoles(delegationIn(item)));
    const there: Caller = { tenant: item.sk, actor, roles, client: actor.id };
    return [{ id: item.sk, slug: String(tenant.slug), name: nameOf(item, tenant), caller: there }];
  });
}

/** Who the caller is inside each client; whoever asks from inside one is that already. */
function operatorOf({ actor }: Caller, msp: TenantId, slug: string): Actor {
  return actor.homeTenantId ? actor : { type: 'msp', id: operatorId(actor.id, slug), homeTenantId: msp };
}

const nameOf = ({ name }: Item, { slug }: Item): string => (typeof name === 'string' ? name : String(slug));

async function tenantsOf(delegations: readonly Item[]): Promise<readonly Item[]> {
  const ids = delegations.map(({ sk }) => sk).filter(isTenantId);
  return registryStore().getAll(ids.map(tenantRegistryKey));
}

/** Those that the request names by id or slug; all when it names none. @throws Problem not-found, the same for unknown and for foreign ones */
export function named(clients: readonly Client[], wanted: string | undefined): readonly Client[] {
  if (wanted === undefined) return clients;
  const found = wanted.split(',').map((name) => {
    const client = clients.find(({ id, slug }) => id === name || slug === name);
    if (client) return client;
    throw new Problem('not-found', `there is no client ${name} that you may work for`);
  });
  return [...new Set(found)];
}

export const shownClient = ({ id, slug, name }: Client) => ({ id, slug, name });

/** What a client answers; one that cannot be asked is added to `unanswered`, and stands for `nothing`. */
export async function orUnanswered<V>(
  client: Client,
  unanswered: Set<Client>,
  nothing: V,
  ask: () => Promise<V>,
): Promise<V> {
  try {
    return await ask();
  } catch (error) {
    logger.error('client not answered for', { tenantId: client.id, error: error as Error });
    unanswered.add(client);
    return nothing;
  }
}
