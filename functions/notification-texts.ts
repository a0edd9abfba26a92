/** What people are told of records, services and what they have in common, gathered from their folders by `npm run docs:generate`. */
import { clocksTexts } from '#shared/capabilities/clocks/texts';
import type { RecordTexts } from '#shared/events/told';
import { tenantsTexts } from './platform/access/tenants/texts.ts';
import { webhooksTexts } from './platform/exchange/webhooks/texts.ts';
import { approvalTexts } from './platform/records/approvals/approval/texts.ts';
import { scheduleTexts } from './platform/records/schedules/schedule/texts.ts';
import { incidentTexts } from './service-operation/incident-management/incident/texts.ts';
import { majorIncidentTexts } from './service-operation/incident-management/major-incident/texts.ts';
import { requestTexts } from './service-operation/request-fulfilment/request/texts.ts';
import { requestModelTexts } from './service-operation/request-fulfilment/request-model/texts.ts';
import { requestTaskTexts } from './service-operation/request-fulfilment/request-task/texts.ts';
import { serviceNoticeTexts } from './service-operation/service-notices/service-notice/texts.ts';
import { changeTexts } from './service-transition/change-management/change/texts.ts';
import { knowledgeTexts } from './service-transition/knowledge-management/knowledge/texts.ts';
import { knowledgeBaseTexts } from './service-transition/knowledge-management/knowledge-base/texts.ts';

export const notificationTexts: readonly RecordTexts[] = [
  clocksTexts,
  tenantsTexts,
  webhooksTexts,
  approvalTexts,
  scheduleTexts,
  incidentTexts,
  majorIncidentTexts,
  requestTexts,
  requestModelTexts,
  requestTaskTexts,
  serviceNoticeTexts,
  changeTexts,
  knowledgeTexts,
  knowledgeBaseTexts,
];
