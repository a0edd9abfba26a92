/** What an item comes to in the table, by the rules of DynamoDB's developer guide, "DynamoDB item sizes and formats". */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Item, itemFormat, toAttributes } from '#shared/store/item';

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Bytes of an item as it is written, names included. */
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
