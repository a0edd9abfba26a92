/**
 * What a record says of other records asks the same question as they do: whoever may not know of a confidential record does not find its
 * number in links, in fields that name records, or in what became of those fields.
 */

import { knowsOfAll, mayKnowOf } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { envelopeOf } from '#shared/grammar/capability';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { typeOfNumber } from '#shared/grammar/directory';
import { type Key, recordKey } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** Where the caller stands: who asks, and of which type of record. */
type Asking = Pick<Context, 'definition' | 'request' | 'store' | 'config'>;
type Knowing = Pick<Context, 'store' | 'config'> & { readonly request: Pick<Context['request'], 'caller'> };
type Values = Readonly<Record<string, unknown>>;

/** A record by its ULID or number, in any case. */
interface Named {
  readonly type: string;
  readonly name: string;
}

/** Records, or other sets of values by field, without what they say of records that the caller may not know of. */
export async function withoutUnseen(asking: Asking, sets: readonly Values[]): Promise<readonly Values[]> {
  if (knowsOfAll(asking.request.caller)) return sets;
  const { definition } = asking;
  const unseen = await unseenAmong(
    asking,
    sets.flatMap((values) => namedIn(definition, values)),
  );
  if (unseen.size === 0) return sets;
  return sets.map((values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([field, value]) => {
        if (value === undefined || typeNamedBy(definition, field) === undefined) return [[field, value]];
        const seen = seenOf(value, unseen);
        return seen === undefined ? [] : [[field, seen]];
      }),
    ),
  );
}

/** Those of some links, or of other things that stand for records, that the caller may know of. */
export async function withoutUnseenRecords<T extends { readonly type: string; readonly uid: string }>(
  asking: Knowing,
  named: readonly T[],
): Promise<readonly T[]> {
  if (knowsOfAll(asking.request.caller)) return named;
  const unseen = await unseenAmong(
    asking,
    named.map(({ type, uid }) => ({ type, name: uid })),
  );
  return named.filter(({ uid }) => !unseen.has(uid));
}

type Change = Values & { readonly field: string };
type Entry = Values & { readonly changes?: unknown };

/** Entries of a history, whose changes say of other records only what the caller may know. */
export async function withoutUnseenChanges(asking: Asking, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const changesOf = ({ changes }: Entry) => (changes ?? []) as readonly Change[];
  const asValues = entries
    .flatMap(changesOf)
    .flatMap(({ field, old, new: value }) => [{ [field]: old }, { [field]: value }]);
  const seen = (await withoutUnseen(asking, asValues)).values();
  const next = (field: string): unknown => seen.next().value?.[field] ?? null;
  return entries.map((entry) => ({
    ...entry,
    changes: changesOf(entry).map((change) => ({ ...change, old: next(change.field), new: next(change.field) })),
  }));
}

/** What type of record a field names, or `any` where its number or the value itself tells; undefined for a field that names none. */
function typeNamedBy(definition: AnyRecordDefinition, field: string): string | undefined {
  if (field === 'parentId') return 'any';
  const { namesOthers } = envelopeOf(definition)[field] ?? {};
  if (namesOthers === 'by-field') return 'any';
  return namesOthers ? definition.type : definition.fields[field]?.options.names;
}

function namedIn(definition: AnyRecordDefinition, values: Values): readonly Named[] {
  return Object.entries(values).flatMap(([field, value]) => {
    const type = typeNamedBy(definition, field);
    if (type === undefined) return [];
    if (isByField(value)) return Object.values(value).map(({ type: own, uid }) => ({ type: own, name: uid }));
    return namesIn(value).map((name) => ({ type: typeOfNumber(name) ?? type, name }));
  });
}

/** A name, a list of them, or something with the ULID of the record it stands for. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.toUpperCase().replace(/@V\d+$/, '')];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return value !== null && typeof value === 'object' && 'uid' in value ? namesIn(value.uid) : [];
}

/** Records by the fields that name them, such as pins. */
type ByField = Readonly<Record<string, { readonly type: string; readonly uid: string }>>;
const isByField = (value: unknown): value is ByField =>
  value !== null &&
  typeof value === 'object' &&
  !('uid' in value) &&
  Object.values(value).every((each) => each !== null && typeof each === 'object' && 'uid' in each);

function seenOf(value: unknown, unseen: ReadonlySet<string>): unknown {
  if (isByField(value)) {
    const seen = Object.entries(value).filter(([, { uid }]) => !unseen.has(uid));
    return seen.length > 0 ? Object.fromEntries(seen) : undefined;
  }
  if (!Array.isArray(value)) return namesIn(value).some((name) => unseen.has(name)) ? undefined : value;
  const seen = value.filter((each) => seenOf(each, unseen) !== undefined);
  return seen.length > 0 || value.length === 0 ? seen : undefined;
}

/** Whatever the type: a field that names records says which, where the number does not tell. */
const NUMBER = /^[A-Z]+\d{7,9}$/;

/** ULIDs and numbers of those that the caller may not know of. */
async function unseenAmong(
  { request: { caller }, store, config }: Knowing,
  named: readonly Named[],
): Promise<ReadonlySet<string>> {
  const itemsOf = (keys: readonly Key[]): Promise<readonly Item[]> =>
    store.getAll([...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()]);
  const { tenant } = caller;
  const byNumber = named.filter(({ name }) => NUMBER.test(name));
  const numbers = await itemsOf(byNumber.map(({ type, name }) => numberKey(tenant, type, name)));
  const uidOf = new Map(numbers.map(({ sk, uid }) => [sk, String(uid)]));
  const keys = named.flatMap(({ type, name }) => {
    const uid = NUMBER.test(name) ? uidOf.get(name) : name;
    return uid === undefined ? [] : [recordKey(tenant, type, uid)];
  });
  const records = (await itemsOf(keys)).flatMap((item) => storedRecord(item)?.record ?? []);
  return new Set(records.filter((record) => !mayKnowOf(record, caller, config)).flatMap(({ uid, id }) => [uid, id]));
}
