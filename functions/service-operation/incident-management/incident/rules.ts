/** Pure rules of incident management: guards, checks and effects of its actions (D2, B1, B4). */

import { matrixOf } from '#shared/capabilities/clocks/documents';
import { elapsedPercent } from '#shared/capabilities/clocks/record-clocks';
import { groupRefusal, missing, wrong } from '#shared/engine/refusal';
import type { Emits } from '#shared/grammar/contract';
import type { Asked, Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { ChangesOf, ValuesOf } from '#shared/grammar/fields';
import { anyOf } from '#shared/ids/person';
import { priorityOf } from '#shared/kit/service-levels/priority';
import type { Configuration } from '#shared/tenancy/configuration';
import type { contract } from '../contract.ts';
import type { holdReasons, Incident, inputs } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<Incident, ValuesOf<(typeof inputs)[A]>>;
type Result = Outcome<Incident, Emits<typeof contract, 'incident'>>;

// Creation -------------------------------------------------------------------------------------------------------------------

export function hasSubject({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.serviceId ?? record.category ?? record.ciIds?.length) return undefined;
  return missing('category', 'name what it is about: serviceId, ciIds or category');
}

export function outageInOrder({ record, now }: Decision<Incident, unknown>): Refusal | undefined {
  const { startedAt, restoredAt } = record;
  if (startedAt && restoredAt && Date.parse(restoredAt) < Date.parse(startedAt)) {
    return { slug: 'validation-failed', detail: `restoredAt ${restoredAt} lies before startedAt ${startedAt}` };
  }
  if (restoredAt && Date.parse(restoredAt) > now)
    return { slug: 'validation-failed', detail: `restoredAt ${restoredAt} lies in the future` };
  return undefined;
}

export function begin({ record, at }: Decision<Incident, unknown>): Result {
  return {
    set: {
      impact: record.impact ?? 3,
      urgency: record.urgency ?? 3,
      level: 1,
      reopenCount: 0,
      reassignmentCount: 0,
      escalationLevel: 0,
      lastActivityAt: at,
      ...(record.category !== undefined && { initialCategory: record.category }),
      affectedUserCount: record.affectedUserCount ?? Math.max(1, record.affectedUsers?.length ?? 0),
    },
    emit: [{ name: 'created', data: reportedBy(record) }],
  };
}

/** What those who watch for many reports of one thing need to know. */
const reportedBy = ({ serviceId, category, requesterId, impact = 3, urgency = 3, confidential }: Incident) => ({
  impact,
  urgency,
  ...(confidential && { confidential }),
  ...(serviceId !== undefined && { serviceId }),
  ...(category !== undefined && { category }),
  ...(requesterId !== undefined && { requesterId }),
});

/** Priority is read-only: the matrix decides, an override stands beside it (B1). */
export function derivePriority(record: Incident, config: Configuration): ChangesOf<Incident> {
  const computedPriority = priorityOf(matrixOf(config), record.impact ?? 3, record.urgency ?? 3);
  return { computedPriority, priority: record.priorityOverride?.priority ?? computedPriority };
}

export function touch({ at }: Decision<Incident, unknown>): Result {
  return { set: { lastActivityAt: at } };
}

// Assignment -----------------------------------------------------------------------------------------------------------------

export function groupIsActive({ input, config }: On<'assign'>): Refusal | undefined {
  return groupRefusal(config, input.group);
}

export function userIsMember({ input, config }: On<'assign'>): Refusal | undefined {
  if (input.user === undefined || config.group(input.group)?.members.includes(input.user)) return undefined;
  return wrong('user', `${input.user} is not a member of group ${input.group}`, 'not-a-member');
}

/** Group changes count; naming another person of the same group does not (A11). */
function toGroup(record: Incident, group: string): ChangesOf<Incident> {
  const changed = record.assignedGroup !== undefined && record.assignedGroup !== group;
  return {
    assignedGroup: group,
    assignedTo: null,
    firstGroup: record.firstGroup ?? group,
    reassignmentCount: (record.reassignmentCount ?? 0) + (changed ? 1 : 0),
  };
}

export function assignTo({ record, input }: On<'assign'>): Result {
  return { set: { ...toGroup(record, input.group), assignedTo: input.user ?? null } };
}

export function actorIsMember({ record, config, actor }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.assignedGroup === undefined) return undefined;
  if (config.group(record.assignedGroup)?.members.includes(actor.id)) return undefined;
  return { slug: 'not-a-member', detail: `${actor.id} is not a member of the assigned group ${record.assignedGroup}` };
}

/** Whoever accepts has it, and has thereby responded (B2). */
export function acceptBySelf({ record, actor, at }: Decision<Incident, unknown>): Result {
  return {
    set: {
      assignedTo: actor.id,
      acceptedAt: record.acceptedAt ?? at,
      acceptedBy: record.acceptedBy ?? actor.id,
      respondedAt: record.respondedAt ?? at,
    },
  };
}

/** What no group has cannot be given back to one. */
export function hasGroup({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.assignedGroup !== undefined) return undefined;
  return { slug: 'guard-failed', detail: 'it has no group that it could be given back to; assign it to one' };
}

export function returnToGroup({ record }: On<'return'>): Result {
  return { set: { assignedTo: null }, emit: [{ name: 'returned', data: { group: record.assignedGroup ?? null } }] };
}

// Escalation -----------------------------------------------------------------------------------------------------------------

export const asksOfEscalation = (): readonly Asked[] => [
  {
    field: 'group',
    because: 'functional escalation needs the target group',
    when: { field: 'kind', is: ['functional'] },
  },
];

export function escalationHasGroup({ input, config }: On<'escalate'>): Refusal | undefined {
  if (input.kind === 'hierarchical' || input.group === undefined) return undefined;
  return groupRefusal(config, input.group);
}

