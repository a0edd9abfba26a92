/** How a round goes on: the next level, the next of the chain, or its end (A10). Pure; every step returns the record that follows. */

import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome } from '#shared/grammar/definition';
import { isStuck, outcomeAtEnd, outcomeOf } from '#shared/kit/approval/round';
import type { Party } from '#shared/kit/approval/rule';
import { after } from '#shared/kit/approval/timing';
import { toInstant } from '#shared/time/clock';
import type { contract } from '../contract.ts';
import type { Approval, outcomes } from './record.ts';
import { ballotsOf, countingOf, resolve, ruleOf, seatsNow } from './rules-seating.ts';

type On = Pick<Decision<Approval, unknown>, 'now' | 'at' | 'config'>;

export type Told = Emits<typeof contract, 'approval'>;

/** A round on its way through a command. */
export interface Course {
  readonly record: Approval;
  readonly emit: readonly Told[];
}

/** What the workflow waits for. */
const wallSeconds = ({ dueAt }: Approval, now: number): number =>
  Math.max(1, Math.ceil((Date.parse(dueAt ?? '') - now) / 1000));

export const aboutSubject = ({ subjectId, subjectUid, subjectType, round, purpose }: Approval) => ({
  subjectId,
  subjectUid,
  subjectType,
  round,
  ...(purpose !== undefined && { purpose }),
});

/** Changes of the subject as events carry them: what was not there is null. */
export const changesAsTold = (changes: NonNullable<Approval['materialChanges']>) =>
  changes.map(({ field, old = null, new: next = null }) => ({ field, old, new: next }));

/** Opens a level, or one of the chain in its place. */
function open(record: Approval, parties: readonly Party[], seconds: number, { now, config }: On): Approval {
  const seated: Approval = { ...record, voters: resolve(parties, record, config), stepSeconds: seconds, reminded: 0 };
  const { blocked: _, ...free } = seated;
  return { ...free, dueAt: toInstant(after(countingOf(seated, config), now, seconds)) };
}

/** The round begins with its first level. */
export function begin(given: Approval, on: On): Course {
  const first: Approval = { ...given, step: 1, level: 1, escalation: 0, outcome: 'pending' };
  const record = open(first, first.levels[0]?.voters ?? [], first.timeoutSeconds, on);
  const opened: Told = {
    name: 'opened',
    data: {
      ...aboutSubject(record),
      timeoutSeconds: wallSeconds(record, on.now),
      voters: record.voters.map(({ user }) => user),
      ...(record.dueAt && { dueAt: record.dueAt }),
      ...(record.materialChanges && { changes: changesAsTold(record.materialChanges) }),
    },
  };
  return proceed({ record, emit: [opened] }, on);
}

function nextLevel({ record, emit }: Course, on: On): Course {
  const { escalated: _, ...rest } = record;
  const level = record.level + 1;
  const parties = record.levels[level - 1]?.voters ?? [];
  const next = open({ ...rest, level, step: record.step + 1 }, parties, record.timeoutSeconds, on);
  const data = { ...aboutSubject(next), level, voters: next.voters.map(({ user }) => user) };
  return proceed({ record: next, emit: [...emit, { name: 'level_opened', data }, rescheduled(next, on)] }, on);
}

/** The next of the chain decides in place of the level that is open; undefined when the chain is used up. */
function escalate({ record, emit }: Course, on: On): Course | undefined {
  const party = record.chain?.[record.escalation];
  if (!party) return undefined;
  const seconds = record.escalateAfterSeconds ?? record.timeoutSeconds;
  const moved: Approval = { ...record, escalated: true, escalation: record.escalation + 1, step: record.step + 1 };
  const next = open(moved, [party], seconds, on);
  const data = { ...aboutSubject(next), to: party.id, voters: next.voters.map(({ user }) => user) };
  return proceed({ record: next, emit: [...emit, { name: 'escalated', data }, rescheduled(next, on)] }, on);
}

/** Tells the workflow to wait for another instant. */
export function rescheduled(record: Approval, { now }: Pick<On, 'now'>): Told {
  return { name: 'rescheduled', data: { timeoutSeconds: wallSeconds(record, now) } };
}

export function closed({ record, emit }: Course, outcome: (typeof outcomes)[number], { at }: Pick<On, 'at'>): Course {
  const { blocked: _, ...rest } = record;
  return {
    record: { ...rest, state: 'decided', outcome, decidedAt: at },
    emit: [...emit, { name: 'decided', data: { outcome } }],
  };
}

/** What the votes have come to. Nobody left who may vote: the owner is told once, and the chain is asked. */
export function proceed(course: Course, on: On): Course {
  const { record, emit } = course;
  const [rule, seats, ballots] = [ruleOf(record), seatsNow(record, on.config, on.now), ballotsOf(record)];
  const outcome = outcomeOf(rule, seats, ballots);
  if (outcome === 'rejected') return closed(course, outcome, on);
  if (outcome === 'approved')
    return record.level < record.levels.length ? nextLevel(course, on) : closed(course, outcome, on);
  if (!isStuck(rule, seats, ballots)) {
    const { blocked: _, ...free } = record;
    return { record: free, emit };
  }
  if (record.blocked) return course;
  const missing = seats.filter(({ id, vacant }) => vacant && !ballots.some(({ seat }) => seat === id)).length;
  const owner = record.requesterId;
  const escalated = record.chain?.[record.escalation] !== undefined;
  const data = { ...aboutSubject(record), missing, escalated, ...(owner !== undefined && { owner }) };
  const told: Course = { record, emit: [...emit, { name: 'no_eligible_voter', data }] };
  return escalate(told, on) ?? { ...told, record: { ...record, blocked: true } };
}

/** Time is up: what the votes carry, else the next of the chain, else it expires. Silence is never an approval. */
export function atEnd(course: Course, on: On): Course {
  const { record } = course;
  const outcome = outcomeAtEnd(ruleOf(record), seatsNow(record, on.config, on.now), ballotsOf(record));
  if (outcome === 'expired') return escalate(course, on) ?? closed(course, outcome, on);
  if (outcome === 'approved' && record.level < record.levels.length) return nextLevel(course, on);
  return closed(course, outcome, on);
}

/** Fields that rules write. */
const WRITTEN = [
  ...(['step', 'level', 'escalation', 'escalated', 'voters', 'dueAt', 'stepSeconds', 'reminded', 'blocked'] as const),
  ...(['votes', 'usedTokens', 'questions', 'outcome', 'decidedAt'] as const),
];

/** A course as what the machinery performs. */
export function outcomeFrom({ record, emit }: Course): Outcome<Approval, Told> {
  const set = Object.fromEntries(WRITTEN.map((field) => [field, record[field] ?? null]));
  return { set, state: record.state, emit };
}
