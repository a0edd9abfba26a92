/** Approval policies that every tenant begins with: the specification decides by them, and a document of the same id takes their place. */
import type { ApprovalPolicy, PolicyParty } from '#shared/kit/approval/rule';

const role = (id: string): PolicyParty => ({ kind: 'role', id });

/** Each service of the subject has owners: who they are, the subject says. */
const serviceOwners: PolicyParty = { kind: 'subject', id: 'service-owners' };

const within = 'PT72H';
const any = (...voters: readonly PolicyParty[]): ApprovalPolicy => ({ levels: [{ mode: 'any', voters }], within });
const all = (...voters: readonly PolicyParty[]): ApprovalPolicy => ({ levels: [{ mode: 'all', voters }], within });

/** By id. Whoever wrote what is decided has no vote in any of them. */
export const builtInPolicies: ReadonlyMap<string, ApprovalPolicy> = new Map([
  [
    'architecture-board',
    { levels: [{ mode: 'quorum', minVotes: 2, pass: 'approvals', approvals: 2, voters: [role('ARC')] }], within },
  ],
  ['availability-plan', all(serviceOwners)],
  ['capacity-plan', all(serviceOwners)],
  ['catalogue-item', any(role('SVO'))],
  ['design-package', all(serviceOwners, role('AVM'), role('CPM'), role('SEC'))],
  ['risk-acceptance-executive', any(role('SPN'))],
]);
