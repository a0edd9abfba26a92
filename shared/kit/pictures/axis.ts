/** Axes: where their marks stand and what is written there. Pure. */
import { addDays, dayOf, dayStart } from '#shared/kit/days/day';
import { toWall } from '#shared/time/zone';

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Steps of 1, 2 or 5 times a power of ten, about so many of them, from below the least value to above the most. */
export function numberTicks(least: number, most: number, about = 5): readonly number[] {
  const span = most - least;
  // Less than what can be told apart.
  const rough = span > 1e-9 ? span / about : Math.max(1, Math.abs(most)) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough;
  const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9)];
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const HOUR = 3_600_000;
/** Hours between marks, and days. */
const HOURS = [1, 2, 3, 6, 12];
const DAYS = [1, 2, 7, 14, 28, 91, 182, 364];

const two = (value: number): string => String(value).padStart(2, '0');

/** Wall times in a zone, some eight of them: hours in what is up to two days, else days. @param from, until in epoch milliseconds */
export function timeTicks(from: number, until: number, zone: string, about = 8): readonly Tick[] {
  const hours = (until - from) / HOUR;
  return hours <= 48
    ? hourTicks(from, until, zone, Math.ceil(hours / about))
    : dayTicks(from, until, zone, Math.ceil(hours / 24 / about));
}

function hourTicks(from: number, until: number, zone: string, least: number): readonly Tick[] {
  const step = HOURS.find((size) => size >= least) ?? 12;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / HOUR) * HOUR; at < until; at += HOUR) {
    const wall = toWall(zone, at / 1000);
    const hour = Math.floor(wall / 3600) % 24;
    if (hour % step === 0)
      ticks.push({ at, label: hour === 0 ? dayOf(at, zone) : `${two(hour)}:${two(Math.floor(wall / 60) % 60)}` });
  }
  return ticks;
}

function dayTicks(from: number, until: number, zone: string, least: number): readonly Tick[] {
  const step = DAYS.find((size) => size >= least) ?? least;
  const ticks: Tick[] = [];
  const first = dayOf(from, zone);
  for (
    let day = dayStart(first, zone) < from ? addDays(first, 1) : first;
    dayStart(day, zone) < until;
    day = addDays(day, step)
  )
    ticks.push({ at: dayStart(day, zone), label: day });
  return ticks;
}

/** A linear scale from values to lengths. */
export function scale(
  [least, most]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  const span = most - least || 1;
  return (value) => start + ((end - start) * (Math.min(Math.max(value, least), most) - least)) / span;
}
