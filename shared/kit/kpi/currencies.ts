/** Figures of money: one for each currency, as amounts of different ones are never added up (KC.3). Pure. */
import type { Formula } from '#shared/kit/kpi/definition';

type MoneyFormula<J> = Extract<Formula<J, never>, { readonly kind: 'money' }>;

/** Currencies that the facts have amounts in, in order of their codes. */
export const currenciesIn = <J>({ of }: MoneyFormula<J>, facts: readonly J[]): readonly string[] =>
  [...new Set(facts.flatMap((judged) => of(judged)?.currency ?? []))].sort();

/** The formula over the amounts of one currency alone, in its minor units: they are whole numbers, so that sums are exact up to nine quadrillion. */
export function inCurrency<J>({ of, as, per }: MoneyFormula<J>, currency: string): Formula<J, never> {
  const amount = (judged: J): number | undefined => {
    const money = of(judged);
    return money?.currency === currency ? money.amount : undefined;
  };
  return per ? { kind: 'ratio', of: amount, per } : { kind: as, of: amount };
}
