/** How fields of the envelope are described: what instants, names and counts look like in every record. */

export const INSTANT = { type: 'string', format: 'date-time', maxLength: 40 } as const;
export const NAME = { type: 'string', minLength: 1, maxLength: 120 } as const;
export const COUNT = { type: 'integer', format: 'int32', minimum: 0, maximum: 2_147_483_647 } as const;
/** Up to fifty of them. */
export const NAMES = { type: 'array', maxItems: 50, items: NAME } as const;
