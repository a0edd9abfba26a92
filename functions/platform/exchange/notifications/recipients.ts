/** What is known of the people who are to be told: who they are, what they wish, whether mail reaches them. */

import { mayReferTo } from '#shared/engine/access';
import type { AnyRecord } from '#shared/grammar/record';
import type { Key } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { userKey, userPk } from '#shared/tenancy/keys';
import { storedUser, type User } from '#shared/tenancy/users';
import { clock } from '#shared/time/clock';
import { type Found, foundIn } from './found.ts';
import { bouncedAddressKey, notificationPreferencesKey } from './keys.ts';
import type { HeldRole, Holders } from './rules-audience.ts';
import { DEFAULT_PREFERENCES, type Preferences, type Reason } from './rules-route.ts';
import type { Place } from './runtime.ts';
import { sender } from './ses.ts';

export interface Recipient {
  readonly person: User;
  readonly preferences: Preferences;
  readonly zone: string;
  /** Why mail does not reach them. */
  readonly unreachable?: Reason;
}

/** The table's own edge: only the preferences API writes what is read here. */
export function preferencesOf(item: Item | undefined): Preferences {
  return (item?.preferences as Preferences | undefined) ?? DEFAULT_PREFERENCES;
}

/** Whom the directory does not know is told within the application: there is nowhere else to. */
const personOf = (id: string, item: Item | undefined): User =>
  storedUser(item)?.user ?? { id, name: id, roles: [], active: true };

/** What must be read to know somebody, but for their address. */
export const keysOf = ({ tenant }: Pick<Place, 'tenant'>, id: string): readonly Key[] => [
  userKey(tenant, id),
  notificationPreferencesKey(tenant, id),
];

/** Everything about these users, in two requests for up to fifty of them. @param found what was read before is not read again */
export async function recipientsFor(
  place: Place,
  ids: readonly string[],
  found: Found = foundIn(place.store),
): Promise<ReadonlyMap<string, Recipient>> {
  const { tenant, config } = place;
  await found.read(ids.flatMap((id) => keysOf(place, id)));
  const people = ids.map((id) => personOf(id, found.item(userKey(tenant, id))));
  const addresses = people.flatMap(({ email }) => (email === undefined ? [] : [bouncedAddressKey(tenant, email)]));
  await found.read(addresses);
  return new Map(
    people.map((person): [string, Recipient] => {
      const unreachable = unreachableOf(
        person,
        (address) => Number(found.item(bouncedAddressKey(tenant, address))?.until ?? 0) > clock.now(),
      );
      const preferences = preferencesOf(found.item(notificationPreferencesKey(tenant, person.id)));
      const zone = person.zone ?? config.tenant.zone;
      return [person.id, { person, preferences, zone, ...(unreachable && { unreachable }) }];
    }),
  );
}

function unreachableOf({ email }: User, isBounced: (address: string) => boolean): Reason | undefined {
  if (email === undefined) return 'no-address';
  if (isBounced(email)) return 'address-bounced';
  return sender() === undefined ? 'mail-is-off' : undefined;
}

/** Why somebody is not to be told of a record, whatever they wish. */
export function barredBy(
  { tenant, config }: Place,
  record: AnyRecord | undefined,
  { person }: Recipient,
): Reason | undefined {
  if (!person.active || config.standings.isGone(person.id)) return 'inactive';
  if (!record?.confidential) return undefined;
  const caller = {
    tenant,
    actor: { type: 'human', id: person.id },
    roles: new Set(person.roles),
    client: person.id,
  } as const;
  return mayReferTo(record, caller, config) ? undefined : 'confidential';
}

/** Everybody in the directory. */
export async function allPeople({ tenant, store }: Place): Promise<readonly User[]> {
  return (await store.queryAll({ pk: userPk(tenant) })).map((item) => personOf(item.sk, item));
}

/** Ids of active users who hold these roles. */
export async function holdersOf(place: Place, roles: readonly HeldRole[]): Promise<Holders> {
  if (roles.length === 0) return {};
  const people = (await allPeople(place)).filter(({ active }) => active);
  return Object.fromEntries(
    roles.map((role) => [role, people.filter((person) => person.roles.includes(role)).map(({ id }) => id)]),
  );
}
