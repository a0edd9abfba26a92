/** Exact numbers in a record, as decimal text: rates, unit prices, quantities, weights, percentages (J0, R8). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import type { Order } from '#shared/grammar/order';
import { asDecimal, DECIMAL, decimal as exact, plainDecimal } from '#shared/kit/decimals/decimal';
import { compare } from '#shared/kit/decimals/rational';
import { inUnitsOf } from '#shared/kit/decimals/rounding';
import { sortableInteger } from '#shared/text/sortable';

export interface DecimalOptions extends FieldOptions {
  /** Bounds, themselves decimal text; both belong to the values. */
  readonly least?: string;
  readonly most?: string;
  /** What it has to be above. */
  readonly above?: string;
}

/** Digits behind the point, and of the whole in units of the last of them. */
const [BEHIND, DIGITS] = [12, 24];
/** Characters of a decimal: a sign, a point, and the digits. */
const MAX_TEXT = 26;

function withinBounds({ least, most, above }: DecimalOptions): (text: string) => boolean {
  return (text) => {
    const value = asDecimal(text);
    if (value === undefined) return true;
    return (
      (least === undefined || compare(value, exact(least)) >= 0) &&
      (most === undefined || compare(value, exact(most)) <= 0) &&
      (above === undefined || compare(value, exact(above)) > 0)
    );
  };
}

function boundsText({ least, most, above }: DecimalOptions): string {
  const bounds = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(least === undefined ? [] : [`from ${least}`]),
    ...(most === undefined ? [] : [`to ${most}`]),
  ];
  return `expected a decimal ${bounds.join(' ')}`.trim();
}

function schemaOf(options: DecimalOptions, example: string): z.ZodMiniType<string> {
  return z.string().check(
    z.maxLength(MAX_TEXT),
    z.regex(DECIMAL, 'expected a decimal such as 12.5, with at most 12 digits on either side of the point'),
    z.refine(withinBounds(options), boundsText(options)),
    // One form is kept of each number, so that equal ones are equal texts.
    z.overwrite(plainDecimal),
    z.meta({ examples: [example] }),
  );
}

function keyOf(text: string): string | undefined {
  const value = asDecimal(text);
  return value && sortableInteger(inUnitsOf(value, BEHIND), DIGITS);
}

/** By the number, not by its text: 9 before 10. */
const order: Order = {
  keyOf: (value) => (typeof value === 'string' ? keyOf(value) : undefined),
  boundOf: keyOf,
  like: 'a decimal such as 12.5',
};

/** An exact number of at most twelve digits on either side of the point. */
export function decimal<const O extends DecimalOptions>(options?: O): Field<string, DecimalOptions & O> {
  return field<string, DecimalOptions & O>(() => schemaOf(options ?? {}, options?.least ?? '12.5'), options, { order });
}

/** An exact number above zero that something is multiplied by, such as a rate of exchange. */
export function rate<const O extends DecimalOptions>(options?: O): Field<string, DecimalOptions & O> {
  return field<string, DecimalOptions & O>(() => schemaOf({ above: '0', ...options }, '1.0875'), options, { order });
}

/** Parts of a hundred, from 0 to 100 unless it says otherwise: `12.5` is an eighth. Compared exactly, rounded where it is shown (R10). */
export function percentage<const O extends DecimalOptions>(options?: O): Field<string, DecimalOptions & O> {
  return field<string, DecimalOptions & O>(() => schemaOf({ least: '0', most: '100', ...options }, '12.5'), options, {
    order,
  });
}
