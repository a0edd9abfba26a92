/** Time of a round in the approver's calendar: when it is due, when its voters are reminded, what is left while it waits (A10). Pure. */
import type { CompiledCalendar } from '#shared/time/calendar';

/** Shares of a level's time, in percent, after which those who have not voted are reminded. */
export const REMINDERS = [50, 90] as const;

const MS = 1000;

/** What counts time: a calendar, or the wall clock when there is none. */
export type Counting = CompiledCalendar | undefined;

/** Epoch milliseconds at which this much time has passed. */
export function after(counting: Counting, from: number, seconds: number): number {
  return counting ? counting.add(Math.floor(from / MS), seconds) * MS : from + seconds * MS;
}

/** Seconds from one instant to another, not negative. */
export function secondsBetween(counting: Counting, from: number, to: number): number {
  if (to <= from) return 0;
  return counting ? counting.between(Math.floor(from / MS), Math.floor(to / MS)) : Math.floor((to - from) / MS);
}

/**
 * The instant at which a share of a level's time has passed. It is counted back from the due instant, so that a wait for information
 * moves the reminders with it.
 */
export function reminderAt(
  counting: Counting,
  { dueAt, seconds }: { readonly dueAt: number; readonly seconds: number },
  percent: number,
): number {
  const left = Math.floor((seconds * (100 - percent)) / 100);
  return counting ? counting.subtract(Math.floor(dueAt / MS), left) * MS : dueAt - left * MS;
}
