/** The alert as data: events of one kind, and the response to them. */
import { bulk } from '#shared/capabilities/bulk/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { defineRecord } from '#shared/grammar/definition';
import { by, indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { alertFields, alertStates, inputs } from './record.ts';
import * as rules from './rules.ts';

export const alert = defineRecord({
  ...contract.alert,
  fields: alertFields,
  lifecycle: { initial: 'open', states: alertStates },
  create: { summary: 'Open an alert for the first event of its kind', by: ['SYS'], effects: [rules.respond] },
  actions: {
    count: {
      summary: 'Count one event more',
      from: ['open', 'acknowledged'],
      to: 'same',
      by: ['SYS'],
      input: inputs.count,
      effects: [rules.count],
      emits: 'counted',
    },
    acknowledge: {
      summary: 'Acknowledge it',
      from: ['open'],
      to: 'acknowledged',
      by: ['OPC', 'AGT'],
      input: inputs.nothing,
      effects: [rules.acknowledge],
      emits: 'acknowledged',
    },
    clear: {
      summary: 'Its cause is gone',
      from: ['open', 'acknowledged'],
      to: 'cleared',
      by: ['OPC', 'SYS'],
      input: inputs.clear,
      effects: [rules.clear],
      emits: 'cleared',
    },
    close: {
      summary: 'Close it',
      from: ['open', 'acknowledged', 'cleared'],
      to: 'closed',
      by: ['OPC', 'SYS'],
      input: inputs.close,
      emits: 'closed',
    },
    'mark-false-positive': {
      summary: 'Mark it as a false positive',
      from: 'any',
      to: 'same',
      by: ['OPC', 'TEC'],
      input: inputs.markFalsePositive,
      effects: [rules.markFalsePositive],
      emits: 'marked_false_positive',
    },
  },
  timers: { close: { at: rules.closeAt, run: 'close' } },
  parts: [...everyRecord, bulk],
  lists: { ...indexed('open'), byItem: by('ciId').ordered('firstAt') },
  openKey: rules.alertKey,
});
