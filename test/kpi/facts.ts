/** Facts to compute from: a usual one, overridden by what the test is about; and figures by key. */
import { type AnyFact, computeKpis, type KpiFigure, type KpiQuery } from '#shared/kpi/compute';
import type { IncidentFact } from '#shared/kpi/incident-fact';

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

/** The figures of a query that is expected to be well asked. */
export function figures(facts: readonly AnyFact[], query: KpiQuery = june): readonly KpiFigure[] {
  const answer = computeKpis(facts, query);
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
