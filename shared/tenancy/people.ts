/** People as a tenant's directory has them, with those above them (D3, M4). */
import type { TenantId } from '#shared/ids/tenant-id';
import type { Store } from '#shared/store/store';
import { userKey } from '#shared/tenancy/keys';
import { storedUser, type User } from '#shared/tenancy/users';

/** Somebody, without how they are reached. */
export type Somebody = Omit<User, 'name' | 'email' | 'clients'>;

/** A person, and those above them: their manager first, at most ten. Whom the directory does not have is in neither. */
export interface Person extends Somebody {
  readonly line: readonly Somebody[];
}

/** Those above somebody who are looked at: what leads back to them, or further up, is left out. */
const MOST_ABOVE = 10;

/** Undefined for whom the directory does not have. */
export async function personNamed(
  store: Pick<Store, 'get'>,
  tenant: TenantId,
  id: string,
): Promise<Person | undefined> {
  const find = async (each: string): Promise<Somebody | undefined> => {
    const {
      name: _,
      email: __,
      clients: ___,
      ...known
    } = storedUser(await store.get(userKey(tenant, each)))?.user ?? {};
    return 'id' in known ? known : undefined;
  };
  const found = await find(id);
  if (!found) return undefined;
  const line: Somebody[] = [];
  for (let above = found.manager; above !== undefined && line.length < MOST_ABOVE; ) {
    if (above === found.id || line.some((each) => each.id === above)) break;
    const next = await find(above);
    if (!next) break;
    line.push(next);
    above = next.manager;
  }
  return { ...found, line };
}
