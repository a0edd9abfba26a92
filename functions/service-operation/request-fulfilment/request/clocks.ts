/** What a request's state means for its service-level clocks, and what its models promise (B2, D3). */
import type { Condition } from '#shared/kit/service-levels/clock';
import { defaultEscalation, defaultThresholds } from '#shared/kit/service-levels/defaults';
import type { ServiceLevelDefinition } from '#shared/kit/service-levels/definition';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Request } from './record.ts';

const over: readonly string[] = ['canceled', 'rejected'];

/** It stops when fulfilment begins, or an agent answers in public. It never pauses. */
export function responseCondition({ state, respondedAt }: Request): Condition {
  if (state === 'draft' || over.includes(state)) return { is: 'cancelled' };
  const waits = ['submitted', 'awaiting_approval', 'approved'].includes(state);
  return respondedAt === undefined && waits ? { is: 'running' } : { is: 'stopped' };
}

/** It pauses while somebody decides, and while it is held for a reason that its definition names. */
export function fulfilmentCondition({ state, holdReason }: Request): Condition {
  switch (state) {
    case 'draft':
    case 'canceled':
    case 'rejected':
    case 'failed':
      return { is: 'cancelled' };
    case 'fulfilled':
    case 'closed':
      return { is: 'stopped', reason: 'delivered' };
    case 'awaiting_approval':
      return { is: 'paused', reason: 'awaiting_approval' };
    case 'pending':
      return { is: 'paused', reason: holdReason ?? 'awaiting_caller' };
    default:
      return { is: 'running' };
  }
}

/** What the models promised when it was ordered, in working time; what the tenant's definitions say where they promise nothing. */
export function promised(
  { fulfilTarget: target, modelId = [], submittedAt }: Request,
  { settings }: Configuration,
): ServiceLevelDefinition | undefined {
  if (target === undefined || submittedAt === undefined) return undefined;
  return {
    ...{ id: modelId[0] ?? 'request-model', version: 1, name: 'Fulfilment', kind: 'sla', metric: 'fulfilment' },
    ...{ appliesTo: {}, calendarId: settings.businessCalendarId, validFrom: submittedAt },
    targetByPriority: { P1: target, P2: target, P3: target, P4: target, P5: target },
    pauseOn: ['awaiting_approval', 'awaiting_caller', 'scheduled_with_user'],
    warnAt: defaultThresholds,
    escalation: defaultEscalation,
  };
}

export const since = ({ submittedAt }: Request): string | undefined => submittedAt;

/** When it is due, as its clock says; on hold it is due at no instant. */
export const dueOf = (record: Request): Pick<Request, 'dueAt'> | { readonly dueAt: null } =>
  record.clocks?.fulfilment?.dueAt == null ? { dueAt: null } : { dueAt: record.clocks.fulfilment.dueAt };
