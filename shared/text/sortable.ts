/** Texts that stand in the order of the numbers that they stand for, because the keys of an index are texts. */

const SIGN = 1n << 63n;
const ALL = (SIGN << 1n) - 1n;

/** Sixteen hexadecimal digits that stand in the order of the numbers: the bits of a number, turned round where it is below zero. */
export function sortableNumber(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  // Zero has a sign of its own.
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const placed = bits & SIGN ? bits ^ ALL : bits | SIGN;
  return placed.toString(16).padStart(16, '0');
}

/** Decimal digits that stand in the order of whole numbers of at most so many digits, those below zero among them. */
export function sortableInteger(value: bigint, digits: number): string {
  return (value + 10n ** BigInt(digits)).toString().padStart(digits + 1, '0');
}

/** The length of a whole number's digits before them, so that 9 stands before 10. @param digits without needless zeros, 99 of them at most */
export const sortableDigits = (digits: string): string => String(digits.length).padStart(2, '0') + digits;
