/** The shape of a calendar, stored or given to be tried. */
import * as z from 'zod/mini';

const wallTime = z
  .string()
  .check(z.maxLength(5), z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day such as 08:30'));
const windows = z.array(z.strictObject({ open: wallTime, close: wallTime })).check(z.maxLength(8));
const weekly = z.strictObject(
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, z.exactOptional(windows)])),
);
const date = z
  .string()
  .check(z.maxLength(10), z.regex(/^(\d{4}-)?\d{2}-\d{2}$/, 'expected a date such as 2026-12-24 or 12-24'));
const closed = z.strictObject({ date, closed: z.literal(true) });
const opened = z.strictObject({ date, windows });

export const calendarSchema = z.strictObject({
  zone: z.string().check(z.minLength(1), z.maxLength(60)),
  weekly,
  exceptions: z.exactOptional(z.array(z.union([closed, opened])).check(z.maxLength(500))),
  validFrom: z.exactOptional(z.string().check(z.maxLength(40))),
});
