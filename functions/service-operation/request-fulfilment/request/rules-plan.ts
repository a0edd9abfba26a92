/** The plan of a request: the steps of its items as they were published, each opened when what it depends on is done (D3). Pure. */

import { toInstant } from '#shared/time/clock';
import type { ModelStep, Plan } from '../request-model/record.ts';
import { appliesTo, type Ordered } from '../request-model/rules-offer.ts';
import type { Request, Step, StepState } from './record.ts';

export type Steps = readonly Step[];

/** Tried so often in all, unless the model says otherwise. */
const IN_ALL = 3;

function tries({ onFail, kind }: ModelStep): Pick<Step, 'tries' | 'onFail'> {
  const [, told] = /^retry\((\d+)\)$/.exec(onFail ?? '') ?? [];
  if (told !== undefined) return { tries: Number(told), onFail: 'compensate' };
  if (onFail === 'stop') return { tries: 1, onFail: 'stop' };
  return { tries: onFail === undefined && kind === 'automation' ? IN_ALL : 1, onFail: 'compensate' };
}

/** The steps of an item that its answers call for. What depends on a step that is left out depends on nothing in its place. */
export function stepsOf(item: number, { steps = [] }: Plan, ordered: Ordered, amount: number): Steps {
  const wanted = steps.filter(({ when }) => appliesTo(when, ordered, amount));
  const known = new Set(wanted.map(({ key }) => key));
  return wanted.map((step): Step => {
    const {
      key,
      kind,
      title,
      dependsOn = [],
      group,
      runs,
      target,
      mandatory,
      irreversible,
      outputs,
      compensation,
    } = step;
    return {
      ...{ key: `${item}.${key}`, item, kind, title, mandatory: mandatory ?? true, state: 'blocked', attempt: 0 },
      dependsOn: dependsOn.filter((each) => known.has(each)).map((each) => `${item}.${each}`),
      ...tries(step),
      ...(group !== undefined && { group }),
      ...(runs !== undefined && { runs }),
      ...(target !== undefined && { target }),
      ...(irreversible && { irreversible }),
      ...(outputs && { outputs }),
      ...(compensation && { compensation }),
    };
  });
}

/** Of what no model fulfils: somebody does it, or answers it. */
export const workOn = ({ title, infoOnly, assignedGroup, supportGroup }: Request): Step => ({
  ...{ key: 'work', item: 0, kind: infoOnly ? 'information' : 'task', title, dependsOn: [] },
  ...{ mandatory: true, tries: 1, onFail: 'stop', state: 'blocked', attempt: 0 },
  ...((assignedGroup ?? supportGroup) !== undefined && { group: assignedGroup ?? supportGroup }),
});

/** What an item that is not in stock waits for. */
export function withSupplier(steps: Steps, item: number, model: string, group: string | undefined): Steps {
  const key = `${item}/supplier`;
  if (steps.some((step) => step.key === key)) return steps;
  const order: Step = {
    ...{ key, item, kind: 'purchase', title: 'Order it from the supplier', dependsOn: [], runs: model },
    ...{ mandatory: true, tries: 1, onFail: 'compensate', state: 'blocked', attempt: 0 },
    ...(group !== undefined && { group }),
  };
  return [
    order,
    ...steps.map((step) => (step.item === item && step.dependsOn.length === 0 ? { ...step, dependsOn: [key] } : step)),
  ];
}

/** What nothing waits for any more. A step that need not be done is over when it has failed, too. */
const isOver = ({ state, mandatory }: Step): boolean =>
  state === 'done' || state === 'skipped' || (state === 'failed' && !mandatory);

/** Whether all that fulfilment waits for is done. */
export const isDone = (steps: Steps): boolean => steps.every((step) => !step.mandatory || isOver(step));

const changed = (steps: Steps, key: string, change: Partial<Step>): Steps =>
  steps.map((step) => (step.key === key ? { ...step, ...change } : step));

export const stepNamed = (steps: Steps, key: string): Step | undefined => steps.find((step) => step.key === key);

/** Steps, and those of them that are to have a task now. */
export interface Moved {
  readonly steps: Steps;
  readonly opened: Steps;
}

const opened = (step: Step, at: string): Step => {
  const { retryAt: _, task: __, ...rest } = step;
  return { ...rest, state: 'open', attempt: step.attempt + 1, openedAt: at };
};

