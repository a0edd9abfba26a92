/** Major incidents as data: what is more than an incident, with roles, a rhythm of updates, and a review (D2). */

import { everyRecord } from '#shared/capabilities/every-record';
import { timeline } from '#shared/capabilities/timeline/capability';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { majorFields, majorInputs, majorStates } from './record.ts';
import * as rules from './rules.ts';

export const majorIncident = defineRecord({
  ...contract.majorIncident,
  fields: majorFields,
  lifecycle: { initial: 'candidate', states: majorStates },
  create: {
    summary: 'Propose a major incident',
    by: ['AGT', 'INT', 'SYS'],
    refers: { incidents: 'incident' },
    effects: [rules.begin],
  },
  actions: {
    'add-incidents': {
      summary: 'Note further incidents that it was noticed by',
      from: ['candidate'],
      to: 'same',
      by: ['INM', 'SYS'],
      input: majorInputs.addIncidents,
      refers: { incidents: 'incident' },
      effects: [rules.addIncidents],
      emits: 'incidents_added',
    },
    reject: {
      summary: 'It is no major incident; the same reports propose none again',
      from: ['candidate'],
      to: 'rejected',
      by: ['INM'],
      input: majorInputs.reject,
      effects: [rules.reject],
      emits: 'rejected',
    },
    declare: {
      summary: 'Declare it: its incidents become P1, and those affected are told',
      from: ['candidate'],
      to: 'declared',
      by: ['INM', 'LEAD'],
      input: majorInputs.declare,
      asks: rules.asksOfDeclaration,
      effects: [rules.declare],
      emits: 'declared',
    },
    'post-update': {
      summary: 'Tell how it stands; the next update is due 30 minutes later (SEV2: 60)',
      from: ['declared', 'mitigated'],
      to: 'same',
      by: ['AGT'],
      input: majorInputs.postUpdate,
      guards: { leadsCommunication: rules.leadsCommunication },
      effects: [rules.postUpdate],
      emits: 'update_posted',
    },
    'remind-of-update': {
      summary: 'Remind of the update that is missing',
      from: ['declared', 'mitigated'],
      to: 'same',
      by: ['SYS'],
      input: majorInputs.nothing,
      effects: [rules.remind],
      emits: 'update_reminded',
    },
    'escalate-update': {
      summary: 'Tell the service owner that no update came',
      from: ['declared', 'mitigated'],
      to: 'same',
      by: ['SYS'],
      input: majorInputs.nothing,
      effects: [rules.escalate],
      emits: 'update_escalated',
    },
    mitigate: {
      summary: 'The service is back, if only by a workaround',
      from: ['declared'],
      to: 'mitigated',
      by: ['INM'],
      input: majorInputs.mitigate,
      asks: rules.asksOfRestoration,
      checks: [rules.restorationIsInOrder],
      effects: [rules.mitigate],
      emits: 'mitigated',
    },
    resolve: {
      summary: 'Resolve it, and its incidents with it',
      from: ['mitigated'],
      to: 'resolved',
      by: ['INM'],
      input: majorInputs.resolve,
      asks: rules.asksOfRestoration,
      checks: [rules.restorationIsInOrder],
      effects: [rules.resolve],
      emits: 'resolved',
    },
    review: {
      summary: 'Begin its review',
      from: ['resolved'],
      to: 'review',
      by: ['INM', 'PRB'],
      input: majorInputs.review,
      effects: [rules.startReview],
      emits: 'review_started',
    },
    close: {
      summary: 'Close it: the review is linked, its actions have owners',
      from: ['review'],
      to: 'closed',
      by: ['INM', 'PRB'],
      input: majorInputs.nothing,
      guards: { reviewIsLinked: rules.reviewIsLinked, actionsHaveOwners: rules.actionsHaveOwners },
      emits: 'closed',
    },
  },
  timers: {
    remind: { at: rules.remindAt, run: 'remind-of-update' },
    escalate: { at: rules.escalateAt, run: 'escalate-update' },
  },
  parts: [...everyRecord, timeline],
  lists: indexed('open'),
  openKey: rules.topicOf,
});
