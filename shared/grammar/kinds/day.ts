/** Calendar days in a record: dates of no zone, until a rule says in whose zone they begin and end (K0.3). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import type { Order } from '#shared/grammar/order';
import { dateNumber } from '#shared/time/calendar-definition';

const isDay = (text: string): boolean => dateNumber(text) !== undefined;

/** The schema of a day. */
export const daySchema = (): z.ZodMiniType<string> => z.stringFormat('date', isDay).check(z.maxLength(10));

/** Days as they follow one another: four digits of a year, two of a month, two of a day. */
const order: Order = {
  keyOf: (value) => (typeof value === 'string' && isDay(value) ? value : undefined),
  boundOf: (given) => (isDay(given) ? given : undefined),
  like: 'a day such as 2026-03-31',
};

/** A day, `YYYY-MM-DD`, that exists. */
export function day<const O extends FieldOptions>(options?: O): Field<string, O> {
  return field<string, O>(() => daySchema(), options, { order });
}
