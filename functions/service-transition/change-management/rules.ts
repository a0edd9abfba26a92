/** Pure rules of change management: what a change needs before it may be decided, and what the decision does (C1). */

import { type MaterialChange, materialChanges, materialHash } from '#shared/approval/material';
import { policyNamed } from '#shared/approval/policy';
import type { Policy } from '#shared/approval/rule';
import type { Consumer, Decision, Outcome, Refusal } from '#shared/process/definition';
import type { ValuesOf } from '#shared/process/fields';
import type { Configuration } from '#shared/tenancy/configuration';
import { parseDuration } from '#shared/time/duration';
import { type Change, type inputs, materialFields } from './record.ts';

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
export function submit(decision: Decision<Change, unknown>): Outcome<Change> {
  const { record, at } = decision;
  if (record.changeType !== 'emergency') return { set: { submittedAt: at } };
  const asked = requestApproval(decision);
  return { ...asked, state: 'authorize', set: { ...asked.set, submittedAt: at } };
}

export function askForApproval(decision: Decision<Change, unknown>): Outcome<Change> {
  return requestApproval(decision);
}

/** The tenant's policy for this type of change, else for changes, else one member of the approving group. */
function policyFor({ changeType }: Change, config: Configuration): Policy {
  const { approverGroup, approvalWithin } = config.settings;
  const emergency = changeType === 'emergency';
  return (
    policyNamed(config, `change-${changeType}`, ...(emergency ? [] : ['change'])) ?? {
      levels: [{ mode: 'any', voters: [{ kind: 'group', id: approverGroup }] }],
      timeoutSeconds: emergency ? EMERGENCY_SECONDS : parseDuration(approvalWithin),
    }
  );
}

/** The approvals process opens the round; who asked for the change and who carries it out have no vote (A10). */
function requestApproval({ record, config }: Decision<Change, unknown>, changes: readonly MaterialChange[] = []) {
  const round = (record.approvalRound ?? 0) + 1;
  const { requestedBy, requesterId, assignedTo, createdBy } = record;
  const excluded = [requestedBy, requesterId, assignedTo, createdBy].filter((id) => id !== undefined);
  const policy = policyFor(record, config);
  const [first] = policy.levels;
  const { mode = 'any', minPercent, pass } = first ?? {};
  const voterGroup = first?.voters.find(({ kind }) => kind === 'group')?.id ?? config.settings.approverGroup;
  return {
    set: { approvalRound: round, approval: null, approvalBlocked: null },
    emit: [
      {
        name: 'approval_requested',
        data: {
          round,
          ...policy,
          voterGroup,
          rule: { mode, ...(minPercent !== undefined && { minPercent }), ...(pass && { pass }) },
          excluded: [...new Set(excluded)],
          ...(requestedBy !== undefined && { owner: requestedBy }),
          materialHash: materialHash(record, materialFields),
          ...(changes.length > 0 && { changes }),
        },
      },
    ],
  };
}

/** A material change of what is being decided, or has been approved, is decided anew (A10). */
export function reconsider(decision: Decision<Change, unknown>): Outcome<Change> {
  const { record, before } = decision;
  if (!before || (record.state !== 'authorize' && record.state !== 'scheduled')) return {};
  const changes = materialChanges(before, record, materialFields);
  if (changes.length === 0) return {};
  const { approval, approvalRound: round = 0 } = record;
  const superseded = {
    name: 'approval_superseded',
    data: { round, changes, ...(approval !== undefined && { approval }) },
  };
  const asked = requestApproval(decision, changes);
  return { state: 'authorize', set: { ...asked.set, decision: null }, emit: [superseded, ...asked.emit] };
}

export function isCurrentRound({ record, input }: Decision<Change, { readonly round: number }>): Refusal | undefined {
  if (record.approvalRound === input.round) return undefined;
  return { slug: 'guard-failed', detail: `round ${input.round} is over; the current one is ${record.approvalRound}` };
}

export function conclude({ input }: On<'conclude'>): Outcome<Change> {
  return { set: { decision: input.comment ?? null, approval: input.approval ?? null, approvalBlocked: null } };
}

export function block({ input }: On<'block'>): Outcome<Change> {
  const why = `Of those who may vote, ${input.missing} cannot: they asked for it, carry it out, or have no deputy who may.`;
  return { set: { approvalBlocked: input.missing === 0 ? 'Nobody may vote on it.' : why } };
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
export const followApproval: Consumer = ({ uid, data }) => {
  const command = commands[String(data.outcome)];
  if (data.subjectType !== 'change' || command === undefined) return [];
  const comment = data.outcome === 'expired' ? 'Nobody decided in time.' : String(data.comment ?? '').slice(0, 4000);
  return [
    {
      kind: 'command',
      on: { id: String(data.subjectUid) },
      command,
      input: { round: data.round, approval: uid, ...(comment !== '' && { comment }) },
    },
  ];
};

/** Nobody may decide on it, and nobody is next in the chain. */
export const followBlocked: Consumer = ({ data }) => {
  if (data.subjectType !== 'change' || data.escalated === true) return [];
  const input = { round: data.round, missing: data.missing };
  return [{ kind: 'command', on: { id: String(data.subjectUid) }, command: 'block-approval', input }];
};
