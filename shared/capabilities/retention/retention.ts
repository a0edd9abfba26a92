/** How long records are kept (A9): by class and the tenant's configuration, counted from when they were closed or deleted. Pure. */
import { periodsOf } from '#shared/capabilities/retention/documents';
import type { AnyRecord } from '#shared/grammar/record';
import { ulidTime } from '#shared/ids/ulid';
import type { Configuration } from '#shared/tenancy/configuration';

/** A soft-deleted record comes back within this time (A9). */
export const RESTORE_MS = 30 * 86_400_000;

const PERIOD = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?$/;

/** Whether the text is a period of years, months and days such as `P3Y` or `P13M`. */
export const isPeriod = (text: string): boolean => PERIOD.test(text);

/** Epoch milliseconds a calendar period after an instant, in UTC; a day that a month lacks becomes the next month's first days. */
export function after(instant: number, period: string): number {
  const [years, months, days] = (PERIOD.exec(period) ?? []).slice(1).map((digits) => Number(digits ?? 0));
  const date = new Date(instant);
  date.setUTCFullYear(
    date.getUTCFullYear() + (years ?? 0),
    date.getUTCMonth() + (months ?? 0),
    date.getUTCDate() + (days ?? 0),
  );
  return date.getTime();
}

/** Until when the class asks to keep a record that is closed or deleted, whatever holds there are; undefined while it is in use. */
export function keptUntil(record: AnyRecord, config: Configuration): number | undefined {
  const ended = record.closedAt ?? record.deletedAt;
  if (ended === undefined) return undefined;
  // What was closed long ago elsewhere is kept from when it came to us: a ULID tells when it was made.
  const from = Math.max(Date.parse(ended), ulidTime(record.uid));
  const period = periodsOf(config)[record.retentionClass ?? 'operational'];
  const until = after(from, period);
  // Whoever deleted it by mistake has their thirty days, however old it was.
  return record.deletedAt === undefined ? until : Math.max(until, Date.parse(record.deletedAt) + RESTORE_MS);
}

/** When the record is purged; undefined while it is in use or under legal hold. */
export function purgedAt(record: AnyRecord, config: Configuration): number | undefined {
  return record.legalHold ? undefined : keptUntil(record, config);
}
