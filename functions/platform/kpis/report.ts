/** GET /v1/reports/incidents: the KPIs of incident management as one table, a line a group (D2). */
import type { Response } from '#shared/http/response';
import { computeKpis, type GroupKey, type KpiFigure } from '#shared/kpi/compute';
import { monthsOf, questionOf, recordTypeOf } from '#shared/kpi/question';
import { factsOf } from '#shared/kpi/tenant-facts';
import type { Call } from '#shared/process/service';
import { refuse, wantedGroups } from './figures.ts';
import { placeOf } from './runtime.ts';

const PROCESS = 'incident-management';

export async function incidentReport({ request }: Call<unknown>): Promise<Response> {
  const groupBy = wantedGroups(request);
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const facts = await factsOf(place, recordTypeOf(PROCESS), monthsOf(question));
  const answer = computeKpis(facts, { ...question, groupBy });
  if (!answer.ok) return refuse(answer.problem);
  return { status: 200, body: { ...question, groupBy, items: linesOf(answer.figures), nextCursor: null } };
}

/** One line a group: its figures by key. */
function linesOf(figures: readonly KpiFigure[]) {
  const lines = new Map<string, { readonly group: GroupKey; readonly figures: Record<string, object> }>();
  for (const { key, group, title: _, ...figure } of figures) {
    const id = JSON.stringify(group);
    const line = lines.get(id) ?? { group, figures: {} };
    lines.set(id, line);
    line.figures[key] = figure;
  }
  return [...lines.values()];
}
