/** The KPIs of D2 that are about service notices: the specification counts them with incident management. */
import { defineKpis } from '#shared/kit/kpi/definition';
import { type FactOf, instant, text } from '#shared/kit/kpi/fact';
import { noticeFact } from './fact.ts';
import { type NoticeFact, noticeFields } from './fact-fields.ts';

/** What is read of the facts of incidents. */
const report = { openedAt: instant({ required: true }), serviceId: text(), channel: text() };

/** A report this long before the notice is about the same, unless the notice says when it begins. */
const LOOKED_BACK_MS = 24 * 3600_000;

/** Incidents that no person reported. */
const MACHINES: ReadonlySet<string> = new Set(['monitoring', 'system', 'api']);

/**
 * Told before anybody had reported it; undefined when it names no service by which that could be known. An incident is about the same when it is on
 * one of the notice's services and was opened since what the notice tells of began; else within 24 hours before it.
 */
function isProactive(
  { services, toldAt, startsAt }: NoticeFact,
  reports: readonly FactOf<typeof report>[],
): boolean | undefined {
  if (services.length === 0 || toldAt === undefined) return undefined;
  const told = Date.parse(toldAt);
  const since = startsAt === undefined ? told - LOOKED_BACK_MS : Date.parse(startsAt);
  const reported = reports.some(({ openedAt, serviceId, channel }) => {
    if (serviceId === undefined || MACHINES.has(channel ?? '') || !services.includes(serviceId)) return false;
    const at = Date.parse(openedAt);
    return at >= since && at < told;
  });
  return !reported;
}

export const serviceNoticeKpis = defineKpis({
  process: 'incident-management',
  type: 'service-notice',
  fact: noticeFact,
  fields: noticeFields,
  /** Over in the period. */
  bases: { over: { kind: 'within', of: ['resolvedAt'] } },
  void: ({ toldAt }) => toldAt === undefined,
  beside: { incident: report },
  kpis: [
    {
      key: 'proactive-information',
      title: 'Proactive information',
      unit: 'percent',
      basis: 'over',
      formula: { kind: 'share', of: ({ fact, beside }) => isProactive(fact, beside.incident) },
      says: 'service notices published before the first user-reported incident / notices that were over in the period and name services',
      definitionVersion: 1,
    },
  ],
});
