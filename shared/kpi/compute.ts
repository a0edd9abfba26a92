/** Facts → figures by KPI and group, and the incidents behind a figure. Pure. */
import type { Judged, Kpi } from '#shared/kpi/definition';
import { type Evaluation, evaluate, standsIn } from '#shared/kpi/evaluate';
import { type Dimension, dimensions, type IncidentFact, isDimension } from '#shared/kpi/incident-fact';
import { isNotice, type NoticeFact } from '#shared/kpi/notice-fact';
import { kpis } from '#shared/kpi/notice-kpis';
import { type Bounds, boundsOf, type Period, type Selected, select, selectNotices } from '#shared/kpi/selection';

/** What KPIs of incident management are computed from. */
export type AnyFact = IncidentFact | NoticeFact;

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
  facts: Iterable<AnyFact>,
  query: KpiQuery,
): Answer<{ readonly figures: readonly KpiFigure[] }> {
  const bounds = boundsOf(query);
  if (!bounds) return refused(invalidPeriod);
  const by: Dimension[] = [];
  for (const name of query.groupBy ?? []) {
    if (!isDimension(name)) return refused(unknownName('unknown-group-key', name, Object.keys(dimensions)));
    if (!by.includes(name)) by.push(name);
  }
  const { incidents, notices } = selected(facts, bounds);
  const figures = grouped(incidents, by).flatMap(({ group, members }) =>
    kpis.map((kpi) => figure(kpi, group, members, by.length === 0 ? notices : [])),
  );
  return { ok: true, figures };
}

interface Selection {
  readonly incidents: readonly Selected[];
  readonly notices: readonly Judged<NoticeFact>[];
}

function selected(facts: Iterable<AnyFact>, bounds: Bounds): Selection {
  const all = [...facts];
  const incidents = all.flatMap((fact) => (isNotice(fact) ? [] : [fact]));
  return { incidents: select(incidents, bounds), notices: selectNotices(all.filter(isNotice), bounds) };
}

/** A KPI of one group: its incidents, or the notices. */
function figure(
  kpi: Kpi,
  group: GroupKey,
  incidents: Selection['incidents'],
  notices: Selection['notices'],
): KpiFigure {
  const { key, title, unit, definitionVersion } = kpi;
  const evaluation =
    kpi.basis === 'notices'
      ? evaluate(kpi.formula, notices)
      : evaluate(
          kpi.formula,
          incidents.filter(({ bases }) => bases.has(kpi.basis)),
        );
  return { key, title, unit, definitionVersion, group, ...evaluation };
}

/** @returns one figure over all facts of a period, as {@link computeKpis} gives it; undefined for a KPI or a period that is none. */
export function figureOf(facts: Iterable<AnyFact>, key: string, period: Period): KpiFigure | undefined {
  const bounds = boundsOf(period);
  const kpi = kpis.find((each) => each.key === key);
  if (!bounds || !kpi) return undefined;
  const { incidents, notices } = selected(facts, bounds);
  return figure(kpi, {}, incidents, notices);
}

export interface RecordBehind {
  readonly id: string;
  /** In the numerator too, not only in the denominator. */
  readonly counted: boolean;
}

/** @returns the records in the denominator of a figure, in the order of the facts; `group` narrows to one group. */
export function recordsBehind(
  facts: Iterable<AnyFact>,
  key: string,
  { group = {}, ...period }: Period & { readonly group?: GroupKey },
): Answer<{ readonly records: readonly RecordBehind[] }> {
  const bounds = boundsOf(period);
  if (!bounds) return refused(invalidPeriod);
  const kpi = kpis.find((each) => each.key === key);
  if (!kpi) {
    const known = kpis.map((each) => each.key);
    return refused(unknownName('unknown-kpi', key, known));
  }
  const by = Object.keys(group).filter(isDimension);
  const wanted = (fact: IncidentFact): boolean => by.every((name) => (dimensions[name](fact) ?? null) === group[name]);
  const { incidents, notices } = selected(facts, bounds);
  const behind = ({ id }: AnyFact, { denominator, numerator }: ReturnType<typeof standsIn>): readonly RecordBehind[] =>
    denominator ? [{ id, counted: numerator }] : [];
  if (kpi.basis === 'notices') {
    const asked = by.length === 0 ? notices : [];
    return { ok: true, records: asked.flatMap((judged) => behind(judged.fact, standsIn(kpi.formula, judged))) };
  }
  const looked = incidents.filter(({ bases, fact }) => bases.has(kpi.basis) && wanted(fact));
  return { ok: true, records: looked.flatMap((judged) => behind(judged.fact, standsIn(kpi.formula, judged))) };
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
