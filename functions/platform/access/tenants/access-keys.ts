/** Access keys of machine clients: shown once, kept as a hash, gone at once when revoked, and no longer good than their maker's grant. */

import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { instantSchema } from '#shared/http/instant';
import type { Response } from '#shared/http/response';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { assignable } from '#shared/tenancy/assignable';
import { type Caller, makerOf } from '#shared/tenancy/context';
import { rolesLeft } from '#shared/tenancy/grant';
import { accessKeyKey, accessKeyListKey, accessKeyListPk, documentKey } from '#shared/tenancy/keys';
import type { Role } from '#shared/tenancy/roles';
import { nameSchema } from '#shared/text/line';
import { clock, toInstant } from '#shared/time/clock';
import { endingOf, keyIn, type StoredKey } from './access-key.ts';
import { fingerprint } from './onboard.ts';
import { placeOf, platformStore, storeOf } from './registry.ts';

/** What an administrator may hand to a machine. */
const GRANTABLE: readonly Role[] = ['INT', 'AGT', 'LEAD', 'AUD', 'REQ', 'OPC', 'PRV'];

export const accessKeySchema = z.strictObject({
  name: nameSchema(120),
  roles: z.array(z.string().check(z.maxLength(10))).check(z.minLength(1), z.maxLength(10)),
  /** The instant from which on it is refused; absent: none. */
  expiresOn: z.exactOptional(instantSchema()),
});
export type AccessKeyBody = z.infer<typeof accessKeySchema>;

/** An operator's machine may no more than the operator. @throws Problem forbidden */
export async function refuseMoreThanOwn(caller: Caller, roles: readonly Role[]): Promise<void> {
  const { standings } = (await placeOf(caller.tenant, 'as it is now')).config;
  const left = rolesLeft(makerOf(caller, toInstant(clock.now())), roles, standings);
  const more = roles.filter((role) => !left.includes(role));
  if (more.length === 0) return;
  throw new Problem('forbidden', `the delegation has no ${more.join(', ')}: a key made under it cannot have it either`);
}

/** POST /v1/access-keys: the only time the secret is seen. */
export async function createAccessKey({ request, body, dryRun }: Call<AccessKeyBody>): Promise<Response> {
  const { caller } = request;
  const { tenant, actor } = caller;
  const roles = assignable(body.roles, GRANTABLE);
  await refuseMoreThanOwn(caller, roles);
  const { expiresOn } = body;
  if (expiresOn !== undefined && Date.parse(expiresOn) <= clock.now())
    throw new Problem('validation-failed', `expiresOn lies in the future, was given ${expiresOn}`, {
      errors: [{ pointer: '/expiresOn', code: 'validation-failed', message: 'expected an instant in the future' }],
    });
  const expiry = expiresOn === undefined ? {} : { expiresOn };
  const secret = `hd_${randomBytes(32).toString('base64url')}`;
  const hash = fingerprint(secret);
  const id = hash.slice(0, 16);
  const createdAt = toInstant(clock.now());
  const { homeTenantId } = actor;
  const shown = {
    ...{ id, name: body.name, roles, ...expiry, createdAt, createdBy: actor.id },
    ...(homeTenantId && { homeTenantId }),
  };
  if (dryRun) return { status: 200, body: { name: body.name, roles, ...expiry } };
  const maker = makerOf(caller, createdAt);
  const stored: StoredKey = { hash, key: shown, maker };
  // The key works from the second write on; without it the first is a row in a list and no more.
  await (await storeOf(tenant)).put({ ...accessKeyListKey(tenant, id), ...stored });
  await platformStore().put({
    ...accessKeyKey(hash),
    tenantId: tenant,
    roles,
    name: body.name,
    clientId: `key:${id}`,
    maker,
    ...expiry,
  });
  return { status: 201, body: { ...shown, secret }, headers: { location: `/v1/access-keys/${id}` } };
}

/** GET /v1/access-keys: whose each is, and whether it still works. */
export async function listAccessKeys({ request }: Call<unknown>): Promise<Response> {
  const { tenant, store, config } = await placeOf(request.caller.tenant, 'as it is now');
  const items = (await store.queryAll({ pk: accessKeyListPk(tenant) })).map((item) => {
    const stored = keyIn(item);
    const orphaned = endingOf(stored, config);
    return { ...stored.key, state: orphaned ? 'orphaned' : 'active', ...(orphaned && { orphaned }) };
  });
  return { status: 200, body: { items, nextCursor: null } };
}

/** DELETE /v1/access-keys/{key}: nothing that was made with it acts any more either. */
export async function revokeAccessKey({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const { tenant } = request.caller;
  const store = await storeOf(tenant);
  const key = accessKeyListKey(tenant, parameters.key ?? '');
  const item = await store.get(key);
  if (!item) throw new Problem('not-found', `there is no access key ${parameters.key}`);
  if (!dryRun) {
    await platformStore().delete(accessKeyKey(keyIn(item).hash));
    const id = `key:${keyIn(item).key.id}`;
    const gone = { kind: 'inactive-user', id, version: 1, updatedAt: toInstant(clock.now()), body: {} };
    await store.transact([{ put: { ...documentKey(tenant, 'own', 'inactive-user', id), ...gone } }, { delete: key }]);
  }
  return { status: 204 };
}
