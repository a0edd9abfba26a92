/** Amounts of money: whole minor units of a currency, reckoned exactly and rounded once, where a formula says so (J0, KC.3). Pure. */
import { decimal, decimalText } from '#shared/kit/decimals/decimal';
import { type Rational, tenTo, times, whole } from '#shared/kit/decimals/rational';
import { type Rounding, rounded } from '#shared/kit/decimals/rounding';
import { exponentOf } from '#shared/kit/money/currency';

export interface Money {
  /** Minor units: 95000 EUR are 950.00 euros, 95000 JPY are as many yen. */
  readonly amount: number;
  /** Code of ISO 4217. */
  readonly currency: string;
}

/** Nine quadrillion: the largest round amount that is exact as a number. */
export const MOST: number = 9e15;

/** Why amounts cannot be reckoned with; the names are those of the problems. */
export class MoneyError extends RangeError {
  readonly code: 'amount-out-of-range' | 'unknown-currency' | 'currency-mismatch' | 'zero-driver';

  constructor(code: MoneyError['code'], message: string) {
    super(message);
    this.name = 'MoneyError';
    this.code = code;
  }
}

/** Whether a number can be an amount. */
export const isAmount = (amount: number): boolean => Number.isSafeInteger(amount) && Math.abs(amount) <= MOST;

/** @throws MoneyError amount-out-of-range */
function within(amount: bigint, currency: string): Money {
  if (!isAmount(Number(amount)))
    throw new MoneyError('amount-out-of-range', `expected at most ${MOST} minor units, came to ${amount} ${currency}`);
  return { amount: Number(amount), currency };
}

/** Decimals of the currency. @throws MoneyError unknown-currency */
export function decimalsOf(currency: string): number {
  const exponent = exponentOf(currency);
  if (exponent === undefined)
    throw new MoneyError('unknown-currency', `expected a currency of ISO 4217, was given ${currency.slice(0, 80)}`);
  return exponent;
}

/** @throws MoneyError currency-mismatch */
function refuseOther(currency: string, { currency: other }: Money): void {
  if (currency !== other)
    throw new MoneyError('currency-mismatch', `${currency} and ${other} are reckoned together only by a recorded rate`);
}

/** The sum; nothing when there is nothing to add. @throws MoneyError currency-mismatch, amount-out-of-range */
export function sum(amounts: readonly Money[], currency: string): Money {
  let total = 0n;
  for (const each of amounts) {
    refuseOther(currency, each);
    total += BigInt(each.amount);
  }
  return within(total, currency);
}

/** The amount with the other sign. */
export const reversed = ({ amount, currency }: Money): Money => ({ amount: amount === 0 ? 0 : -amount, currency });

/** Below zero when the first is less, above when it is more. @throws MoneyError currency-mismatch */
export function compareMoney(a: Money, b: Money): number {
  refuseOther(a.currency, b);
  return Math.sign(a.amount - b.amount);
}

/** The amount as often as a number says, such as a quantity or a rate of tax, to the minor unit. @throws MoneyError amount-out-of-range */
export function scaled({ amount, currency }: Money, by: Rational, mode?: Rounding): Money {
  return within(rounded(times(whole(amount), by), mode), currency);
}

/** So many major units, such as `950.00`, as money; to the minor unit. @throws MoneyError, or RangeError for text that is no decimal */
export function moneyOf(major: string, currency: string, mode?: Rounding): Money {
  return within(rounded(times(decimal(major), tenTo(decimalsOf(currency))), mode), currency);
}

/** The amount in major units, such as `950.00`, without its currency. @throws MoneyError unknown-currency */
export function majorText({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  return decimalText(times(whole(amount), tenTo(-decimals)), decimals);
}

/**
 * The amount in another currency: `rnd(amount · rate · 10^(exponent of the other − exponent))` (J4).
 * @param rate decimal text: major units of the other currency for one of this. No rate is turned round or chained here.
 * @throws MoneyError, or RangeError for a rate that is no decimal
 */
export function converted({ amount, currency }: Money, rate: string, to: string, mode?: Rounding): Money {
  const shift = tenTo(decimalsOf(to) - decimalsOf(currency));
  return within(rounded(times(times(whole(amount), decimal(rate)), shift), mode), to);
}
