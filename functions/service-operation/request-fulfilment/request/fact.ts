/** The fact that a request leaves for key figures, finished or still open. */
import { defineFact } from '#shared/kit/kpi/fact';
import type { ServiceLevelClock } from '#shared/kit/service-levels/clock';
import type { Configuration } from '#shared/tenancy/configuration';
import type { RequestFact } from './fact-fields.ts';
import type { Request } from './record.ts';

/** Whether a clock's target was kept; undefined while that is open, and for a clock that does not count. */
function kept(clock: ServiceLevelClock | undefined): boolean | undefined {
  if (clock?.state === 'met') return true;
  return clock?.state.startsWith('breached') ? false : undefined;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** A cast, because the type of entries does not tell that only undefined ones went. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>;
}

const decisions = ['approved', 'rejected', 'expired'] as const;
const scores = [1, 2, 3, 4, 5] as const;
const byHand: readonly string[] = ['task', 'information', 'purchase'];

/** Whoever was asked how it went, and what they said. */
function rating({ csat, closeCode }: Request): RequestFact['csat'] {
  const score = scores.find((each) => each === csat);
  if (score) return { score };
  return closeCode === 'delivered' || closeCode === 'answered' ? {} : undefined;
}

function factOf(record: Request, { settings }: Configuration): RequestFact {
  const { steps = [], clocks = {}, costTotal, approvalRound = 0, approvalAskedAt } = record;
  const executed = steps.filter(({ attempt }) => attempt > 0);
  const minutes = steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
  const decision = decisions.find((each) => each === record.approvalOutcome);
  return {
    ...defined({
      group: record.supportGroup ?? record.assignedGroup,
      serviceId: record.serviceId,
      model: record.modelId?.[0],
      channel: record.channel,
      costCentre: record.costCentre,
      approvalAskedAt,
      decidedAt: record.decidedAt,
      fulfilledAt: record.fulfilledAt,
      closedAt: record.closedAt,
      decision: approvalAskedAt === undefined ? undefined : decision,
      csat: rating(record),
      converted: record.convertedFrom !== undefined || undefined,
      confidential: record.confidential || undefined,
    }),
    id: record.id,
    state: record.state,
    openedAt: record.submittedAt ?? record.openedAt,
    approvalRounds: approvalAskedAt === undefined ? 0 : approvalRound,
    slaMet: defined({ response: kept(clocks.response), fulfilment: kept(clocks.fulfilment) }),
    dueAt: defined({
      response: clocks.response?.dueAt ?? undefined,
      fulfilment: clocks.fulfilment?.dueAt ?? undefined,
    }),
    humanSteps: executed.filter(({ kind }) => byHand.includes(kind)).length,
    executedSteps: executed.length,
    failedSteps: executed.filter(({ failures = 0 }) => failures > 0).length,
    cost: (costTotal?.amount ?? 0) + Math.round((minutes * settings.requestHourlyRate) / 60),
    deliveryRejections: record.deliveryRejections ?? 0,
  };
}

export const requestFact = defineFact({
  over: ['fulfilledAt', 'closedAt'],
  finished: ['fulfilled', 'closed', 'rejected', 'canceled', 'failed'],
  of: factOf,
});
