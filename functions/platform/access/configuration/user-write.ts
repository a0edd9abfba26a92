/** Writes a user in one transaction with what follows from it: address, mark of the deactivated, audit entry and events. */

import { isDeepStrictEqual } from 'node:util';
import { keepAdministrator, lastVersion } from '#shared/capabilities/leavers/leaving-user';
import { serviceEvent } from '#shared/grammar/service-events';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { attempt } from '#shared/store/attempt';
import { eventSk } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import { documentKey, userEmailKey, userHistoryPk, userKey } from '#shared/tenancy/keys';
import type { StoredUser, User } from '#shared/tenancy/users';
import { clock, toInstant } from '#shared/time/clock';
import { userEvents } from './contract.ts';

/** @throws Problem version-mismatch, duplicate, last-administrator, write-conflict */
export async function writeUser(
  call: Call<unknown>,
  store: Store,
  before: StoredUser | undefined,
  user: User,
): Promise<StoredUser> {
  const { tenant } = call.request.caller;
  const now = clock.now();
  if (before && isDeepStrictEqual(before.user, user)) return before;
  const version = before?.version ?? (await lastVersion(store, tenant, user.id));
  const next: StoredUser = { user, version: version + 1, updatedAt: toInstant(now) };
  const administrator = await keepAdministrator(store, tenant, before?.user, user);
  if (call.dryRun) return next;
  const writes: readonly Write[] = [
    {
      put: { ...userKey(tenant, user.id), ...next },
      condition: before ? { version: before.version } : 'absent',
    },
    { put: auditEntry(call, before, next, now) },
    ...addressWrites(tenant, before?.user, user),
    ...markWrites(tenant, before?.user, next),
    ...administrator,
  ];
  const outcome = await attempt(store, writes);
  if (outcome.is !== 'written') {
    const { reasons } = outcome.refusal;
    if (administrator.length > 0 && reasons.at(-1)?.failed)
      throw new Problem('write-conflict', 'other administrators were changed at the same time; send it again');
    if (!reasons[0]?.failed && reasons.some(({ failed }) => failed))
      throw new Problem('duplicate', `another user has the address ${user.email}`);
    throw new Problem('version-mismatch', `user ${user.id} was changed at the same time; read it again`);
  }
  return next;
}

function addressWrites(tenant: TenantId, before: User | undefined, after: User): readonly Write[] {
  const [old, next] = [before?.email?.toLowerCase(), after.email?.toLowerCase()];
  if (old === next) return [];
  return [
    ...(next === undefined
      ? []
      : [{ put: { ...userEmailKey(tenant, next), userId: after.id }, condition: 'absent' as const }]),
    ...(old === undefined ? [] : [{ delete: userEmailKey(tenant, old) }]),
  ];
}

/** A deactivated user is marked where processes read their configuration, which they do anyway. */
function markWrites(tenant: TenantId, before: User | undefined, { user, version, updatedAt }: StoredUser) {
  const key = documentKey(tenant, 'own', 'inactive-user', user.id);
  // Whoever comes back after having been deleted is marked still.
  if (!before && user.active) return [{ delete: key }];
  if ((before?.active ?? true) === user.active) return [];
  if (user.active) return [{ delete: key }];
  return [{ put: { ...key, kind: 'inactive-user', id: user.id, version, updatedAt, body: {} } }];
}

/** What changed, by whom, and the events that tell of it; the relay finds them here. */
function auditEntry({ request }: Call<unknown>, before: StoredUser | undefined, after: StoredUser, now: number): Item {
  const { tenant, actor } = request.caller;
  const { user, version } = after;
  const values: Readonly<Record<string, unknown>> = { ...before?.user };
  const wanted: Readonly<Record<string, unknown>> = { ...user };
  const changes = [...new Set([...Object.keys(values), ...Object.keys(wanted)])]
    .filter((field) => JSON.stringify(values[field]) !== JSON.stringify(wanted[field]))
    .map((field) => ({ field, old: values[field] ?? null, new: wanted[field] ?? null }));
  const state = (active: boolean): string => (active ? 'active' : 'inactive');
  const turned = (before?.user.active ?? true) !== user.active;
  const names = ['updated', ...(turned ? ([user.active ? 'activated' : 'deactivated'] as const) : [])] as const;
  const events = names.map((name) =>
    serviceEvent(userEvents, name, {
      tenantId: tenant,
      id: user.id,
      uid: user.id,
      recordVersion: version,
      at: toInstant(now),
      actor: { type: actor.type, id: actor.id },
      command: before ? 'update' : 'create',
      state: { ...(before && { from: state(before.user.active) }), to: state(user.active) },
      changed: changes.map(({ field }) => field),
      correlationId: request.id,
      data: {},
    }),
  );
  return {
    pk: userHistoryPk(tenant, user.id),
    sk: eventSk(version),
    entry: { version, at: toInstant(now), actor, changes, requestId: request.id, events },
  };
}
