/** Pure rules of planning: what a change needs before it may be decided (C1). */
import type { Decision, Outcome, Refusal } from '#shared/grammar/definition';
import type { Change } from './record.ts';

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

export function reviseIsInTime({ record, now }: Decision<Change, unknown>): Refusal | undefined {
  if (now - Date.parse(record.updatedAt) <= REVISE_MS) return undefined;
  return { slug: 'guard-failed', detail: 'a rejected change may be revised for 30 days' };
}
