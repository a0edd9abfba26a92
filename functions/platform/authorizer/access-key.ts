/** Machine clients: a secret that only its hash is kept of. */
import { createHash } from 'node:crypto';
import { accessKeyKey } from '#shared/store/keys';
import { isRole } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';
import { type Identity, Unauthenticated } from './identity.ts';
import { findTenant, platformStore } from './registry.ts';

export const isAccessKey = (credential: string): boolean => credential.startsWith('hd_');

/** @throws Unauthenticated when the key is unknown, revoked or expired. Looked up at each request: a revoked key is refused at once. */
export async function accessKeyIdentity(secret: string): Promise<Identity> {
  const item = await platformStore.get(accessKeyKey(createHash('sha256').update(secret).digest('hex')));
  if (!item || item.revokedAt) throw new Unauthenticated('the access key is not known, or revoked');
  if (typeof item.expiresOn === 'string' && Date.parse(item.expiresOn) <= clock.now())
    throw new Unauthenticated('the access key has expired');
  const tenant = await findTenant(String(item.tenantId));
  if (!tenant) throw new Unauthenticated('the access key belongs to no tenant that is known here');
  const roles = Array.isArray(item.roles) ? item.roles.map(String).filter(isRole) : [];
  const id = String(item.clientId);
  return { tenant, userId: id, clientId: id, name: String(item.name ?? id), actorType: 'machine', roles };
}
