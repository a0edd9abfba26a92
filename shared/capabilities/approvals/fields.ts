/** What a record keeps of a round of approval: fields named after it, which its part reads and writes. */
import { choice, type Field, integer, reference, text } from '#shared/grammar/fields';

export const roundOutcomes = ['pending', 'approved', 'rejected', 'expired', 'cancelled'] as const;
export type RoundOutcome = (typeof roundOutcomes)[number];

type ReadOnly<T> = Field<T, { readonly readOnly: true; readonly label: string }>;

/** Fields of a round: `goNoGo` is the approval that decided it. */
export type RoundFields<K extends string> = { readonly [F in K]: ReadOnly<string> } & {
  readonly [F in `${K}Round`]: ReadOnly<number>;
} & { readonly [F in `${K}Outcome`]: ReadOnly<RoundOutcome> } & { readonly [F in `${K}Blocked`]: ReadOnly<string> };

/** @param name of the round, as in the part; `label` as people read it */
export function roundFields<const K extends string>(name: K, label: string): RoundFields<K>;
export function roundFields(name: string, label: string): Readonly<Record<string, ReadOnly<string | number>>> {
  return {
    [name]: reference({ label: `${label} that was given`, readOnly: true }),
    [`${name}Round`]: integer({ min: 0, max: 1000, label: `${label} round`, readOnly: true }),
    [`${name}Outcome`]: choice(roundOutcomes, { label: `${label}: how far it is`, readOnly: true }),
    [`${name}Blocked`]: text({ max: 400, label: `${label}: why it cannot be decided`, readOnly: true }),
  };
}

/** A round as the record has it. */
export interface Standing {
  /** Rounds so far. */
  readonly round: number;
  readonly outcome?: RoundOutcome;
  /** Ulid of the approval that decided it. */
  readonly approval?: string;
}

const kept = (record: object, field: string): unknown => Reflect.get(record, field);

/** How a round stands. A record that waits and says no outcome was asked about before outcomes were kept. */
export function standingOf(name: string, waits: readonly string[], record: { readonly state: string }): Standing {
  const round = Number(kept(record, `${name}Round`) ?? 0);
  const said = roundOutcomes.find((outcome) => outcome === kept(record, `${name}Outcome`));
  const approval = kept(record, name);
  const given = typeof approval === 'string' ? { approval } : {};
  const outcome = said ?? (round > 0 ? before(waits.includes(record.state), given.approval) : undefined);
  return { round, ...given, ...(outcome && { outcome }) };
}

const before = (waiting: boolean, approval: string | undefined): RoundOutcome | undefined =>
  waiting ? 'pending' : approval === undefined ? undefined : 'approved';

/** A round that begins. */
export const begun = (name: string, round: number) => ({
  [`${name}Round`]: round,
  [`${name}Outcome`]: 'pending',
  [name]: null,
  [`${name}Blocked`]: null,
});
