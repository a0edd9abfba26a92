/** Facts to compute from: a usual one, overridden by what the test is about; and figures by key. */
import { measures } from '#functions/measures';
import type { IncidentFact } from '#functions/service-operation/incident-management/incident/fact-fields';
import type { NoticeFact } from '#functions/service-operation/service-notices/service-notice/fact-fields';
import { computeKpis, type KpiFigure, type KpiQuery } from '#shared/kit/kpi/compute';
import type { Measured } from '#shared/kit/kpi/selection';

/** Resolved on Monday 2026-06-15 after an hour. */
export const usual: IncidentFact = {
  id: 'INC0000001',
  openedAt: '2026-06-15T08:00:00Z',
  respondedAt: '2026-06-15T08:10:00Z',
  resolvedAt: '2026-06-15T09:00:00Z',
  state: 'resolved',
  priority: 3,
  group: 'network',
  reassignmentCount: 0,
  reopenCount: 0,
  slaMet: { response: true, resolution: true },
  dueAt: {},
  businessSeconds: {},
};

/** The fact without what only a resolved incident has. */
export function unresolved(overrides: Partial<IncidentFact> = {}): IncidentFact {
  const { resolvedAt: _resolvedAt, respondedAt: _respondedAt, ...rest } = usual;
  return { ...rest, state: 'in_progress', slaMet: {}, ...overrides };
}

export const june: KpiQuery = { from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z' };

/** The measures of incident management over these facts. */
export function measuredBy(facts: readonly IncidentFact[], notices: readonly NoticeFact[] = []): readonly Measured[] {
  const byType: Readonly<Record<string, Measured['facts']>> = { incident: facts, 'service-notice': notices };
  return measures
    .filter(({ process }) => process === 'incident-management')
    .map((measure) => ({ measure, facts: byType[measure.type] ?? [], beside: { incident: facts } }));
}

/** Keys of the KPIs of incident management. */
export const keys = measuredBy([]).flatMap(({ measure }) => measure.kpis.map(({ key }) => key));

/** The figures of a query that is expected to be well asked. */
export function figures(
  facts: readonly IncidentFact[],
  query: KpiQuery = june,
  notices: readonly NoticeFact[] = [],
): readonly KpiFigure[] {
  const answer = computeKpis(measuredBy(facts, notices), query);
  if (!answer.ok) throw new Error(answer.problem.detail);
  return answer.figures;
}

/** The figure of a key, of the group whose values are these (of everything, when none are given). */
export function figure(of: readonly KpiFigure[], key: string, ...group: readonly (string | null)[]): KpiFigure {
  const found = of.find(
    (each) => each.key === key && JSON.stringify(Object.values(each.group)) === JSON.stringify(group),
  );
  if (!found) throw new Error(`no figure ${key} of ${JSON.stringify(group)}`);
  return found;
}