/** Opens what waits for nothing any more, all of it at once. */
export function openReady(steps: Steps, at: string): Moved {
  const over = new Set(steps.filter(isOver).map(({ key }) => key));
  const isReady = ({ state, dependsOn }: Step): boolean =>
    state === 'blocked' && dependsOn.every((key) => over.has(key));
  const next = steps.map((step) => (isReady(step) ? opened(step, at) : step));
  return { steps: next, opened: next.filter((step, index) => step !== steps[index]) };
}

/** Tries again what has waited long enough. @param now epoch milliseconds */
export function openRetries(steps: Steps, now: number, at: string): Moved {
  const isTime = ({ state, retryAt }: Step): boolean =>
    state === 'retrying' && retryAt !== undefined && Date.parse(retryAt) <= now;
  const next = steps.map((step) => (isTime(step) ? opened(step, at) : step));
  return { steps: next, opened: next.filter((step, index) => step !== steps[index]) };
}

export function completed(steps: Steps, key: string, result: Pick<Step, 'result' | 'minutes'>, at: string): Steps {
  const place = 1 + Math.max(0, ...steps.map((step) => step.place ?? 0));
  return changed(steps, key, { ...result, state: 'done', doneAt: at, place });
}

export const skipped = (steps: Steps, key: string): Steps => changed(steps, key, { state: 'skipped' });

/** The first try again follows after a minute, each further one after twice the time. */
const RETRY_MS = 60_000;

/** @param now epoch milliseconds */
export function failed(steps: Steps, step: Step, now: number): { readonly steps: Steps; readonly retryAt?: string } {
  const failures = (step.failures ?? 0) + 1;
  if (step.attempt >= step.tries) return { steps: changed(steps, step.key, { state: 'failed', failures }) };
  const retryAt = toInstant(now + RETRY_MS * 2 ** (step.attempt - 1));
  return { steps: changed(steps, step.key, { state: 'retrying', failures, retryAt }), retryAt };
}

/** Nothing more is done of what has not been done. */
export function withdrawn(steps: Steps): { readonly steps: Steps; readonly tasks: readonly string[] } {
  const isOpen = ({ state }: Step): boolean => state === 'open' || state === 'retrying' || state === 'blocked';
  return {
    steps: steps.map((step) => (isOpen(step) ? { ...step, state: 'withdrawn' } : step)),
    tasks: steps.flatMap(({ state, task }) => (state === 'open' && task !== undefined ? [task] : [])),
  };
}

/** Takes back what was done last and can be taken back; one after the other. */
export function takeBackNext(steps: Steps, at: string): Moved {
  if (steps.some(({ state }) => state === 'compensating')) return { steps, opened: [] };
  const [last] = steps
    .filter(({ state, compensation }) => state === 'done' && compensation)
    .sort((a, b) => (b.place ?? 0) - (a.place ?? 0));
  if (!last) return { steps, opened: [] };
  const { task: _, ...rest } = last;
  const next: Step = { ...rest, state: 'compensating', attempt: last.attempt + 1, openedAt: at };
  return { steps: steps.map((step) => (step === last ? next : step)), opened: [next] };
}

export const tookBack = (steps: Steps, key: string, state: StepState & ('compensated' | 'not_compensated')): Steps =>
  changed(steps, key, { state });

/** What was delivered is not what was ordered: somebody sees to it. */
export function rework(steps: Steps, why: string, group: string | undefined, at: string): Moved {
  const number = steps.filter(({ key }) => key.startsWith('rework/')).length + 1;
  const by = group ?? steps.findLast(({ group: each }) => each !== undefined)?.group;
  const step: Step = {
    ...{ key: `rework/${number}`, item: 0, kind: 'task', title: `Rejected delivery: ${why}`.slice(0, 160) },
    ...{ dependsOn: [], mandatory: true, tries: 1, onFail: 'stop', state: 'open', attempt: 1, openedAt: at },
    ...(by !== undefined && { group: by }),
  };
  return { steps: [...steps, step], opened: [step] };
}

export const startedTask = (steps: Steps, key: string, task: string): Steps => changed(steps, key, { task });

/** What carries out a task of the step, and what it is called. */
export function workOf(step: Step) {
  const { title, kind, group, runs, compensation } = step;
  if (step.state !== 'compensating' || !compensation) return { title, kind, group, runs };
  const automated = compensation.runs !== undefined;
  return {
    ...{ title: compensation.title, kind: automated ? ('automation' as const) : ('task' as const) },
    ...{ group: compensation.group ?? group, runs: compensation.runs },
  };
}
