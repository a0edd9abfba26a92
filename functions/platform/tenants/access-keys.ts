/** Access keys of machine clients: shown once, kept as a hash, gone at once when revoked. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import type { Call } from '#shared/process/service';
import { accessKeyKey, accessKeyListKey, accessKeyListPk } from '#shared/store/keys';
import { assignable } from '#shared/tenancy/assignable';
import type { Role } from '#shared/tenancy/roles';
import { clock, toInstant } from '#shared/time/clock';
import { fingerprint } from './onboard.ts';
import { platformStore, storeOf } from './registry.ts';

/** What an administrator may hand to a machine. */
const GRANTABLE: readonly Role[] = ['INT', 'AGT', 'LEAD', 'AUD', 'REQ', 'OPC'];

export const accessKeySchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  roles: z.array(z.string().check(z.maxLength(10))).check(z.minLength(1), z.maxLength(10)),
  /** The instant from which on it is refused; absent: none. */
  expiresOn: z.exactOptional(z.iso.datetime({ offset: true }).check(z.maxLength(35))),
});
export type AccessKeyBody = z.infer<typeof accessKeySchema>;

/** POST /v1/access-keys: the only time the secret is seen. */
export async function createAccessKey({ request, body, dryRun }: Call<AccessKeyBody>): Promise<Response> {
  const { tenant } = request.caller;
  const roles = assignable(body.roles, GRANTABLE);
  const { expiresOn } = body;
  if (expiresOn !== undefined && Date.parse(expiresOn) <= clock.now())
    throw new Problem('validation-failed', `expiresOn lies in the future, was given ${expiresOn}`, {
      errors: [{ pointer: '/expiresOn', code: 'validation-failed', message: 'expected an instant in the future' }],
    });
  const expiry = expiresOn === undefined ? {} : { expiresOn };
  const secret = `hd_${randomBytes(32).toString('base64url')}`;
  const hash = fingerprint(secret);
  const id = hash.slice(0, 16);
  const shown = {
    id,
    name: body.name,
    roles,
    ...expiry,
    createdAt: toInstant(clock.now()),
    createdBy: request.caller.actor.id,
  };
  if (dryRun) return { status: 200, body: { dryRun: true, name: body.name, roles, ...expiry } };
  // The key works from the second write on; without it the first is a row in a list and no more.
  await (await storeOf(tenant)).put({ ...accessKeyListKey(tenant, id), hash, key: shown });
  await platformStore().put({
    ...accessKeyKey(hash),
    tenantId: tenant,
    roles,
    name: body.name,
    clientId: `key:${id}`,
    ...expiry,
  });
  return { status: 201, body: { ...shown, secret }, headers: { location: `/v1/access-keys/${id}` } };
}

/** GET /v1/access-keys */
export async function listAccessKeys({ request }: Call<unknown>): Promise<Response> {
  const items = await (await storeOf(request.caller.tenant)).queryAll({ pk: accessKeyListPk(request.caller.tenant) });
  return { status: 200, body: { items: items.map(({ key }) => key), nextCursor: null } };
}

/** DELETE /v1/access-keys/{key} */
export async function revokeAccessKey({ request, parameters, dryRun }: Call<unknown>): Promise<Response> {
  const store = await storeOf(request.caller.tenant);
  const key = accessKeyListKey(request.caller.tenant, parameters.key ?? '');
  const item = await store.get(key);
  if (!item) throw new Problem('not-found', `there is no access key ${parameters.key}`);
  if (!dryRun) {
    await platformStore().delete(accessKeyKey(String(item.hash)));
    await store.delete(key);
  }
  return { status: 204 };
}
