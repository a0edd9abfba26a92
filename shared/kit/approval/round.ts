/** What the votes of one level of a round come to (A10). Pure. */
import type { Rule } from '#shared/kit/approval/rule';

export type Decision = 'approve' | 'reject' | 'abstain';

/** One seat: the votes it has, and whether somebody may still cast them. */
export interface Seat {
  readonly id: string;
  readonly weight: number;
  /** Nobody may cast it: its voter is barred, or votes on another seat already. */
  readonly vacant?: boolean;
}

export interface Ballot {
  /** The seat that it counts for. */
  readonly seat: string;
  readonly decision: Decision;
  /** Whether the one who cast it holds a role with a veto. */
  readonly veto?: boolean;
}

export type Outcome = 'approved' | 'rejected';

/** A voter may change their vote until the round closes: the last one of each seat counts. */
export function lastBallots(ballots: readonly Ballot[], seats: readonly Seat[]): readonly Ballot[] {
  const known = new Set(seats.map(({ id }) => id));
  return [...new Map(ballots.filter(({ seat }) => known.has(seat)).map((ballot) => [ballot.seat, ballot])).values()];
}

/** Weights by decision, of all seats, and of those that may still be cast. */
interface Tally {
  readonly approve: number;
  readonly reject: number;
  readonly given: number;
  readonly left: number;
  readonly vacant: number;
  readonly all: number;
  readonly vetoed: boolean;
}

function tallyOf(seats: readonly Seat[], given: readonly Ballot[]): Tally {
  const bySeat = new Map(lastBallots(given, seats).map((ballot) => [ballot.seat, ballot]));
  const weigh = (holds: (seat: Seat) => boolean): number =>
    seats.reduce((sum, seat) => sum + (holds(seat) ? seat.weight : 0), 0);
  const decided = (decision: Decision) => weigh(({ id }) => bySeat.get(id)?.decision === decision);
  return {
    approve: decided('approve'),
    reject: decided('reject'),
    given: weigh(({ id }) => bySeat.has(id)),
    left: weigh(({ id, vacant }) => !bySeat.has(id) && !vacant),
    vacant: weigh(({ id, vacant }) => !bySeat.has(id) && vacant === true),
    all: weigh(() => true),
    vetoed: [...bySeat.values()].some(({ decision, veto }) => decision === 'reject' && veto === true),
  };
}

/** Votes that make a quorum. A percentage is of all eligible votes, rounded up. */
export function quorumOf({ minVotes = 0, minPercent = 0 }: Rule, all: number): number {
  // all·percent before the division: 0.6·5 would be less exact.
  return Math.max(1, minVotes, Math.ceil((all * minPercent) / 100));
}

/** Whether these votes carry it. Abstentions are in neither number; a tie is a rejection. */
function carries({ pass = 'majority', approvals = 1 }: Rule, yes: number, no: number): boolean {
  switch (pass) {
    case 'majority':
      return yes > no;
    case 'twoThirds':
      return yes > 0 && yes * 3 >= (yes + no) * 2;
    case 'unanimous':
      return yes > 0 && no === 0;
    case 'approvals':
      return yes >= approvals;
  }
}

/**
 * The outcome as soon as no remaining vote can change it and the quorum is met; undefined while the level is open, or stuck because those
 * who may still vote cannot bring it about.
 */
export function outcomeOf(rule: Rule, seats: readonly Seat[], given: readonly Ballot[]): Outcome | undefined {
  const { approve, reject, given: cast, left, vacant, all, vetoed } = tallyOf(seats, given);
  if (vetoed) return 'rejected';
  switch (rule.mode) {
    case 'any': {
      const first = lastBallots(given, seats).find(({ decision }) => decision !== 'abstain');
      if (first) return first.decision === 'approve' ? 'approved' : 'rejected';
      return left + vacant === 0 && cast > 0 ? 'rejected' : undefined;
    }
    case 'all':
      if (reject > 0) return 'rejected';
      if (left + vacant > 0 || cast === 0) return undefined;
      return approve > 0 ? 'approved' : 'rejected';
    case 'quorum': {
      if (cast < quorumOf(rule, all)) return undefined;
      if (carries(rule, approve, reject + left)) return 'approved';
      return carries(rule, approve + left, reject) ? undefined : 'rejected';
    }
  }
}

/** What it comes to when its time is up: never an approval that the votes do not carry. */
export function outcomeAtEnd(rule: Rule, seats: readonly Seat[], given: readonly Ballot[]): Outcome | 'expired' {
  const settled = outcomeOf(rule, seats, given);
  if (settled !== undefined || rule.mode !== 'quorum') return settled ?? 'expired';
  const { approve, reject, given: cast, all } = tallyOf(seats, given);
  if (cast < quorumOf(rule, all)) return 'expired';
  return carries(rule, approve, reject) ? 'approved' : 'rejected';
}

/** Whether nobody is left who may vote, and yet nothing is decided. */
export function isStuck(rule: Rule, seats: readonly Seat[], given: readonly Ballot[]): boolean {
  return tallyOf(seats, given).left === 0 && outcomeOf(rule, seats, given) === undefined;
}
