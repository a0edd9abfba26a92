/** Machine clients: a secret that only its hash is kept of, and that works for as long as its maker's grant holds. */

import { createHash } from 'node:crypto';
import { operatorOf } from '#shared/ids/person';
import { acting } from '#shared/tenancy/acting';
import { endOf, type Maker, rolesLeft, type Standings, whyEnded } from '#shared/tenancy/grant';
import { accessKeyKey } from '#shared/tenancy/keys';
import { givenBy } from '#shared/tenancy/operators';
import { isRole } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';
import type { Identity } from './identity.ts';
import {
  findDelegation,
  findTenant,
  findUser,
  platformStore,
  type RegisteredTenant,
  type RegisteredUser,
} from './registry.ts';
import { Unauthenticated } from './unauthenticated.ts';

export const isAccessKey = (credential: string): boolean => credential.startsWith('hd_');

/**
 * @throws Unauthenticated when the key is unknown, revoked or expired, or its maker's grant is over. Looked up at each request: a revoked
 * key is refused at once; what became of its maker is known after the registry's few seconds.
 */
export async function accessKeyIdentity(secret: string): Promise<Identity> {
  const item = await platformStore.get(accessKeyKey(createHash('sha256').update(secret).digest('hex')));
  if (!item || item.revokedAt) throw new Unauthenticated('key', 'the access key is not known, or revoked');
  const expiresOn = typeof item.expiresOn === 'string' ? item.expiresOn : undefined;
  if (expiresOn !== undefined && Date.parse(expiresOn) <= clock.now())
    throw new Unauthenticated('key', 'the access key has expired');
  const tenant = await findTenant(String(item.tenantId));
  if (!tenant) throw new Unauthenticated('key', 'the access key belongs to no tenant that is known here');
  const roles = Array.isArray(item.roles) ? item.roles.map(String).filter(isRole) : [];
  const id = String(item.clientId);
  const identity = { tenant, userId: id, clientId: id, name: String(item.name ?? id), actorType: 'machine' } as const;
  const maker = item.maker as Maker | undefined;
  // Keys from before it was noted who made them are the tenant's own.
  if (!maker) return { ...identity, roles };
  const known = await standingsFor(maker, tenant);
  const ending = endOf(maker, acting['access-key'].needs, known, clock.now());
  if (ending) throw new Unauthenticated('key', `the access key works no more: ${whyEnded(ending)}`);
  const operator = operatorOf(maker.id);
  const scope = operator && known.delegation(operator.slug)?.scope;
  return {
    ...identity,
    roles: rolesLeft(maker, roles, known),
    ...(scope && { scope }),
    madeBy: { ...maker, ...(expiresOn !== undefined && { until: expiresOn }) },
  };
}

/** What the registry knows of one maker. */
async function standingsFor({ id }: Maker, tenant: RegisteredTenant): Promise<Standings> {
  const operator = operatorOf(id);
  if (!operator) {
    const user = await findUser(tenant.id, id);
    return { isGone: () => user?.active === false, delegation: () => undefined };
  }
  const msp = await findTenant(operator.slug);
  const isOpen = msp?.kind === 'msp' && !msp.suspended;
  const [user, delegation] = isOpen
    ? await Promise.all([findUser(msp.id, operator.atHome), findDelegation(msp.id, tenant.id)])
    : [];
  const works = ({ active, roles, clients }: RegisteredUser) =>
    active && roles.includes('MSP') && givenBy(clients)(tenant.slug);
  const left = user !== undefined && !works(user);
  return { isGone: () => left, delegation: () => delegation };
}
