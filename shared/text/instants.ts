/** Instants as people read them. */

/** An RFC 3339 instant in a language and an IANA zone, such as `15 Jun 2026, 09:00`; the zone is named by whoever shows it. */
export function instantText(instant: string, language: string, zone: string): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return format.format(new Date(Date.parse(instant)));
}
