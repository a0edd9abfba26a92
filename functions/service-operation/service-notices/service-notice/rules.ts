/** Pure rules of service notices: who speaks, what must be said before it is published, what each step adds (D2). */

import { wrong } from '#shared/engine/refusal';
import type { Emits } from '#shared/grammar/contract';
import type { Check, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { bytesOf } from '#shared/kit/templates/bytes';
import type { Texts } from '#shared/text/languages';
import type { contract } from '../contract.ts';
import { type inputs, MAX_UPDATES, type Notice, type Update } from './record.ts';
import { standardTexts } from './standard-texts.ts';

type Deciding = Decision<Notice, unknown>;
type On<A extends keyof typeof inputs> = Decision<Notice, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<Notice, Emits<typeof contract, 'service-notice'>>;

const isManager = ({ roles }: Deciding): boolean => roles.has('INM') || roles.has('SYS');

/** Those who speak for it: incident managers, and the agent whom one of them named. */
export function speaksForIt(deciding: Deciding): Refusal | undefined {
  const { record, actor } = deciding;
  if (isManager(deciding) || record.commsLead === actor.id) return undefined;
  const lead = record.commsLead === undefined ? 'nobody so far' : record.commsLead;
  return { slug: 'forbidden', detail: `an INM speaks for it, or its communications lead (${lead})` };
}

/** A draft that nobody heard of is its author's to drop as well. */
export function mayWithdraw(deciding: Deciding): Refusal | undefined {
  const { record, actor } = deciding;
  return record.announcedAt === undefined && record.createdBy === actor.id ? undefined : speaksForIt(deciding);
}

/** An agent may draft a notice; who speaks for it is for incident managers to say. */
export const leadIsNamedByManager: Check<Notice, unknown> = (deciding) => {
  const { record, before } = deciding;
  if (record.commsLead === before?.commsLead || isManager(deciding)) return undefined;
  return wrong('commsLead', 'the communications lead is named by an INM', 'forbidden');
};

export const endsAfterItBegins: Check<Notice, unknown> = ({ record: { startsAt, endsAt } }) => {
  if (startsAt === undefined || endsAt === undefined || Date.parse(endsAt) > Date.parse(startsAt)) return undefined;
  return wrong('endsAt', `endsAt ${endsAt} does not lie after startsAt ${startsAt}`, 'invalid-window');
};

/** What was told is not rewritten: the next update says what has changed. Drafts are their author's. */
export const changesOnlyWhatIsOpen: Check<Notice, unknown> = (deciding) => {
  const { record, before, actor } = deciding;
  const told = record.state !== 'planned' || record.announcedAt !== undefined;
  const rewritten = told && JSON.stringify(record.text) !== JSON.stringify(before?.text);
  if (rewritten) return wrong('text', 'this was told already; say with update what has changed', 'immutable');
  return !told && record.createdBy === actor.id ? undefined : speaksForIt(deciding);
};

/** Whether anybody hears of it. */
const reaches = ({ audience }: Notice): boolean =>
  audience !== undefined &&
  (audience.public === true ||
    audience.everyone === true ||
    [audience.groups, audience.users].some((some) => some !== undefined && some.length > 0));

export function isComplete({ record }: Deciding): Refusal | undefined {
  const missing = [
    ...(reaches(record) ? [] : ['audience']),
    ...(record.services?.length ? [] : ['services']),
    ...(record.text ? [] : ['text']),
  ];
  if (missing.length === 0 || record.majorIncident !== undefined) return undefined;
  return { slug: 'guard-failed', detail: `before it is told it needs ${missing.join(', ')}`, extra: { missing } };
}

export function beginsLater({ record: { startsAt, announcedAt }, now }: Deciding): Refusal | undefined {
  if (announcedAt !== undefined) return { slug: 'guard-failed', detail: `it was announced at ${announcedAt} already` };
  if (startsAt !== undefined && Date.parse(startsAt) > now) return undefined;
  return { slug: 'guard-failed', detail: 'only what begins later is announced: set startsAt, or publish it at once' };
}

/** Bytes that the record keeps of it: each change is kept with what was told before it and after it, in one item of 400 KB. */
const MAX_TOLD_BYTES = 100_000;

/** The newest of what was told, as much as there is room for; what is older stands in the history. */
function kept(updates: readonly Update[]): readonly Update[] {
  const newest = updates.slice(-MAX_UPDATES);
  while (newest.length > 1 && bytesOf(newest) > MAX_TOLD_BYTES) newest.shift();
  return newest;
}

/** The record with one thing more that was told, and the event's part of it: which update it was. */
function told({ record, at }: Deciding, state: Update['state'], text: Texts) {
  const updates = record.updates ?? [];
  const number = (updates.at(-1)?.number ?? 0) + 1;
  return {
    updates: kept([...updates, { number, at, state, text }]),
    data: { update: number, services: record.services ?? [], effect: record.effect },
  };
}

function published(deciding: Deciding): Result {
  const { updates, data } = told(deciding, 'active', deciding.record.text ?? standardTexts.active);
  return { set: { publishedAt: deciding.at, updates }, emit: [{ name: 'published', data }] };
}

/** What a major incident said this long ago is for a person to judge: it may be over. */
const LATE_MS = 3600_000;

/** The notice of a major incident is published at once; any other is a draft. */
export function begin(deciding: Deciding): Result {
  const { majorIncident, declaredAt } = deciding.record;
  if (majorIncident === undefined || deciding.now - Date.parse(declaredAt ?? '') > LATE_MS) return {};
  return { state: 'active', ...published(deciding) };
}

export function announce(deciding: Deciding): Result {
  const { updates, data } = told(deciding, 'planned', deciding.record.text ?? standardTexts.active);
  return { set: { announcedAt: deciding.at, updates }, emit: [{ name: 'announced', data }] };
}

export function publish(deciding: Deciding): Result {
  return published(deciding);
}

/** An update says anew when there will be news; an estimate stands until there is another. */
const estimates = ({ estimatedRestore, nextUpdateAt }: { estimatedRestore?: string; nextUpdateAt?: string }) => ({
  nextUpdateAt: nextUpdateAt ?? null,
  ...(estimatedRestore !== undefined && { estimatedRestore }),
});

export function update(deciding: On<'update'>): Result {
  const { record, input } = deciding;
  const { updates, data } = told(deciding, record.state, input.text);
  return { set: { updates, ...estimates(input) }, emit: [{ name: 'update_posted', data }] };
}

export function monitor(deciding: On<'monitor'>): Result {
  const { input } = deciding;
  const { updates, data } = told(deciding, 'monitoring', input.text ?? standardTexts.monitoring);
  return { set: { updates, ...estimates(input) }, emit: [{ name: 'monitoring_started', data }] };
}

export function resolve(deciding: On<'resolve'>): Result {
  const { updates, data } = told(deciding, 'resolved', deciding.input.text ?? standardTexts.resolved);
  return {
    set: { updates, resolvedAt: deciding.at, nextUpdateAt: null },
    emit: [{ name: 'resolved', data }],
  };
}

/** Who heard that it comes hears that it does not; of a draft nobody did. */
export function withdraw(deciding: On<'withdraw'>): Result {
  if (deciding.record.announcedAt === undefined) return {};
  const { updates, data } = told(deciding, 'withdrawn', deciding.input.text ?? standardTexts.withdrawn);
  return { set: { updates }, emit: [{ name: 'withdrawn', data }] };
}

/** What was announced is published when it begins, in epoch milliseconds. */
export function beginsAt({ state, announcedAt, startsAt }: Notice): number | undefined {
  return state === 'planned' && announcedAt !== undefined && startsAt !== undefined ? Date.parse(startsAt) : undefined;
}

/** At most one open notice of a major incident. */
export function majorOf({ majorIncident }: Notice): string | undefined {
  return majorIncident;
}
