/** Instants as people read them. */
import { toSeconds } from '#shared/time/clock';
import { toWall } from '#shared/time/zone';

/** An RFC 3339 instant in a language and an IANA zone, such as `15 Jun 2026, 09:00`; the zone is named by whoever shows it. */
export function instantText(instant: string, language: string, zone: string): string {
  // The wall time is reckoned by our own zone data, so that a mail says what the clocks of the service levels say.
  const format = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const ms = Date.parse(instant);
  const seconds = toSeconds(ms);
  return format.format(ms + (toWall(zone, seconds) - seconds) * 1000);
}
