/** The policy that a subject is approved by: the tenant's document, as what a round works with. Pure. */
import { policyDocuments } from '#shared/capabilities/approvals/documents';
import type { ApprovalPolicy, Policy, PolicyParty } from '#shared/kit/approval/rule';
import type { Configuration } from '#shared/tenancy/configuration';
import { documentNamed } from '#shared/tenancy/documents';
import { parseDuration } from '#shared/time/duration';

/** @throws RangeError when a duration is none: the configuration API keeps such a document out. */
export function policyOf({ levels, within, chain, escalateAfter, calendarId }: ApprovalPolicy): Policy<PolicyParty> {
  return {
    levels,
    timeoutSeconds: parseDuration(within),
    ...(chain && { chain }),
    ...(escalateAfter !== undefined && { escalateAfterSeconds: parseDuration(escalateAfter) }),
    ...(calendarId !== undefined && { calendarId }),
  };
}

/** The first of these documents that the tenant has, its own or one that is built in. */
export function policyNamed(
  { documents }: Pick<Configuration, 'documents'>,
  ...ids: readonly string[]
): Policy<PolicyParty> | undefined {
  for (const id of ids) {
    const found = documentNamed({ documents }, policyDocuments, id);
    if (found) return policyOf(found.body);
  }
  return undefined;
}
