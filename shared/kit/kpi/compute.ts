/** Facts → figures by KPI and group, and the records behind a figure. Pure. */
import { currenciesIn, inCurrency } from '#shared/kit/kpi/currencies';
import type { AnyMeasure, Judged, Kpi, Unit } from '#shared/kit/kpi/definition';
import { type Evaluation, evaluate, standsIn } from '#shared/kit/kpi/evaluate';
import { type AnyFact, dimensionsOf, groupIn } from '#shared/kit/kpi/fact';
import { type Bounds, boundsOf, type Measured, type Period, select } from '#shared/kit/kpi/selection';

export interface KpiQuery extends Period {
  /** Names of dimensions; none is one group of everything. */
  readonly groupBy?: readonly string[];
  /** For a reader who may not know of confidential records: they count, but in no group that would tell what they are about. */
  readonly hidesConfidential?: boolean;
}

/** What stands for the value of each dimension of facts that are not to be told apart. */
const OTHER = 'other';

/** The value of each dimension asked for; null where the records do not say. */
export type GroupKey = Readonly<Record<string, string | null>>;

export interface KpiFigure extends Evaluation {
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  readonly definitionVersion: number;
  readonly group: GroupKey;
  /** Of a figure of money whose facts have amounts: the one that it is in, in minor units. */
  readonly currency?: string;
}

export type KpiProblem = { readonly detail: string } & (
  | { readonly code: 'invalid-period' }
  | { readonly code: 'unknown-group-key' | 'unknown-kpi'; readonly given: string; readonly known: readonly string[] }
);

type Answer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: KpiProblem };

/** Every name that figures of these measures can be asked for by. */
export const dimensionsOfAll = (measures: readonly AnyMeasure[]): readonly string[] => [
  ...new Set(measures.flatMap(({ fields }) => dimensionsOf(fields))),
];

const keysOf = (measured: readonly Measured[]): readonly string[] =>
  measured.flatMap(({ measure }) => measure.kpis.map(({ key }) => key));

/**
 * @param measured measures of one process with facts of one tenant; those outside the period are passed over, so there may be too many.
 * @returns every KPI for every group that has facts, groups in order of their values; or what is wrong with the query. A measure whose facts do
 * not know what is grouped by has figures of nothing there.
 */
export function computeKpis(
  measured: readonly Measured[],
  { groupBy = [], hidesConfidential = false, ...period }: KpiQuery,
): Answer<{ readonly figures: readonly KpiFigure[] }> {
  const bounds = boundsOf(period);
  if (!bounds) return refused(invalidPeriod);
  const known = dimensionsOfAll(measured.map(({ measure }) => measure));
  const by = [...new Set(groupBy)];
  const stranger = by.find((name) => !known.includes(name));
  if (stranger !== undefined) return refused(unknownName('unknown-group-key', stranger, known));
  const groups = grouped(measured, by, bounds, hidesConfidential);
  const figures = groups.flatMap(({ group, members }) =>
    measured.flatMap(({ measure }) =>
      measure.kpis.flatMap((kpi) => figuresOf(kpi, group, members.get(measure) ?? [], bounds)),
    ),
  );
  return { ok: true, figures };
}

/** A formula takes what its measure declares, and the facts were read with that. */
const onBasis = (members: readonly Judged[], basis: string): readonly never[] =>
  members.filter(({ bases }) => bases.has(basis)) as readonly Judged[] as readonly never[];

/** Of money, one for each currency that there is; one without a value where there is none. */
function figuresOf(kpi: Kpi<never>, group: GroupKey, members: readonly Judged[], bounds: Bounds): readonly KpiFigure[] {
  const { formula, basis } = kpi;
  if (formula.kind !== 'money') return [figure(kpi, group, members, bounds)];
  const currencies = currenciesIn(formula, onBasis(members, basis));
  if (currencies.length === 0) return [figure(kpi, group, members, bounds)];
  return currencies.map((currency) => ({
    ...figure({ ...kpi, formula: inCurrency(formula, currency) }, group, members, bounds),
    currency,
  }));
}

function figure(kpi: Kpi<never>, group: GroupKey, members: readonly Judged[], bounds: Bounds): KpiFigure {
  const { key, title, unit, definitionVersion, basis, formula } = kpi;
  const evaluation = evaluate(formula, onBasis(members, basis), bounds, (other) => onBasis(members, other));
  return { key, title, unit, definitionVersion, group, ...evaluation };
}

/** The measure that has a KPI, and it. */
function withKpi(measured: readonly Measured[], key: string) {
  const found = measured.flatMap((each) =>
    each.measure.kpis.flatMap((kpi) => (kpi.key === key ? [{ each, kpi }] : [])),
  );
  return found[0];
}

/**
 * @param currency of a figure of money: which one; absent, the only one that there is
 * @returns one figure over all facts of a period, as {@link computeKpis} gives it, without a value where there are amounts of several currencies;
 * undefined for a KPI or a period that is none.
 */
