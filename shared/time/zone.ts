/** Time zones: which wall time the clocks of an IANA zone show at an instant, and at which instants they show a wall time. */

const DAY = 86_400;
/** Further than any zone is, or ever was, from UTC, twice over: Samoa once moved by a whole day. */
const AROUND = 2 * DAY;
/** Zones change their clocks less often than once a fortnight (Ramadan, the shortest break in summer time, lasts 28 days). */
const STEP = 14 * DAY;
/** Every function knows it, and making a format of the platform takes 10 ms. */
const UTC = 'UTC';
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

const formats = new Map<string, Intl.DateTimeFormat>();
const zoneYears = new Map<string, ZoneYear>();

/** The version of the time-zone data in use, such as `2026a`; recorded on each service-level clock (A16). */
export function tzdataVersion(): string {
  return process.versions.tz ?? 'unknown';
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
  if (formats.size >= CACHE_LIMIT) formats.clear();
  formats.set(zone, format);
  return format;
}

/** Whether this is the name of an IANA zone, such as `Europe/Berlin`; offsets such as `+01:00` are not. */
export function isZone(name: string): boolean {
  if (name === UTC) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Days since 1970-01-01 of a date in the Gregorian calendar; a day beyond its month counts on into the next. */
export function dayNumber(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

/** The first epoch second of a year in UTC. */
export function startOfYear(year: number): number {
  return dayNumber(year, 1, 1) * DAY;
}

/** The year in UTC of an epoch second. */
export function yearOf(seconds: number): number {
  return new Date(seconds * 1000).getUTCFullYear();
}

/** The offset as the platform tells it, such as `1970, GMT+01:00`; slow, so only asked to find transitions, and not for UTC. */
function askOffset(zone: string, seconds: number): number {
  if (zone === UTC) return 0;
  const text = formatOf(zone).format(seconds * 1000);
  const [, sign, hours, minutes, rest = 0] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
  if (sign === undefined) return 0;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 + Number(rest);
  return sign === '-' ? -offset : offset;
}

/** The first second with another offset than at `from`, which there is at or before `to`. */
function findTransition(zone: string, from: number, to: number): number {
  const before = askOffset(zone, from);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askOffset(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function zoneYear(zone: string, year: number): ZoneYear {
  const key = `${zone} ${year}`;
  const known = zoneYears.get(key);
  if (known) return known;
  const end = startOfYear(year + 1);
  const transitions: Transition[] = [];
  let from = startOfYear(year) - 1;
  let before = askOffset(zone, from);
  const offset = before;
  while (from < end - 1) {
    const to = Math.min(from + STEP, end - 1);
    const after = askOffset(zone, to);
    if (after !== before) transitions.push({ at: findTransition(zone, from, to), before, after });
    from = to;
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