/** Functional escalation moves to another group one level up; hierarchical escalation tells those above, and stays. */
export function escalate({ record, input }: On<'escalate'>): Result {
  if (input.kind === 'hierarchical' || input.group === undefined) {
    return {
      set: { escalationLevel: (record.escalationLevel ?? 0) + 1 },
      emit: [{ name: 'escalated_hierarchically' }],
    };
  }
  return {
    state: 'assigned',
    set: { ...toGroup(record, input.group), ...released, level: Math.min(3, (record.level ?? 1) + 1) },
    emit: [{ name: 'escalated_functionally', data: { group: input.group } }],
  };
}

// Holding --------------------------------------------------------------------------------------------------------------------

export const released = { holdReason: null, holdUntil: null, heldAt: null } as const satisfies ChangesOf<Incident>;

/** What is waited for is said; and stopping a clock shortly before it breaches needs a lead, or a reason that is sampled (B4). */
export function asksOfHold({ record, config, now, roles }: Decision<Incident, unknown>): readonly Asked[] {
  const because = (reason: (typeof holdReasons)[number]) => ({ field: 'reason', is: [reason] });
  const justified = !isLate(record, config, now) || roles.has('LEAD') || roles.has('SYS');
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
    ...(justified
      ? []
      : [{ field: 'lateReason', because: 'at 90 % of the target and later, holding needs a lead or a lateReason' }]),
  ];
}

export function holdIsPossible({ record, input, now }: On<'hold'>): Refusal | undefined {
  if (input.reason === 'awaiting_caller' && record.requesterId === undefined)
    return wrong('reason', 'nobody can be waited for: the incident has no requester');
  if (input.reason === 'scheduled_with_user' && input.until !== undefined && Date.parse(input.until) <= now)
    return wrong('until', `until ${input.until} does not lie ahead`);
  return undefined;
}

const isLate = (record: Incident, config: Configuration, now: number): boolean =>
  elapsedPercent(record.clocks?.resolution, config, now) >= 90;

export function hold({ record, input, at, config, now }: On<'hold'>): Result {
  return {
    set: {
      holdReason: input.reason,
      heldAt: at,
      holdUntil: input.until ?? null,
      holdCount: (record.holdCount ?? 0) + 1,
      remindersSent: 0,
      ...(isLate(record, config, now) && { lateHold: true }),
      ...(input.supplierTicket !== undefined && { supplierTicket: input.supplierTicket }),
    },
    ...(input.comment !== undefined && { comment: { body: input.comment, visibility: 'public' } }),
  };
}

export function release(): Result {
  return { set: released };
}

/** A public comment: an agent's is a response (B2), the caller's ends the waiting for the caller (B4). */
export function answerOrResume({ record, actor, at, roles }: Decision<Incident, unknown>): Result {
  const byAgent = roles.has('AGT') && actor.type !== 'robot' && !anyOf([record.requesterId])(actor.id);
  if (byAgent) return { set: { respondedAt: record.respondedAt ?? at, lastActivityAt: at } };
  const byCaller = [record.requesterId, record.onBehalfOf].includes(actor.id);
  if (byCaller && record.state === 'pending' && record.holdReason === 'awaiting_caller') {
    return {
      state: 'in_progress',
      set: { ...released, lastActivityAt: at },
      emit: [{ name: 'resumed', data: { by: 'caller' } }],
    };
  }
  return { set: { lastActivityAt: at } };
}

export function remind({ record }: Decision<Incident, unknown>): Result {
  const sent = (record.remindersSent ?? 0) + 1;
  return {
    set: { remindersSent: sent },
    emit: [{ name: 'reminder_due', data: { to: record.requesterId ?? null, number: sent } }],
  };
}

// Cancelling and overriding ---------------------------------------------------------------------------------------------------

/** The requester may take it back until somebody has accepted it. */
export function isNotAccepted({ record, actor, roles }: Decision<Incident, unknown>): Refusal | undefined {
  if (roles.has('AGT') || roles.has('SYS') || record.acceptedAt === undefined) return undefined;
  return {
    slug: 'guard-failed',
    detail: `it was accepted by ${record.acceptedBy ?? 'an agent'}; ask them${actor.id === record.acceptedBy ? '' : ' to cancel it'}`,
  };
}

export function overridePriority({ input, actor }: On<'overridePriority'>): Result {
  return {
    set: {
      priorityOverride: {
        priority: input.priority,
        reason: input.reason,
        by: actor.id,
        ...(input.until !== undefined && { until: input.until }),
      },
    },
  };
}

export function isOverridden({ record }: Decision<Incident, unknown>): Refusal | undefined {
  if (record.priorityOverride) return undefined;
  return { slug: 'guard-failed', detail: 'its priority is that of the matrix already' };
}

export function dropOverride(): Result {
  return { set: { priorityOverride: null } };
}

// Service-level thresholds (B5) ----------------------------------------------------------------------------------------------

interface Threshold {
  readonly clock: string;
  readonly percent: number;
  readonly dueAt: string;
}

/** 90 % marks the incident at risk, a breach escalates it to those above. */
export function onThreshold({ record, input }: Decision<Incident, Threshold>): Result {
  if (input.percent >= 100) {
    return {
      set: { atRisk: true, escalationLevel: (record.escalationLevel ?? 0) + 1 },
      emit: [
        {
          name: 'escalated',
          data: { kind: 'hierarchical', reason: `${input.clock} target breached`, clock: input.clock },
        },
      ],
    };
  }
  return input.percent >= 90 ? { set: { atRisk: true } } : {};
}

/** At most one open incident per alert. */
export function alertKeyOf(record: Incident): string | undefined {
  return record.alertKey;
}
