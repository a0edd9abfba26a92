/** Finds records by number or ulid, with other items that the same request needs, in as few calls as there can be. */

import { canSee } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { type Stored, storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import type { Runtime } from '#shared/engine/runtime';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { TenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import { type Key, recordKey } from '#shared/store/keys';
import type { Item, Store } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import type { VersionRef } from '#shared/tenancy/documents';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** Ids remembered at most; the oldest go first. */
const REMEMBERED = 20_000;

export interface Loaded {
  readonly stored: Stored | undefined;
  /** The other item asked for, if it is there. */
  readonly beside: Item | undefined;
}

const sameKey = (a: Key, b: Key): boolean => a.pk === b.pk && a.sk === b.sk;

/** @param reference a number in any case, or a ulid. @param beside another key to fetch in the same call. */
export async function loadRecord(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  definition: AnyRecordDefinition,
  reference: string,
  beside?: Key,
): Promise<Loaded> {
  const uid = await uidNamed(runtime, store, tenant, definition, reference);
  if (uid === undefined) return { stored: undefined, beside: beside && (await store.get(beside)) };
  const key = recordKey(tenant, definition.type, uid);
  if (!beside) return { stored: storedRecord(await store.get(key)), beside: undefined };
  const items = await store.getAll([key, beside]);
  return {
    stored: storedRecord(items.find((item) => sameKey(item, key))),
    beside: items.find((item) => sameKey(item, beside)),
  };
}

/** Several records by what they are called, in one request for each begun hundred; those that are not there are left out. */
export async function loadRecords(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  definition: AnyRecordDefinition,
  references: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const [only, ...others] = references;
  if (only === undefined) return new Map();
  if (others.length === 0) {
    const { stored } = await loadRecord(runtime, store, tenant, definition, only);
    return new Map(stored && [[only, stored]]);
  }
  const uids = new Map<string, string>();
  for (const reference of references) {
    const uid = await uidNamed(runtime, store, tenant, definition, reference);
    if (uid !== undefined) uids.set(reference, uid);
  }
  const keys = [...new Set(uids.values())].map((uid) => recordKey(tenant, definition.type, uid));
  const found = new Map(
    (await store.getAll(keys)).flatMap((item) => {
      const stored = storedRecord(item);
      return stored ? [[stored.record.uid, stored] as const] : [];
    }),
  );
  return new Map(
    [...uids].flatMap(([reference, uid]) => {
      const stored = found.get(uid);
      return stored ? [[reference, stored] as const] : [];
    }),
  );
}

/** The ulid that a reference is, or that the number is of. */
async function uidNamed(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  definition: AnyRecordDefinition,
  reference: string,
): Promise<string | undefined> {
  const upper = reference.toUpperCase();
  return ULID.test(upper) ? upper : uidOf(runtime, store, tenant, definition, upper);
}

async function uidOf(
  runtime: Runtime,
  store: Store,
  tenant: TenantId,
  definition: AnyRecordDefinition,
  number: string,
): Promise<string | undefined> {
  if (!number.startsWith(definition.prefix) || !/^\d{7,9}$/.test(number.slice(definition.prefix.length)))
    return undefined;
  const name = `${tenant}#${definition.type}#${number}`;
  const known = runtime.uids.get(name);
  if (known !== undefined) return known;
  const item = await store.get(numberKey(tenant, definition.type, number));
  if (typeof item?.uid !== 'string') return undefined;
  remember(runtime, tenant, definition, number, item.uid);
  return item.uid;
}

export function remember(
  runtime: Runtime,
  tenant: TenantId,
  { type }: Pick<AnyRecordDefinition, 'type'>,
  number: string,
  uid: string,
): void {
  runtime.uids.set(`${tenant}#${type}#${number}`, uid);
  const [oldest] = runtime.uids.keys();
  if (runtime.uids.size > REMEMBERED && oldest !== undefined) runtime.uids.delete(oldest);
}

/** The problem of a record that is not there, is another tenant's, or that the caller may not know of: all read the same. */
export function notFound(definition: AnyRecordDefinition, reference: string): Problem {
  return new Problem('not-found', `there is no ${definition.title.toLowerCase()} ${reference} that you may see`);
}

/** @throws Problem not-found */
export function seen(
  definition: AnyRecordDefinition,
  stored: Stored | undefined,
  reference: string,
  caller: Caller,
  config: Configuration,
): Stored {
  if (stored && canSee(definition, stored.record, caller, config)) return stored;
  throw notFound(definition, reference);
}

/** Those of some records of the context's type that the caller may see. */
export async function seenOf<T extends { readonly uid: string }>(
  { store, request: { caller }, definition, config }: Context,
  named: readonly T[],
): Promise<readonly T[]> {
  const items = await store.getAll(named.map(({ uid }) => recordKey(caller.tenant, definition.type, uid)));
  const records = items.flatMap((item) => storedRecord(item)?.record ?? []);
  const seen = new Set(records.flatMap((record) => (canSee(definition, record, caller, config) ? [record.uid] : [])));
  return named.filter(({ uid }) => seen.has(uid));
}

/** Calendar versions that the record's clocks are measured by. */
export function calendarsOf({ record }: Stored): readonly VersionRef[] {
  return Object.values(record.clocks ?? {}).flatMap((clock) => [
    clock.calendar,
    ...clock.segments.map(({ calendar }) => calendar),
  ]);
}

/** The record that the path names, if the caller may see it. */
export async function loadSeen(context: Context): Promise<Stored> {
  const { runtime, request, store, config, definition, parameters } = context;
  const { tenant } = request.caller;
  const reference = parameters.id ?? '';
  const { stored } = await loadRecord(runtime, store, tenant, definition, reference);
  const found = seen(definition, stored, reference, request.caller, config);
  await runtime.configurations.ensureCalendars(tenant, store, calendarsOf(found));
  return found;
}
