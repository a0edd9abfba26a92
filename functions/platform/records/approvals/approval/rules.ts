/** Rules of approvals that are not votes: opening, reminding, time running out, and the end (A10). */

import type { Decision, Outcome } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { REMINDERS, reminderAt } from '#shared/kit/approval/timing';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Approval, inputs } from './record.ts';
import {
  aboutSubject,
  atEnd,
  begin,
  changesAsTold,
  closed,
  outcomeFrom,
  proceed,
  type Told,
} from './rules-progress.ts';
import { ballotsOf, countingOf, seatsLeft, seatsNow } from './rules-seating.ts';

type On<A extends keyof typeof inputs> = Decision<Approval, ValuesOf<(typeof inputs)[A]>>;

/** A round by its number, and by its name where the subject has several. */
export const keyOf = (
  subject: string,
  { round, purpose }: { readonly round: number; readonly purpose?: string | undefined },
): string => [subject, ...(purpose === undefined ? [] : [purpose]), round].join('|');

/** Each round of a subject is opened once. */
export const roundKey = (approval: Approval): string => keyOf(approval.subjectUid, approval);

export function openRound(decision: Decision<Approval, unknown>): Outcome<Approval, Told> {
  return outcomeFrom(begin(decision.record, decision));
}

/** The next reminder that has not been sent; undefined when the clock stands or both have been. */
export function reminderDue(record: Approval, config: Configuration): number | undefined {
  const percent = REMINDERS.find((one) => one > record.reminded);
  if (record.state !== 'pending' || record.dueAt === undefined || percent === undefined) return undefined;
  const time = { dueAt: Date.parse(record.dueAt), seconds: record.stepSeconds };
  return reminderAt(countingOf(record, config), time, percent);
}

/** Those who may vote and have not are reminded. */
export function remind({ record, config, now }: Decision<Approval, unknown>): Outcome<Approval, Told> {
  const percent = REMINDERS.find((one) => one > record.reminded) ?? record.reminded;
  const voted = new Set(ballotsOf(record).map(({ seat }) => seat));
  const voters = seatsNow(record, config, now).flatMap(({ id, holder }) => (holder && !voted.has(id) ? [holder] : []));
  const data = { subjectId: record.subjectId, percent, voters, ...(record.dueAt && { dueAt: record.dueAt }) };
  return { set: { reminded: percent }, emit: [{ name: 'reminded', data }] };
}

/** The workflow follows within seconds; if its callback was lost, the table goes on without it. */
const CALLBACK_MS = 5 * 60_000;

/** The workflow’s own timeout comes first. A round that is over is due no more. */
export function deadline({ state, dueAt }: Approval): number | undefined {
  return state === 'pending' && dueAt !== undefined ? Date.parse(dueAt) + CALLBACK_MS : undefined;
}

/** A timeout that comes too early, because the round waited for information or went on, does nothing. */
export function timeOut(decision: Decision<Approval, unknown>): Outcome<Approval, Told> {
  const { record, now } = decision;
  if (record.dueAt === undefined || now < Date.parse(record.dueAt)) return {};
  return outcomeFrom(atEnd({ record, emit: [] }, decision));
}

/**
 * Somebody left who could vote (A20.15): whoever casts their seats now is told. Where nobody does, those who are left decide, and the chain
 * once they cannot; while a question waits for its answer, that waits too.
 */
export function unseat(decision: On<'unseat'>): Outcome<Approval, Told> {
  const { record, input, config, now } = decision;
  const left = new Set(seatsLeft(record, input.user, config));
  const voters = seatsNow(record, config, now).flatMap(({ id, holder }) => (holder && left.has(id) ? [holder] : []));
  const told: Told = { name: 'voter_left', data: { ...aboutSubject(record), user: input.user, voters } };
  if (record.state === 'awaiting-information') return { emit: [told] };
  return outcomeFrom(proceed({ record, emit: [told] }, decision));
}

/** The subject went back or was cancelled: the round is over without an outcome for it. */
export function withdraw(decision: Decision<Approval, unknown>): Outcome<Approval, Told> {
  return outcomeFrom(closed({ record: decision.record, emit: [] }, 'cancelled', decision));
}

/** The subject changed in what was to be decided, or had been: voters are told what (A10). */
export function supersede(decision: On<'supersede'>): Outcome<Approval, Told> {
  const { record, input } = decision;
  const voters = record.voters.map(({ user }) => user);
  const changes = changesAsTold(input.changes ?? []);
  const told: Told = { name: 'superseded', data: { ...aboutSubject(record), voters, changes } };
  if (record.outcome === 'pending') return outcomeFrom(closed({ record, emit: [told] }, 'superseded', decision));
  return { set: { outcome: 'superseded' }, emit: [told] };
}

export function redriveAt({ state, decidedAt }: Approval): number | undefined {
  return state === 'decided' && decidedAt !== undefined ? Date.parse(decidedAt) + CALLBACK_MS : undefined;
}

/** The subject's process follows this. */
export function conclude({ record }: Decision<Approval, unknown>): Outcome<Approval, Told> {
  const { outcome, votes } = record;
  const comment = votes?.findLast((given) => given.comment !== undefined)?.comment;
  const data = { ...aboutSubject(record), outcome, ...(comment !== undefined && { comment }) };
  return { emit: [{ name: 'concluded', data }] };
}
