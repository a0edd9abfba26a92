/** The request model (D3): what can be ordered, for whom and at which price, and the steps that fulfil it. */
import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, flag, group, integer, line, list, reference, text, texts } from '#shared/grammar/fields';
import { customField } from '#shared/grammar/kinds/custom-field';
import { duration } from '#shared/grammar/kinds/duration';
import type { RecordOf } from '#shared/grammar/record';
import { MAX_EXPRESSION } from '#shared/kit/templates/expression-parser';

export const stepKinds = ['task', 'automation', 'standard_change', 'access', 'purchase', 'information'] as const;
export type StepKind = (typeof stepKinds)[number];

/** Minor units of one item at most: a hundred thousand of them are still an amount. */
const MOST_MINOR = 9e10;

const condition = (label: string, description: string) => text({ max: MAX_EXPRESSION, label, description });

/** What takes back what a step has done. */
const compensation = {
  title: line({ max: 160, required: true, label: 'Title' }),
  group: reference({ label: 'Group that does it', directory: 'group' }),
  runs: line({ max: 120, label: 'Automation that does it' }),
} as const satisfies Fields;

export const stepFields = {
  key: text({
    max: 40,
    pattern: /^[A-Za-z][A-Za-z0-9_-]*$/,
    like: 'a letter, then letters, digits, _ and -',
    required: true,
    label: 'Key',
  }),
  title: line({ max: 160, required: true, label: 'Title' }),
  kind: choice(stepKinds, { required: true, label: 'Kind' }),
  dependsOn: list(line({ max: 40 }), { max: 30, label: 'Keys of the steps that come first' }),
  when: condition('When', 'Such as answers.size = ’large’; the step is left out otherwise'),
  group: reference({ label: 'Group that does it', directory: 'group' }),
  runs: line({
    max: 120,
    label: 'What carries it out',
    description: 'An automation, a role of access, a standard-change model, or the article that is bought',
  }),
  target: duration({ least: 'PT1M', most: 'P180D', label: 'Target', description: 'Working time of the step' }),
  mandatory: flag({ label: 'Mandatory', description: 'Fulfilment waits for it unless this is false' }),
  irreversible: flag({ label: 'Irreversible', description: 'Once it is done the request cannot be cancelled' }),
  outputs: list(line({ max: 40 }), { max: 20, label: 'Names of what it has to answer' }),
  onFail: text({
    max: 20,
    pattern: /^(retry\(([1-9]|10)\)|compensate|stop)$/,
    like: 'retry(n) with n from 1 to 10, compensate or stop',
    label: 'When it fails',
    description:
      'retry(n): tried n times in all, then compensated; compensate: what was done is taken back; stop: it stays as it is',
  }),
  compensation: group(compensation, { label: 'What takes it back' }),
} as const satisfies Fields;

/** What is offered: a requester may know all of it. */
const offerFields = {
  category: line({ max: 80, label: 'Category', filter: true, directory: 'category' }),
  form: list(group(customField), { max: 100, label: 'Order form' }),
  eligibility: condition('Who may order it', 'Over the person it is for, such as employment != ’contractor’'),
  price: group(
    {
      amount: integer({ min: 0, max: MOST_MINOR, required: true, label: 'Minor units of the currency' }),
      currency: text({ max: 3, pattern: /^[A-Z]{3}$/, like: 'a currency of ISO 4217, such as EUR', required: true }),
      recurring: choice(['month', 'year'], { label: 'Charged every' }),
    },
    { label: 'Price of one' },
  ),
  surcharges: list(
    group({
      key: line({ max: 40, required: true }),
      label: texts({ max: 160 }),
      when: condition('When', 'Over the answers, such as answers.memory = ’32’'),
      amount: integer({ min: -MOST_MINOR, max: MOST_MINOR, required: true }),
    }),
    { max: 50, label: 'What options add to the price, in its currency' },
  ),
  maxQty: integer({ min: 1, max: 10_000, label: 'Most of it in one order' }),
  stocked: flag({ label: 'Taken from stock' }),
} as const satisfies Fields;

/** How it is fulfilled. */
const planFields = {
  approvalRule: list(
    group({
      when: condition('When', 'Over answers, qty, amount and person'),
      policy: reference({ required: true, description: 'An approval policy, or none' }),
    }),
    {
      max: 20,
      label: 'Who approves it',
      description: 'The first that holds; by the price where none does',
      visibility: 'internal',
    },
  ),
  steps: list(group(stepFields), { max: 40, label: 'Steps', visibility: 'internal' }),
  fulfilTarget: duration({ least: 'PT1M', most: 'P180D', label: 'Fulfilment target', description: 'Working time' }),
  standardChange: reference({ label: 'Standard-change model', visibility: 'internal' }),
  supportGroup: reference({ label: 'Group that answers for it', directory: 'group' }),
  autoClose: flag({ label: 'Closed as soon as it is fulfilled' }),
} as const satisfies Fields;

/** What versions are made of: all that an order is judged and fulfilled by. */
export const offered = [
  ...(['description', 'serviceId', 'category', 'form', 'eligibility', 'price', 'surcharges'] as const),
  ...(['maxQty', 'stocked'] as const),
] as const;
export const planned = [
  ...(['approvalRule', 'steps', 'fulfilTarget', 'standardChange', 'supportGroup', 'autoClose'] as const),
] as const;

const offer = {
  version: integer({ min: 1, max: 1_000_000, required: true }),
  title: line({ max: 160, required: true }),
  description: text({ max: 32_000 }),
  serviceId: reference(),
  ...offerFields,
} as const satisfies Fields;

export const requestModelFields = {
  ...offerFields,
  ...planFields,
  offer: group(offer, { label: 'The version that is ordered now', readOnly: true }),
  plan: group(planFields, { label: 'How that is fulfilled', readOnly: true, visibility: 'internal' }),
  stock: integer({ min: 0, max: 1_000_000, label: 'In stock and not promised', readOnly: true }),
  backordered: integer({ min: 0, max: 1_000_000_000, label: 'Ordered beyond the stock', readOnly: true }),
  catalogueItem: reference({ label: 'Catalogue item', readOnly: true }),
} as const satisfies Fields;

export const requestModelStates = {
  draft: 'open',
  published: 'open',
  suspended: 'waiting',
  retired: 'done',
} as const satisfies Readonly<Record<string, StateClass>>;
export type RequestModel = RecordOf<typeof requestModelFields, keyof typeof requestModelStates>;
export type Offer = NonNullable<RequestModel['offer']>;
export type Plan = NonNullable<RequestModel['plan']>;
export type ModelStep = NonNullable<Plan['steps']>[number];

const ofRequest = {
  request: reference({ required: true }),
  item: integer({ min: 1, max: 1000, required: true }),
  quantity: integer({ min: 1, max: 100_000, required: true }),
} as const satisfies Fields;

/** Inputs of the actions. */
export const inputs = {
  publish: { notes: text({ max: 2000, label: 'What is new' }) },
  reason: { reason: text({ max: 1000, required: true }) },
  restock: {
    quantity: integer({ min: -1_000_000, max: 1_000_000, required: true, description: 'Negative takes some out' }),
    reason: text({ max: 1000, required: true }),
  },
  ofRequest,
} as const;
