/** Clocks, terms and calendars that the service-level tests share, and a record's life told as steps. */
import { advance, start } from '#shared/kit/service-levels/advance';
import type { Calendars, ClockTerms, Condition, ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { defaultDefinitions } from '#shared/kit/service-levels/defaults';
import { clockTerms } from '#shared/kit/service-levels/definition';
import type { Priority } from '#shared/kit/service-levels/priority';
import { type Calendar, compileCalendar } from '#shared/time/calendar';
import { fromInstant } from '#shared/time/clock';
import { ber, night, roundTheClock, weekdaysFrom } from '#test/time/calendars';

const office = { open: '09:00', close: '17:00' };

const definitions: Readonly<Record<string, Calendar>> = {
  business: ber,
  '24x7': roundTheClock,
  night,
  'new-york': weekdaysFrom('America/New_York', office),
  'lord-howe': weekdaysFrom('Australia/Lord_Howe', office),
  kolkata: weekdaysFrom('Asia/Kolkata', { open: '09:00', close: '18:00' }),
  london: weekdaysFrom('Europe/London', office),
  early: { zone: 'Europe/Berlin', weekly: { sun: [{ open: '02:30', close: '04:30' }] } },
  /** The second version of `business` closes at noon. */
  'business@2': weekdaysFrom('Europe/Berlin', { open: '08:00', close: '12:00' }),
};

export const calendars: Calendars = ({ id, version }) => {
  const found = definitions[version === 1 ? id : `${id}@${version}`];
  if (!found) throw new RangeError(`expected a calendar of the tests, was given ${id} version ${version}`);
  return compileCalendar(found);
};

const [response, resolution] = defaultDefinitions({ business: 'business', roundTheClock: '24x7' });

/** The default terms of a metric for a priority. */
export function termsFor(metric: 'response' | 'resolution', priority: Priority): ClockTerms {
  const definition = metric === 'response' ? response : resolution;
  const terms = definition && clockTerms(definition, priority, (id) => ({ id, version: 1 }));
  if (!terms) throw new RangeError(`expected default terms for ${metric} ${priority}`);
  return terms;
}

/** Terms of one target on one calendar. */
export function termsOn(calendar: string, target: number, more: Partial<ClockTerms> = {}): ClockTerms {
  return {
    name: 'resolution',
    kind: 'sla',
    metric: 'resolution',
    definition: { id: 'test', version: 1 },
    calendar: { id: calendar, version: 1 },
    target,
    pauseOn: [],
    thresholds: [50, 75, 90, 100],
    ...more,
  };
}

export const running: Condition = { is: 'running' };
export const stopped: Condition = { is: 'stopped' };
export const cancelled: Condition = { is: 'cancelled' };
export const awaitingCaller: Condition = { is: 'paused', reason: 'awaiting_caller' };

/** Epoch milliseconds of an instant. */
export const ms = (instant: string): number => fromInstant(instant);

/** A clock that started running at an instant and then went through conditions. */
export function lived(
  terms: ClockTerms,
  from: string,
  ...steps: readonly (readonly [string, Condition])[]
): ServiceLevelClock {
  return steps.reduce(
    (clock, [at, condition]) => advance(clock, condition, ms(at), calendars),
    start(terms, running, ms(from), calendars),
  );
}
