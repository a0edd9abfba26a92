/** What is known of the people who are to be told: who they are, what they wish, whether mail reaches them. */
import { mayReferTo } from '#shared/process/access';
import type { AnyRecord } from '#shared/process/record';
import { bouncedAddressKey, notificationPreferencesKey, userKey, userPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import { storedUser, type User } from '#shared/tenancy/users';
import { clock } from '#shared/time/clock';
import { type Audience, type Holders, roleOf } from './rules-audience.ts';
import { DEFAULT_PREFERENCES, type Preferences, type Reason } from './rules-route.ts';
import type { Place } from './runtime.ts';
import { sender } from './ses.ts';

/** Items of one request to the table. */
const BATCH = 100;

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

const nameOf = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk}\n${sk}`;

async function itemsOf(
  { store }: Place,
  keys: readonly { readonly pk: string; readonly sk: string }[],
): Promise<ReadonlyMap<string, Item>> {
  const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  const found: Item[] = [];
  for (let i = 0; i < unique.length; i += BATCH) found.push(...(await store.getAll(unique.slice(i, i + BATCH))));
  return new Map(found.map((item) => [nameOf(item), item]));
}

/** Everything about these users, in two requests for up to fifty of them. */
export async function recipientsFor(place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, Recipient>> {
  const { tenant, config } = place;
  if (ids.length === 0) return new Map();
  const known = await itemsOf(
    place,
    ids.flatMap((id) => [userKey(tenant, id), notificationPreferencesKey(tenant, id)]),
  );
  const people = ids.map((id) => personOf(id, known.get(nameOf(userKey(tenant, id)))));
  const addresses = people.flatMap(({ email }) => (email === undefined ? [] : [bouncedAddressKey(tenant, email)]));
  const bounced = addresses.length === 0 ? new Map<string, Item>() : await itemsOf(place, addresses);
  return new Map(
    people.map((person): [string, Recipient] => {
      const unreachable = unreachableOf(
        person,
        (address) => Number(bounced.get(nameOf(bouncedAddressKey(tenant, address)))?.until ?? 0) > clock.now(),
      );
      const preferences = preferencesOf(known.get(nameOf(notificationPreferencesKey(tenant, person.id))));
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
  if (!person.active) return 'inactive';
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

/** Ids of active users who hold the roles that these audiences are found by. */
export async function holdersOf(place: Place, wanted: readonly Audience[]): Promise<Holders> {
  const asked = wanted.flatMap((audience) => (isHeld(audience) ? [roleOf[audience]] : []));
  if (asked.length === 0) return {};
  const people = (await allPeople(place)).filter(({ active }) => active);
  return Object.fromEntries(
    asked.map((role) => [role, people.filter(({ roles }) => roles.includes(role)).map(({ id }) => id)]),
  );
}

const isHeld = (audience: Audience): audience is keyof typeof roleOf => audience in roleOf;
