/** Pure rules of fulfilment: stock, tasks, and what their success and failure lead to (D3). */
import type { Emits } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ChangesOf, ValuesOf } from '#shared/grammar/fields';
import { carriedOutElsewhere, type contract } from '../contract.ts';
import type { Item, inputs, Request, Step } from './record.ts';
import * as plan from './rules-plan.ts';

type On<A extends keyof typeof inputs> = Decision<Request, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<Request, Emits<typeof contract, 'request'>>;
type Emission = Emits<typeof contract, 'request'>;

export const stepsOf = ({ steps = [] }: Request): plan.Steps => steps;

/** Each gets a task: whoever opens tasks hears of it. */
export function tasksFor(opened: plan.Steps): readonly Emission[] {
  if (opened.length === 0) return [];
  const tasks = opened.map((step) => {
    const { title, kind } = plan.workOf(step);
    return { key: step.key, attempt: step.attempt, kind, called: title };
  });
  return [{ name: 'tasks_opened', data: { tasks } }];
}

export const withdrawing = (tasks: readonly string[]): readonly Emission[] =>
  tasks.length === 0 ? [] : [{ name: 'tasks_withdrawn', data: { tasks: [...tasks] } }];

/** Items as they are ordered, for those who are told of them. */
export const toldOf = ({ items = [] }: Request) =>
  items.flatMap(({ model, version, qty = 1 }, at) =>
    model === undefined ? [] : [{ item: at + 1, model, qty, ...(version !== undefined && { version }) }],
  );

// Stock -----------------------------------------------------------------------------------------------------------------------

const linesOf = ({ items = [] }: Request, stock: Item['stock']) =>
  items.flatMap((item, at) =>
    item.stock === stock && item.model !== undefined
      ? [{ item: at + 1, model: item.model, quantity: item.qty ?? 1 }]
      : [],
  );

/** The models decide about their stock, one order after the other. */
export function askStock({ record }: On<'nothing'>): Result {
  const lines = linesOf(record, 'wanted');
  return lines.length === 0 ? {} : { emit: [{ name: 'stock_asked', data: { lines } }] };
}

export const hasStock = ({ items = [] }: Request): boolean => items.every(({ stock }) => stock !== 'wanted');

const withItem = ({ items = [] }: Request, number: number, change: Partial<Item>): readonly Item[] =>
  items.map((item, at) => (at + 1 === number ? { ...item, ...change } : item));

/** What is reserved for an order that is over by then is for others. */
export function noteStock({ record, input }: On<'noteStock'>): Result {
  const { item, quantity, short } = input;
  const model = record.items?.[item - 1]?.model;
  const over = ['canceled', 'failed', 'rejected', 'closed'].includes(record.state) || record.failing !== undefined;
  if (over && !short && model !== undefined) {
    const lines = [{ item, model, quantity }];
    return {
      set: { items: withItem(record, item, { stock: 'released' }) },
      emit: [{ name: 'stock_released', data: { lines } }],
    };
  }
  return {
    set: { items: withItem(record, item, short ? { stock: 'short', state: 'backordered' } : { stock: 'reserved' }) },
  };
}

export function releaseStock({ record }: On<'nothing'>): Result {
  const lines = linesOf(record, 'reserved');
  if (lines.length === 0) return {};
  const items = (record.items ?? []).map((item) =>
    item.stock === 'reserved' ? { ...item, stock: 'released' as const } : item,
  );
  return { set: { items }, emit: [{ name: 'stock_released', data: { lines } }] };
}

// Fulfilment ------------------------------------------------------------------------------------------------------------------

const inWork = ({ items = [] }: Request): readonly Item[] =>
  items.map((item) => (item.state === 'ordered' ? { ...item, state: 'in_fulfilment' } : item));

/** Whatever waits for nothing begins; what is not in stock waits for the supplier. */
export function start({ record, at }: On<'nothing'>): Result {
  const short = (record.items ?? []).flatMap((item, index) =>
    item.stock === 'short' ? [{ item, number: index + 1 }] : [],
  );
  const whole = short.reduce(
    (steps, { item, number }) => plan.withSupplier(steps, number, item.model ?? '', record.supportGroup),
    stepsOf(record),
  );
  const { steps, opened } = plan.openReady(whole, at);
  const begun = { startedAt: at, respondedAt: record.respondedAt ?? at, items: inWork(record) };
  return advanced({ ...record, ...begun }, steps, at, begun, tasksFor(opened));
}

