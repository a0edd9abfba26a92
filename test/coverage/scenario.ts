/** What a scenario is, and which bodies of work can owe its proof. */

export const owners = {
  2: 'Foundation',
  3: 'Records and API',
  6: 'What users met',
  later: 'later',
} as const;

export type Owner = keyof typeof owners;

export interface Scenario {
  /** `<section>.<number>`, or `<source> <row>` of what users met; names of tests begin with it. */
  readonly id: string;
  readonly title: string;
  readonly issue: Owner;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Only a thin slice of the process exists so far; what it covers has an owner, the rest is for later. */
  readonly slice?: true;
  readonly scenarios: readonly Scenario[];
}
