/**
 * GET /v1/msp/sla: how well each client of an MSP is served (A17): which targets were kept in a period, and what is open past its due
 * instant now. Each client is asked by itself, with credentials that reach that client only, and notes in its access log that it was.
 */

import { measures } from '#functions/measures';
import { incident } from '#functions/service-operation/incident-management/contract';
import { kpiReaders, monthsOf, type Question, questionOf } from '#shared/capabilities/facts/question';
import { measuredIn } from '#shared/capabilities/facts/tenant-facts';
import { noteAccess } from '#shared/http/access-log';
import { cursorOf, limitOf, positionOf } from '#shared/http/paging';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { inFlight } from '#shared/jobs/in-flight';
import { figureOf } from '#shared/kit/kpi/compute';
import { isPastTarget } from '#shared/kit/kpi/formulas';
import { select } from '#shared/kit/kpi/selection';
import type { Call } from '#shared/serve/service';
import { type Client, clientsOf, named, orUnanswered, shownClient } from './clients.ts';
import { placeOf } from './runtime.ts';

export const slaQuery = ['tenants', 'from', 'to', 'zone', 'limit', 'cursor'] as const;

/** Figures of A19 that say whether targets were kept. */
const FIGURES: readonly string[] = ['sla-response', 'sla-resolution'];
const promising = measures.filter(({ kpis }) => kpis.some(({ key }) => FIGURES.includes(key)));
/** Clients asked at once: each reads the facts of the whole period. */
const AT_ONCE = 4;

/** By slug. The period begins and ends in one zone for all clients: the one asked for, or the MSP's own. */
export async function slaOfClients({ request }: Call<unknown>): Promise<Response> {
  const all = named(await clientsOf(request, incident.path), request.query.get('tenants'));
  const own = await placeOf(request.caller.tenant);
  const after = String(positionOf(request, own.config)?.after ?? '');
  const readable = all.filter(({ slug, caller }) => slug > after && kpiReaders.some((role) => caller.roles.has(role)));
  const clients = readable.sort((a, b) => (a.slug < b.slug ? -1 : 1)).slice(0, limitOf(request));
  const last = clients.length < readable.length ? clients.at(-1) : undefined;
  const question = questionOf(request, own.config.tenant.zone);
  const unanswered = new Set<Client>();
  const answers = await inFlight(clients, AT_ONCE, (client) =>
    orUnanswered(client, unanswered, undefined, () => servedWell(request, client, question)),
  );
  const items = answers.flatMap((answer) => answer ?? []);
  return {
    status: 200,
    body: {
      ...question,
      items,
      unanswered: [...unanswered].map(shownClient),
      nextCursor: last ? cursorOf(request, own.config, { after: last.slug }) : null,
    },
  };
}

async function servedWell(request: Request, client: Client, question: Question): Promise<object> {
  const place = await placeOf(client.id);
  await noteAccess(place.store, { ...request, caller: client.caller });
  const measured = await measuredIn(place, promising, measures, monthsOf(question));
  const asOf = Date.parse(question.asOf);
  const ever = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, asOf };
  const open = measured.flatMap((each) => select(each, ever).filter(({ bases }) => bases.has('open')));
  const overdue = open.filter(({ fact }) => isPastTarget(fact, asOf));
  return {
    tenant: shownClient(client),
    figures: FIGURES.flatMap((key) => figureOf(measured, key, question) ?? []),
    open: open.length,
    overdue: overdue.length,
  };
}
