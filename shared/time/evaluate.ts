/** What `POST /v1/calendars/evaluate` answers: a due instant or working time, and the open time that it is made of. */
import { type Calendar, compileCalendar } from '#shared/time/calendar';
import { assertCalendar } from '#shared/time/calendar-check';
import { fromInstant, type Instant, toInstant, toSeconds } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';
import { HORIZON_YEARS, HorizonError } from '#shared/time/horizon';

/** Either a duration to add to `from`, or an instant to count the working time until. */
export type CalendarQuestion = { readonly calendar: Calendar; readonly from: Instant } & (
  | { readonly add: string; readonly to?: never }
  | { readonly to: Instant; readonly add?: never }
);

export interface CalendarAnswer {
  /** To `add`: when that much working time has passed. */
  readonly due?: Instant;
  /** To `to`: the working time between. */
  readonly workingSeconds?: number;
  /** Whether the calendar is open at `from`. */
  readonly open: boolean;
  /** `from` when it is open then, else the next instant that is. */
  readonly nextOpen: Instant;
  /** The open intervals that were counted, at most {@link SEGMENTS_SHOWN} of them. */
  readonly segments: readonly { readonly from: Instant; readonly to: Instant }[];
  /** How many more there were. */
  readonly segmentsLeftOff: number;
}

/** An answer shows this many open intervals: a year of business days. */
export const SEGMENTS_SHOWN = 366;

const instant = (seconds: number): Instant => toInstant(seconds * 1000);

/**
 * Counts by a calendar that need not be stored. Instants count in whole seconds.
 * @throws CalendarError when the calendar cannot be used.
 * @throws RangeError when an instant or duration cannot be read, or the answer lies further away than the horizon.
 */
export function evaluateCalendar(question: CalendarQuestion): CalendarAnswer {
  assertCalendar(question.calendar);
  const calendar = compileCalendar(question.calendar);
  const from = toSeconds(fromInstant(question.from));
  const adding = question.add !== undefined;
  const to = adding ? calendar.add(from, parseDuration(question.add)) : toSeconds(fromInstant(question.to));
  if (to - from > HORIZON_YEARS * 366 * 86_400) throw new HorizonError('to');
  const segments = calendar.segments(from, to);
  return {
    ...(adding ? { due: instant(to) } : { workingSeconds: calendar.between(from, to) }),
    open: calendar.isOpen(from),
    nextOpen: instant(calendar.nextOpen(from)),
    segments: segments.slice(0, SEGMENTS_SHOWN).map((each) => ({ from: instant(each.from), to: instant(each.to) })),
    segmentsLeftOff: Math.max(0, segments.length - SEGMENTS_SHOWN),
  };
}
