/** The operations: figures of a period, and the records behind one of them. */

import { measures } from '#functions/measures';
import {
  currencyIn,
  groupOf,
  groupsOf,
  kpiNamed,
  measuresOf,
  monthsOf,
  questionOf,
} from '#shared/capabilities/facts/question';
import { measuredIn } from '#shared/capabilities/facts/tenant-facts';
import { seesConfidential } from '#shared/engine/access';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { computeKpis, dimensionsOfAll, type KpiProblem, recordsBehind } from '#shared/kit/kpi/compute';
import type { AnyMeasure } from '#shared/kit/kpi/definition';
import { isAbout, statusOf } from '#shared/kit/kpi/target';
import { Problem } from '#shared/problems/problems';
import type { Call } from '#shared/serve/service';
import { placeOf } from './runtime.ts';
import { targetOf } from './targets.ts';

/** GET /v1/kpis/{process}?from=&to=&groupBy=&zone= */
export async function figures({ request, parameters }: Call<unknown>): Promise<Response> {
  const process = parameters.process ?? '';
  const asked = measuresOf(measures, process);
  const groupBy = wantedGroups(request, asked);
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const answer = computeKpis(await measuredIn(place, asked, measures, monthsOf(question)), {
    ...question,
    groupBy,
    hidesConfidential: !seesConfidential(request.caller),
  });
  if (!answer.ok) return refuse(answer.problem);
  const items = answer.figures.map((figure) => {
    const target = targetOf(place.config, process, figure.key);
    if (!target || !isAbout(target, figure)) return figure;
    return { ...figure, target: { green: target.green, amber: target.amber, status: statusOf(figure.value, target) } };
  });
  return { status: 200, body: { process, ...question, groupBy, items, nextCursor: null } };
}

/** @throws Problem unknown-parameter naming the dimensions */
export function wantedGroups(request: Request, asked: readonly AnyMeasure[]): readonly string[] {
  const groupBy = groupsOf(request);
  const known = dimensionsOfAll(asked);
  const stranger = groupBy.find((name) => !known.includes(name));
  return stranger === undefined ? groupBy : refuse(unknownGroup(stranger, known));
}

/** GET /v1/kpis/{process}/{key}/records?from=&to=&zone=, and a value for each dimension that is to be looked at alone. */
export async function records({ request, parameters }: Call<unknown>): Promise<Response> {
  const { process = '', key = '' } = parameters;
  const asked = measuresOf(measures, process);
  kpiNamed(asked, process, key);
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const group = groupOf(request, dimensionsOfAll(asked));
  const measured = await measuredIn(place, asked, measures, monthsOf(question));
  const currency = currencyIn(request, asked, key);
  const wanted = {
    ...question,
    group,
    hidesConfidential: !seesConfidential(request.caller),
    ...(currency && { currency }),
  };
  const answer = recordsBehind(measured, key, wanted);
  if (!answer.ok) return refuse(answer.problem);
  return {
    status: 200,
    body: { process, key, ...question, group, ...(currency && { currency }), items: answer.records, nextCursor: null },
  };
}

function unknownGroup(given: string, known: readonly string[]): KpiProblem {
  return { code: 'unknown-group-key', given, known, detail: `groupBy knows ${known.join(', ')}; was given ${given}` };
}

export function refuse(problem: KpiProblem): never {
  if (problem.code === 'invalid-period') throw new Problem('invalid-window', problem.detail);
  throw new Problem('unknown-parameter', problem.detail, { parameter: 'groupBy', known: problem.known });
}
