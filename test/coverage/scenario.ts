/** What a scenario is, and which bodies of work can owe its proof. */

export const owners = {
  2: 'Foundation',
  3: 'Records and API',
  6: 'What users met',
  9: 'Service operation',
  10: 'Service transition',
  11: 'Service design',
  12: 'Strategy, improvement, functions',
  13: 'Tenancy',
  14: 'Console',
  later: 'later',
} as const;

export type Owner = keyof typeof owners;

export interface Scenario {
  /** `<section>.<number>`, or `<source> <row>` of what users met; names of tests begin with it. */
  readonly id: string;
  readonly title: string;
  readonly issue: Owner;
}

/** What one process promises, or several have in common. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Only a thin slice of the process exists so far; what it covers has an owner, the rest is for later. */
  readonly slice?: true;
  readonly scenarios: readonly Scenario[];
}

/**
 * A section whose scenarios are numbered in order.
 * @param id such as `D2`; of a process that no specification numbers, the prefix of its first record
 * @param entries who owes the proof, and what the scenario shows
 */
export function section(
  id: string,
  title: string,
  entries: readonly (readonly [Owner, string])[],
  { slice }: Pick<Section, 'slice'> = {},
): Section {
  const scenarios = entries.map(([issue, shows], index) => ({ id: `${id}.${index + 1}`, title: shows, issue }));
  return { id, title, ...(slice && { slice }), scenarios };
}
