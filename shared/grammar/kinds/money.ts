/** Money in a record: whole minor units and a currency, `{"amount": 95000, "currency": "EUR"}` for 950 euros (R8). */
import * as z from 'zod/mini';
import { type Field, type FieldOptions, field } from '#shared/grammar/fields';
import type { Order } from '#shared/grammar/order';
import { exponentOf } from '#shared/kit/money/currency';
import { isAmount, MOST, type Money } from '#shared/kit/money/money';
import { sortableNumber } from '#shared/text/sortable';

export interface MoneyOptions extends FieldOptions {
  /** The only currencies that it can be in, by ISO 4217; every one when absent. */
  readonly currencies?: readonly [string, ...string[]];
  /** Least and most minor units; whatever the currency. */
  readonly least?: number;
  readonly most?: number;
}

const isCurrency = (code: string): boolean => exponentOf(code) !== undefined;

function schemaOf({ currencies, least, most }: MoneyOptions): z.ZodMiniType<Money> {
  const code = currencies
    ? z.enum(currencies)
    : z.string().check(
        z.maxLength(3),
        z.regex(/^[A-Z]{3}$/, 'expected a currency of ISO 4217, such as EUR'),
        z.refine(isCurrency, {
          error: 'expected a currency of ISO 4217 with a minor unit',
          params: { code: 'unknown-currency' },
        }),
      );
  return z.strictObject({
    amount: z.number().check(
      z.refine(Number.isInteger, 'expected a whole number of minor units'),
      z.refine((amount) => !Number.isInteger(amount) || isAmount(amount), {
        error: `expected at most ${MOST} minor units`,
        params: { code: 'amount-out-of-range' },
      }),
      ...(least === undefined ? [] : [z.gte(least)]),
      ...(most === undefined ? [] : [z.lte(most)]),
      z.meta({
        type: 'integer',
        minimum: least ?? -MOST,
        maximum: most ?? MOST,
        description: 'Minor units of the currency: cents of euros, whole yen',
      }),
    ),
    currency: code.check(z.meta({ description: 'Code of ISO 4217', examples: [currencies?.[0] ?? 'EUR'] })),
  }) as unknown as z.ZodMiniType<Money>;
}

const keyOf = (amount: number, currency: string): string => `${currency}:${sortableNumber(amount)}`;

/** By currency, and within one by amount: nothing compares two currencies. */
const order: Order = {
  keyOf: (value) => {
    const { amount, currency } = Object(value);
    return typeof amount === 'number' && typeof currency === 'string' ? keyOf(amount, currency) : undefined;
  },
  boundOf: (given) => {
    const [, currency, amount] = /^([A-Z]{3}):(-?\d{1,16})$/.exec(given) ?? [];
    return currency !== undefined && isCurrency(currency) ? keyOf(Number(amount), currency) : undefined;
  },
  like: 'minor units of a currency such as EUR:95000; other currencies are not within it',
};

/** An amount of money. */
export function money<const O extends MoneyOptions>(options?: O): Field<Money, MoneyOptions & O> {
  return field<Money, MoneyOptions & O>(() => schemaOf(options ?? {}), options, { order });
}
