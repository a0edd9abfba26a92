/** Pure rules of waiting: on hold for a reason, reminded, resumed, and when it is to be expected (B4, B5, D3). */
import type { Emits } from '#shared/grammar/contract';
import type { Asked, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ValuesOf } from '#shared/grammar/fields';
import { anyOf } from '#shared/ids/person';
import type { Configuration } from '#shared/tenancy/configuration';
import { toInstant } from '#shared/time/clock';
import { parseDuration } from '#shared/time/duration';
import type { contract } from '../contract.ts';
import type { holdReasons, inputs, Request, Step } from './record.ts';
import { released } from './rules-end.ts';
import { goOn, stepsOf } from './rules-fulfilment.ts';

type On<A extends keyof typeof inputs> = Decision<Request, ValuesOf<(typeof inputs)[A]>>;
type Seen = Decision<Request, unknown>;
type Result = Outcome<Request, Emits<typeof contract, 'request'>>;

export function asksOfHold({ record }: Seen): readonly Asked[] {
  const because = (reason: (typeof holdReasons)[number]) => ({ field: 'reason', is: [reason] });
  return [
    {
      field: 'comment',
      because: 'awaiting_caller needs the question to the caller as a public comment',
      when: because('awaiting_caller'),
    },
    ...(record.supplierTicket === undefined
      ? [
          {
            field: 'supplierTicket',
            because: 'awaiting_vendor needs the supplier’s ticket',
            when: because('awaiting_vendor'),
          },
        ]
      : []),
    { field: 'until', because: 'scheduled_with_user needs the agreed instant', when: because('scheduled_with_user') },
  ];
}

export function holdIsPossible({ record, input, now }: On<'hold'>): Refusal | undefined {
  const wrong = (field: string, message: string): Refusal => ({
    slug: 'validation-failed',
    detail: message,
    extra: { errors: [{ pointer: `/${field}`, code: 'validation-failed', message }] },
  });
  if (input.reason === 'awaiting_caller' && record.requesterId === undefined)
    return wrong('reason', 'nobody can be waited for: the request has no requester');
  if (input.until !== undefined && Date.parse(input.until) <= now)
    return wrong('until', `until ${input.until} does not lie ahead`);
  return undefined;
}

export function hold({ record, input, at }: On<'hold'>): Result {
  return {
    set: {
      ...{ holdReason: input.reason, heldAt: at, holdUntil: input.until ?? null, remindersSent: 0 },
      holdCount: (record.holdCount ?? 0) + 1,
      ...(input.supplierTicket !== undefined && { supplierTicket: input.supplierTicket }),
    },
    ...(input.comment !== undefined && { comment: { body: input.comment, visibility: 'public' } }),
  };
}

export function resume(decision: Seen): Result {
  const gone = goOn(decision);
  return { ...gone, set: { ...gone.set, ...released } };
}

/** The instant agreed with the user. */
export const resumeAt = ({ state, holdUntil }: Request): number | undefined =>
  state === 'pending' && holdUntil !== undefined ? Date.parse(holdUntil) : undefined;

export function remindAt(record: Request, { business, settings }: Configuration): number | undefined {
  const { state, holdReason, heldAt, remindersSent = 0 } = record;
  if (state !== 'pending' || holdReason !== 'awaiting_caller' || heldAt === undefined) return undefined;
  const days = settings.requestReminderDays[remindersSent];
  return days === undefined ? undefined : business.addBusinessDays(Date.parse(heldAt) / 1000, days) * 1000;
}

export function remind({ record }: Seen): Result {
  const number = (record.remindersSent ?? 0) + 1;
  return {
    set: { remindersSent: number },
    emit: [{ name: 'reminder_due', data: { to: record.requesterId ?? null, number } }],
  };
}

/** A public comment: an agent's is a response (B2), the caller's ends the waiting for the caller (B4). */
export function answerOrResume(decision: Seen): Result {
  const { record, actor, at, roles } = decision;
  const byAgent = roles.has('AGT') && actor.type !== 'robot' && !anyOf([record.requesterId])(actor.id);
  if (byAgent) return record.respondedAt === undefined ? { set: { respondedAt: at } } : {};
  const byCaller = [record.requesterId, record.onBehalfOf, record.requestedFor].includes(actor.id);
  if (!byCaller || record.state !== 'pending' || record.holdReason !== 'awaiting_caller') return {};
  const on: Request = { ...record, state: 'in_fulfilment' };
  const { set, emit = [], state = 'in_fulfilment' } = resume({ ...decision, record: on });
  return { state, set: { ...set }, emit: [...emit, { name: 'resumed', data: { by: 'caller' } }] };
}

// What is expected ------------------------------------------------------------------------------------------------------------

/** Working seconds of the longest way through what is left, by the targets of its steps. */
function left(steps: readonly Step[]): number {
  const open = steps.filter(({ state }) => ['blocked', 'open', 'retrying'].includes(state));
  const known = new Map<string, number>();
  const need = ({ key, target, dependsOn }: Step): number => {
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, 0);
    const first = Math.max(0, ...open.filter((step) => dependsOn.includes(step.key)).map(need));
    const whole = first + (target === undefined ? 0 : parseDuration(target));
    known.set(key, whole);
    return whole;
  };
  return Math.max(0, ...open.map(need));
}

/** At 90 % of the target the requester is told when to expect it: not before it is due, and not before its steps can be done. */
export function onThreshold({
  record,
  input,
  now,
  config,
}: Decision<Request, { readonly clock: string; readonly percent: number; readonly dueAt: string }>): Result {
  if (input.clock !== 'fulfilment' || input.percent < 90) return {};
  const done = config.business.add(now / 1000, left(stepsOf(record))) * 1000;
  const expectedAt = toInstant(Math.max(Date.parse(input.dueAt), done));
  return { set: { atRisk: true, expectedAt }, emit: [{ name: 'expected_date_changed', data: { expectedAt } }] };
}

export function liesAhead({ input, now }: On<'announce'>): Refusal | undefined {
  if (Date.parse(input.expectedAt) > now) return undefined;
  const message = `expectedAt ${input.expectedAt} does not lie ahead`;
  return {
    slug: 'validation-failed',
    detail: message,
    extra: { errors: [{ pointer: '/expectedAt', code: 'validation-failed', message }] },
  };
}

export function announce({ input }: On<'announce'>): Result {
  const { expectedAt, text } = input;
  return {
    set: { expectedAt },
    comment: { body: text, visibility: 'public' },
    emit: [{ name: 'expected_date_changed', data: { expectedAt, text } }],
  };
}
