/** Items as the table keeps them: what only our code looks into is JSON text, all else are DynamoDB's own types. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { convertToNative, marshall } from '@aws-sdk/util-dynamodb';
import type { Key } from '#shared/store/keys';

/** An item as it stands in the table, keys included. */
export type Item = Key & { readonly [attribute: string]: unknown };

/**
 * Attributes that are large, deep, and never part of a key, a condition or an update: as text they are written and read several times
 * faster than as nested maps, and keep the order of their fields (docs/adr).
 */
const DOCUMENTS: ReadonlySet<string> = new Set(['record', 'entry', 'publicView']);

/** The attributes to write; undefined values are left out. */
export function toAttributes(item: Item): Record<string, AttributeValue> {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    plain[name] = DOCUMENTS.has(name) && value !== undefined ? JSON.stringify(value) : value;
  }
  return marshall(plain, { removeUndefinedValues: true });
}

/** The item of attributes that were read, from the table, an index or a stream. */
export function fromAttributes(attributes: Record<string, AttributeValue>): Item {
  const item: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value.S === undefined) item[name] = convertToNative(value);
    else item[name] = DOCUMENTS.has(name) ? JSON.parse(value.S) : value.S;
  }
  return item as Item;
}
