/** The policy that a subject is approved by: the tenant's document, as what a round works with. Pure. */
import type { Policy } from '#shared/approval/rule';
import type { Configuration } from '#shared/tenancy/configuration';
import { type ApprovalPolicy, isKind } from '#shared/tenancy/documents';
import { parseDuration } from '#shared/time/duration';

/** @throws RangeError when a duration is none: the configuration API keeps such a document out. */
export function policyOf({ levels, within, chain, escalateAfter, calendarId }: ApprovalPolicy): Policy {
  return {
    levels,
    timeoutSeconds: parseDuration(within),
    ...(chain && { chain }),
    ...(escalateAfter !== undefined && { escalateAfterSeconds: parseDuration(escalateAfter) }),
    ...(calendarId !== undefined && { calendarId }),
  };
}

/** The first of these documents that the tenant has. */
export function policyNamed({ documents }: Configuration, ...ids: readonly string[]): Policy | undefined {
  for (const id of ids) {
    const found = documents.find((document) => document.kind === 'approval-policy' && document.id === id);
    if (found && isKind(found, 'approval-policy')) return policyOf(found.body);
  }
  return undefined;
}
