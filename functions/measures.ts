/** The KPIs of every record type, gathered from their folders by `npm run docs:generate`. */
import type { RecordMeasure } from '#shared/capabilities/facts/facts';
import { incidentKpis } from './service-operation/incident-management/incident/kpis.ts';
import { requestKpis } from './service-operation/request-fulfilment/request/kpis.ts';
import { serviceNoticeKpis } from './service-operation/service-notices/service-notice/kpis.ts';

export const measures: readonly RecordMeasure[] = [incidentKpis, requestKpis, serviceNoticeKpis];
