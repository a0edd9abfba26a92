/** Pure rules of request tasks (A11, D3). */
import * as z from 'zod/mini';
import { groupRefusal, wrong } from '#shared/engine/refusal';
import type { Emits, ProjectionContract } from '#shared/grammar/contract';
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { needing, referred } from '#shared/grammar/needs';
import { toInstant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';
import * as contract from '../contract.ts';
import { requestFields, type Step } from '../request/record.ts';
import { stepNamed, workOf } from '../request/rules-plan.ts';
import type { inputs, RequestTask } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<RequestTask, ValuesOf<(typeof inputs)[A]>>;
type Seen = Decision<RequestTask, unknown>;
type Result = Outcome<RequestTask, Emits<typeof contract.contract, 'request-task'>>;

const requestView = {
  of: contract.request,
  shows: () => ({
    steps: z.optional(requestFields.steps.schema),
    items: z.optional(requestFields.items.schema),
    requestedFor: z.optional(requestFields.requestedFor.schema),
    deliveryTo: z.optional(requestFields.deliveryTo.schema),
    serviceId: z.optional(z.string()),
    confidential: z.optional(z.boolean()),
  }),
} as const satisfies ProjectionContract;

export const looksAt = needing({ request: referred('request', requestView) });

type Request = NonNullable<ReturnType<typeof looksAt.of>['request']>;

/** What the step is to know: what was ordered, and what the steps that it depends on have answered. */
function variablesOf({ items = [], steps = [], requestedFor, deliveryTo }: Request, { item, dependsOn }: Step) {
  const ordered = items[item - 1];
  const before = steps.filter(({ key, result }) => dependsOn.includes(key) && result);
  return {
    ...(requestedFor !== undefined && { requestedFor }),
    ...(deliveryTo !== undefined && { deliveryTo }),
    ...(ordered?.qty !== undefined && { qty: ordered.qty }),
    ...ordered?.answers,
    ...Object.assign({}, ...before.map(({ result }) => result)),
  };
}

/** A task of a step that nobody waits for any more is over as soon as it is there. */
export function begin(decision: Seen): Result {
  const { record, config, now } = decision;
  const { request } = looksAt.of(decision);
  const step = request && stepNamed(request.steps ?? [], record.key);
  if (!request || !step) return {};
  const waits = (step.state === 'open' || step.state === 'compensating') && step.attempt === record.attempt;
  const { title, kind, group, runs } = workOf(step);
  const dueAt =
    step.target === undefined
      ? undefined
      : toInstant(config.business.add(now / 1000, parseDuration(step.target)) * 1000);
  const { outputs } = step;
  return {
    ...(!waits && { state: 'cancelled' }),
    set: {
      ...{ title, kind, variables: variablesOf(request, step) },
      ...(group !== undefined && { assignedGroup: group }),
      ...(runs !== undefined && { runs }),
      ...(dueAt !== undefined && { dueAt }),
      ...(outputs && step.state !== 'compensating' && { outputs }),
      ...(step.state === 'compensating' && { compensates: true }),
      ...(request.serviceId !== undefined && { serviceId: request.serviceId }),
      ...(request.confidential && { confidential: true }),
    },
  };
}

/** At most one task of each try of a step. */
export const keyOf = ({ request, key, attempt }: RequestTask): string => `${request} ${key} ${attempt}`;

// Work ------------------------------------------------------------------------------------------------------------------------

export const groupIsActive = ({ input, config }: On<'assign'>): Refusal | undefined =>
  groupRefusal(config, input.group);

export function userIsMember({ input, config }: On<'assign'>): Refusal | undefined {
  if (input.user === undefined || config.group(input.group)?.members.includes(input.user)) return undefined;
  return wrong('user', `${input.user} is not a member of group ${input.group}`, 'not-a-member');
}

export const assign = ({ input }: On<'assign'>): Result => ({
  set: { assignedGroup: input.group, assignedTo: input.user ?? null },
});

export function actorIsMember({ record, config, actor }: Seen): Refusal | undefined {
  if (record.assignedGroup === undefined) return undefined;
  if (config.group(record.assignedGroup)?.members.includes(actor.id)) return undefined;
  return { slug: 'not-a-member', detail: `${actor.id} is not a member of the assigned group ${record.assignedGroup}` };
}

export const accept = ({ record, actor, at }: Seen): Result => ({
  set: { assignedTo: actor.id, acceptedAt: record.acceptedAt ?? at },
});

export const giveBack = (): Result => ({ set: { assignedTo: null } });

/** What its model wants to know of it is answered. */
export function answersAll({ record, input }: On<'complete'>): Refusal | undefined {
  const missing = (record.outputs ?? []).filter((name) => input.result?.[name] === undefined);
  if (missing.length === 0) return undefined;
  const errors = missing.map((name) => ({
    ...{ pointer: `/result/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: 'required-field-missing' },
    message: `${name} is wanted of this step`,
  }));
  return { slug: 'required-field-missing', detail: `it has to answer ${missing.join(', ')}`, extra: { errors } };
}

export function complete({ record, input, actor, at }: On<'complete'>): Result {
  const { result, minutes, comment } = input;
  return {
    set: {
      ...{ doneAt: at, assignedTo: record.assignedTo ?? actor.id },
      ...(result && { result }),
      ...(minutes !== undefined && { minutes }),
    },
    ...(comment !== undefined && { comment: { body: comment, visibility: 'internal' } }),
  };
}

export function fail({ input, at }: On<'fail'>): Result {
  const { reason, minutes, serviceFault } = input;
  return {
    set: {
      ...{ failure: reason, doneAt: at },
      ...(minutes !== undefined && { minutes }),
      ...(serviceFault && { serviceFault }),
    },
  };
}

export const leaveOut = ({ input, at }: On<'reason'>): Result => ({ set: { failure: input.reason, doneAt: at } });

// Target ----------------------------------------------------------------------------------------------------------------------

/** Once its working time is up, epoch milliseconds. */
export const missesAt = ({ dueAt, missedAt, state }: RequestTask): number | undefined =>
  dueAt === undefined || missedAt !== undefined || !['open', 'in_progress', 'pending'].includes(state)
    ? undefined
    : Date.parse(dueAt);

/** The lead of its group hears of it (D3). */
export function miss({ record, config, at }: Seen): Result {
  const { assignedGroup: group, dueAt = at } = record;
  const lead = group === undefined ? undefined : config.group(group)?.lead;
  return {
    set: { missedAt: at },
    emit: [{ name: 'target_missed', data: { role: 'LEAD', to: lead ?? null, group: group ?? null, dueAt } }],
  };
}
