/** Items as the table keeps them: what only our code looks into is packed JSON, all else are DynamoDB's own types. */
import { convertToNative, marshall } from '@aws-sdk/util-dynamodb';
import type { Attributes, AttributeValue } from '#shared/aws/dynamodb';
import { dictionaries, NEWEST } from '#shared/store/dictionary';
import type { Key } from '#shared/store/keys';
import { pack, unpack } from '#shared/store/pack';

/** An item as it stands in the table, keys included. */
export type Item = Key & { readonly [attribute: string]: unknown };

/** How documents are written; both are read. `text` is what releases before 0.3 read (ADR 62). */
export type ItemFormat = 'packed' | 'text';

/** As the deployment says. */
export const itemFormat = (): ItemFormat => (process.env.ITEM_FORMAT === 'text' ? 'text' : 'packed');

/**
 * Attributes that are large, deep, and never part of a key, a condition or an update: as text they are written and read several times
 * faster than as nested maps, and keep the order of their fields (docs/adr).
 */
const DOCUMENTS: ReadonlySet<string> = new Set(['record', 'entry', 'publicView']);

/**
 * What is kept together in one packed attribute, under its name: the values in this order, of an item that has the first one. What is packed was
 * written once in this way, so that an attribute may be added at the end and none taken away.
 */
const PACKED: Readonly<Record<string, readonly [string, ...string[]]>> = {
  record: ['record', 'hash', 'listed', 'places'],
  entry: ['entry', 'resultPk'],
  answer: ['requestHash', 'status', 'headers', 'body'],
  notification: ['notification', 'derived'],
};
/** Of these, what is JSON text already: it stands among the others as what it says, not as a quotation. */
const JSON_TEXTS: ReadonlySet<string> = new Set(['body']);

/** What a build has to know to read what this one packs, a word each: the version of the dictionary, and the packed attributes. */
export const neededToRead = (): readonly string[] => [String(NEWEST), ...Object.keys(PACKED)];

/** What this build knows of that: every version of the dictionary, and the packed attributes. */
export const knownToRead = (): readonly string[] => [...[...dictionaries.keys()].map(String), ...Object.keys(PACKED)];

/** The attributes to write; undefined values are left out. */
export function toAttributes(item: Item, format: ItemFormat = 'packed'): Attributes {
  const plain: Record<string, unknown> = { ...item };
  if (format === 'packed')
    for (const [name, parts] of Object.entries(PACKED)) {
      const [first] = parts;
      if (plain[first] === undefined) continue;
      const texts = parts.map((part) =>
        JSON_TEXTS.has(part) ? String(plain[part] ?? null) : JSON.stringify(plain[part] ?? null),
      );
      for (const part of parts) delete plain[part];
      plain[name] = pack(`[${texts.join(',')}]`);
    }
  for (const name of DOCUMENTS) {
    const value = plain[name];
    if (value !== undefined && !(value instanceof Uint8Array)) plain[name] = JSON.stringify(value);
  }
  return Object.fromEntries(
    Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, attributeOf(value)]])),
  );
}

/** The item of attributes that were read, from the table, an index or a stream. */
export function fromAttributes(attributes: Attributes): Item {
  const item: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value.B !== undefined && name in PACKED) Object.assign(item, unpacked(name, value.B));
    else if (value.S === undefined) item[name] = native(value);
    else item[name] = DOCUMENTS.has(name) ? JSON.parse(value.S) : value.S;
  }
  return item as Item;
}

type Marshalled = Parameters<typeof convertToNative>[0];

/** A value in DynamoDB's own types, as JSON has them: bytes are base64 there. Most are texts. */
function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  return JSON.parse(JSON.stringify(marshall({ value }, { removeUndefinedValues: true }).value, base64Of));
}

/** `JSON.stringify` gives what a Buffer's own `toJSON` made of it; the bytes are at its owner. */
function base64Of(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const bytes = this[key];
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value;
}

/** What an attribute says, for whoever reads it. */
function native(value: AttributeValue): unknown {
  if (value.N !== undefined || value.BOOL !== undefined) return convertToNative(value as Marshalled);
  return inOrder(convertToNative(withBytes(value) as Marshalled));
}

function withBytes(value: AttributeValue): AttributeValue {
  const { B, BS, L, M } = value;
  if (B !== undefined) return { B: bytesOf(B) };
  if (BS) return { BS: BS.map(bytesOf) };
  if (L) return { L: L.map(withBytes) };
  return M ? { M: Object.fromEntries(Object.entries(M).map(([name, each]) => [name, withBytes(each)])) } : value;
}

const bytesOf = (given: string | Uint8Array): Uint8Array =>
  typeof given === 'string' ? Uint8Array.from(Buffer.from(given, 'base64')) : given;

/**
 * What was unpacked of records last, by what it was packed as: pages of the newest show the same ones again and again. Whoever has the bytes may know what
 * they say, so that this is of all tenants; nobody may change it.
 */
const lately = new Map<string, Readonly<Record<string, unknown>>>();
/** Some 2 MB. */
const KEPT = 400;

/** The attributes that were packed as one. @param bytes in base64, as they come in JSON */
function unpacked(name: string, bytes: Uint8Array | string): Readonly<Record<string, unknown>> {
  if (typeof bytes !== 'string') return partsOf(name, bytes);
  if (name !== 'record') return partsOf(name, Buffer.from(bytes, 'base64'));
  const known = lately.get(bytes) ?? frozen(partsOf(name, Buffer.from(bytes, 'base64')));
  lately.delete(bytes); // re-inserted below: Map order is the order of use
  lately.set(bytes, known);
  const [oldest] = lately.keys();
  if (lately.size > KEPT && oldest !== undefined) lately.delete(oldest);
  return known;
}

function partsOf(name: string, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const values: readonly unknown[] = JSON.parse(unpack(bytes));
  const parts = PACKED[name] ?? [];
  return Object.fromEntries(
    parts.flatMap((part, at) => {
      const value = values[at] ?? null;
      if (JSON_TEXTS.has(part)) return [[part, JSON.stringify(value)]];
      return value === null ? [] : [[part, value]];
    }),
  );
}

function frozen<T extends object>(value: T): T {
  for (const each of Object.values(value)) if (typeof each === 'object' && each !== null) frozen(each);
  return Object.freeze(value);
}

/** DynamoDB's maps have no order, and come in another one each time: whoever reads them twice is to see the same. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inOrder(Reflect.get(value, name))]));
}

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Bytes of an item as it is written, names included, by DynamoDB's developer guide, "DynamoDB item sizes and formats". */
export const sizeOf = (item: Item): number => attributesSize(toAttributes(item, itemFormat()));

const attributesSize = (attributes: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(attributes).reduce((sum, [name, value]) => sum + utf8(name) + valueSize(value), 0);

/** Lists and maps have 3 bytes of their own and 1 for each element; a number at most a byte for two digits and two more. */
function valueSize({ S, N, B, L, M }: AttributeValue): number {
  if (S !== undefined) return utf8(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 2;
  if (B !== undefined) return B.length;
  if (L) return L.reduce((sum, each) => sum + 1 + valueSize(each), 3);
  if (M) return 3 + Object.keys(M).length + attributesSize(M);
  return 1;
}
