/** The service notice as data: drafted, told to those affected, followed until it is over (D2). */
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import * as audience from './audience.ts';
import { noticeFact } from './fact.ts';
import { inputs, noticeFields, noticeStates } from './record.ts';
import * as rules from './rules.ts';

export const serviceNotice = defineRecord({
  ...contract.serviceNotice,
  fields: noticeFields,
  lifecycle: { initial: 'planned', states: noticeStates },
  create: {
    summary: 'Draft a service notice',
    by: ['INM', 'AGT', 'SYS'],
    checks: [rules.leadIsNamedByManager, rules.endsAfterItBegins],
    effects: [rules.begin],
  },
  actions: {
    announce: {
      summary: 'Tell those affected what is to come; it is published when it begins',
      from: ['planned'],
      to: 'same',
      by: ['INM', 'AGT'],
      input: inputs.nothing,
      guards: { speaksForIt: rules.speaksForIt, isComplete: rules.isComplete, beginsLater: rules.beginsLater },
      effects: [rules.announce],
      emits: 'announced',
    },
    publish: {
      summary: 'Tell those affected; it stands on the status page from now on',
      from: ['planned'],
      to: 'active',
      by: ['INM', 'AGT', 'SYS'],
      input: inputs.nothing,
      guards: { speaksForIt: rules.speaksForIt, isComplete: rules.isComplete },
      effects: [rules.publish],
      emits: 'published',
    },
    update: {
      summary: 'Tell those affected how it stands',
      from: ['active', 'monitoring'],
      to: 'same',
      by: ['INM', 'AGT', 'SYS'],
      input: inputs.update,
      guards: { speaksForIt: rules.speaksForIt },
      effects: [rules.update],
      emits: 'update_posted',
    },
    monitor: {
      summary: 'The service is back, and watched',
      from: ['active'],
      to: 'monitoring',
      by: ['INM', 'AGT', 'SYS'],
      input: inputs.monitor,
      guards: { speaksForIt: rules.speaksForIt },
      effects: [rules.monitor],
      emits: 'monitoring_started',
    },
    resolve: {
      summary: 'It is over; it stays among the recent ones on the status page',
      from: ['active', 'monitoring'],
      to: 'resolved',
      by: ['INM', 'AGT', 'SYS'],
      input: inputs.resolve,
      guards: { speaksForIt: rules.speaksForIt },
      effects: [rules.resolve],
      emits: 'resolved',
    },
    withdraw: {
      summary: 'It does not take place; who heard of it is told so',
      from: ['planned'],
      to: 'withdrawn',
      by: ['INM', 'AGT'],
      input: inputs.withdraw,
      guards: { mayWithdraw: rules.mayWithdraw },
      effects: [rules.withdraw],
      emits: 'withdrawn',
    },
  },
  patch: { checks: [rules.changesOnlyWhatIsOpen, rules.leadIsNamedByManager, rules.endsAfterItBegins] },
  timers: { begin: { at: rules.beginsAt, run: 'publish' } },
  parts: everyRecord,
  lists: indexed('open'),
  involves: audience.isFor,
  openKey: rules.majorOf,
  fact: noticeFact,
  shows: audience.shownInPublic,
});
