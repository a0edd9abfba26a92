/** The operations: figures of a period, and the records behind one of them. */
import { Problem } from '#shared/http/problems';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { computeKpis, type KpiProblem, recordsBehind } from '#shared/kpi/compute';
import { dimensions, isDimension } from '#shared/kpi/incident-fact';
import { groupOf, groupsOf, kpiNamed, monthsOf, questionOf, recordTypeOf } from '#shared/kpi/question';
import { statusOf } from '#shared/kpi/target';
import { factsOf } from '#shared/kpi/tenant-facts';
import type { Call } from '#shared/process/service';
import { placeOf } from './runtime.ts';
import { targetOf } from './targets.ts';

/** GET /v1/kpis/{process}?from=&to=&groupBy=&zone= */
export async function figures({ request, parameters }: Call<unknown>): Promise<Response> {
  const process = parameters.process ?? '';
  const type = recordTypeOf(process);
  const groupBy = wantedGroups(request);
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const answer = computeKpis(await factsOf(place, type, monthsOf(question)), { ...question, groupBy });
  if (!answer.ok) return refuse(answer.problem);
  const items = answer.figures.map((figure) => {
    const target = targetOf(place.config, process, figure.key);
    if (!target) return figure;
    return { ...figure, target: { green: target.green, amber: target.amber, status: statusOf(figure.value, target) } };
  });
  return { status: 200, body: { process, ...question, groupBy, items, nextCursor: null } };
}

/** @throws Problem unknown-parameter naming the dimensions */
export function wantedGroups(request: Request): readonly string[] {
  const groupBy = groupsOf(request);
  const stranger = groupBy.find((name) => !isDimension(name));
  return stranger === undefined ? groupBy : refuse(unknownGroup(stranger));
}

/** GET /v1/kpis/{process}/{key}/records?from=&to=&zone=, and a value for each dimension that is to be looked at alone. */
export async function records({ request, parameters }: Call<unknown>): Promise<Response> {
  const { process = '', key = '' } = parameters;
  const type = recordTypeOf(process);
  kpiNamed(process, key);
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const group = groupOf(request);
  const answer = recordsBehind(await factsOf(place, type, monthsOf(question)), key, { ...question, group });
  if (!answer.ok) return refuse(answer.problem);
  return { status: 200, body: { process, key, ...question, group, items: answer.records, nextCursor: null } };
}

function unknownGroup(given: string): KpiProblem {
  const known = Object.keys(dimensions);
  return { code: 'unknown-group-key', given, known, detail: `groupBy knows ${known.join(', ')}; was given ${given}` };
}

export function refuse(problem: KpiProblem): never {
  if (problem.code === 'invalid-period') throw new Problem('invalid-window', problem.detail);
  throw new Problem('unknown-parameter', problem.detail, { parameter: 'groupBy', known: problem.known });
}
