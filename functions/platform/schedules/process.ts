/** Schedules: records that recur, such as checks and maintenance, are made by themselves, once each time. */
import { defineProcess, defineRecord } from '#shared/process/definition';
import { inputs, scheduleFields, scheduleStates } from './record.ts';
import * as rules from './rules.ts';

export const schedule = defineRecord({
  type: 'schedule',
  prefix: 'SCD',
  path: 'schedules',
  title: 'Schedule',
  permissions: {
    AGT: 'R',
    LEAD: 'RCUX',
    CHM: 'RCUX',
    OPC: 'RCUX',
    SVO: 'RCUX',
    PRO: 'RCUX',
    TAD: 'R',
    MSP: 'R',
    AUD: 'R',
  },
  fields: scheduleFields,
  lifecycle: { initial: 'active', states: scheduleStates },
  create: {
    summary: 'Schedule records that recur; with ?dryRun=true to see when they would',
    by: ['LEAD', 'CHM', 'OPC', 'SVO', 'PRO'],
    checks: [rules.recurs, rules.isSchedulable],
    effects: [rules.reckon],
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
      effects: [rules.reckon],
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
  patch: { checks: [rules.recurs, rules.isSchedulable], effects: [rules.reckonUnlessPaused] },
  timers: { occur: { at: rules.nextAt, run: 'occur' } },
  lists: ['open'],
});

export const schedules = defineProcess({
  id: 'schedules',
  stage: 'platform',
  title: 'Schedules',
  purpose: 'Make records that recur by themselves, each exactly once, on days that suit.',
  records: [schedule],
  consumes: [],
});
