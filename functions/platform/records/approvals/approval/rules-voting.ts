/** Votes: who may give one, what a decision token proves, what a vote does; questions that stop the clock (A10). */

import type { Asked, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { anyOf } from '#shared/ids/person';
import { after, secondsBetween } from '#shared/kit/approval/timing';
import { claimsOf } from '#shared/kit/approval/token';
import { toInstant } from '#shared/time/clock';
import type { Approval, inputs } from './record.ts';
import { outcomeFrom, proceed, rescheduled, type Told } from './rules-progress.ts';
import { countingOf, delegationsOf, ruleOf, seatsNow } from './rules-seating.ts';

type Deciding = Decision<Approval, ValuesOf<typeof inputs.decide>>;
type Answering = Decision<Approval, ValuesOf<typeof inputs.answer>>;

/** Who decides: the one that a token was made for, else the caller. */
function voterOf({ input, actor, config }: Deciding): string {
  const claims = input.token === undefined ? undefined : claimsOf(config.tenant.cursorKey, input.token);
  return claims?.voter ?? actor.id;
}

const useOf = (step: number, voter: string): string => `${step}:${voter}`;

export function tokenIsValid({ record, input, config, now }: Deciding): Refusal | undefined {
  if (input.token === undefined) return undefined;
  const claims = claimsOf(config.tenant.cursorKey, input.token);
  const refuse = (detail: string): Refusal => ({ slug: 'invalid-decision-token', detail });
  if (!claims || claims.approval !== record.uid) return refuse(`the token was not made for ${record.id}`);
  if (Date.parse(claims.dueAt) <= now) return refuse(`the token was valid until ${claims.dueAt}`);
  if (claims.material !== (record.materialHash ?? '')) return refuse(`${record.subjectId} has changed since`);
  if (claims.step !== record.step) return refuse('others decide now');
  if (record.usedTokens?.includes(useOf(claims.step, claims.voter)))
    return refuse('the token was used; sign in to change your vote');
  return undefined;
}

/** Machines have no vote: what they bring is somebody's. Whoever rejects, or asks, says why. */
export const asksOfVote = ({ actor }: Decision<Approval, unknown>): readonly Asked[] => [
  ...(actor.type === 'machine' ? [{ field: 'token', because: 'a machine brings the decision token of a voter' }] : []),
  { field: 'comment', because: 'a rejection needs a comment', when: { field: 'decision', is: ['reject'] } },
  {
    field: 'comment',
    because: 'a request for information needs a comment',
    when: { field: 'decision', is: ['request_info'] },
  },
];

export function isEligible(decision: Deciding): Refusal | undefined {
  const { record, config, now, actor } = decision;
  const voter = voterOf(decision);
  const isExcluded = anyOf(record.excluded ?? []);
  if (isExcluded(actor.id))
    return {
      slug: 'segregation-of-duties',
      detail: `${actor.id} asked for ${record.subjectId} or carries it out, and does not decide on it, nor brings the vote of another`,
    };
  if (seatsNow(record, config, now).some(({ holder }) => holder === voter)) return undefined;
  const refuse = (why: string): Refusal => ({
    slug: 'segregation-of-duties',
    detail: `${voter} has no vote on ${record.subjectId}: ${why}`,
  });
  if (isExcluded(voter)) return refuse('who asked for it or carries it out does not decide on it');
  if (record.votes?.some((vote) => vote.by === voter && vote.step === record.step))
    return refuse('they have voted for somebody else in this round');
  const deputised = delegationsOf(config, now).some(({ from }) => from === voter);
  if (deputised && record.voters.some(({ user }) => user === voter)) return refuse('they have delegated it');
  return refuse('voters are those that its policy names, and their deputies');
}

/** Only one question is open at a time, and a round bears so many. */
export function mayAsk({ record, input }: Deciding): Refusal | undefined {
  if (input.decision !== 'request_info') return undefined;
  if (record.state === 'awaiting-information')
    return { slug: 'guard-failed', detail: 'information has been requested already; it is not answered yet' };
  if ((record.questions?.length ?? 0) < 20) return undefined;
  return { slug: 'limit-exceeded', detail: 'a round has at most 20 requests for information' };
}

/** The decision stands in the table first; the workflow is told from the stream. */
export function vote(decision: Deciding): Outcome<Approval, Told> {
  const { record, input, config, now, at, roles } = decision;
  if (input.decision === 'request_info') return ask(decision);
  const by = voterOf(decision);
  const seat = seatsNow(record, config, now).find(({ holder }) => holder === by)?.id ?? by;
  const veto =
    input.token === undefined && ruleOf(record).vetoRoles?.some((role) => [...roles].some((r) => r === role));
  const given = {
    by,
    ...(seat !== by && { delegateOf: seat }),
    step: record.step,
    decision: input.decision,
    at,
    ...(input.comment !== undefined && { comment: input.comment }),
    ...(veto && { veto: true }),
    ...(input.token !== undefined && { via: 'token' as const }),
  };
  const others = (record.votes ?? []).filter((one) => one.step !== record.step || (one.delegateOf ?? one.by) !== seat);
  const voted = { ...used(decision), votes: [...others, given] };
  return outcomeFrom(proceed({ record: voted, emit: [{ name: 'voted' }] }, decision));
}

/** The record with the token noted as used. */
function used(decision: Deciding): Approval {
  const { record, input } = decision;
  if (input.token === undefined) return record;
  return { ...record, usedTokens: [...(record.usedTokens ?? []), useOf(record.step, voterOf(decision))] };
}

/** A question stops the clock until it is answered. */
function ask(decision: Deciding): Outcome<Approval, Told> {
  const { record, input, config, now, at } = decision;
  const by = voterOf(decision);
  const question = input.comment ?? '';
  const secondsLeft = secondsBetween(countingOf(record, config), now, Date.parse(record.dueAt ?? at));
  const { dueAt: _, ...waiting } = used(decision);
  const questions = [...(record.questions ?? []), { question, by, at, secondsLeft }];
  const next: Approval = { ...waiting, state: 'awaiting-information', questions };
  const owner = record.requesterId;
  const data = { subjectId: record.subjectId, question, by, ...(owner !== undefined && { owner }) };
  return outcomeFrom({ record: next, emit: [{ name: 'information_requested', data }] });
}

/** The clock goes on; whoever left meanwhile decides no more. */
export function answer(decision: Answering): Outcome<Approval, Told> {
  const { record, input, actor, at, now, config } = decision;
  const questions = record.questions ?? [];
  const open = questions.at(-1);
  const answered = open ? [{ ...open, answer: input.answer, answeredBy: actor.id, answeredAt: at }] : [];
  const dueAt = toInstant(after(countingOf(record, config), now, Math.max(1, open?.secondsLeft ?? 1)));
  const next: Approval = { ...record, state: 'pending', dueAt, questions: [...questions.slice(0, -1), ...answered] };
  return outcomeFrom(proceed({ record: next, emit: [rescheduled(next, { now })] }, decision));
}
