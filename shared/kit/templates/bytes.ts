/** The size of a value as it is kept and sent. */

/** Bytes of its JSON in UTF-8. */
export const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
