/** By when notice has to be given so that something ends on a day (K0.3). Pure. */
import { addDays, addMonths, type Day, dayStart } from '#shared/kit/days/day';
import type { CompiledCalendar } from '#shared/time/calendar';

export interface Notice {
  readonly n: number;
  readonly unit: 'days' | 'weeks' | 'months' | 'business_days';
}

/** Days that are looked at for business days: ten years. */
const HORIZON = 3653;

/** Whether a calendar has a window that opens on a day; a day of a zone has its noon, whatever its clocks do. */
export function isBusinessDay(calendar: CompiledCalendar, day: Day): boolean {
  return calendar.isBusinessDay(dayStart(day, calendar.zone) / 1000 + 43_200);
}

/**
 * The latest day from which the notice, counted forwards, is over by `end`; counting back from the end would give some days too few.
 * @param calendar whose business days count; needed for those alone
 * @throws RangeError for business days without a calendar, or one that has not so many in ten years
 */
export function noticeBy(end: Day, { n, unit }: Notice, calendar?: CompiledCalendar): Day {
  switch (unit) {
    case 'days':
      return addDays(end, -n);
    case 'weeks':
      return addDays(end, -7 * n);
    case 'months': {
      // A month's last day stands for up to three that it does not have.
      let day = addDays(addMonths(end, -n), 3);
      while (addMonths(day, n) > end) day = addDays(day, -1);
      return day;
    }
    case 'business_days':
      return beforeBusinessDays(end, n, calendar);
  }
}

/** The day after which as many business days are left until the end, the end included. */
function beforeBusinessDays(end: Day, n: number, calendar: CompiledCalendar | undefined): Day {
  if (calendar === undefined) throw new RangeError('business days are of a calendar');
  let [day, left] = [end, n];
  for (let looked = 0; looked < HORIZON; looked++) {
    if (left === 0) return day;
    if (isBusinessDay(calendar, day)) left -= 1;
    day = addDays(day, -1);
  }
  throw new RangeError(`expected ${n} business days within ten years before ${end}`);
}
