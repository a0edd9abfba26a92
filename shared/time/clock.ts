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

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d{1,9})?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Epoch milliseconds of an RFC 3339 instant with any offset; digits beyond milliseconds are cut off.
 * @throws RangeError when the text is not such an instant, names a day that does not exist, or a leap second (they are ignored, A16).
 */
export function fromInstant(text: string): number {
  const [, date, time, fraction = '', sign, hours, minutes] = RFC_3339.exec(text) ?? [];
  if (date === undefined || time === undefined || date < '0001') {
    throw new RangeError(`expected an instant such as 2026-03-27T15:00:00Z, was given ${JSON.stringify(text)}`);
  }
  const wall = Date.parse(`${date}T${time}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(date)) {
    throw new RangeError(`expected a day that exists, was given ${date}`);
  }
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? wall + offset : wall - offset;
}

/** Whole epoch seconds of epoch milliseconds: service levels and calendars count seconds. */
export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