/** What of it is fulfilled once its steps are. */
function itemsAfter({ items = [] }: Request, steps: plan.Steps): readonly Item[] {
  return items.map((item, at) => {
    const own = steps.filter((step) => step.item === at + 1);
    if (item.state !== 'in_fulfilment' && item.state !== 'backordered') return item;
    if (plan.isDone(own)) return { ...item, state: 'fulfilled' };
    const waits = own.some(({ key, state }) => key === `${at + 1}/supplier` && state !== 'done');
    return { ...item, state: waits ? 'backordered' : 'in_fulfilment' };
  });
}

/** The request as its steps stand: fulfilled when all that it waits for is done, and closed where its models say so. */
function advanced(
  record: Request,
  steps: plan.Steps,
  at: string,
  more: ChangesOf<Request>,
  emit: readonly Emission[],
): Result {
  const items = itemsAfter(record, steps);
  if (!plan.isDone(steps)) return { set: { ...more, steps, items }, emit };
  const left = plan.withdrawn(steps);
  const { requestedFor } = record;
  const done = items.map((item) => ({ ...item, state: 'fulfilled' as const }));
  return {
    state: record.autoClose ? 'closed' : 'fulfilled',
    set: {
      ...more,
      steps: left.steps,
      items: done,
      fulfilledAt: at,
      ...(record.autoClose && { closeCode: 'delivered' }),
    },
    emit: [
      ...emit,
      ...withdrawing(left.tasks),
      {
        name: 'fulfilled',
        data: { items: toldOf(record), ...(requestedFor !== undefined && { requestedFor }) },
      },
      ...(record.autoClose ? charged(record, 'delivered') : []),
    ],
  };
}

/** What is told when it is over: what it costs, and who is asked how it went. */
export function charged(
  { costTotal, costCentre, requestedFor, requesterId }: Request,
  code: string,
): readonly Emission[] {
  const charge = { ...(costTotal && { charge: costTotal }), ...(costCentre !== undefined && { costCentre }) };
  return [
    { name: 'closed', data: { code, ...charge } },
    { name: 'satisfaction_asked', data: { to: requestedFor ?? requesterId ?? null } },
  ];
}

/** A task is there: whoever carries out such tasks hears of it. */
export function beginTask({ record, input }: On<'beginTask'>): Result {
  const { key, attempt = 1, task = '' } = input;
  const step = plan.stepNamed(stepsOf(record), key);
  if (!step || step.attempt !== attempt || (step.state !== 'open' && step.state !== 'compensating')) return {};
  const { kind, group, runs } = plan.workOf(step);
  const told = carriedOutElsewhere.find((each) => each === kind);
  const { requestedFor } = record;
  const qty = record.items?.[step.item - 1]?.qty;
  return {
    set: { steps: plan.startedTask(stepsOf(record), key, task) },
    ...(told && {
      emit: [
        {
          name: 'task_started',
          data: {
            ...{ kind: told, task, key, attempt },
            ...(group !== undefined && { group }),
            ...(runs !== undefined && { target: runs }),
            ...(qty !== undefined && { qty }),
            ...(requestedFor !== undefined && { requestedFor }),
            ...(step.state === 'compensating' && { compensates: true }),
          },
        },
      ],
    }),
  };
}

/** Nobody waits for what was done of another try, or of a step that is over. */
export function isWaitedFor({
  record,
  input,
}: Decision<Request, { readonly key: string; readonly attempt?: number }>): Refusal | undefined {
  const step = plan.stepNamed(stepsOf(record), input.key);
  const waits = step && (step.state === 'open' || step.state === 'compensating');
  if (waits && (input.attempt === undefined || step.attempt === input.attempt)) return undefined;
  return {
    slug: 'guard-failed',
    detail: `nobody waits for ${input.key}: it is ${step?.state ?? 'no step of the request'}`,
  };
}

const stepOf = (record: Request, key: string): Step | undefined => plan.stepNamed(stepsOf(record), key);

/** Whether steps may be begun: not on hold, and not while what was done is taken back. */
const mayBegin = ({ state, failing }: Request): boolean => state === 'in_fulfilment' && failing === undefined;

