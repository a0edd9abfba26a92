/** Instants as people read them: on the clocks of their own machine, and how long ago. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (part: number): string => String(part).padStart(2, '0');

/** An instant as local date and time, such as `2026-06-15 09:30`; TZ says where that is. */
export function localTime(instant: string | undefined | null): string {
  if (!instant) return '';
  const at = new Date(instant);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** How long ago it was: `5 min`, `3 h`, `12 d`. @param now epoch milliseconds */
export function age(instant: string | undefined, now: number): string {
  if (instant === undefined) return '';
  const past = Math.max(0, now - Date.parse(instant));
  if (past < 2 * HOUR) return `${Math.floor(past / MINUTE)} min`;
  return past < 2 * DAY ? `${Math.floor(past / HOUR)} h` : `${Math.floor(past / DAY)} d`;
}
