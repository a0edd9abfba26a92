/** What the fact of a request holds: all that every figure of D3 is recomputed from by hand (A19). */
import { choice, count, each, type FactOf, flag, instant, text } from '#shared/kit/kpi/fact';

const states = [
  ...(['draft', 'submitted', 'awaiting_approval', 'approved', 'in_fulfilment', 'pending', 'fulfilled'] as const),
  ...(['closed', 'rejected', 'canceled', 'failed'] as const),
] as const;

export const requestFactFields = {
  id: text({ required: true }),
  state: choice(states, { required: true, dimension: true }),
  /** The group that answers for it. */
  group: text({ dimension: true }),
  serviceId: text({ dimension: true }),
  customer: text({ dimension: true }),
  /** Of the first item. */
  model: text({ dimension: true }),
  channel: text({ dimension: true }),
  costCentre: text({ dimension: true }),
  /** When it was submitted: a draft is nobody's order. */
  openedAt: instant({ required: true }),
  approvalAskedAt: instant(),
  decidedAt: instant(),
  fulfilledAt: instant(),
  closedAt: instant(),
  approvalRounds: count({ required: true }),
  /** Absent where nobody had to be asked. */
  decision: choice(['approved', 'rejected', 'expired']),
  slaMet: each(['response', 'fulfilment'], flag(), { required: true }),
  dueAt: each(['response', 'fulfilment'], instant(), { required: true }),
  /** Steps that somebody did by hand. */
  humanSteps: count({ required: true }),
  executedSteps: count({ required: true }),
  failedSteps: count({ required: true }),
  /** Price and work in minor units. */
  cost: count({ required: true }),
  deliveryRejections: count({ required: true }),
  csat: each(['score'], choice([1, 2, 3, 4, 5])),
  /** It came of an incident. */
  converted: flag(),
  /** Of a confidential record: it counts for everybody, and is named to whoever may know of it. */
  confidential: flag(),
};

export type RequestFact = FactOf<typeof requestFactFields>;
