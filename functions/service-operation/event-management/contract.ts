/** What others may know of event management: its records, and what its events carry. */
import * as z from 'zod/mini';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';
import { instant, level, name, subject } from '#shared/grammar/payload';

const process = 'event-management';

/** The same people with events and alerts. */
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

export const event = {
  type: 'event',
  prefix: 'EVT',
  path: 'events',
  title: 'Event',
  permissions,
} as const satisfies RecordContract;

export const alert = {
  type: 'alert',
  prefix: 'ALT',
  path: 'alerts',
  title: 'Alert',
  permissions,
} as const satisfies RecordContract;

export const eventEvents = {
  process,
  record: 'event',
  carries: {
    created: () => ({
      ...subject(),
      source: name(),
      severity: z.enum(['info', 'warning', 'exception', 'clear']),
      ciRef: z.optional(name()),
      metric: z.optional(name()),
      occurredAt: instant(),
      stale: z.boolean(),
      dedupKey: name(),
    }),
  },
} as const satisfies EventsContract;

export const alertEvents = {
  process,
  record: 'alert',
  carries: {
    opened: () => ({}),
    response_selected: () => ({
      ...subject(),
      response: z.enum(['log', 'notify', 'incident']),
      impact: level(),
      urgency: level(),
    }),
    cleared: () => ({}),
  },
} as const satisfies EventsContract;

export const contract = {
  process,
  records: [alert, event],
  events: [alertEvents, eventEvents],
} as const satisfies Contract;
