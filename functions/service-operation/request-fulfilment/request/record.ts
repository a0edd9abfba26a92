/** The request (D3): what was ordered, for whom, at which price, and how far its steps are. */
import { roundFields } from '#shared/capabilities/approvals/fields';
import type { StateClass } from '#shared/grammar/definition';
import {
  choice,
  type Fields,
  flag,
  group,
  instant,
  integer,
  line,
  list,
  reference,
  text,
  values,
} from '#shared/grammar/fields';
import { duration } from '#shared/grammar/kinds/duration';
import { money } from '#shared/grammar/kinds/money';
import type { RecordOf } from '#shared/grammar/record';
import { stepKinds } from '../request-model/record.ts';

export const holdReasons = ['awaiting_caller', 'awaiting_vendor', 'awaiting_change', 'scheduled_with_user'] as const;
export const itemStates = [
  ...(['ordered', 'backordered', 'in_fulfilment', 'fulfilled'] as const),
  ...(['rejected', 'canceled', 'failed'] as const),
] as const;
export const stepStates = [
  ...(['blocked', 'open', 'retrying', 'done', 'failed', 'skipped', 'withdrawn'] as const),
  ...(['compensating', 'compensated', 'not_compensated'] as const),
] as const;
export const closeCodes = ['delivered', 'answered', 'rejected', 'expired', 'canceled', 'failed'] as const;

const MOST_MINOR = 9e15;

/** An item: what is ordered, and what was frozen of its model then. */
const item = {
  item: reference({ label: 'Catalogue item' }),
  model: reference({ label: 'Request model', names: 'request-model' }),
  qty: integer({ min: 1, max: 10_000, label: 'Quantity' }),
  answers: values({ max: 100, label: 'Answers to the order form' }),
  version: integer({ min: 1, max: 1_000_000, label: 'Version of the model' }),
  title: line({ max: 160, label: 'Title' }),
  price: integer({ min: 0, max: MOST_MINOR, label: 'Price of all of it, in minor units' }),
  recurring: choice(['month', 'year'], { label: 'Charged every' }),
  state: choice(itemStates, { label: 'State' }),
  stock: choice(['wanted', 'reserved', 'short', 'released'], { label: 'Whether its stock is reserved' }),
} as const satisfies Fields;

/** What an order does not say of an item: it is frozen when it is submitted. */
export const frozen = ['version', 'title', 'price', 'recurring', 'state', 'stock'] as const;

const key = () => line({ max: 60, required: true });

/** A step of the plan: what its model said then, and what has become of it. */
const step = {
  key: key(),
  item: integer({ min: 0, max: 100, required: true }),
  kind: choice(stepKinds, { required: true }),
  title: line({ max: 160, required: true }),
  dependsOn: list(line({ max: 60 }), { max: 60, required: true }),
  group: reference(),
  runs: line({ max: 120 }),
  target: duration(),
  mandatory: flag({ required: true }),
  irreversible: flag(),
  outputs: list(line({ max: 40 }), { max: 20 }),
  tries: integer({ min: 1, max: 10, required: true }),
  onFail: choice(['compensate', 'stop'], { required: true }),
  compensation: group({ title: line({ max: 160, required: true }), group: reference(), runs: line({ max: 120 }) }),
  state: choice(stepStates, { required: true }),
  attempt: integer({ min: 0, max: 100, required: true }),
  /** In which order the steps were done. */
  place: integer({ min: 1, max: 10_000 }),
  openedAt: instant(),
  doneAt: instant(),
  retryAt: instant(),
  task: reference({ names: 'request-task' }),
  result: values({ max: 40 }),
  minutes: integer({ min: 0, max: 1_000_000 }),
  failures: integer({ min: 0, max: 1000 }),
} as const satisfies Fields;

const when = (label: string) => instant({ label, readOnly: true });
const count = (label: string) => integer({ min: 0, max: 100_000, label, readOnly: true, visibility: 'internal' });

