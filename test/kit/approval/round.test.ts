/** Quorum arithmetic (A10) against properties: whatever the votes, an outcome follows the rule and no later vote could change it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ballot,
  isStuck,
  type Outcome,
  outcomeAtEnd,
  outcomeOf,
  quorumOf,
  type Seat,
} from '#shared/kit/approval/round';
import type { Rule } from '#shared/kit/approval/rule';

const seatsOf = (count: number): readonly Seat[] =>
  Array.from({ length: count }, (_, i) => ({ id: `v${i}`, weight: 1 }));
const ballots = (decisions: string): readonly Ballot[] =>
  [...decisions].map((letter, i) => ({
    seat: `v${i}`,
    decision: letter === 'a' ? 'approve' : letter === 'r' ? 'reject' : 'abstain',
  }));
const decided = (rule: Rule, count: number, decisions: string) => outcomeOf(rule, seatsOf(count), ballots(decisions));

describe('A10 rules', () => {
  const majority: Rule = { mode: 'quorum', minPercent: 60, pass: 'majority' };

  it('C1.2 seven members, 60 %: four against one is approved at once, three against two when time is up', () => {
    expect(quorumOf(majority, 7)).toBe(5);
    expect(decided(majority, 7, 'aaaa')).toBeUndefined();
    expect(decided(majority, 7, 'aaaar')).toBe('approved');
    expect(decided(majority, 7, 'aaarr')).toBeUndefined();
    expect(outcomeAtEnd(majority, seatsOf(7), ballots('aaarr'))).toBe('approved');
    expect(outcomeAtEnd(majority, seatsOf(7), ballots('aaaa'))).toBe('expired');
  });

  it.each([
    ['a tie is a rejection', majority, 4, 'aarr', 'rejected'],
    ['abstentions make the quorum and not the majority', majority, 5, 'axxxx', 'approved'],
    ['nobody but abstainers is a rejection', { mode: 'all' }, 2, 'xx', 'rejected'],
    ['any: the first decision counts', { mode: 'any' }, 3, 'xr', 'rejected'],
    ['all: one rejection is enough', { mode: 'all' }, 3, 'r', 'rejected'],
    ['all: everybody', { mode: 'all' }, 3, 'aa', undefined],
    ['two thirds of those who decide', { mode: 'quorum', pass: 'twoThirds' }, 6, 'aaaarr', 'approved'],
    ['less than two thirds', { mode: 'quorum', pass: 'twoThirds' }, 5, 'aaarr', 'rejected'],
    ['two of five', { mode: 'quorum', pass: 'approvals', approvals: 2 }, 5, 'ra', undefined],
    ['two of five, and they are there', { mode: 'quorum', pass: 'approvals', approvals: 2 }, 5, 'raa', 'approved'],
    [
      'two of three cannot be reached any more',
      { mode: 'quorum', pass: 'approvals', approvals: 2 },
      3,
      'rr',
      'rejected',
    ],
    ['unanimous', { mode: 'quorum', pass: 'unanimous', minPercent: 50 }, 4, 'aar', 'rejected'],
  ] as const satisfies readonly (readonly [string, Rule, number, string, Outcome | undefined])[])(
    '%s',
    (_, rule, count, decisions, outcome) => {
      expect(decided(rule, count, decisions)).toBe(outcome);
    },
  );

  it('weighs votes: three of one against two of others', () => {
    const seats = [
      { id: 'v0', weight: 3 },
      { id: 'v1', weight: 1 },
      { id: 'v2', weight: 1 },
    ];
    expect(outcomeOf({ mode: 'quorum', minPercent: 60 }, seats, ballots('a'))).toBe('approved');
  });

  it('a veto rejects whatever the others say', () => {
    const vetoed = [...ballots('aaa'), { seat: 'v3', decision: 'reject', veto: true } as const];
    expect(outcomeOf({ mode: 'quorum', minVotes: 7 }, seatsOf(7), vetoed)).toBe('rejected');
  });

  it('is stuck when those who may still vote cannot bring it about', () => {
    const seats: readonly Seat[] = [...seatsOf(1), { id: 'v1', weight: 1, vacant: true }];
    expect(isStuck({ mode: 'all' }, seats, ballots('a'))).toBe(true);
    expect(isStuck({ mode: 'any' }, seats, [])).toBe(false);
    expect(isStuck({ mode: 'any' }, [], [])).toBe(true);
  });
});

const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.constant<Rule>({ mode: 'any' }),
  fc.constant<Rule>({ mode: 'all' }),
  fc
    .record({
      minVotes: fc.integer({ min: 1, max: 6 }),
      minPercent: fc.integer({ min: 1, max: 100 }),
      pass: fc.constantFrom('majority', 'twoThirds', 'unanimous', 'approvals'),
      approvals: fc.integer({ min: 1, max: 6 }),
    })
    .map((rest): Rule => ({ mode: 'quorum', ...rest })),
);
const decision = fc.constantFrom('approve', 'reject', 'abstain');

/** A rule, seats with weights, and a vote of each in some order. */
const rounds = fc
  .record({ rule: rules, weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 7 }) })
  .chain(({ rule, weights }) => {
    const seats = weights.map((weight, i): Seat => ({ id: `v${i}`, weight }));
    const votes = fc.tuple(...seats.map(({ id }) => decision.map((given): Ballot => ({ seat: id, decision: given }))));
    const order = votes.chain((all) => fc.shuffledSubarray([...all], { minLength: all.length }));
    return fc.record({ rule: fc.constant(rule), seats: fc.constant(seats), votes: order });
  });

