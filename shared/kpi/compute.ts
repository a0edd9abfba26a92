/** Facts → figures by KPI and group, and the incidents behind a figure. Pure. */
import type { Kpi } from '#shared/kpi/definition';
import { type Evaluation, evaluate, standsIn } from '#shared/kpi/evaluate';
import { type Dimension, dimensions, type IncidentFact, isDimension } from '#shared/kpi/incident-fact';
import { incidentKpis } from '#shared/kpi/incident-kpis';
import { boundsOf, type Period, type Selected, select } from '#shared/kpi/selection';

export interface KpiQuery extends Period {
  /** Names of dimensions; none is one group of everything. */
  readonly groupBy?: readonly string[];
}

/** The value of each dimension asked for; null where the incidents do not say. */
export type GroupKey = Readonly<Partial<Record<Dimension, string | null>>>;

export interface KpiFigure extends Evaluation {
  readonly key: string;
  readonly title: string;
  readonly unit: Kpi['unit'];
  readonly definitionVersion: number;
  readonly group: GroupKey;
}

export type KpiProblem = { readonly detail: string } & (
  | { readonly code: 'invalid-period' }
  | { readonly code: 'unknown-group-key' | 'unknown-kpi'; readonly given: string; readonly known: readonly string[] }
);

type Answer<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: KpiProblem };

/**
 * @param facts of one tenant; those outside the period are passed over, so a query may bring too many.
 * @returns every KPI for every group that has facts, groups in order of their values; or what is wrong with the query.
 */
export function computeKpis(
  facts: Iterable<IncidentFact>,
  query: KpiQuery,
): Answer<{ readonly figures: readonly KpiFigure[] }> {
  const bounds = boundsOf(query);
  if (!bounds) return refused(invalidPeriod);
  const by: Dimension[] = [];
  for (const name of query.groupBy ?? []) {
    if (!isDimension(name)) return refused(unknownName('unknown-group-key', name, Object.keys(dimensions)));
    if (!by.includes(name)) by.push(name);
  }
  const figures = grouped(select(facts, bounds), by).flatMap(({ group, members }) =>
    incidentKpis.map(({ key, title, unit, basis, formula, definitionVersion }): KpiFigure => {
      const looked = members.filter(({ bases }) => bases.has(basis));
      return { key, title, unit, definitionVersion, group, ...evaluate(formula, looked) };
    }),
  );
  return { ok: true, figures };
}

/** @returns one figure over all facts of a period, as {@link computeKpis} gives it; undefined for a KPI or a period that is none. */
export function figureOf(facts: Iterable<IncidentFact>, key: string, period: Period): KpiFigure | undefined {
  const bounds = boundsOf(period);
  const kpi = incidentKpis.find((each) => each.key === key);
  if (!bounds || !kpi) return undefined;
  const { title, unit, basis, formula, definitionVersion } = kpi;
  const looked = select(facts, bounds).filter(({ bases }) => bases.has(basis));
  return { key, title, unit, definitionVersion, group: {}, ...evaluate(formula, looked) };
}

export interface RecordBehind {
  readonly id: string;
  /** In the numerator too, not only in the denominator. */
  readonly counted: boolean;
}

/** @returns the incidents in the denominator of a figure, in the order of the facts; `group` narrows to one group. */
export function recordsBehind(
  facts: Iterable<IncidentFact>,
  key: string,
  { group = {}, ...period }: Period & { readonly group?: GroupKey },
): Answer<{ readonly records: readonly RecordBehind[] }> {
  const bounds = boundsOf(period);
  if (!bounds) return refused(invalidPeriod);
  const kpi = incidentKpis.find((each) => each.key === key);
  if (!kpi) {
    const known = incidentKpis.map((each) => each.key);
    return refused(unknownName('unknown-kpi', key, known));
  }
  const by = Object.keys(group).filter(isDimension);
  const wanted = (fact: IncidentFact): boolean => by.every((name) => (dimensions[name](fact) ?? null) === group[name]);
  const records: RecordBehind[] = [];
  for (const judged of select(facts, bounds)) {
    if (!judged.bases.has(kpi.basis) || !wanted(judged.fact)) continue;
    const { denominator, numerator } = standsIn(kpi.formula, judged);
    if (denominator) records.push({ id: judged.fact.id, counted: numerator });
  }
  return { ok: true, records };
}

interface Group {
  readonly group: GroupKey;
  readonly members: readonly Selected[];
}

function grouped(facts: readonly Selected[], by: readonly Dimension[]): readonly Group[] {
  if (by.length === 0) return [{ group: {}, members: facts }];
  const groups = new Map<string, { group: GroupKey; members: Selected[] }>();
  for (const selected of facts) {
    const values = by.map((name) => dimensions[name](selected.fact) ?? null);
    const id = JSON.stringify(values);
    const known = groups.get(id);
    if (known) known.members.push(selected);
    else groups.set(id, { group: Object.fromEntries(by.map((name, at) => [name, values[at]])), members: [selected] });
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
