/** Durations as they travel, ISO 8601 such as `PT4H`, against the whole seconds that everything counts in. */

const ISO_8601 = /^P(?=.)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/**
 * Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds. A day is 24 hours and a week seven of them, of whatever
 * time they are spent in: on a business calendar `PT20H` are twenty business hours.
 * @throws RangeError for anything else; months and years have no fixed length and are refused.
 */
export function parseDuration(text: string): number {
  const found = ISO_8601.exec(text);
  if (!found) {
    throw new RangeError(
      `expected a duration of weeks, days, hours, minutes and seconds such as PT4H or P1DT30M, was given ${JSON.stringify(text)}`,
    );
  }
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((digits) => Number(digits ?? 0));
  return ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}

/** The ISO 8601 duration of whole seconds, with hours as the largest unit (`PT100H`), because business days are not 24 hours long. */
export function formatDuration(seconds: number): string {
  if (!Number.isSafeInteger(seconds) || seconds < 0) {
    throw new RangeError(`expected whole seconds, zero or more, was given ${seconds}`);
  }
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const text = parts.map(([value, unit]) => (value > 0 ? `${value}${unit}` : '')).join('');
  return `PT${text || '0S'}`;
}