describe('A10 as properties', () => {
  it('closes early only with what every continuation would come to', () => {
    fc.assert(
      fc.property(rounds, fc.nat(6), ({ rule, seats, votes }, length) => {
        const early = outcomeOf(rule, seats, votes.slice(0, length));
        if (early !== undefined) expect(outcomeAtEnd(rule, seats, votes)).toBe(early);
      }),
    );
  });

  it('an approval has more approving than rejecting votes, but by any one or by a number of approvals', () => {
    fc.assert(
      fc.property(rounds, ({ rule, seats, votes }) => {
        if (outcomeAtEnd(rule, seats, votes) !== 'approved') return;
        const weigh = (given: string): number =>
          votes.reduce(
            (sum, vote) =>
              sum + (vote.decision === given ? (seats.find(({ id }) => id === vote.seat)?.weight ?? 0) : 0),
            0,
          );
        expect(weigh('approve')).toBeGreaterThan(0);
        if (rule.mode !== 'any' && rule.pass !== 'approvals') expect(weigh('approve')).toBeGreaterThan(weigh('reject'));
      }),
    );
  });

  it('silence never approves', () => {
    fc.assert(
      fc.property(rounds, ({ rule, seats }) => {
        expect(outcomeOf(rule, seats, [])).toBeUndefined();
        expect(outcomeAtEnd(rule, seats, [])).toBe('expired');
      }),
    );
  });

  it('a vote that is changed counts as it was given last', () => {
    fc.assert(
      fc.property(rounds, fc.array(decision, { maxLength: 7 }), ({ rule, seats, votes }, earlier) => {
        const before = earlier.flatMap((given, i): Ballot[] =>
          seats[i] ? [{ seat: seats[i].id, decision: given }] : [],
        );
        if (rule.mode === 'any') return; // its first decision closes the round
        expect(outcomeAtEnd(rule, seats, [...before, ...votes])).toBe(outcomeAtEnd(rule, seats, votes));
      }),
    );
  });

  it('a percentage of voters is rounded up and never more than all of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (all, minPercent) => {
        const needed = quorumOf({ mode: 'quorum', minPercent }, all);
        expect(needed * 100).toBeGreaterThanOrEqual(all * minPercent);
        expect((needed - 1) * 100).toBeLessThan(all * minPercent);
        expect(needed).toBeLessThanOrEqual(all);
      }),
    );
  });
});
