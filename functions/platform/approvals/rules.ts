/** Pure rules of approvals: who may vote, what votes come to, what the workflow does with it (A10). */

import { outcomeAtEnd, outcomeOf, type Rule } from '#shared/approval/round';
import type { Consumer, Decision, Outcome, Refusal } from '#shared/process/definition';
import type { ValuesOf } from '#shared/process/fields';
import { toInstant } from '#shared/time/clock';
import type { Approval, inputs } from './record.ts';

type Deciding = Decision<Approval, ValuesOf<typeof inputs.decide>>;

/** Workflow executions live up to a year; waiting is capped below that (A2). */
const MAX_WAIT_SECONDS = 180 * 86_400;

function ruleOf({ mode, minPercent, pass }: Approval): Rule {
  return mode === 'quorum' ? { mode, minPercent: minPercent ?? 50, pass: pass ?? 'majority' } : { mode };
}

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** A subject asks for approval: its round is opened with the members of the group that may decide, less those with a part in it. */
export const openRound: Consumer = (event, config) => {
  const { round, timeoutSeconds, voterGroup, excluded, rule } = event.data;
  const members = config.group(String(voterGroup))?.members ?? [];
  const barred = new Set(strings(excluded));
  const seconds = Math.min(MAX_WAIT_SECONDS, Math.max(1, Number(timeoutSeconds)));
  const wanted = (rule ?? { mode: 'any' }) as Rule;
  return [
    {
      kind: 'open',
      key: `${event.uid}|${round}`,
      fields: {
        title: `Approval of ${event.id}, round ${round}`,
        channel: 'system',
        subjectId: event.id,
        subjectUid: event.uid,
        subjectType: event.type,
        round: Number(round),
        ...wanted,
        voters: members.filter((member) => !barred.has(member)),
        timeoutSeconds: seconds,
        dueAt: toInstant(Date.parse(event.at) + seconds * 1000),
      },
    },
  ];
};

/** The subject went back or was cancelled: the round is over without an outcome for it. */
export const withdrawRound: Consumer = (event) => [
  { kind: 'command', on: { key: `${event.uid}|${event.data.round}` }, command: 'withdraw', input: {} },
];

export const concludeFromWorkflow: Consumer = (event) => [
  { kind: 'command', on: { id: event.uid }, command: 'conclude', input: {} },
];
export const expireFromWorkflow: Consumer = (event) => [
  { kind: 'command', on: { id: event.uid }, command: 'expire', input: {} },
];

/** One round per subject at a time. */
export function roundKey(record: Approval): string {
  return `${record.subjectUid}|${record.round}`;
}

export function announce({ record }: Decision<Approval, unknown>): Outcome<Approval> {
  const { subjectId, subjectUid, round, timeoutSeconds } = record;
  const opened = { name: 'opened', data: { subjectId, subjectUid, round, timeoutSeconds } };
  const nobody = record.voters.length === 0;
  return { emit: nobody ? [opened, { name: 'no_eligible_voter', data: { subjectId } }] : [opened] };
}

export function isEligible({ record, actor }: Decision<Approval, unknown>): Refusal | undefined {
  if (record.voters.includes(actor.id)) return undefined;
  return {
    slug: 'segregation-of-duties',
    detail: `${actor.id} has no vote on ${record.subjectId}: voters are members of the deciding group who neither asked for it nor carry it out`,
  };
}

export function rejectionHasComment({ input }: Deciding): Refusal | undefined {
  if (input.decision !== 'reject' || input.comment !== undefined) return undefined;
  return { slug: 'required-field-missing', detail: 'a rejection needs a comment' };
}

/** The decision stands in the table first; the workflow is told from the stream. */
export function vote({ record, input, actor, at }: Deciding): Outcome<Approval> {
  const given = {
    by: actor.id,
    decision: input.decision,
    at,
    ...(input.comment !== undefined && { comment: input.comment }),
  };
  const votes = [...(record.votes ?? []), given];
  const outcome = outcomeOf(ruleOf(record), record.voters, votes);
  if (outcome === undefined) return { set: { votes }, emit: [{ name: 'voted' }] };
  return {
    state: 'decided',
    set: { votes, outcome, decidedAt: at },
    emit: [{ name: 'voted' }, { name: 'decided', data: { outcome } }],
  };
}

/** Time is up: silence is never an approval (A10). */
export function expire({ record, at }: Decision<Approval, unknown>): Outcome<Approval> {
  const outcome = outcomeAtEnd(ruleOf(record), record.voters, record.votes ?? []);
  return { set: { outcome, decidedAt: at }, emit: [concluded({ ...record, outcome })] };
}

export function withdraw({ at }: Decision<Approval, unknown>): Outcome<Approval> {
  return { set: { outcome: 'withdrawn', decidedAt: at }, emit: [{ name: 'decided', data: { outcome: 'withdrawn' } }] };
}

export function conclude({ record }: Decision<Approval, unknown>): Outcome<Approval> {
  return { emit: [concluded(record)] };
}

/** The workflow follows within seconds; if its callback was lost, the table goes on without it. */
const CALLBACK_MS = 5 * 60_000;

export function redriveAt({ state, decidedAt }: Approval): number | undefined {
  return state === 'decided' && decidedAt !== undefined ? Date.parse(decidedAt) + CALLBACK_MS : undefined;
}

/** The subject's process follows this. */
function concluded({ subjectId, subjectUid, subjectType, round, outcome, votes }: Approval) {
  const comment = votes?.findLast((given) => given.comment !== undefined)?.comment;
  return {
    name: 'concluded',
    data: { subjectId, subjectUid, subjectType, round, outcome, ...(comment !== undefined && { comment }) },
  };
}