function goneOn(record: Request, steps: plan.Steps, at: string, told: Emission): Result {
  if (record.state === 'canceled' || record.failing) return { set: { steps }, emit: [told] };
  const next = mayBegin(record) ? plan.openReady(steps, at) : { steps, opened: [] };
  return advanced(record, next.steps, at, {}, [told, ...tasksFor(next.opened)]);
}

/** What was to be taken back is, or cannot be; the one before follows. */
function takenBack(record: Request, key: string, state: 'compensated' | 'not_compensated', at: string): Result {
  const next = plan.takeBackNext(plan.tookBack(stepsOf(record), key, state), at);
  return { set: { steps: next.steps }, emit: tasksFor(next.opened) };
}

export function completeTask({ record, input, at }: On<'completeTask'>): Result {
  const { key, result, minutes } = input;
  const step = stepOf(record, key);
  if (step?.state === 'compensating') return takenBack(record, key, 'compensated', at);
  const done = { ...(result && { result }), ...(minutes !== undefined && { minutes }) };
  const told = { name: 'task_completed', data: { key, kind: step?.kind ?? 'task' } } as const;
  return goneOn(record, plan.completed(stepsOf(record), key, done, at), at, told);
}

export function skipTask({ record, input, at }: On<'skipTask'>): Result {
  const { key } = input;
  const step = stepOf(record, key);
  if (step?.state === 'compensating') return takenBack(record, key, 'not_compensated', at);
  const told = { name: 'task_skipped', data: { key, kind: step?.kind ?? 'task' } } as const;
  return goneOn(record, plan.skipped(stepsOf(record), key), at, told);
}

/** Tried again for as often as its model says; then what was done is taken back, or it stays as it is. */
export function failTask({ record, input, now, at }: On<'failTask'>): Result {
  const { key, reason } = input;
  const step = stepOf(record, key);
  if (!step) return {};
  if (step.state === 'compensating') return takenBack(record, key, 'not_compensated', at);
  const { steps, retryAt } = plan.failed(stepsOf(record), step, now);
  const told = {
    name: 'task_failed',
    data: { key, kind: step.kind, ...(retryAt !== undefined && { retryAt }) },
  } as const;
  if (retryAt !== undefined) return { set: { steps }, emit: [told] };
  if (!step.mandatory) return goneOn(record, steps, at, told);
  if (step.onFail === 'compensate' && !record.fulfilledAt)
    return { set: { steps, failing: { step: key, because: reason } }, emit: [told] };
  const left = plan.withdrawn(steps);
  const items = (record.items ?? []).map((item) =>
    item.state === 'fulfilled' ? item : { ...item, state: 'failed' as const },
  );
  return {
    state: 'failed',
    set: { steps: left.steps, items, closeCode: 'failed' },
    emit: [told, ...withdrawing(left.tasks), { name: 'failed', data: { step: step.title, because: reason } }],
  };
}

/** When a step that failed is tried again, in epoch milliseconds. */
export function retriesAt(record: Request): number | undefined {
  if (!mayBegin(record)) return undefined;
  const due = stepsOf(record).flatMap(({ state, retryAt }) =>
    state === 'retrying' && retryAt !== undefined ? [Date.parse(retryAt)] : [],
  );
  return due.length === 0 ? undefined : Math.min(...due);
}

export function retryTasks({ record, now, at }: On<'nothing'>): Result {
  const { steps, opened } = plan.openRetries(stepsOf(record), now, at);
  return { set: { steps }, emit: tasksFor(opened) };
}

/** What became ready meanwhile begins when it goes on. */
export function goOn({ record, at }: Decision<Request, unknown>): Result {
  const { steps, opened } = plan.openReady(stepsOf(record), at);
  return advanced(record, steps, at, {}, tasksFor(opened));
}

/** Counted for those who may not see the steps. */
export function countSteps(record: Request): ChangesOf<Request> {
  const steps = stepsOf(record).filter(({ mandatory, state }) => mandatory && state !== 'withdrawn');
  if (steps.length === 0) return {};
  return {
    fulfilment: { done: steps.filter(({ state }) => state === 'done' || state === 'skipped').length, of: steps.length },
  };
}
