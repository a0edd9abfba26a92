/** How kinds of subjects are approved, and who votes for whom meanwhile, as documents (A10). */
import { builtInPolicies } from '#shared/capabilities/approvals/built-in';
import type { Delegation } from '#shared/kit/approval/delegation';
import type { ApprovalPolicy } from '#shared/kit/approval/rule';
import { defineDocuments } from '#shared/tenancy/documents';
import type { Maker } from '#shared/tenancy/grant';

declare module '#shared/tenancy/documents' {
  interface DocumentBodies {
    readonly 'approval-policy': ApprovalPolicy;
    readonly 'approval-delegation': Delegation & { readonly maker?: Maker };
  }
}

export const policyDocuments = defineDocuments({
  kind: 'approval-policy',
  defaults: () => [...builtInPolicies].map(([id, body]) => ({ id, body })),
});

/** Written by their own service, never as a document. */
export const delegationDocuments = defineDocuments({ kind: 'approval-delegation' });
