/** Reading JSON of unknown shape: policies, request bodies and template properties enter here. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object (not null, not an array). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, or undefined. */
export const asObject = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

/** The value as an array; anything else, also undefined, gives an empty one. */
export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as a string, or undefined. */
export const asString = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** IAM's "one or a list of" scalars as strings; undefined when something else is in it. */
export function asStrings(value: unknown): readonly string[] | undefined {
  const strings: string[] = [];
  for (const entry of Array.isArray(value) ? value : [value]) {
    if (typeof entry === 'string') strings.push(entry);
    else if (typeof entry === 'boolean' || typeof entry === 'number') strings.push(String(entry));
    else return undefined;
  }
  return strings;
}
