/** What DynamoDB charges for an item: its size by the rules of the developer guide, "DynamoDB item sizes and formats". */
import { isObject, type JsonObject } from '#infra/local/machine/json';

const utf8 = (text: string): number => Buffer.byteLength(text);

/** Bytes of an item given with attribute types, names included. */
export function itemSize(item: JsonObject): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueSize(value), 0);
}

/** Bytes of a typed value such as `{"S":"text"}`. Lists and maps have 3 bytes of their own and 1 for each element. */
function valueSize(typed: unknown): number {
  const [[type, value] = ['NULL', true]] = Object.entries(isObject(typed) ? typed : {});
  if (type === 'S') return utf8(String(value));
  if (type === 'N') return numberSize(String(value));
  if (type === 'B') return Buffer.from(String(value), 'base64').length;
  if (type === 'L' && Array.isArray(value))
    return 3 + value.reduce<number>((sum, each) => sum + 1 + valueSize(each), 0);
  if (type === 'M' && isObject(value)) return 3 + Object.keys(value).length + itemSize(value);
  return 1;
}

/** A byte for each two significant digits, one for the exponent, one for a minus. */
function numberSize(text: string): number {
  const digits = text.replace(/e.*$/i, '').replace(/[^\d]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

/** Write units of so many bytes: one for each begun KB. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

/** Read units of so many bytes, strongly consistent: one for each begun 4 KB. */
export const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 4096));
