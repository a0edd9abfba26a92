/** Event management (ITIL service operation): monitor constantly, filter and correlate, choose the response. */

import { defineProcess, defineRecord } from '#shared/process/definition';
import { alertFields, alertStates, eventFields, eventStates, inputs } from './record.ts';
import * as rules from './rules.ts';

const permissions = {
  AGT: 'RX',
  LEAD: 'RX',
  CHM: 'R',
  REL: 'R',
  PRB: 'R',
  CFG: 'R',
  SEC: 'R',
  SVO: 'R',
  PRO: 'R',
  TAD: 'R',
  MSP: 'RX',
  AUD: 'R',
  INT: 'RC',
  OPC: 'RCUX',
} as const;

export const event = defineRecord({
  type: 'event',
  prefix: 'EVT',
  path: 'events',
  title: 'Event',
  permissions,
  fields: eventFields,
  lifecycle: { initial: 'received', states: eventStates },
  create: {
    summary: 'Ingest one event, or up to 500 at once',
    by: ['INT', 'OPC', 'SYS'],
    effects: [rules.normalise],
    batch: 500,
  },
  actions: {},
  lists: [],
  openKey: rules.deliveryOf,
  keepDays: 30,
});

export const alert = defineRecord({
  type: 'alert',
  prefix: 'ALT',
  path: 'alerts',
  title: 'Alert',
  permissions,
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
  bulk: true,
  timers: { close: { at: rules.closeAt, run: 'close' } },
  lists: ['open'],
  openKey: rules.alertKey,
});

export const eventManagement = defineProcess({
  id: 'event-management',
  stage: 'service-operation',
  title: 'Event management',
  purpose:
    'Monitor configuration items and services constantly; filter and correlate events to choose the appropriate response.',
  records: [alert, event],
  consumes: [{ source: 'itsm.event-management', detailType: 'event.created', record: 'alert', react: rules.correlate }],
});
