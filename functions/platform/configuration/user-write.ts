/** Writes a user in one transaction with what follows from it: address, mark of the deactivated, audit entry and events. */
import { newEvent } from '#shared/events/new-event';
import { Problem } from '#shared/http/problems';
import type { Call } from '#shared/process/service';
import { documentKey, eventSk, userEmailKey, userHistoryPk, userKey } from '#shared/store/keys';
import { type Item, type Store, TransactionRefused, type Write } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import type { StoredUser, User } from '#shared/tenancy/users';
import { clock, toInstant } from '#shared/time/clock';

/** @throws Problem version-mismatch, duplicate */
export async function writeUser(
  call: Call<unknown>,
  store: Store,
  before: StoredUser | undefined,
  user: User,
): Promise<StoredUser> {
  const { tenant } = call.request.caller;
  const now = clock.now();
  const next: StoredUser = { user, version: (before?.version ?? 0) + 1, updatedAt: toInstant(now) };
  if (call.dryRun) return next;
  const writes: readonly Write[] = [
    {
      put: { ...userKey(tenant, user.id), ...next },
      condition: before ? { version: before.version } : 'absent',
    },
    { put: auditEntry(call, before, next, now) },
    ...addressWrites(tenant, before?.user, user),
    ...markWrites(tenant, before?.user, next),
  ];
  try {
    await store.transact(writes);
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    if (!error.reasons[0]?.failed && error.reasons.some(({ failed }) => failed))
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
  if ((before?.active ?? true) === user.active) return [];
  const key = documentKey(tenant, 'own', 'inactive-user', user.id);
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
  const names = ['user.updated', ...(turned ? [user.active ? 'user.activated' : 'user.deactivated'] : [])];
  const events = names.map((name) =>
    newEvent({
      name,
      process: 'configuration',
      tenantId: tenant,
      type: 'user',
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
