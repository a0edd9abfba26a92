/** Example values of records and services, for their description and for tests; no bundle ever has them, gathered from their folders by `npm run docs:generate`. */
import { approvalsExamples } from '#shared/capabilities/approvals/examples';
import { clocksExamples } from '#shared/capabilities/clocks/examples';
import { routingExamples } from '#shared/capabilities/routing/examples';
import type { Examples } from '#shared/grammar/examples';
import { approvalDelegationsExamples } from './platform/access/approval-delegations/examples.ts';
import { configurationExamples } from './platform/access/configuration/examples.ts';
import { tenantsExamples } from './platform/access/tenants/examples.ts';
import { retentionExamples } from './platform/care/retention/examples.ts';
import { importsExamples } from './platform/exchange/imports/examples.ts';
import { notificationsExamples } from './platform/exchange/notifications/examples.ts';
import { serviceStatusExamples } from './platform/exchange/service-status/examples.ts';
import { webhooksExamples } from './platform/exchange/webhooks/examples.ts';
import { kpisExamples } from './platform/insight/kpis/examples.ts';
import { operationsExamples } from './platform/insight/operations/examples.ts';
import { viewsExamples } from './platform/insight/views/examples.ts';
import { approvalExamples } from './platform/records/approvals/approval/examples.ts';
import { scheduleExamples } from './platform/records/schedules/schedule/examples.ts';
import { templateExamples } from './platform/records/templates/template/examples.ts';
import { alertExamples } from './service-operation/event-management/alert/examples.ts';
import { eventExamples } from './service-operation/event-management/event/examples.ts';
import { incidentExamples } from './service-operation/incident-management/incident/examples.ts';
import { majorIncidentExamples } from './service-operation/incident-management/major-incident/examples.ts';
import { requestExamples } from './service-operation/request-fulfilment/request/examples.ts';
import { requestModelExamples } from './service-operation/request-fulfilment/request-model/examples.ts';
import { requestTaskExamples } from './service-operation/request-fulfilment/request-task/examples.ts';
import { serviceNoticeExamples } from './service-operation/service-notices/service-notice/examples.ts';
import { changeExamples } from './service-transition/change-management/change/examples.ts';
import { knowledgeExamples } from './service-transition/knowledge-management/knowledge/examples.ts';
import { knowledgeBaseExamples } from './service-transition/knowledge-management/knowledge-base/examples.ts';

export const examples: readonly Examples[] = [
  approvalsExamples,
  clocksExamples,
  routingExamples,
  approvalDelegationsExamples,
  configurationExamples,
  tenantsExamples,
  retentionExamples,
  importsExamples,
  notificationsExamples,
  serviceStatusExamples,
  webhooksExamples,
  kpisExamples,
  operationsExamples,
  viewsExamples,
  approvalExamples,
  scheduleExamples,
  templateExamples,
  alertExamples,
  eventExamples,
  incidentExamples,
  majorIncidentExamples,
  requestExamples,
  requestModelExamples,
  requestTaskExamples,
  serviceNoticeExamples,
  changeExamples,
  knowledgeExamples,
  knowledgeBaseExamples,
];
