/** One round of an approval (A10): who may vote, and what the votes come to. Pure. */

export type Decision = 'approve' | 'reject' | 'abstain';

export interface Vote {
  readonly by: string;
  readonly decision: Decision;
  readonly at: string;
  readonly comment?: string;
}

/** `any`: the first decision counts. `all`: every voter must approve. `quorum`: enough votes, and a majority of them. */
export type Rule =
  | { readonly mode: 'any' }
  | { readonly mode: 'all' }
  | { readonly mode: 'quorum'; readonly minPercent: number; readonly pass: 'majority' | 'twoThirds' };

export type Outcome = 'approved' | 'rejected';

/** A voter may change their vote until the round closes: the last one counts. */
export function lastVotes(votes: readonly Vote[]): readonly Vote[] {
  return [...new Map(votes.map((vote) => [vote.by, vote])).values()];
}

/**
 * The outcome as soon as no remaining vote can change it; undefined while the round is open. Percentages are of the eligible voters,
 * rounded up; abstaining counts for the quorum and not for the majority; a tie is a rejection.
 */
export function outcomeOf(rule: Rule, voters: readonly string[], given: readonly Vote[]): Outcome | undefined {
  const votes = lastVotes(given).filter(({ by }) => voters.includes(by));
  const count = (decision: Decision): number => votes.filter((vote) => vote.decision === decision).length;
  const [approve, reject] = [count('approve'), count('reject')];
  const left = voters.length - votes.length;
  switch (rule.mode) {
    case 'any': {
      const first = votes.find(({ decision }) => decision !== 'abstain');
      if (first) return first.decision === 'approve' ? 'approved' : 'rejected';
      return left === 0 ? 'rejected' : undefined;
    }
    case 'all':
      if (reject > 0) return 'rejected';
      if (left > 0) return undefined;
      return approve > 0 ? 'approved' : 'rejected';
    case 'quorum': {
      const needed = Math.ceil((voters.length * rule.minPercent) / 100);
      const passes = (yes: number, no: number): boolean =>
        rule.pass === 'majority' ? yes > no : yes > 0 && yes * 3 >= (yes + no) * 2;
      if (votes.length >= needed && passes(approve, reject + left)) return 'approved';
      if (!passes(approve + left, reject)) return 'rejected';
      return left === 0 ? (votes.length >= needed && passes(approve, reject) ? 'approved' : 'rejected') : undefined;
    }
  }
}

/** What the round comes to when its time is up: never an approval that the votes do not carry. */
export function outcomeAtEnd(rule: Rule, voters: readonly string[], given: readonly Vote[]): Outcome | 'expired' {
  if (rule.mode !== 'quorum') return outcomeOf(rule, voters, given) ?? 'expired';
  const votes = lastVotes(given).filter(({ by }) => voters.includes(by));
  const needed = Math.ceil((voters.length * rule.minPercent) / 100);
  if (votes.length < needed) return 'expired';
  return (
    outcomeOf(
      rule,
      votes.map(({ by }) => by),
      votes,
    ) ?? 'rejected'
  );
}