export function figureOf(
  measured: readonly Measured[],
  key: string,
  period: Period,
  currency?: string,
): KpiFigure | undefined {
  const bounds = boundsOf(period);
  const found = withKpi(measured, key);
  if (!bounds || !found) return undefined;
  const { kpi, each } = found;
  const members = select(each, bounds);
  if (kpi.formula.kind !== 'money') return figure(kpi, {}, members, bounds);
  const figures = figuresOf(kpi, {}, members, bounds);
  const [only] = currency === undefined && figures.length === 1 ? figures : [];
  return only ?? figures.find((each) => each.currency === currency) ?? figure(kpi, {}, members, bounds);
}

/** Currencies that a figure of money has amounts in, in a period. */
export function currenciesOf(measured: readonly Measured[], key: string, period: Period): readonly string[] {
  const bounds = boundsOf(period);
  const found = withKpi(measured, key);
  if (!bounds || found?.kpi.formula.kind !== 'money') return [];
  return currenciesIn(found.kpi.formula, onBasis(select(found.each, bounds), found.kpi.basis));
}

export interface RecordBehind {
  readonly id: string;
  /** In the numerator too, not only in the denominator. */
  readonly counted: boolean;
}

/** @returns the records in the denominator of a figure, in the order of the facts; `group` narrows to one group, `currency` to one of money. */
export function recordsBehind(
  measured: readonly Measured[],
  key: string,
  {
    group = {},
    hidesConfidential = false,
    currency,
    ...period
  }: Period & Pick<KpiQuery, 'hidesConfidential'> & { readonly group?: GroupKey; readonly currency?: string },
): Answer<{ readonly records: readonly RecordBehind[] }> {
  const bounds = boundsOf(period);
  if (!bounds) return refused(invalidPeriod);
  const found = withKpi(measured, key);
  if (!found) return refused(unknownName('unknown-kpi', key, keysOf(measured)));
  const { each, kpi } = found;
  const { fields } = each.measure;
  const by = Object.keys(group);
  const known = dimensionsOf(fields);
  if (!by.every((name) => known.includes(name))) return { ok: true, records: [] };
  const wanted = (fact: AnyFact): boolean => by.every((name) => groupIn(fields, name, fact) === group[name]);
  const looked = select(each, bounds).filter(({ fact }) => wanted(fact));
  const isOfOne = kpi.formula.kind === 'money' && currency !== undefined;
  const formula = isOfOne ? inCurrency(kpi.formula, currency) : kpi.formula;
  const records = onBasis(looked, kpi.basis).flatMap((judged: Judged): readonly RecordBehind[] => {
    const { denominator, numerator } = standsIn(formula, judged as never);
    const { id, confidential = false } = judged.fact;
    return denominator && !(confidential && hidesConfidential) ? [{ id, counted: numerator }] : [];
  });
  // A record that is measured day by day is named once.
  const once = new Map<string, RecordBehind>();
  for (const each of records) if (each.counted || !once.has(each.id)) once.set(each.id, each);
  return { ok: true, records: [...once.values()] };
}

interface Group {
  readonly group: GroupKey;
  readonly members: Map<AnyMeasure, Judged[]>;
}

function grouped(
  measured: readonly Measured[],
  by: readonly string[],
  bounds: Bounds,
  hidesConfidential: boolean,
): readonly Group[] {
  const groups = new Map<string, Group>(by.length === 0 ? [['', { group: {}, members: new Map() }]] : []);
  for (const each of measured) {
    const { measure } = each;
    const { fields } = measure;
    const known = dimensionsOf(fields);
    if (!by.every((name) => known.includes(name))) continue;
    for (const judged of select(each, bounds)) {
      const hidden = hidesConfidential && judged.fact.confidential === true;
      const values = by.map((name) => (hidden ? OTHER : groupIn(fields, name, judged.fact)));
      const id = by.length === 0 ? '' : JSON.stringify(values);
      const at = groups.get(id) ?? {
        group: Object.fromEntries(by.map((name, index) => [name, values[index] ?? null])),
        members: new Map<AnyMeasure, Judged[]>(),
      };
      groups.set(id, at);
      const members = at.members.get(measure) ?? [];
      at.members.set(measure, members);
      members.push(judged);
    }
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

const invalidPeriod: KpiProblem = {
  code: 'invalid-period',
  detail: 'Expected from and to to be instants such as 2026-03-27T15:00:00Z, from before to',
};

function unknownName(code: 'unknown-group-key' | 'unknown-kpi', given: string, known: readonly string[]): KpiProblem {
  return {
    code,
    given,
    known,
    detail: `There is no ${JSON.stringify(given.slice(0, 80))}; known are ${known.join(', ')}`,
  };
}

function refused(problem: KpiProblem): { readonly ok: false; readonly problem: KpiProblem } {
  return { ok: false, problem };
}
