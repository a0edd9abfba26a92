/** The KPIs of D2 that are about service notices. */
import type { Kpi, NoticeKpi } from '#shared/kpi/definition';
import { incidentKpis } from '#shared/kpi/incident-kpis';

export const noticeKpis: readonly NoticeKpi[] = [
  {
    key: 'proactive-information',
    title: 'Proactive information',
    unit: 'percent',
    basis: 'notices',
    formula: { kind: 'share', of: ({ fact }) => fact.proactive },
    says: 'service notices published before the first user-reported incident / notices that were over in the period and name services',
    definitionVersion: 1,
  },
];

/** Every KPI of incident management. */
export const kpis: readonly Kpi[] = [...incidentKpis, ...noticeKpis];
