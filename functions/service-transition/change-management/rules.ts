/** Pure rules of change management: what a change needs before it may be decided, and what the decision does (C1). */

import type { Consumer, Decision, Outcome, Refusal } from '#shared/process/definition';
import type { ValuesOf } from '#shared/process/fields';
import { parseDuration } from '#shared/time/duration';
import type { Change, inputs } from './record.ts';

type On<A extends keyof typeof inputs> = Decision<Change, ValuesOf<(typeof inputs)[A]>>;

/** An emergency is decided within the hour or not at all (C1, ChangeFlow). */
const EMERGENCY_SECONDS = 3600;
const REVISE_MS = 30 * 86_400_000;

export function hasSubject({ record }: Decision<Change, unknown>): Refusal | undefined {
  if (record.serviceId ?? record.ciIds?.length) return undefined;
  return {
    slug: 'required-field-missing',
    detail: 'a change names at least one configuration item (ciIds) or service (serviceId)',
  };
}

export function windowIsOrdered({ record }: Decision<Change, unknown>): Refusal | undefined {
  const { plannedStart, plannedEnd } = record;
  if (!plannedStart || !plannedEnd || Date.parse(plannedEnd) > Date.parse(plannedStart)) return undefined;
  return { slug: 'invalid-window', detail: `plannedEnd ${plannedEnd} does not lie after plannedStart ${plannedStart}` };
}

export function begin({ actor }: Decision<Change, unknown>): Outcome<Change> {
  return { set: { requestedBy: actor.id, approvalRound: 0 } };
}

export function isPlanned({ record, now }: Decision<Change, unknown>): Refusal | undefined {
  const missing = (['implementationPlan', 'backoutPlan', 'plannedStart', 'plannedEnd'] as const).filter(
    (field) => record[field] === undefined,
  );
  if (missing.length > 0) {
    return {
      slug: 'required-field-missing',
      detail: `before it is submitted, a change needs ${missing.join(', ')}`,
      extra: {
        errors: missing.map((field) => ({
          pointer: `/${field}`,
          code: 'required-field-missing',
          message: `${field} is required`,
        })),
      },
    };
  }
  if (record.changeType !== 'emergency' && Date.parse(record.plannedStart ?? '') < now) {
    return { slug: 'invalid-window', detail: `plannedStart ${record.plannedStart} lies in the past` };
  }
  return undefined;
}

/** A standard change follows an approved model; without one it is a normal change. */
export function isNotStandard({ record }: Decision<Change, unknown>): Refusal | undefined {
  if (record.changeType !== 'standard') return undefined;
  return {
    slug: 'unknown-reference',
    detail: 'a standard change names an active standard-change model; there is none, so make it a normal change',
  };
}

/** An emergency goes to its authority at once; anything else is assessed first. */
export function submit({ record, at, config }: Decision<Change, unknown>): Outcome<Change> {
  if (record.changeType !== 'emergency') return { set: { submittedAt: at } };
  const asked = requestApproval(record, EMERGENCY_SECONDS, config.settings.approverGroup);
  return { ...asked, state: 'authorize', set: { ...asked.set, submittedAt: at } };
}

export function askForApproval({ record, config }: Decision<Change, unknown>): Outcome<Change> {
  return requestApproval(record, parseDuration(config.settings.approvalWithin), config.settings.approverGroup);
}

/** The approvals process opens the round; who asked for the change and who carries it out have no vote (A10). */
function requestApproval(record: Change, timeoutSeconds: number, voterGroup: string) {
  const round = (record.approvalRound ?? 0) + 1;
  const excluded = [record.requestedBy, record.requesterId, record.assignedTo, record.createdBy].filter(
    (id) => id !== undefined,
  );
  return {
    set: { approvalRound: round },
    emit: [
      {
        name: 'approval_requested',
        data: { round, timeoutSeconds, voterGroup, excluded: [...new Set(excluded)], rule: { mode: 'any' } },
      },
    ],
  };
}

export function isCurrentRound({ record, input }: On<'conclude'>): Refusal | undefined {
  if (record.approvalRound === input.round) return undefined;
  return { slug: 'guard-failed', detail: `round ${input.round} is over; the current one is ${record.approvalRound}` };
}

export function conclude({ input }: On<'conclude'>): Outcome<Change> {
  return { set: { decision: input.comment ?? null } };
}

export function cancelRound({ record }: Decision<Change, unknown>): Outcome<Change> {
  return { emit: [{ name: 'approval_withdrawn', data: { round: record.approvalRound ?? 0 } }] };
}

/** Whoever votes must find what they vote on (A9). */
export function hasNoOpenApproval({ record }: Decision<Change, unknown>): Refusal | undefined {
  if (record.state !== 'authorize') return undefined;
  return { slug: 'in-use', detail: `${record.id} is being decided; withdraw the approval first` };
}

export function reviseIsInTime({ record, now }: Decision<Change, unknown>): Refusal | undefined {
  if (now - Date.parse(record.updatedAt) <= REVISE_MS) return undefined;
  return { slug: 'guard-failed', detail: 'a rejected change may be revised for 30 days' };
}

const commands: Readonly<Record<string, string>> = { approved: 'authorize', rejected: 'reject', expired: 'reject' };

/** The approval's outcome becomes the change's. */
export const followApproval: Consumer = ({ data }) => {
  const command = commands[String(data.outcome)];
  if (data.subjectType !== 'change' || command === undefined) return [];
  const comment = data.outcome === 'expired' ? 'Nobody decided in time.' : String(data.comment ?? '').slice(0, 4000);
  return [
    {
      kind: 'command',
      on: { id: String(data.subjectUid) },
      command,
      input: { round: data.round, ...(comment !== '' && { comment }) },
    },
  ];
};
