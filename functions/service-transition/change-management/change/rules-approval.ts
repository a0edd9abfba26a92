/** Pure rules of authorisation: which policy decides on a change (C1, A10). */
import type { PolicyChoice } from '#shared/capabilities/approvals/round';
import type { Decision, Outcome } from '#shared/grammar/definition';
import { parseDuration } from '#shared/time/duration';
import type { Change } from './record.ts';

/** An emergency is decided within the hour or not at all (C1, ChangeFlow). */
const EMERGENCY_SECONDS = 3600;

export const always = (): boolean => true;

/** An emergency goes to its authority at once; anything else is assessed first. */
export const isEmergency = ({ record }: Decision<Change, unknown>): boolean => record.changeType === 'emergency';

export function submit({ at }: Decision<Change, unknown>): Outcome<Change> {
  return { set: { submittedAt: at } };
}

/** The tenant's policy for this type of change, else for changes, else one member of the approving group. */
export function policyFor(decision: Decision<Change, unknown>): PolicyChoice {
  const { approverGroup, approvalWithin } = decision.config.settings;
  const emergency = isEmergency(decision);
  return {
    ids: [`change-${decision.record.changeType}`, ...(emergency ? [] : ['change'])],
    otherwise: {
      levels: [{ mode: 'any', voters: [{ kind: 'group', id: approverGroup }] }],
      timeoutSeconds: emergency ? EMERGENCY_SECONDS : parseDuration(approvalWithin),
    },
  };
}
