/** Stretches of time in a record: from an instant or a day up to, and without, another one (A16, R13). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import { daySchema } from '#shared/grammar/kinds/day';
import { chronological, type Order } from '#shared/grammar/order';
import { instantSchema } from '#shared/http/instant';
import { parseDuration } from '#shared/time/duration';

export interface IntervalOptions extends FieldOptions {
  /** What it is between; instants when absent. */
  readonly of?: 'instant' | 'day';
  /** What its end is called; `to` when absent. */
  readonly end?: 'to' | 'until';
  /** Whether it may have no end yet. */
  readonly open?: true;
  /** How long it is at most, an ISO 8601 duration. */
  readonly longest?: string;
}

type End<O> = O extends { readonly end: infer E extends 'to' | 'until' } ? E : 'to';
/** An interval as a record writes it. */
export type IntervalOf<O> = { readonly from: string } & (O extends { readonly open: true }
  ? { readonly [K in End<O>]?: string }
  : { readonly [K in End<O>]: string });

/** Between the instants, or the days as days of no zone; undefined without an end, or where one of them is none. */
function lengthMs(value: Readonly<Record<string, unknown>>, end: string): number | undefined {
  const [from, to] = [Date.parse(String(value.from)), Date.parse(String(value[end]))];
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : to - from;
}

function schemaOf<O>({ of = 'instant', end = 'to', open, longest }: IntervalOptions): z.ZodMiniType<IntervalOf<O>> {
  const edge = of === 'day' ? daySchema : instantSchema;
  const [first, last] = of === 'day' ? ['2026-06-01', '2026-07-01'] : ['2026-06-06T20:00:00Z', '2026-06-06T22:00:00Z'];
  const upTo = edge().check(z.meta({ description: `The first ${of} that is no longer in it`, examples: [last] }));
  const most = longest === undefined ? Number.POSITIVE_INFINITY : parseDuration(longest) * 1000;
  return z
    .strictObject({
      from: edge().check(z.meta({ examples: [first] })),
      [end]: open ? z.optional(upTo) : upTo,
    })
    .check(
      z.refine((value) => (lengthMs(value, end) ?? 1) > 0, {
        error: `expected ${end} after from`,
        path: [end],
        params: { code: 'invalid-window' },
      }),
      z.refine((value) => (lengthMs(value, end) ?? 0) <= most, { error: `expected at most ${longest}`, path: [end] }),
    ) as unknown as z.ZodMiniType<IntervalOf<O>>;
}

/** By beginning, and those that begin together by their end, one without an end last. */
const orderBy = (end: string): Order => ({
  keyOf: (value) => {
    const { from, [end]: to } = Object(value);
    const key = chronological.keyOf(from);
    return key === undefined ? undefined : `${key}/${chronological.keyOf(to) ?? '~'}`;
  },
  boundOf: chronological.boundOf,
  like: 'the RFC 3339 instant or day at which it begins',
});

/** A stretch of at least a moment: what begins when another ends does not overlap it. */
export function interval<const O extends IntervalOptions>(options?: O): Field<IntervalOf<O>, IntervalOptions & O> {
  return field<IntervalOf<O>, IntervalOptions & O>(() => schemaOf<O>(options ?? {}), options, {
    order: orderBy(options?.end ?? 'to'),
  });
}
