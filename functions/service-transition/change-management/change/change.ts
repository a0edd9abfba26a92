/** The change as data (C1), as far as planning and authorisation go. */

import { approvals } from '#shared/capabilities/approvals/capability';
import { bulk } from '#shared/capabilities/bulk/capability';
import { cloning } from '#shared/capabilities/cloning/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { by, everything, indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { changeFields, changeStates, inputs } from './record.ts';
import { rounds } from './rounds.ts';
import * as approving from './rules-approval.ts';
import * as planning from './rules-planning.ts';

export const change = defineRecord({
  ...contract.change,
  retention: 'change',
  fields: changeFields,
  lifecycle: { initial: 'new', states: changeStates },
  create: {
    summary: 'Raise a request for change',
    by: ['AGT', 'CHM', 'REL', 'PRB', 'SEC', 'INT', 'SYS'],
    checks: [planning.hasSubject, planning.windowIsOrdered],
    effects: [planning.begin],
  },
  actions: {
    submit: {
      summary: 'Submit it for assessment; an emergency goes to its authority at once',
      from: ['new'],
      to: 'assess',
      by: ['requester', 'AGT', 'CHM'],
      input: inputs.nothing,
      guards: { isPlanned: planning.isPlanned, isNotStandard: planning.isNotStandard },
      effects: [approving.submit],
      emits: 'submitted',
    },
    return: {
      summary: 'Return it to its requester',
      from: ['assess', 'authorize'],
      to: 'new',
      by: ['CHM'],
      input: inputs.reason,
      emits: 'returned',
    },
    'complete-assessment': {
      summary: 'Complete the assessment and open the approval round',
      from: ['assess'],
      to: 'authorize',
      by: ['CHM'],
      input: inputs.completeAssessment,
      emits: 'assessed',
    },
    revise: {
      summary: 'Revise a rejected change',
      from: ['rejected'],
      to: 'new',
      by: ['requester', 'CHM'],
      input: inputs.nothing,
      guards: { reviseIsInTime: planning.reviseIsInTime },
      emits: 'revised',
    },
    cancel: {
      summary: 'Cancel it',
      from: ['new', 'assess', 'authorize', 'scheduled'],
      to: 'canceled',
      by: ['requester', 'CHM'],
      input: inputs.reason,
      emits: 'canceled',
    },
  },
  patch: { checks: [planning.windowIsOrdered] },
  parts: [
    ...everyRecord,
    bulk,
    cloning({ without: ['plannedStart', 'plannedEnd', 'backoutTested'] }),
    approvals(rounds),
  ],
  lists: {
    ...indexed('open', 'queue', 'assignee', 'requester', 'opened'),
    planned: everything.ordered('plannedStart'),
    byService: by('serviceId').ordered('plannedStart'),
  },
});