export const requestFields = {
  items: list(group(item), { max: 20, label: 'Items' }),
  begins: choice(['draft', 'submitted'], { fixed: true, label: 'Whether it is drafted or submitted at once' }),
  infoOnly: flag({ fixed: true, label: 'Asks for information only' }),
  estimate: money({ least: 0, statedBy: 'agents', label: 'Estimate', description: 'Of what no model has a price for' }),
  requestedFor: reference({ label: 'Requested for', filter: true, personal: true, directory: 'person' }),
  deliveryTo: line({ max: 200, label: 'Delivered to', personal: true }),
  costCentre: line({ max: 80, label: 'Cost centre', filter: true }),
  convertedFrom: reference({ label: 'Incident that it came of', names: 'incident', fixed: true, statedBy: 'agents' }),
  costTotal: money({ label: 'Cost in all, of one period where it recurs', readOnly: true }),
  modelId: list(reference(), { max: 20, label: 'Request models', names: 'request-model', readOnly: true }),
  supportGroup: reference({ label: 'Group that answers for it', readOnly: true, visibility: 'internal' }),
  fulfilTarget: duration({ label: 'Fulfilment target', readOnly: true, visibility: 'internal' }),
  autoClose: flag({ label: 'Closed as soon as it is fulfilled', readOnly: true, visibility: 'internal' }),
  steps: list(group(step), { max: 200, label: 'Steps', readOnly: true, visibility: 'internal' }),
  fulfilment: group(
    {
      done: integer({ min: 0, max: 1000, required: true }),
      of: integer({ min: 0, max: 1000, required: true }),
    },
    { label: 'How many of its steps are done', readOnly: true },
  ),
  ...roundFields('approval', 'Approval'),
  decision: text({ max: 4000, label: 'What was said with the decision', readOnly: true }),
  submittedAt: when('Submitted'),
  decidedAt: when('Decided'),
  approvalAskedAt: when('Approval asked for'),
  startedAt: when('Fulfilment began'),
  respondedAt: when('First response'),
  fulfilledAt: when('Fulfilled'),
  dueAt: when('Due'),
  expectedAt: when('Expected'),
  holdReason: choice(holdReasons, { label: 'Hold reason', readOnly: true, filter: true }),
  holdUntil: when('On hold until'),
  heldAt: when('On hold since'),
  holdCount: count('Times held'),
  remindersSent: count('Reminders sent to the caller'),
  supplierTicket: line({ max: 120, label: 'Supplier ticket', statedBy: 'agents' }),
  atRisk: flag({ label: 'Service level at risk', readOnly: true, visibility: 'internal' }),
  failing: group(
    { step: key(), because: text({ max: 1000, required: true }) },
    { label: 'Why it is taken back', readOnly: true, visibility: 'internal' },
  ),
  withdrawn: group(
    { by: reference({ required: true }), at: instant({ required: true }), reason: text({ max: 1000, required: true }) },
    { label: 'Withdrawn', readOnly: true },
  ),
  closeCode: choice(closeCodes, { label: 'How it ended', readOnly: true, filter: true }),
  answer: text({ max: 8000, label: 'Answer', readOnly: true }),
  article: reference({ label: 'Article that answers it', readOnly: true }),
  deliveryRejections: count('Times that the delivery was rejected'),
  csat: integer({ min: 1, max: 5, label: 'Satisfaction', readOnly: true, filter: true }),
  csatComment: text({ max: 2000, label: 'What the requester says of it', readOnly: true }),
} as const satisfies Fields;

export const requestStates = {
  draft: 'waiting',
  submitted: 'open',
  awaiting_approval: 'waiting',
  approved: 'open',
  in_fulfilment: 'open',
  pending: 'waiting',
  fulfilled: 'done',
  closed: 'final',
  rejected: 'final',
  canceled: 'final',
  failed: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type RequestState = keyof typeof requestStates;
export type Request = RecordOf<typeof requestFields, RequestState>;
export type Item = NonNullable<Request['items']>[number];
export type Step = NonNullable<Request['steps']>[number];
export type StepState = Step['state'];

const reason = { reason: text({ max: 1000, required: true }) } as const satisfies Fields;
/** Which step, and which try of it, a task is about. */
const ofStep = { key: key(), attempt: integer({ min: 1, max: 100 }), task: reference() } as const satisfies Fields;

/** Inputs of the actions. */
export const inputs = {
  nothing: {},
  reason,
  hold: {
    reason: choice(holdReasons, { required: true }),
    comment: text({ max: 8000, description: 'Public question to the caller; required for awaiting_caller' }),
    supplierTicket: line({ max: 120, description: 'Required for awaiting_vendor' }),
    until: instant({ description: 'Required for scheduled_with_user' }),
  },
  resume: { reason: text({ max: 1000 }) },
  noteStock: {
    item: integer({ min: 1, max: 1000, required: true }),
    quantity: integer({ min: 1, max: 100_000, required: true }),
    short: flag({ required: true }),
  },
  beginTask: ofStep,
  completeTask: { ...ofStep, result: values({ max: 40 }), minutes: integer({ min: 0, max: 1_000_000 }) },
  failTask: { ...ofStep, ...reason, minutes: integer({ min: 0, max: 1_000_000 }) },
  skipTask: { ...ofStep, ...reason },
  announce: {
    expectedAt: instant({ required: true }),
    text: text({ max: 2000, required: true, description: 'What the requester is told' }),
  },
  answer: { text: text({ max: 8000, required: true }), article: reference() },
  rate: { score: integer({ min: 1, max: 5, required: true }), comment: text({ max: 2000 }) },
} as const;
