/** Users (A11, A17): who there is in the tenant, with which roles; a person who left is deactivated, and their work goes back. */
import * as z from 'zod/mini';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { matchVersion, requireIfMatch } from '#shared/http/precondition';
import { Problem } from '#shared/http/problems';
import { etag, type Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import type { Call } from '#shared/process/service';
import { documentKey, userHistoryPk, userKey, userPk } from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import { assignable } from '#shared/tenancy/assignable';
import type { TenantProfile } from '#shared/tenancy/documents';
import { type Role, roles } from '#shared/tenancy/roles';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { type StoredUser, storedUser, type User } from '#shared/tenancy/users';
import { isZone } from '#shared/time/zone';
import { storeOf } from './documents.ts';
import { writeUser } from './user-write.ts';

const email = z.email().check(z.maxLength(254));
const locale = z.string().check(z.maxLength(35), z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/));
const zone = z.string().check(z.minLength(1), z.maxLength(60));
const shape = {
  name: z.string().check(z.minLength(1), z.maxLength(160)),
  email: z.exactOptional(email),
  locale: z.exactOptional(locale),
  zone: z.exactOptional(zone),
  roles: z.array(z.string().check(z.maxLength(10))).check(z.maxLength(30)),
  active: z.exactOptional(z.boolean()),
  vip: z.exactOptional(z.boolean()),
  orgViewer: z.exactOptional(z.boolean()),
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
  orgViewer: removable(z.boolean()),
});
export type UserPatch = z.infer<typeof userPatchSchema>;

/** Roles that a tenant's administrator gives: not those of our own automation, of machines, and of who runs the platform. */
const GIVEN: readonly Role[] = roles.filter((role) => !['SYS', 'INT', 'PAD'].includes(role));
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
  if (active !== undefined && String(user.active) !== active) return false;
  if (role !== undefined && !role.split(',').some((each) => user.roles.some((held) => held === each))) return false;
  const text = `${user.id} ${user.name} ${user.email ?? ''}`.toLowerCase();
  return (
    q === undefined ||
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}

/** GET /v1/users, in the order of their ids. */
export async function listUsers({ request }: Call<unknown>): Promise<Response> {
  const { tenant } = request.caller;
  const { query } = request;
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    throw new Problem('unknown-parameter', `limit is a whole number from 1 to ${MAX_PAGE}`, { parameter: 'limit' });
  if (!['true', 'false', undefined].includes(query.get('active')))
    throw new Problem('unknown-parameter', 'active is true or false', { parameter: 'active' });
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
  if (!/^[^\s#/]{1,80}$/.test(id) || id === 'me')
    throw new Problem('validation-failed', `a user's id has up to 80 characters without spaces, # and /; not ${id}`);
  if (body.zone !== undefined && !isZone(body.zone))
    throw new Problem('validation-failed', `expected an IANA time zone such as Europe/Berlin, was given ${body.zone}`, {
      errors: [{ pointer: '/zone', code: 'validation-failed', message: 'expected an IANA time zone' }],
    });
  return { id, ...body, roles: assignable(body.roles, GIVEN), active };
}

/** PUT /v1/users/{user}: a new user, or a user as a whole. */
export async function putUser(call: Call<UserBody>): Promise<Response> {
  const { request, parameters } = call;
  const { tenant } = request.caller;
  const id = parameters.user ?? '';
  const next = judged(id, call.body);
  const store = await storeOf(tenant);
  const before = storedUser(await store.get(userKey(tenant, id)));
  if (before) matchVersion(requireIfMatch(request.ifMatch), before.version);
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
  return answered(await writeUser(call, store, before, judged(id, body)), 200, call.dryRun);
}

function answered(stored: StoredUser, status: number, dryRun: boolean): Response {
  if (dryRun) return { status: 200, body: { dryRun: true, ...shown(stored) } };
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
