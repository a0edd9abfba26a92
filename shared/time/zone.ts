/** Time zones: which wall time the clocks of an IANA zone show at an instant, and at which instants they show a wall time. */
import { changesBetween, offsetIn, zoneDataVersion, zoneHistory } from '#shared/time/zone-data';
import { startOfYear, yearOf } from '#shared/time/zone-days';

const DAY = 86_400;
/** Further than any zone is, or ever was, from UTC, twice over: Samoa once moved by a whole day. */
const AROUND = 2 * DAY;
/** Years of zones kept; beyond it everything is forgotten and found again. */
const CACHE_LIMIT = 5_000;

/** The clocks are put forward or back at `at` (epoch seconds), from one offset to another (seconds east of UTC). */
export interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

interface ZoneYear {
  readonly offset: number;
  readonly transitions: readonly Transition[];
}

const zoneYears = new Map<string, ZoneYear>();

/** The version of the time-zone data in use, such as `2026f`; recorded on each service-level clock (A16). */
export function tzdataVersion(): string {
  return zoneDataVersion;
}

/** Whether this is the name of an IANA zone, such as `Europe/Berlin`; offsets such as `+01:00` are not. */
export function isZone(name: string): boolean {
  return zoneHistory(name) !== undefined;
}

/** @throws RangeError when there is no such zone */
function zoneYear(zone: string, year: number): ZoneYear {
  const key = `${zone} ${year}`;
  const known = zoneYears.get(key);
  if (known) return known;
  const history = zoneHistory(zone);
  if (history === undefined) throw new RangeError(`expected an IANA zone such as Europe/Berlin, was given ${zone}`);
  const [begin, end] = [startOfYear(year), startOfYear(year + 1)];
  const offset = offsetIn(history, begin - 1);
  const transitions: Transition[] = [];
  let before = offset;
  for (const [at, after] of changesBetween(history, begin, end)) {
    if (after !== before) transitions.push({ at, before, after });
    before = after;
  }
  const found = { offset, transitions };
  if (zoneYears.size >= CACHE_LIMIT) zoneYears.clear();
  zoneYears.set(key, found);
  return found;
}

/** The clock changes of a zone in a year of UTC, in order. */
export function transitionsIn(zone: string, year: number): readonly Transition[] {
  return zoneYear(zone, year).transitions;
}

/** Seconds that the clocks of a zone are ahead of UTC at an epoch second. */
export function offsetAt(zone: string, seconds: number): number {
  const { offset, transitions } = zoneYear(zone, yearOf(seconds));
  return transitions.findLast(({ at }) => at <= seconds)?.after ?? offset;
}

/** What the clocks of a zone show at an epoch second, as seconds since 1970-01-01T00:00 on those clocks. */
export function toWall(zone: string, seconds: number): number {
  return seconds + offsetAt(zone, seconds);
}

/** The offset, when the clocks of a zone do not change within two days of these wall times. */
export function steadyOffset(zone: string, from: number, to: number): number | undefined {
  const [first, last] = [from - AROUND, to + AROUND];
  const offset = offsetAt(zone, first);
  const years = new Set([yearOf(first), yearOf(last)]);
  for (const year of years)
    if (zoneYear(zone, year).transitions.some(({ at }) => first <= at && at <= last)) return undefined;
  return offset;
}

/** The instants at which the clocks show a wall time, earliest first; for a wall time that is skipped, the first instant after the gap. */
function instantsOf(zone: string, wall: number): readonly number[] {
  const years = new Set([yearOf(wall - AROUND), yearOf(wall + AROUND)]);
  const near: Transition[] = [];
  for (const year of years) {
    for (const transition of zoneYear(zone, year).transitions) {
      if (Math.abs(transition.at - wall) <= AROUND) near.push(transition);
    }
  }
  const [first] = near;
  if (!first) return [wall - offsetAt(zone, wall)];
  const offsets = new Set([first.before, ...near.map(({ after }) => after)]);
  const instants = [...offsets].map((offset) => wall - offset).filter((instant) => toWall(zone, instant) === wall);
  if (instants.length > 0) return instants.sort((a, b) => a - b);
  const gap = near.find(({ at, before, after }) => wall >= at + before && wall < at + after);
  return [gap ? gap.at : wall - first.before];
}

/** The epoch second at which a window opens that opens at this wall time: of two the first, of none the first after the gap (B3). */
export function openingInstant(zone: string, wall: number): number {
  return instantsOf(zone, wall)[0] ?? wall;
}

/** The epoch second at which a window closes that closes at this wall time: of two the second, of none the first after the gap (B3). */
export function closingInstant(zone: string, wall: number): number {
  return instantsOf(zone, wall).at(-1) ?? wall;
}
