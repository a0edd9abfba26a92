/** Decimals as they travel: text such as `-0.07`, read as exact numbers, so that no binary fraction comes between (J0). Pure. */
import { over, type Rational, tenTo, times, whole } from '#shared/kit/decimals/rational';
import { inUnitsOf, type Rounding } from '#shared/kit/decimals/rounding';

/** Twelve digits before the point, and twelve behind it, at most. */
export const DECIMAL = /^-?\d{1,12}(\.\d{1,12})?$/;

/** The number that a decimal says; undefined for any other text. */
export function asDecimal(text: string): Rational | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const [before = '', behind = ''] = text.split('.');
  const { numerator: denominator } = tenTo(behind.length);
  return over(whole(BigInt(before + behind)), whole(denominator)) ?? undefined;
}

/** @throws RangeError for text that is no decimal */
export function decimal(text: string): Rational {
  const value = asDecimal(text);
  if (value === undefined)
    throw new RangeError(`expected a decimal such as 12.5, was given ${JSON.stringify(text.slice(0, 80))}`);
  return value;
}

/** The decimal that a number is written as: 0.1 is a tenth, and not the binary fraction nearest to it. @throws RangeError for what is no number */
export function asWritten(value: number): Rational {
  if (!Number.isFinite(value)) throw new RangeError(`expected a number, was given ${value}`);
  const [digits = '', power = '0'] = String(value).split('e');
  const [before = '', behind = ''] = digits.split('.');
  return times(whole(BigInt(before + behind)), tenTo(Number(power) - behind.length));
}

/** The number as text with so many decimals, rounded. */
export function decimalText(value: Rational, decimals: number, mode?: Rounding): string {
  const units = inUnitsOf(value, decimals, mode);
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ''}`;
}

/** The same number without needless zeros: `007.50` is `7.5`, and `-0` is `0`. */
export function plainDecimal(text: string): string {
  const [, sign = '', before = '', behind = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const bare = behind === '' ? before : `${before}.${behind}`;
  return bare === '0' ? bare : sign + bare;
}
