/** Pure rules of how a request ends: decided, confirmed, withdrawn, taken back, answered, rated (D3). */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ChangesOf, ValuesOf } from '#shared/grammar/fields';
import type { Configuration } from '#shared/tenancy/configuration';
import type { contract } from '../contract.ts';
import type { Item, inputs, Request } from './record.ts';
import { charged, stepsOf, tasksFor, withdrawing } from './rules-fulfilment.ts';
import * as plan from './rules-plan.ts';

type On<A extends keyof typeof inputs> = Decision<Request, ValuesOf<(typeof inputs)[A]>>;
type Seen = Decision<Request, unknown>;
type Result = Outcome<Request, Emits<typeof contract, 'request'>>;

/** A score up to this is a complaint: business relationship management hears of it. */
const COMPLAINT = 2;

const allItems = ({ items = [] }: Request, state: NonNullable<Item['state']>): readonly Item[] =>
  items.map((item) => ({ ...item, state }));

// Decided ---------------------------------------------------------------------------------------------------------------------

export const decided = ({ at }: Seen): Result => ({ set: { decidedAt: at } });

export const rejected = ({ record, at }: Seen): Result => ({
  set: { decidedAt: at, closeCode: 'rejected', items: allItems(record, 'rejected') },
});

export const expired = ({ record, at }: Seen): Result => ({
  set: { decidedAt: at, closeCode: 'expired', items: allItems(record, 'rejected') },
});

// Withdrawn and taken back ----------------------------------------------------------------------------------------------------

/** What was bought or delivered is returned, not cancelled. */
export function canBeTakenBack({ record }: Seen): Refusal | undefined {
  if (record.fulfilledAt !== undefined)
    return {
      slug: 'irreversible-step',
      detail: `${record.id} was delivered; reject the delivery, or return what was delivered`,
    };
  const step = stepsOf(record).find(({ state, irreversible }) => irreversible && state === 'done');
  if (!step) return undefined;
  return {
    slug: 'irreversible-step',
    detail: `${step.title} is done and cannot be taken back; return what was delivered`,
  };
}

export function cancel({ record, input, actor, at }: On<'reason'>): Result {
  const left = plan.withdrawn(stepsOf(record));
  return {
    set: {
      ...{ withdrawn: { by: actor.id, at, reason: input.reason }, closeCode: 'canceled' },
      ...{ items: allItems(record, 'canceled'), steps: left.steps, ...released },
    },
    emit: withdrawing(left.tasks),
  };
}

/** Nothing more is done, and what was done is taken back, the latest first. */
export function takeBack({ record, at }: Seen): Result {
  const left = plan.withdrawn(stepsOf(record));
  const next = plan.takeBackNext(left.steps, at);
  return { set: { steps: next.steps }, emit: [...withdrawing(left.tasks), ...tasksFor(next.opened)] };
}

export const isTakenBack = (record: Request): boolean => stepsOf(record).every(({ state }) => state !== 'compensating');

/** Everything is taken back that could be: what had failed is over, and what was withdrawn is told of. */
export function endTakingBack({ record }: Seen): Result {
  const left = stepsOf(record).flatMap(({ state, title }) => (state === 'not_compensated' ? [title] : []));
  const told = { name: 'compensated', data: { left } } as const;
  if (record.state === 'canceled') return { emit: [told] };
  const { failing } = record;
  const why = failing && {
    step: plan.stepNamed(stepsOf(record), failing.step)?.title ?? failing.step,
    because: failing.because,
  };
  return {
    state: 'failed',
    set: { closeCode: 'failed', items: allItems(record, 'failed') },
    emit: [told, { name: 'failed', data: { ...why } }],
  };
}

// Delivered -------------------------------------------------------------------------------------------------------------------

/** So many business days after it was fulfilled without a word (D3). */
export function closeAt({ state, fulfilledAt }: Request, { business, settings }: Configuration): number | undefined {
  if (state !== 'fulfilled' || fulfilledAt === undefined) return undefined;
  return business.addBusinessDays(Date.parse(fulfilledAt) / 1000, settings.requestCloseAfterDays) * 1000;
}

export const close = ({ record }: Seen): Result => ({
  set: { closeCode: 'delivered' },
  emit: charged(record, 'delivered'),
});

export function rejectDelivery({ record, input, at }: On<'reason'>): Result {
  const { steps, opened } = plan.rework(stepsOf(record), input.reason, record.supportGroup ?? record.assignedGroup, at);
  const items = (record.items ?? []).map((item) => ({ ...item, state: 'in_fulfilment' as const }));
  return {
    set: { steps, items, deliveryRejections: (record.deliveryRejections ?? 0) + 1 },
    emit: [{ name: 'delivery_rejected' }, ...tasksFor(opened)],
  };
}

// Answered --------------------------------------------------------------------------------------------------------------------

export function isQuestion({ record }: Seen): Refusal | undefined {
  if (record.infoOnly) return undefined;
  return { slug: 'guard-failed', detail: 'it asks for more than information; complete its tasks' };
}

export function answer({ record, input, at }: On<'answer'>): Result {
  const { text, article } = input;
  const left = plan.withdrawn(stepsOf(record));
  return {
    set: {
      ...{ answer: text, closeCode: 'answered', steps: left.steps, items: allItems(record, 'fulfilled') },
      ...{ fulfilledAt: at, respondedAt: record.respondedAt ?? at, ...(article !== undefined && { article }) },
    },
    comment: { body: text, visibility: 'public' },
    emit: [...withdrawing(left.tasks), ...charged(record, 'answered')],
  };
}

// Rated -----------------------------------------------------------------------------------------------------------------------

export function isForActor({ record, actor }: Seen): Refusal | undefined {
  if ([record.requestedFor, record.requesterId, record.onBehalfOf].includes(actor.id)) return undefined;
  return { slug: 'forbidden', detail: 'a request is rated by whom it was for' };
}

export function isNotRated({ record }: Seen): Refusal | undefined {
  if (record.csat === undefined) return undefined;
  return { slug: 'guard-failed', detail: `it was rated ${record.csat} already` };
}

export function rate({ input }: On<'rate'>): Result {
  const { score, comment } = input;
  return {
    set: { csat: score, ...(comment !== undefined && { csatComment: comment }) },
    emit: [
      { name: 'rated', data: { score } },
      ...(score <= COMPLAINT ? [{ name: 'complaint_raised', data: { score } } as const] : []),
    ],
  };
}

export const released = { holdReason: null, holdUntil: null, heldAt: null } as const satisfies ChangesOf<Request>;
