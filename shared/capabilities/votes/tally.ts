/** How helpful people found a record: what they said is counted, and shown once enough of them said something (C7). Pure. */

/** What somebody said. */
export interface Vote {
  readonly helpful: boolean;
  readonly comment?: string;
}

/** What was said in all. */
export interface Tally {
  readonly helpful: number;
  readonly not: number;
  readonly comments: number;
}

const NOTHING: Tally = { helpful: 0, not: 0, comments: 0 };

const counted = (tally: Tally, { helpful, comment }: Vote, by: 1 | -1): Tally => ({
  helpful: tally.helpful + (helpful ? by : 0),
  not: tally.not + (helpful ? 0 : by),
  comments: tally.comments + (comment === undefined ? 0 : by),
});

/** @param before what the same person said, which no longer counts */
export function tallied(tally: Tally = NOTHING, vote: Vote, before?: Vote): Tally {
  return counted(before ? counted(tally, before, -1) : tally, vote, 1);
}

/** helpful / (helpful + not) in percent, one decimal half up (R10); null while fewer than `least` people have said. */
export function helpfulnessOf({ helpful, not }: Tally = NOTHING, least: number): number | null {
  const all = helpful + not;
  return all < least ? null : Math.round((1000 * helpful) / all) / 10;
}
