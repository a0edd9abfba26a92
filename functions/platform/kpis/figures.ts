/** The operations: figures of a period, and the records behind one of them. */
import { Problem } from '#shared/http/problems';
import type { Response } from '#shared/http/response';
import { computeKpis, type KpiProblem, recordsBehind } from '#shared/kpi/compute';
import { dimensions, isDimension } from '#shared/kpi/incident-fact';
import { incidentKpis } from '#shared/kpi/incident-kpis';
import type { Call } from '#shared/process/service';
import { factsOf } from './facts.ts';
import { groupOf, groupsOf, monthsOf, questionOf, recordTypeOf } from './question.ts';
import { placeOf } from './runtime.ts';

/** GET /v1/kpis/{process}?from=&to=&groupBy=&zone= */
export async function figures({ request, parameters }: Call<unknown>): Promise<Response> {
  const process = parameters['process'] ?? '';
  const type = recordTypeOf(process);
  const groupBy = groupsOf(request);
  const stranger = groupBy.find((name) => !isDimension(name));
  if (stranger !== undefined) refuse(unknownGroup(stranger));
  const place = await placeOf(request.caller.tenant);
  const question = questionOf(request, place.config.tenant.zone);
  const answer = computeKpis(await factsOf(place, type, monthsOf(question)), { ...question, groupBy });
  if (!answer.ok) return refuse(answer.problem);
  return { status: 200, body: { process, ...question, groupBy, items: answer.figures, nextCursor: null } };
}

/** GET /v1/kpis/{process}/{key}/records?from=&to=&zone=, and a value for each dimension that is to be looked at alone. */
export async function records({ request, parameters }: Call<unknown>): Promise<Response> {
  const { process = '', key = '' } = parameters;
  const type = recordTypeOf(process);
  if (!incidentKpis.some((kpi) => kpi.key === key)) {
    const known = incidentKpis.map((kpi) => kpi.key);
    throw new Problem('not-found', `${process} has no KPI ${key}; known ones: ${known.join(', ')}`, { known });
  }
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

function refuse(problem: KpiProblem): never {
  if (problem.code === 'invalid-period') throw new Problem('invalid-window', problem.detail);
  throw new Problem('unknown-parameter', problem.detail, { parameter: 'groupBy', known: problem.known });
}
