/** Which users of a tenant have these addresses. */
import { userEmailKey, userKey } from '#shared/tenancy/keys';
import { storedUser } from '#shared/tenancy/users';
import type { Place } from './runtime.ts';

/** Ids of active users by their addresses, which are in lower case; others are not there. @param addresses up to a hundred */
export async function usersOf(
  { store, tenant }: Place,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(addresses)].filter((address) => address !== '');
  if (wanted.length === 0) return new Map();
  const holders = await store.getAll(wanted.map((address) => userEmailKey(tenant, address)));
  const ids = holders.flatMap(({ userId }) => (typeof userId === 'string' ? [userId] : []));
  const items = await store.getAll(ids.map((id) => userKey(tenant, id)));
  const active = new Set(items.map((item) => storedUser(item)?.user).flatMap((user) => (user?.active ? user.id : [])));
  return new Map(
    wanted.flatMap((address): readonly (readonly [string, string])[] => {
      const { pk } = userEmailKey(tenant, address);
      const id = holders.find((holder) => holder.pk === pk)?.userId;
      return typeof id === 'string' && active.has(id) ? [[address, id]] : [];
    }),
  );
}
