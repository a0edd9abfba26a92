/** The schedule as data: what recurs, when, and the record that it makes each time. */
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { inputs, scheduleFields, scheduleStates } from './record.ts';
import * as rules from './rules.ts';

export const schedule = defineRecord({
  ...contract.schedule,
  fields: scheduleFields,
  lifecycle: { initial: 'active', states: scheduleStates },
  create: {
    summary: 'Schedule records that recur; with ?dryRun=true to see when they would',
    by: ['LEAD', 'CHM', 'OPC', 'SVO', 'PRO'],
    checks: [rules.recurs, rules.isSchedulable],
    effects: [rules.isTheirs, rules.reckon],
  },
  actions: {
    pause: {
      summary: 'Make no records until it is resumed',
      from: ['active'],
      to: 'paused',
      by: ['LEAD', 'CHM', 'OPC', 'SVO', 'PRO'],
      input: inputs.reasoned,
      effects: [rules.stop],
      emits: 'paused',
    },
    resume: {
      summary: 'Go on from now; what passed meanwhile is not made up for',
      from: ['paused'],
      to: 'active',
      by: ['LEAD', 'CHM', 'OPC', 'SVO', 'PRO'],
      input: inputs.nothing,
      checks: [rules.recurs],
      effects: [rules.isTheirs, rules.reckon],
      emits: 'resumed',
    },
    end: {
      summary: 'Make no more records',
      from: ['active', 'paused'],
      to: 'ended',
      by: ['LEAD', 'CHM', 'OPC', 'SVO', 'PRO'],
      input: inputs.reasoned,
      effects: [rules.stop],
      emits: 'ended',
    },
    occur: {
      summary: 'Ask for the record that is due',
      from: ['active'],
      to: 'same',
      by: ['SYS'],
      input: inputs.nothing,
      effects: [rules.occur],
      emits: 'advanced',
    },
  },
  patch: { checks: [rules.recurs, rules.isSchedulable], effects: [rules.isTheirs, rules.reckonUnlessPaused] },
  timers: { occur: { at: rules.nextAt, run: 'occur' } },
  parts: everyRecord,
  lists: indexed('open'),
});
