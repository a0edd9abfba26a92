/** Somebody goes out of the directory: nobody of that id is found any more, their token opens nothing, and their open work returns to its groups. */

import { newEvent } from '#shared/events/new-event';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import { eventSk } from '#shared/store/keys';
import type { Page, Store, Write } from '#shared/store/store';
import type { Actor } from '#shared/tenancy/context';
import { documentKey, userEmailKey, userHistoryPk, userKey, userPk } from '#shared/tenancy/keys';
import { type StoredUser, storedUser, type User } from '#shared/tenancy/users';
import { clock, toInstant } from '#shared/time/clock';

/** Users read at a time. */
const PAGE = 200;

const administers = ({ active, roles }: User): boolean => active && roles.includes('TAD');

/**
 * Refuses what would leave a directory without an administrator. @returns the condition that keeps somebody else in it until the change is
 * written: of two who remove each other, one does
 * @throws Problem last-administrator
 */
export async function keepAdministrator(
  store: Store,
  tenant: TenantId,
  before: User | undefined,
  after?: User,
): Promise<readonly Write[]> {
  if (!before || !administers(before) || (after && administers(after))) return [];
  let next: Page['next'];
  do {
    const page: Page = await store.query({ pk: userPk(tenant), limit: PAGE, ...(next && { after: next }) });
    const other = page.items
      .flatMap((item) => storedUser(item) ?? [])
      .find(({ user }) => user.id !== before.id && administers(user));
    if (other) return [{ check: userKey(tenant, other.user.id), condition: { version: other.version } }];
    next = page.next;
  } while (next);
  throw new Problem(
    'last-administrator',
    `${before.id} is the last active user with the role TAD; give it to somebody else first`,
  );
}

/** The last version of a user who may be gone: a new one of the same id goes on from it. */
export async function lastVersion(store: Store, tenant: TenantId, id: string): Promise<number> {
  const { items } = await store.query({ pk: userHistoryPk(tenant, id), descending: true, limit: 1 });
  return Number((items[0]?.entry as { readonly version?: number } | undefined)?.version ?? 0);
}

export interface Leaver {
  readonly id: string;
  /** As stored; absent for somebody whom nobody stored, but whose token was let in. */
  readonly stored?: StoredUser;
  /** Of the last change, when there is no stored one. */
  readonly version: number;
}

/** The writes by which somebody is out of the directory. The mark of the deactivated stays: records and groups may still name them. */
export function leavingWrites(
  tenant: TenantId,
  { id, stored, version: last }: Leaver,
  { actor, requestId }: { readonly actor: Actor; readonly requestId: string },
): readonly Write[] {
  const [now, version] = [clock.now(), (stored?.version ?? last) + 1];
  const at = toInstant(now);
  const said = {
    process: 'configuration',
    tenantId: tenant,
    type: 'user',
    id,
    uid: id,
    recordVersion: version,
    at,
    actor: { type: actor.type, id: actor.id },
    command: 'delete',
    correlationId: requestId,
    data: {},
  };
  const from = stored?.user.active === false ? 'inactive' : 'active';
  const names = from === 'active' ? ['user.deactivated', 'user.deleted'] : ['user.deleted'];
  const events = names.map((name) => newEvent({ ...said, name, state: { from, to: 'deleted' } }));
  const mark = documentKey(tenant, 'own', 'inactive-user', id);
  return [
    ...(stored ? [{ delete: userKey(tenant, id), condition: { version: stored.version } }] : []),
    ...(stored?.user.email === undefined ? [] : [{ delete: userEmailKey(tenant, stored.user.email) }]),
    { put: { ...mark, kind: 'inactive-user', id, version, updatedAt: at, body: {} } },
    {
      put: {
        pk: userHistoryPk(tenant, id),
        sk: eventSk(version),
        entry: { version, at, actor, command: 'delete', changes: [], requestId, events },
      },
    },
  ];
}
