/** GET /v1/reports/{records}: the KPIs of a process as one table, a line a group. */

import { measures } from '#functions/measures';
import { measuresOf, monthsOf, questionOf } from '#shared/capabilities/facts/question';
import { measuredIn } from '#shared/capabilities/facts/tenant-facts';
import { seesConfidential } from '#shared/engine/access';
import type { Response } from '#shared/http/response';
import { computeKpis, type GroupKey, type KpiFigure } from '#shared/kit/kpi/compute';
import type { Call } from '#shared/serve/service';
import { refuse, wantedGroups } from './figures.ts';
import { placeOf } from './runtime.ts';

/** @returns what answers for the report of a process. */
export const reportOf =
  (process: string) =>
  async ({ request }: Call<unknown>): Promise<Response> => {
    const asked = measuresOf(measures, process);
    const groupBy = wantedGroups(request, asked);
    const place = await placeOf(request.caller.tenant);
    const question = questionOf(request, place.config.tenant.zone);
    const measured = await measuredIn(place, asked, measures, monthsOf(question));
    const answer = computeKpis(measured, {
      ...question,
      groupBy,
      hidesConfidential: !seesConfidential(request.caller),
    });
    if (!answer.ok) return refuse(answer.problem);
    return { status: 200, body: { ...question, groupBy, items: linesOf(answer.figures), nextCursor: null } };
  };

/** One line a group: its figures by key. */
function linesOf(figures: readonly KpiFigure[]) {
  const lines = new Map<string, { readonly group: GroupKey; readonly figures: Record<string, object> }>();
  for (const { key, group, title: _, ...figure } of figures) {
    const id = JSON.stringify(group);
    const line = lines.get(id) ?? { group, figures: {} };
    lines.set(id, line);
    // Money has a figure for each currency.
    line.figures[figure.currency === undefined ? key : `${key}.${figure.currency}`] = figure;
  }
  return [...lines.values()];
}
