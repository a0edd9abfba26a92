/** The present, and instants as they travel: RFC 3339 in UTC, without milliseconds when there are none. */

/** An RFC 3339 instant in UTC, such as `2026-03-27T15:00:00Z`. */
export type Instant = string;

/** The only place where shared/ and functions/ read the system clock; the local runner moves it by patching `Date`. */
export const clock = {
  /** Epoch milliseconds. */
  now: (): number => Date.now(),
};

/** The instant of these epoch milliseconds, `…Z`; fractions of a millisecond are cut off. @throws RangeError outside the years 1 to 9999. */
export function toInstant(ms: number): Instant {
  const text = new Date(ms).toISOString();
  if (text.length !== 24) throw new RangeError(`expected an instant of the years 1 to 9999, was given ${text}`);
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

/** The instant of a text with three decimals always, so that keys sort as the instants do; `…45Z` would stand after `…45.540Z`. */
export const sortableInstant = (instant: Instant | number): string => new Date(instant).toISOString();

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
/** The first and the last millisecond that {@link toInstant} can write. */
const [FIRST, LAST] = [-62_135_596_800_000, 253_402_300_799_999];
const DAY = 86_400_000;

/**
 * Epoch milliseconds of an RFC 3339 instant, in any of its forms: any offset, any number of digits (those beyond milliseconds are cut off), `t` and
 * `z` in lower case, and a leap second, which is ignored (A16): it is the second after it.
 * @throws RangeError when the text is not such an instant, names a day or leap second that does not exist, or lies outside the years 1 to 9999 in UTC.
 */
export function fromInstant(text: string): number {
  const [, date, hour, minute, second, fraction = '', sign, hours, minutes] = RFC_3339.exec(text) ?? [];
  if (date === undefined) {
    throw new RangeError(`expected an instant such as 2026-03-27T15:00:00Z, was given ${JSON.stringify(text)}`);
  }
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(date)) {
    throw new RangeError(`expected a day that exists, was given ${date}`);
  }
  const clockTime = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000;
  const whole = day + clockTime + (sign === '-' ? offset : -offset);
  // Leap seconds come at the end of a month in UTC.
  if (second === '60' && (whole % DAY !== 0 || new Date(whole).getUTCDate() !== 1)) {
    throw new RangeError(`expected a leap second at the end of a month in UTC, was given ${text}`);
  }
  const ms = whole + Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (ms < FIRST || ms > LAST)
    throw new RangeError(`expected an instant of the years 1 to 9999 in UTC, was given ${text}`);
  return ms;
}

/** The instant in the one form in which it is kept: in UTC, to the millisecond; undefined when the text is none. */
export function asInstant(text: string): Instant | undefined {
  try {
    return toInstant(fromInstant(text));
  } catch {
    return undefined;
  }
}

/** Whole epoch seconds of epoch milliseconds: service levels and calendars count seconds. */
export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
