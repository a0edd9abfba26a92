/** The request as data: something that is ordered, or asked, and fulfilled by steps that were agreed beforehand (D3). */
import { approvals } from '#shared/capabilities/approvals/capability';
import { bulk } from '#shared/capabilities/bulk/capability';
import { clocks } from '#shared/capabilities/clocks/capability';
import { everyRecordWithTasksBeside } from '#shared/capabilities/every-record';
import { needs } from '#shared/capabilities/needs/capability';
import { queries } from '#shared/capabilities/queries/capability';
import { referable } from '#shared/capabilities/references/capability';
import { workflow } from '#shared/capabilities/workflow/capability';
import { defineRecord } from '#shared/grammar/definition';
import { by, everything, indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import * as timing from './clocks.ts';
import { requestFact } from './fact.ts';
import * as filters from './filters.ts';
import { actions } from './lifecycle.ts';
import { looksAt } from './needs.ts';
import { requestQueries } from './queries.ts';
import { itemStates, requestFields, requestStates } from './record.ts';
import { rounds } from './rounds.ts';
import * as rules from './rules.ts';
import * as ending from './rules-end.ts';
import * as fulfilling from './rules-fulfilment.ts';
import * as holding from './rules-hold.ts';
import * as ordering from './rules-order.ts';
import { requestFlow } from './workflow.ts';

export const request = defineRecord({
  ...contract.request,
  fields: requestFields,
  lifecycle: { initial: 'draft', states: requestStates },
  create: {
    summary: 'Order something, or ask for it',
    says: 'It names what is ordered in `items`, asks a question (`infoOnly`), or has an `estimate`. `begins: draft` keeps it as a draft.',
    by: ['REQ', 'AGT', 'INT', 'SYS'],
    checks: [ordering.asksForSomething, ordering.statesNothingFrozen, ordering.isSound],
    effects: [rules.forSomebody, rules.begin],
  },
  actions,
  parts: [
    ...everyRecordWithTasksBeside,
    referable,
    bulk,
    needs(looksAt),
    approvals(rounds),
    workflow(requestFlow),
    clocks({
      clocks: {
        response: { metric: 'response', condition: timing.responseCondition, since: timing.since },
        fulfilment: {
          metric: 'fulfilment',
          condition: timing.fulfilmentCondition,
          since: timing.since,
          promises: timing.promised,
        },
      },
      thresholds: [holding.onThreshold],
    }),
    queries(requestQueries),
  ],
  derive: [fulfilling.countSteps, timing.dueOf],
  patch: { checks: [ordering.statesNothingFrozen, ordering.isOrderStill] },
  comment: { effects: [holding.answerOrResume], objection: 'reject-delivery' },
  timers: {
    close: { at: ending.closeAt, run: 'close' },
    retry: { at: fulfilling.retriesAt, run: 'retry-tasks' },
    resume: { at: holding.resumeAt, run: 'resume' },
    remind: { at: holding.remindAt, run: 'remind' },
  },
  parties: ['requestedFor'],
  lists: {
    ...indexed('open', 'queue', 'assignee', 'requester', 'opened'),
    byModel: by('modelId').ordered('openedAt'),
    byCost: everything.ordered('costTotal'),
  },
  filters: {
    approvalState: {
      of: ['pending', 'approved', 'rejected', 'expired', 'cancelled'],
      holds: filters.approvalIs,
      says: 'How far its approval is.',
    },
    itemState: { of: itemStates, holds: filters.hasItem, says: 'Requests with an item in this state.' },
  },
  sorts: ['dueAt'],
  fact: requestFact,
});
