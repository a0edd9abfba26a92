/** The formulas that KPIs are made of, over the facts of one declaration. */
import type { Formula, Kpi } from '#shared/kit/kpi/definition';
import type { AnyFact } from '#shared/kit/kpi/fact';
import type { Money } from '#shared/kit/money/money';

const DAY_MS = 86_400_000;

interface Seen<F> {
  readonly fact: F;
}

/** Names of the fields that are words: instants among them. */
type Words<F> = { [K in keyof F]-?: F[K] extends string | undefined ? K : never }[keyof F];

/** What a fact of records with service levels has (B7), beside an instant at which each clock that stops early stopped. */
interface Promised {
  readonly slaMet: Readonly<Record<string, boolean | undefined>>;
  readonly dueAt: Readonly<Record<string, string | undefined>>;
  readonly misclassified?: boolean;
}

/** @returns the constructors of formulas over facts of this type. */
export function formulas<F>() {
  type Over = Formula<Seen<F>, never>;
  const instant = (fact: F, name: Words<F>): number | undefined => {
    const value = fact[name];
    return value === undefined ? undefined : Date.parse(String(value));
  };
  const mean = (of: (fact: F) => number | undefined): Over => ({ kind: 'mean', of: ({ fact }) => of(fact) });
  return {
    /** Percentage of the facts that are so; undefined is unknown, and in neither number. */
    share: (of: (fact: F) => boolean | undefined): Over => ({ kind: 'share', of: ({ fact }) => of(fact) }),
    /** Mean, median and 90th percentile of a measure over the facts that have it. */
    mean,
    /** The same of the wall seconds between two instants, over the facts that have both. */
    meanSeconds: (from: Words<F>, to: Words<F>): Over =>
      mean((fact) => {
        const [begin, end] = [instant(fact, from), instant(fact, to)];
        return begin === undefined || end === undefined ? undefined : (end - begin) / 1000;
      }),
    sum: (of: (fact: F) => number | undefined): Over => ({ kind: 'sum', of: ({ fact }) => of(fact) }),
    percentile: (percent: number, of: (fact: F) => number | undefined): Over => ({
      kind: 'percentile',
      percent,
      of: ({ fact }) => of(fact),
    }),
    /** Σ of / Σ per, over the facts that have both. */
    ratio: (of: (fact: F) => number | undefined, per: (fact: F) => number | undefined, times = 1): Over => ({
      kind: 'ratio',
      of: ({ fact }) => of(fact),
      per: ({ fact }) => per(fact),
      times,
    }),
    /** Of amounts, a figure for each currency: Σ, mean with median and 90th percentile, and Σ / Σ of a number, such as the cost of a thing. */
    sumOfMoney: (of: (fact: F) => Money | undefined): Over => ({
      kind: 'money',
      as: 'sum',
      of: ({ fact }) => of(fact),
    }),
    meanOfMoney: (of: (fact: F) => Money | undefined): Over => ({
      kind: 'money',
      as: 'mean',
      of: ({ fact }) => of(fact),
    }),
    moneyPer: (of: (fact: F) => Money | undefined, per: (fact: F) => number | undefined): Over => ({
      ...{ kind: 'money', as: 'sum' },
      of: ({ fact }) => of(fact),
      per: ({ fact }) => per(fact),
    }),
    /** How many have an age in whole days, since an instant, that lies within both ends. */
    aged: (since: Words<F>, from: number, to: number): Formula<Seen<F> & { readonly asOf: number }, never> => ({
      kind: 'count-of',
      of: ({ fact, asOf }) => {
        const days = Math.floor((asOf - (instant(fact, since) ?? asOf)) / DAY_MS);
        return days >= from && days <= to;
      },
    }),
  };
}

/** Whether two values differ; undefined when one is not known. */
export function differs(first: string | undefined, last: string | undefined): boolean | undefined {
  return first === undefined || last === undefined ? undefined : first !== last;
}

/**
 * B7: met / (met + breached + running past due); a misclassified breach counts for nobody. Looks at facts that were finished in the period, and at
 * those that stand at its end.
 * @param finished the basis of those that were finished in the period: their verdict is final
 * @param stopped the instant at which the clock stopped, of a clock that stops before its record is over
 * @param over when the record was over
 */
export function withinTarget<F extends Promised>(
  metric: keyof F['slaMet'] & string,
  finished: string,
  { stopped, over }: { readonly stopped?: keyof F; readonly over: keyof F },
): Formula<Seen<F> & { readonly asOf: number; readonly bases: ReadonlySet<string> }, never> {
  /** Of a record still open only the clock that runs past due counts; one that has stopped counts when the record is over. */
  const running = (fact: F, asOf: number): false | undefined => {
    const stop = stopped && fact[stopped];
    if (stop !== undefined && Date.parse(String(stop)) <= asOf) return undefined;
    const dueAt = fact.dueAt[metric];
    if (dueAt !== undefined) return Date.parse(dueAt) < asOf ? false : undefined;
    // Without a due instant the verdict says nothing of an instant before the record was over.
    return fact.slaMet[metric] === false && fact[over] === undefined ? false : undefined;
  };
  return {
    kind: 'share',
    of: ({ fact, asOf, bases }) => {
      const verdict = bases.has(finished) ? fact.slaMet[metric] : running(fact, asOf);
      return verdict === false && fact.misclassified ? undefined : verdict;
    },
  };
}

/** Whether a target of a record that is still open was missed, or its due instant lies before `asOf`, in epoch milliseconds. */
export function isPastTarget(fact: AnyFact, asOf: number): boolean {
  // Read with the schema of its declaration, which has both or neither.
  const { slaMet = {}, dueAt = {} } = fact as Partial<Promised>;
  return [...new Set([...Object.keys(slaMet), ...Object.keys(dueAt)])].some((metric) => {
    const due = dueAt[metric];
    return slaMet[metric] === false || (slaMet[metric] === undefined && due !== undefined && Date.parse(due) < asOf);
  });
}

/** A KPI a band: `[0, 2]` is `backlog-0-2`, `[31]` is everything from there on, `backlog-over-30`. */
export function bands<J, B extends string>(
  { key, title, ...kpi }: Omit<Kpi<J, B>, 'formula'>,
  ends: readonly (readonly [from: number, to?: number])[],
  formula: (from: number, to: number) => Formula<J, B>,
): readonly Kpi<J, B>[] {
  return ends.map(([from, to]) => ({
    ...kpi,
    key: to === undefined ? `${key}-over-${from - 1}` : `${key}-${from}-${to}`,
    title: `${title} ${to === undefined ? `more than ${from - 1}` : `${from}–${to}`} days`,
    formula: formula(from, to ?? Number.POSITIVE_INFINITY),
  }));
}
