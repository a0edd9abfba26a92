/** Instants in bodies and queries: every RFC 3339 form is taken, whatever cannot be written down again is refused, and one form is kept. */
import * as z from 'zod/mini';
import { Problem } from '#shared/problems/problems';
import { dateNumber } from '#shared/time/calendar-definition';
import { asInstant, type Instant, toInstant } from '#shared/time/clock';

/** Characters of an instant at most; RFC 3339 bounds the digits of a second not at all. */
const MAX_INSTANT = 64;

/** The schema of an instant in a body; what passes is in UTC, to the millisecond. */
export function instantSchema(): z.ZodMiniType<string> {
  return z
    .stringFormat('datetime', (text) => asInstant(text) !== undefined)
    .check(
      z.maxLength(MAX_INSTANT),
      // What is no instant stays as it is, because this runs before the refusal of it is told.
      z.overwrite((text) => asInstant(text) ?? text),
    );
}

/** An instant that a query names, or the day that begins then in UTC; undefined for any other text. */
export function namedInstant(given: string): Instant | undefined {
  const day = dateNumber(given);
  if (given.length > MAX_INSTANT) return undefined;
  return day === undefined ? asInstant(given) : toInstant(day * 86_400_000);
}

/** An instant in a query. @throws Problem unknown-parameter */
export function instantParameter(name: string, given: string): Instant {
  const instant = namedInstant(given);
  if (instant !== undefined) return instant;
  throw new Problem('unknown-parameter', `${name} is an RFC 3339 instant, was given ${given.slice(0, 80)}`, {
    parameter: name,
  });
}
