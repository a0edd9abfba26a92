/**
 * Every process with its letterbox, and every platform service. Written from the folders by `npm run docs:generate`. Infrastructure,
 * documentation and tests read it; no bundle ever does.
 */

import type { ProcessDefinition } from '#shared/grammar/process-definition';
import type { ServiceDefinition } from '#shared/serve/service';
import { contract as approvalDelegationsContract } from './platform/access/approval-delegations/contract.ts';
import { approvalDelegations } from './platform/access/approval-delegations/service.ts';
import { contract as configurationContract } from './platform/access/configuration/contract.ts';
import { configuration } from './platform/access/configuration/service.ts';
import { msp } from './platform/access/msp/service.ts';
import { contract as tenantsContract } from './platform/access/tenants/contract.ts';
import { tenants } from './platform/access/tenants/service.ts';
import { attachments } from './platform/care/attachments/service.ts';
import { contract as retentionContract } from './platform/care/retention/contract.ts';
import { retention } from './platform/care/retention/service.ts';
import { contract as importsContract } from './platform/exchange/imports/contract.ts';
import { imports } from './platform/exchange/imports/service.ts';
import { inboundMail } from './platform/exchange/inbound-mail/service.ts';
import { contract as notificationsContract } from './platform/exchange/notifications/contract.ts';
import { notifications } from './platform/exchange/notifications/service.ts';
import { contract as webhooksContract } from './platform/exchange/webhooks/contract.ts';
import { webhooks } from './platform/exchange/webhooks/service.ts';
import { contract as kpisContract } from './platform/insight/kpis/contract.ts';
import { kpis } from './platform/insight/kpis/service.ts';
import { operations } from './platform/insight/operations/service.ts';
import { search } from './platform/insight/search/service.ts';
import { views } from './platform/insight/views/service.ts';
import { contract as approvalsContract } from './platform/records/approvals/contract.ts';
import { approvals } from './platform/records/approvals/process.ts';
import { contract as schedulesContract } from './platform/records/schedules/contract.ts';
import { schedules } from './platform/records/schedules/process.ts';
import { contract as templatesContract } from './platform/records/templates/contract.ts';
import { templates } from './platform/records/templates/process.ts';
import { contract as eventManagementContract } from './service-operation/event-management/contract.ts';
import { eventManagement } from './service-operation/event-management/process.ts';
import { contract as incidentManagementContract } from './service-operation/incident-management/contract.ts';
import { incidentManagement } from './service-operation/incident-management/process.ts';
import { contract as requestFulfilmentContract } from './service-operation/request-fulfilment/contract.ts';
import { requestFulfilment } from './service-operation/request-fulfilment/process.ts';
import { contract as serviceNoticesContract } from './service-operation/service-notices/contract.ts';
import { serviceNotices } from './service-operation/service-notices/process.ts';
import { contract as changeManagementContract } from './service-transition/change-management/contract.ts';
import { changeManagement } from './service-transition/change-management/process.ts';
import { contract as knowledgeManagementContract } from './service-transition/knowledge-management/contract.ts';
import { knowledgeManagement } from './service-transition/knowledge-management/process.ts';

export const processes: readonly ProcessDefinition[] = [
  { ...changeManagement, contract: changeManagementContract },
  { ...knowledgeManagement, contract: knowledgeManagementContract },
  { ...eventManagement, contract: eventManagementContract },
  { ...incidentManagement, contract: incidentManagementContract },
  { ...requestFulfilment, contract: requestFulfilmentContract },
  { ...serviceNotices, contract: serviceNoticesContract },
  { ...approvals, contract: approvalsContract },
  { ...schedules, contract: schedulesContract },
  { ...templates, contract: templatesContract },
];

export const services: readonly ServiceDefinition[] = [
  { ...approvalDelegations, contract: approvalDelegationsContract },
  { ...configuration, contract: configurationContract },
  msp,
  { ...tenants, contract: tenantsContract },
  attachments,
  { ...retention, contract: retentionContract },
  { ...imports, contract: importsContract },
  inboundMail,
  { ...notifications, contract: notificationsContract },
  { ...webhooks, contract: webhooksContract },
  { ...kpis, contract: kpisContract },
  operations,
  search,
  views,
];
