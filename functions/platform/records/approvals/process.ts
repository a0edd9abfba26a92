/** Approvals: the shared part that changes, releases, requests and others are authorised by (A10). */

import { approvable } from '#shared/grammar/directory';
import { defineProcess } from '#shared/grammar/process-definition';
import { approval } from './approval/approval.ts';
import * as events from './approval/events.ts';
import { approvalsProblems } from './problems.ts';

export const approvals = defineProcess({
  id: 'approvals',
  stage: 'platform',
  group: 'records',
  title: 'Approvals',
  purpose: 'Let those who may decide do so, together, in time, and with a record of it.',
  records: [approval],
  problems: approvalsProblems,
  consumes: [
    ...Object.entries(approvable).flatMap(([type, process]) => events.roundsOf(process, type)),
    {
      source: 'helmdesk.workflow',
      detailType: 'workflow.concluded',
      record: 'approval',
      react: events.concludeFromWorkflow,
    },
    {
      source: 'helmdesk.workflow',
      detailType: 'workflow.timed_out',
      record: 'approval',
      react: events.timeOutFromWorkflow,
    },
  ],
});
