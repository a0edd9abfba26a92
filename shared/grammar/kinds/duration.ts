/** Lengths of time in a record: ISO 8601 such as `PT4H`, kept in one form, compared in seconds. */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import type { Order } from '#shared/grammar/order';
import { sortableNumber } from '#shared/text/sortable';
import { formatDuration, parseDuration } from '#shared/time/duration';

export interface DurationOptions extends FieldOptions {
  /** Bounds, themselves durations; both belong to the values. */
  readonly least?: string;
  readonly most?: string;
}

/** Characters of a duration at most. */
const MAX_TEXT = 40;

/** Seconds of a duration, undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  try {
    const seconds = parseDuration(text);
    return Number.isSafeInteger(seconds) ? seconds : undefined;
  } catch {
    return undefined;
  }
}

function schemaOf({ least = 'PT0S', most }: DurationOptions): z.ZodMiniType<string> {
  const [from, to] = [parseDuration(least), most === undefined ? Number.POSITIVE_INFINITY : parseDuration(most)];
  const isWithin = (text: string): boolean => {
    const seconds = secondsOf(text);
    return seconds === undefined || (from <= seconds && seconds <= to);
  };
  return z
    .stringFormat('duration', (text) => secondsOf(text) !== undefined)
    .check(
      z.maxLength(MAX_TEXT),
      z.refine(isWithin, `expected a duration from ${least}${most === undefined ? '' : ` to ${most}`}`),
      // One form is kept: an hour is PT1H, however it was said. What is no duration stays as it is, to be refused.
      z.overwrite((text) => {
        const seconds = secondsOf(text);
        return seconds === undefined ? text : formatDuration(seconds);
      }),
      z.meta({ examples: [least === 'PT0S' ? (most ?? 'PT4H') : least] }),
    );
}

const keyOf = (text: string): string | undefined => {
  const seconds = secondsOf(text);
  return seconds === undefined ? undefined : sortableNumber(seconds);
};

/** By length: PT90M before PT2H. */
const order: Order = {
  keyOf: (value) => (typeof value === 'string' ? keyOf(value) : undefined),
  boundOf: keyOf,
  like: 'a duration such as PT4H',
};

/** A length of weeks, days, hours, minutes and seconds; a day is 24 hours. It is kept with hours as its largest unit. */
export function duration<const O extends DurationOptions>(options?: O): Field<string, DurationOptions & O> {
  return field<string, DurationOptions & O>(() => schemaOf(options ?? {}), options, { order });
}
