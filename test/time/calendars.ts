/** Calendars that the tests count by; BER is the one of the specification's acceptance vectors (B8). */
import type { Calendar, Window } from '#shared/time/calendar';
import { fromInstant, toInstant } from '#shared/time/clock';

/** Monday to Friday with these windows. */
export function weekdaysFrom(zone: string, ...windows: readonly Window[]): Calendar {
  return { zone, weekly: { mon: windows, tue: windows, wed: windows, thu: windows, fri: windows } };
}

/** Every day with these windows. */
export function dailyFrom(zone: string, ...windows: readonly Window[]): Calendar {
  return { zone, weekly: { ...weekdaysFrom(zone, ...windows).weekly, sat: windows, sun: windows } };
}

/** Monday to Friday 08:00–18:00 in Berlin, without Good Friday and Easter Monday 2026. */
export const ber: Calendar = {
  ...weekdaysFrom('Europe/Berlin', { open: '08:00', close: '18:00' }),
  exceptions: [
    { date: '2026-04-03', closed: true },
    { date: '2026-04-06', closed: true },
  ],
};

/** Every night 22:00–06:00 in Berlin. */
export const night: Calendar = dailyFrom('Europe/Berlin', { open: '22:00', close: '06:00' });

/** Round the clock in Berlin, window by window. */
export const roundTheClock: Calendar = dailyFrom('Europe/Berlin', { open: '00:00', close: '24:00' });

/** Epoch seconds of an instant. */
export const at = (instant: string): number => fromInstant(instant) / 1000;

/** The instant of epoch seconds. */
export const instant = (seconds: number): string => toInstant(seconds * 1000);

export const HOUR = 3600;
export const DAY = 86_400;
