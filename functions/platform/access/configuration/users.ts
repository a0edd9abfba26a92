/** Users (A11, A17): who there is in the tenant, with which roles; a person who left is deactivated, and their work goes back. */

import * as z from 'zod/mini';
import { keepAdministrator, leavingWrites } from '#shared/capabilities/leavers/leaving-user';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { refuseOtherValues } from '#shared/http/known-values';
import { limitOf } from '#shared/http/paging';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { anyOf, faultOfOwnId } from '#shared/ids/person';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem, problemAt } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { attempt } from '#shared/store/attempt';
import type { Store } from '#shared/store/store';
import { assignable } from '#shared/tenancy/assignable';
import type { TenantProfile } from '#shared/tenancy/documents';
import { documentKey, userHistoryPk, userKey, userPk } from '#shared/tenancy/keys';
import { type Role, roles } from '#shared/tenancy/roles';
import { employments, type StoredUser, storedUser, type User } from '#shared/tenancy/users';
import { hasWords } from '#shared/text/folding';
import { idSchema, nameSchema } from '#shared/text/line';
import { isZone } from '#shared/time/zone';
import { storeOf } from './documents.ts';
import { clientSlugs, storedAlike } from './user-registry.ts';
import { writeUser } from './user-write.ts';

const email = z.email().check(z.maxLength(254));
const locale = z
  .string()
  .check(z.maxLength(35), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language tag such as de or de-AT'));
const zone = z.string().check(z.minLength(1), z.maxLength(60));
const clients = z.array(z.string().check(z.minLength(2), z.maxLength(40))).check(z.maxLength(200));
/** As long as a reference to a person may be in a record. */
const manager = idSchema(120);
const unit = nameSchema(80);
const employment = z.enum(employments);
const shape = {
  name: nameSchema(160),
  email: z.exactOptional(email),
  locale: z.exactOptional(locale),
  zone: z.exactOptional(zone),
  roles: z.array(z.string().check(z.maxLength(10))).check(z.maxLength(30)),
  active: z.exactOptional(z.boolean()),
  vip: z.exactOptional(z.boolean()),
  manager: z.exactOptional(manager),
  department: z.exactOptional(unit),
  costCentre: z.exactOptional(unit),
  employment: z.exactOptional(employment),
  orgViewer: z.exactOptional(z.boolean()),
  clients: z.exactOptional(clients),
};
export const userSchema = z.strictObject(shape);
export const userFields = Object.keys(shape);
export type UserBody = z.infer<typeof userSchema>;
const removable = (schema: z.ZodMiniType) => z.exactOptional(z.nullable(schema));
/** A merge patch (RFC 7396): what is absent stays, `null` removes. */
export const userPatchSchema = z.strictObject({
  name: z.exactOptional(shape.name),
  email: removable(email),
  locale: removable(locale),
  zone: removable(zone),
  roles: z.exactOptional(shape.roles),
  active: shape.active,
  vip: removable(z.boolean()),
  manager: removable(manager),
  department: removable(unit),
  costCentre: removable(unit),
  employment: removable(employment),
  orgViewer: removable(z.boolean()),
  clients: removable(clients),
});
export type UserPatch = z.infer<typeof userPatchSchema>;

/** Roles that a tenant's administrator gives: not those of our own automation, of machines, and of who runs the platform. */
const GIVEN: readonly Role[] = roles.filter((role) => !['SYS', 'INT', 'PRV', 'PAD'].includes(role));
/** Who reads users other than themselves: the row "Tenant configuration, users" of A17. */
const READERS: readonly Role[] = ['TAD', 'AUD', 'LEAD', 'SEC', 'PRO'];

const shown = ({ user, version, updatedAt }: StoredUser) => ({ ...user, version, updatedAt });

/** `me` is the caller. @throws Problem not-found, also for anybody else when the caller reads no users */
async function found({ request, parameters }: Call<unknown>, store: Store): Promise<StoredUser> {
  const { tenant, actor, roles: held } = request.caller;
  const id = parameters.user === 'me' ? actor.id : (parameters.user ?? '');
  const readable = id === actor.id || READERS.some((role) => held.has(role));
  const user = readable ? storedUser(await store.get(userKey(tenant, id))) : undefined;
  if (user) return user;
  throw new Problem('not-found', `there is no user ${parameters.user}`);
}

/** GET /v1/users/{user} */
export async function readUser(call: Call<unknown>): Promise<Response> {
  const user = await found(call, await storeOf(call.request.caller.tenant));
  return { status: 200, body: shown(user), headers: { etag: etag(user.version) } };
}

const MAX_PAGE = 200;
/** Users looked at for one page. */
const MAX_EXAMINED = 1000;
export const userFilters = ['active', 'role', 'q', 'limit', 'cursor'];

function matches({ user }: StoredUser, query: ReadonlyMap<string, string>): boolean {
  const [active, role, q] = ['active', 'role', 'q'].map((name) => query.get(name));
  if (active !== undefined && !active.split(',').includes(String(user.active))) return false;
  if (role !== undefined && !role.split(',').some((each) => user.roles.some((held) => held === each))) return false;
  return q === undefined || hasWords(`${user.id} ${user.name} ${user.email ?? ''}`, q);
}

/** GET /v1/users, in the order of their ids. */
export async function listUsers({ request }: Call<unknown>): Promise<Response> {
  const { tenant } = request.caller;
  const { query } = request;
  const limit = limitOf(request);
  refuseOtherValues('active', query.get('active'), ['true', 'false']);
  refuseOtherValues('role', query.get('role'), roles);
  const store = await storeOf(tenant);
  const filters = userFilters.slice(0, 3).map((name) => `${name}=${query.get(name) ?? ''}`);
  const scope = { key: await cursorKey(store, tenant), tenant, route: `users?${filters.join('&')}` };
  const cursor = query.get('cursor');
  let after = cursor === undefined ? undefined : decodeCursor(cursor, scope);
  const items: ReturnType<typeof shown>[] = [];
  for (let examined = 0; ; ) {
    const page = await store.query({ pk: userPk(tenant), limit: MAX_PAGE, ...(after && { after }) });
    for (const item of page.items) {
      const user = storedUser(item);
      if (!user || !matches(user, query)) {
        after = { pk: item.pk, sk: item.sk };
        continue;
      }
      if (items.length === limit)
        return { status: 200, body: { items, nextCursor: after ? encodeCursor(after, scope) : null } };
      items.push(shown(user));
      after = { pk: item.pk, sk: item.sk };
    }
    examined += page.items.length;
    if (!page.next) return { status: 200, body: { items, nextCursor: null } };
    after = page.next;
    if (examined >= MAX_EXAMINED) return { status: 200, body: { items, nextCursor: encodeCursor(after, scope) } };
  }
}

async function cursorKey(store: Store, tenant: TenantId): Promise<string> {
  const profile = await store.get(documentKey(tenant, 'own', 'tenant', 'tenant'));
  return (profile?.body as TenantProfile | undefined)?.cursorKey ?? '';
}

/** @throws Problem validation-failed, auditor-exclusive */
function judged(id: string, { active = true, ...body }: UserBody): User {
  const fault =
    faultOfOwnId(id) ?? (/^[^#/]{1,80}$/.test(id) ? undefined : 'is to have up to 80 characters without # and /');
  if (fault) throw new Problem('validation-failed', `a user's id ${fault}; was given ${id}`);
  if (body.zone !== undefined && !isZone(body.zone))
    throw new Problem('validation-failed', `expected an IANA time zone such as Europe/Berlin, was given ${body.zone}`, {
      errors: [{ pointer: '/zone', code: 'validation-failed', message: 'expected an IANA time zone' }],
    });
  if (body.manager !== undefined && anyOf([id])(body.manager))
    throw problemAt('validation-failed', '/manager', 'nobody is their own manager');
  return { id, ...body, roles: assignable(body.roles, GIVEN), active };
}

/** Roles that open what is confidential: nobody gives them to themselves. */
const FROM_OTHERS: readonly Role[] = ['SEC', 'AUD'];

/** @throws Problem segregation-of-duties */
function refuseOwnPromotion({ request }: Call<unknown>, { id, roles: given }: User): void {
  const { actor, roles: held } = request.caller;
  const gained = anyOf([actor.id])(id) ? given.filter((role) => FROM_OTHERS.includes(role) && !held.has(role)) : [];
  if (gained.length === 0) return;
  throw new Problem(
    'segregation-of-duties',
    `nobody gives themselves ${gained.join(' or ')}: expected another administrator to do it`,
  );
}

/** An MSP's operator is given clients of the MSP. @throws Problem unknown-reference */
async function refuseUnknownClients({ request }: Call<unknown>, { clients: given }: User): Promise<void> {
  if (given === undefined) return;
  const known = await clientSlugs(request.caller.tenant);
  const unknown = given.filter((slug) => !known.includes(slug));
  if (unknown.length === 0) return;
  const message = `expected slugs of tenants that have let you work for them, was given ${unknown.join(', ')}`;
  const errors = [{ pointer: '/clients', code: 'unknown-reference', message }];
  throw new Problem('unknown-reference', message, { errors });
}

/** PUT /v1/users/{user}: a new user, or a user as a whole. */
export async function putUser(call: Call<UserBody>): Promise<Response> {
  const { request, parameters } = call;
  const { tenant } = request.caller;
  const id = parameters.user ?? '';
  const next = judged(id, call.body);
  refuseOwnPromotion(call, next);
  await refuseUnknownClients(call, next);
  const store = await storeOf(tenant);
  const before = storedUser(await store.get(userKey(tenant, id)));
  if (before) matchVersion(requireIfMatch(request.ifMatch), before.version);
  const other = before ? undefined : await storedAlike(tenant, id);
  if (other !== undefined)
    throw new Problem(
      'duplicate',
      `${other} is stored already, and ${id} is written too much alike; expected another id`,
    );
  return answered(await writeUser(call, store, before, next), before ? 200 : 201, call.dryRun);
}

/** PATCH /v1/users/{user}, a merge patch: `null` removes. Deactivating is `{"active": false}`. */
export async function patchUser(call: Call<UserPatch>): Promise<Response> {
  const { request } = call;
  const store = await storeOf(request.caller.tenant);
  const before = await found(call, store);
  matchVersion(requireIfMatch(request.ifMatch), before.version);
  const { id, ...current } = before.user;
  const merged = Object.entries({ ...current, ...call.body }).filter(([, value]) => value !== null);
  const body = validated(userSchema, Object.fromEntries(merged), userFields);
  const next = judged(id, body);
  refuseOwnPromotion(call, next);
  await refuseUnknownClients(call, next);
  return answered(await writeUser(call, store, before, next), 200, call.dryRun);
}

/**
 * DELETE /v1/users/{user}: out of the directory and found no more; open work returns to its groups as when deactivated. Records keep the id, and
 * whoever is stored under it anew is the same person; who is to be forgotten is erased. @throws Problem last-administrator
 */
export async function deleteUser(call: Call<unknown>): Promise<Response> {
  const { request, dryRun } = call;
  const { tenant, actor } = request.caller;
  const store = await storeOf(tenant);
  const stored = await found(call, store);
  matchVersion(requireIfMatch(request.ifMatch), stored.version);
  const { id } = stored.user;
  const administrator = await keepAdministrator(store, tenant, stored.user);
  if (dryRun) return { status: 204 };
  const writes = leavingWrites(tenant, { id, stored, version: stored.version }, { actor, requestId: request.id });
  const outcome = await attempt(store, [...writes, ...administrator]);
  if (outcome.is !== 'written')
    throw outcome.refusal.reasons[0]?.failed
      ? new Problem('version-mismatch', `user ${id} was changed at the same time; read it again`)
      : new Problem('write-conflict', 'other administrators were changed at the same time; send it again');
  return { status: 204 };
}

function answered(stored: StoredUser, status: number, dryRun: boolean): Response {
  if (dryRun) return { status: 200, body: shown(stored) };
  return { status, body: shown(stored), headers: { etag: etag(stored.version) } };
}

/** GET /v1/users/{user}/history: who changed what, oldest first. */
export async function userHistory(call: Call<unknown>): Promise<Response> {
  const { tenant } = call.request.caller;
  const store = await storeOf(tenant);
  const { user } = await found(call, store);
  const items = await store.queryAll({ pk: userHistoryPk(tenant, user.id) });
  const entries = items.map(({ entry }) => {
    const { events: _, ...rest } = entry as Readonly<Record<string, unknown>>;
    return rest;
  });
  return { status: 200, body: { items: entries, nextCursor: null } };
}
