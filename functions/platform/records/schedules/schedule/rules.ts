/** Pure rules of schedules: when they recur next, what is asked for at an occurrence, what becomes of missed ones. */
import type { Emits } from '#shared/grammar/contract';
import type { Check, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import { recordTypes, schedulable } from '#shared/grammar/directory';
import { nextOccurrences, occurrencesAfter, type Recurrence } from '#shared/kit/recurrence/occurrences';
import { parseRule, RuleError, wallOf } from '#shared/kit/recurrence/rule';
import type { Configuration } from '#shared/tenancy/configuration';
import { type Ending, endOf, whyEnded } from '#shared/tenancy/grant';
import { toInstant, toSeconds } from '#shared/time/clock';
import { isZone } from '#shared/time/zone';
import { type contract, schedule } from '../contract.ts';
import type { Schedule } from './record.ts';

type Told = Emits<typeof contract, 'schedule'>;

type Deciding = Decision<Schedule, unknown>;

/** Occurrences shown ahead. */
const SHOWN = 10;
/** An occurrence that is looked at this much later is not yet missed. */
const GRACE_SECONDS = 3600;
/** Records made by schedules are work for people: two an hour at most. */
const MIN_GAP_SECONDS = 1800;

function recurrenceOf(record: Schedule, config: Configuration): Recurrence {
  const { rrule, dtstart, zone, exdates, calendarId, roll } = record;
  return {
    rule: parseRule(rrule),
    start: wallOf(dtstart) ?? 0,
    zone: zone ?? config.tenant.zone,
    ...(exdates && { except: exdates }),
    ...(calendarId !== undefined && { calendar: config.calendar(config.currentCalendar(calendarId)) }),
    ...(roll && { roll }),
  };
}

const wrong = (field: string, detail: string, slug: Refusal['slug'] = 'validation-failed'): Refusal => ({
  slug,
  detail: `${field}: ${detail}`,
  extra: { errors: [{ pointer: `/${field}`, code: slug, message: detail }] },
});

/** Every part of the recurrence by itself, and then together: it recurs at least once, and not all the time. */
export const recurs: Check<Schedule, unknown> = ({ record, config, now }) => {
  const { recordType, dtstart, zone, calendarId, roll, exdates = [] } = record;
  if (!Object.values(recordTypes).includes(recordType))
    return wrong('recordType', `expected one of ${Object.values(recordTypes).join(', ')}`);
  if (zone !== undefined && !isZone(zone)) return wrong('zone', `expected an IANA time zone, was given ${zone}`);
  if (wallOf(dtstart) === undefined) return wrong('dtstart', `there is no ${dtstart}`);
  const noDay = exdates.find((text) => wallOf(text) === undefined);
  if (noDay !== undefined) return wrong('exdates', `there is no ${noDay}`);
  if (roll !== undefined && calendarId === undefined)
    return wrong('calendarId', 'roll needs a calendar', 'required-field-missing');
  const known = config.documents.some(({ kind, id }) => kind === 'calendar' && id === calendarId);
  if (calendarId !== undefined && !known)
    return wrong('calendarId', `there is no calendar ${calendarId}`, 'unknown-reference');
  try {
    const [first, ...others] = nextOccurrences(recurrenceOf(record, config), toSeconds(now), SHOWN);
    if (!first) return wrong('rrule', 'it never recurs from now on');
    const close = others.some(({ at }, i) => at - ([first, ...others][i]?.at ?? 0) < MIN_GAP_SECONDS);
    return close ? wrong('rrule', `occurrences are at least ${MIN_GAP_SECONDS / 60} minutes apart`) : undefined;
  } catch (error) {
    if (error instanceof RuleError) return wrong('rrule', error.message);
    throw error;
  }
};

/** Only records that some process makes when a schedule asks. */
export const isSchedulable: Check<Schedule, unknown> = ({ record }) =>
  schedulable.includes(record.recordType)
    ? undefined
    : wrong('recordType', `expected one of ${schedulable.join(', ')}, which are made by schedules`);

/** Changes of what is next, as seen from an instant in epoch seconds. */
function ahead(record: Schedule, config: Configuration, after: number) {
  const upcoming = nextOccurrences(recurrenceOf(record, config), after, SHOWN).map(({ at }) => toInstant(at * 1000));
  return { upcoming, nextAt: upcoming[0] ?? null };
}

/** When it recurs next is reckoned anew whenever the schedule was made, changed or resumed: what passed meanwhile is not made up for. */
export function reckon({ record, config, now }: Deciding): Outcome<Schedule, Told> {
  const zone = record.zone ?? config.tenant.zone;
  return { set: { zone, ...ahead({ ...record, zone }, config, toSeconds(now)) } };
}

/** A change of a paused schedule is looked at when it is resumed; what is due already, and not yet made, stays due. */
export function reckonUnlessPaused(decision: Deciding): Outcome<Schedule, Told> {
  const { record, config, now } = decision;
  if (record.state === 'paused') return {};
  const due = Date.parse(record.nextAt ?? '') / 1000;
  const seconds = toSeconds(now);
  return due <= seconds ? { set: ahead(record, config, due - 1) } : reckon(decision);
}

/** Whoever sets it up answers for it: it makes records for as long as their grant holds. */
export function isTheirs({ maker }: Deciding): Outcome<Schedule, Told> {
  return { set: { setUpBy: maker } };
}

/** It makes no record of anybody whose grant is over: it waits for somebody who resumes it. */
function orphaned(record: Schedule, ending: Ending): Outcome<Schedule, Told> {
  const data = { maker: record.setUpBy?.id ?? '', reason: ending, because: whyEnded(ending) };
  return { ...stop(), state: 'paused', emit: [{ name: 'orphaned', data }] };
}

export function stop(): Outcome<Schedule, Told> {
  return { set: { nextAt: null, upcoming: null } };
}

export function nextAt({ state, nextAt: next }: Schedule): number | undefined {
  return state === 'active' && next !== undefined ? Date.parse(next) : undefined;
}

/**
 * An occurrence is due. One record is asked for, however many occurrences passed unseen: the latest, or with the policy `skip` none that is more than
 * an hour late. So an outage never ends in a storm.
 */
export function occur({ record, config, now }: Deciding): Outcome<Schedule, Told> {
  const { setUpBy } = record;
  const ending = setUpBy && endOf(setUpBy, schedule.acts.needs, config.standings, now);
  if (ending) return orphaned(record, ending);
  const seconds = toSeconds(now);
  const due = Date.parse(record.nextAt ?? '') / 1000;
  let [latest, passed] = [due, 0];
  for (const { at } of occurrencesAfter(recurrenceOf(record, config), due)) {
    if (at > seconds) break;
    latest = at;
    passed++;
  }
  const tooLate = record.missed === 'skip' && seconds - latest > GRACE_SECONDS;
  const missed = passed + (tooLate ? 1 : 0);
  const next = ahead(record, config, seconds);
  const { recordType, recordTemplateId, recordValues = {}, title } = record;
  const occurrence = toInstant(latest * 1000);
  const asked: Told = {
    name: 'occurred',
    data: { recordType, recordTemplateId: recordTemplateId ?? null, values: { title, ...recordValues }, occurrence },
  };
  return {
    set: {
      ...next,
      ...(!tooLate && { lastAt: occurrence, madeCount: (record.madeCount ?? 0) + 1 }),
      ...(missed > 0 && { missedCount: (record.missedCount ?? 0) + missed }),
    },
    ...(next.nextAt === null && { state: 'ended' }),
    emit: tooLate ? [] : [asked],
  };
}
