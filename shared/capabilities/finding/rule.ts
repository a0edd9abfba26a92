/** What a definition states of how its records are found. */

/** Parameters by which what is found is narrowed down. */
export const narrowing = ['serviceId', 'ciId', 'audience', 'lang', 'kind'] as const;
export type Narrowing = (typeof narrowing)[number];

export interface FindingRule<R> {
  /** Whether something of it is in force; what is not is not found here. */
  readonly isInForce: (record: R) => boolean;
  /** The values of a record that each parameter is about. */
  readonly values: Readonly<Record<Narrowing, (record: R) => readonly string[]>>;
  /** What those who read all are to mind. */
  readonly warns?: (record: R) => string | undefined;
  /** How often it has helped. */
  readonly used?: (record: R) => number;
  /** The day until which it is valid. */
  readonly validUntil?: (record: R) => string | undefined;
}
