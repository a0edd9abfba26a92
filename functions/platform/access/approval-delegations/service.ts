/** Approval delegations and decision tokens (A10): how a vote gets to a deputy, or out of the portal into a mail or a chat. */
import { operation, type ServiceDefinition } from '#shared/serve/service';
import {
  createDelegation,
  delegationSchema,
  listDelegations,
  readDelegation,
  revokeDelegation,
} from './delegations.ts';
import { issueToken, tokenSchema } from './tokens.ts';

export const approvalDelegations: ServiceDefinition = {
  id: 'approval-delegations',
  stage: 'platform',
  group: 'access',
  title: 'Approval delegations',
  purpose: 'Let voters name a deputy for a while, and take their decision with them into a mail or a chat.',
  operations: [
    operation({
      id: 'createApprovalDelegation',
      method: 'POST',
      path: ['approval-delegations'],
      summary: 'Name a deputy for one’s approvals, for up to 60 days',
      body: delegationSchema,
      fields: Object.keys(delegationSchema.shape),
      statuses: [201],
      run: createDelegation,
    }),
    operation({
      id: 'listApprovalDelegations',
      method: 'GET',
      path: ['approval-delegations'],
      summary: 'List delegations from and to oneself; administrators and auditors see all of them',
      statuses: [200],
      run: listDelegations,
    }),
    operation({
      id: 'getApprovalDelegation',
      method: 'GET',
      path: ['approval-delegations', '{delegation}'],
      summary: 'Read a delegation',
      statuses: [200],
      run: readDelegation,
    }),
    operation({
      id: 'revokeApprovalDelegation',
      method: 'DELETE',
      path: ['approval-delegations', '{delegation}'],
      summary: 'Take a delegation back',
      statuses: [204],
      run: revokeDelegation,
    }),
    operation({
      id: 'issueApprovalToken',
      method: 'POST',
      path: ['approval-tokens'],
      summary: 'Get one’s decision token for a round: whoever presents it brings one’s decision, once',
      body: tokenSchema,
      fields: Object.keys(tokenSchema.shape),
      statuses: [201],
      run: issueToken,
    }),
  ],
  consumes: [],
};
