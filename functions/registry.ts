/** Every process and platform service. Infrastructure, documentation and tests read it; no bundle ever does. */

import type { ProcessDefinition, Stage } from '#shared/process/definition';
import { ownConsumptions } from '#shared/process/own-consumptions';
import type { Capability, ServiceDefinition } from '#shared/process/service';
import { approvalDelegations } from './platform/approval-delegations/service.ts';
import { approvals } from './platform/approvals/process.ts';
import { attachments } from './platform/attachments/service.ts';
import { configuration } from './platform/configuration/service.ts';
import { imports } from './platform/imports/service.ts';
import { inboundMail } from './platform/inbound-mail/service.ts';
import { kpis } from './platform/kpis/service.ts';
import { msp } from './platform/msp/service.ts';
import { notifications } from './platform/notifications/service.ts';
import { operations } from './platform/operations/service.ts';
import { retention } from './platform/retention/service.ts';
import { schedules } from './platform/schedules/process.ts';
import { search } from './platform/search/service.ts';
import { templates } from './platform/templates/process.ts';
import { tenants } from './platform/tenants/service.ts';
import { views } from './platform/views/service.ts';
import { webhooks } from './platform/webhooks/service.ts';
import { eventManagement } from './service-operation/event-management/process.ts';
import { incidentManagement } from './service-operation/incident-management/process.ts';
import { serviceNotices } from './service-operation/service-notices/process.ts';
import { changeManagement } from './service-transition/change-management/process.ts';

export const processes: readonly ProcessDefinition[] = [
  incidentManagement,
  serviceNotices,
  eventManagement,
  changeManagement,
  approvals,
  templates,
  schedules,
];

export const services: readonly ServiceDefinition[] = [
  tenants,
  configuration,
  imports,
  kpis,
  attachments,
  msp,
  notifications,
  inboundMail,
  operations,
  retention,
  views,
  webhooks,
  search,
  approvalDelegations,
];

/** What infrastructure needs to know of a function: where its code is, which paths lead to it, which events it consumes. */
export interface Deployable {
  readonly id: string;
  readonly stage: Stage;
  readonly paths: readonly string[];
  /** Collections whose records stand in the queues of groups. */
  readonly queues?: readonly string[];
  readonly consumes: readonly { readonly source: string; readonly detailType: string }[];
  readonly platform?: 'reads' | 'writes';
  readonly uses?: readonly Capability[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Events that come over the bus, ours and those of AWS, each once, however many records it leads to; the workflow's and the operator's reach the function directly. */
const fromBus = (consumes: Deployable['consumes']): Deployable['consumes'] => [
  ...new Map(
    consumes
      .filter(({ source }) => /^(itsm|aws)\./.test(source))
      .map(({ source, detailType }) => [`${source} ${detailType}`, { source, detailType }]),
  ).values(),
];

/** A process takes the steps of the operations on its records: each step is an event of its own. */
const ownSteps = (id: string): Deployable['consumes'][number] => ({
  source: `itsm.${id}`,
  detailType: 'operation.progressed',
});

export const deployables: readonly Deployable[] = [
  ...processes.map(({ id, stage, records, consumes }) => ({
    id,
    stage,
    paths: records.map(({ path }) => path),
    queues: records.flatMap(({ lists, path }) => (lists.includes('queue') ? [path] : [])),
    consumes: [...fromBus([...consumes, ...ownConsumptions({ id, records })]), ownSteps(id)],
  })),
  ...services.map(({ id, stage, operations, consumes, platform, uses, environment }) => ({
    id,
    stage,
    paths: [...new Set(operations.flatMap(({ path: [first] }) => first ?? []))],
    consumes: fromBus(consumes),
    ...(platform && { platform }),
    ...(uses && { uses }),
    ...(environment && { environment: environment(processes) }),
  })),
];
