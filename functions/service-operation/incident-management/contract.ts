/** What others may know of incident management: its records, and what its events carry. */
import * as z from 'zod/mini';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';
import { count, instant, name, names, subject } from '#shared/grammar/payload';

const process = 'incident-management';

export const incident = {
  type: 'incident',
  prefix: 'INC',
  path: 'incidents',
  title: 'Incident',
  openedByMail: true,
  schedulable: true,
  aboutRequesters: ['contact'],
  permissions: {
    REQ: 'rC',
    AGT: 'RCUX',
    LEAD: 'RCUX',
    CHM: 'R',
    REL: 'R',
    PRB: 'RU',
    CFG: 'R',
    KED: 'R',
    SEC: 'RU',
    SVO: 'R',
    PRO: 'R',
    TAD: 'RD',
    MSP: 'RCUX',
    AUD: 'R',
    INT: 'RCU',
  },
} as const satisfies RecordContract;

export const majorIncident = {
  type: 'major-incident',
  prefix: 'MIN',
  path: 'major-incidents',
  title: 'Major incident',
  permissions: {
    REQ: 'r',
    AGT: 'RC',
    LEAD: 'RCX',
    CHM: 'R',
    REL: 'R',
    PRB: 'RUX',
    CFG: 'R',
    SEC: 'RX',
    SVO: 'R',
    PRO: 'R',
    TAD: 'R',
    MSP: 'RCX',
    AUD: 'R',
    INT: 'rC',
    INM: 'RCUX',
  },
} as const satisfies RecordContract;

/** Whether those who reported the incident hear of it by the notice of its major one. */
const byNotice = () => z.optional(z.boolean());

/** Why a problem should be looked for. */
const problem = () => ({ reason: z.enum(['workaround', 'major_incident']) });

export const incidentEvents = {
  process,
  record: 'incident',
  carries: {
    created: () => ({ ...subject(), requesterId: z.optional(name()), confidential: z.optional(z.boolean()) }),
    resolved: () => ({ code: z.optional(name()), children: z.optional(count()), byNotice: byNotice() }),
  },
} as const satisfies EventsContract;

/** What no process waits for: no bundle has it. */
const furtherIncidentEvents = {
  process,
  record: 'incident',
  carries: {
    assigned: () => ({
      group: z.optional(name()),
      routedBy: z.optional(z.enum(['category', 'service', 'default'])),
    }),
    joined_major: () => ({ major: name(), majorUid: name(), byNotice: byNotice() }),
    rated: () => ({ score: count() }),
    complaint_raised: () => ({ score: count() }),
    stalled: () => ({
      role: z.literal('LEAD'),
      to: z.nullable(name()),
      group: z.nullable(name()),
      since: instant(),
      priority: name(),
    }),
    problem_suggested: problem,
    imported: () => ({ importId: name(), externalId: z.string() }),
    returned: () => ({ group: z.nullable(name()) }),
    escalated: () => ({
      kind: z.optional(z.enum(['functional', 'hierarchical'])),
      reason: z.optional(name()),
      clock: z.optional(name()),
    }),
    escalated_functionally: () => ({ group: name() }),
    escalated_hierarchically: () => ({}),
    resumed: () => ({ by: z.optional(z.literal('caller')) }),
    reminder_due: () => ({ to: z.nullable(name()), number: count() }),
    satisfaction_asked: () => ({ to: z.nullable(name()), byNotice: byNotice() }),
  },
} as const satisfies EventsContract;

/** What a major incident's notice is made of; of a confidential one it has no text. */
const told = () => ({
  severity: z.optional(name()),
  services: names(),
  text: z.optional(z.string()),
  confidential: z.optional(z.boolean()),
});

export const majorIncidentEvents = {
  process,
  record: 'major-incident',
  carries: {
    declared: () => ({
      ...told(),
      severity: name(),
      topic: z.optional(name()),
      incidents: names(),
      nextUpdateDue: instant(),
      commsLead: z.optional(name()),
      estimatedRestore: z.optional(instant()),
    }),
    rejected: () => ({ topic: z.optional(name()), incidents: names() }),
    update_posted: () => ({
      ...told(),
      nextUpdateDue: instant(),
      public: z.boolean(),
      estimatedRestore: z.optional(instant()),
    }),
    mitigated: told,
    resolved: () => ({ ...told(), code: name(), notes: z.string(), restoredAt: z.optional(instant()) }),
  },
} as const satisfies EventsContract;

const furtherMajorIncidentEvents = {
  process,
  record: 'major-incident',
  carries: {
    created: () => ({
      trigger: name(),
      incidents: count(),
      serviceId: z.optional(name()),
      category: z.optional(name()),
    }),
    update_reminded: () => ({ to: z.nullable(name()), role: name() }),
    update_escalated: () => ({ role: name() }),
    problem_suggested: problem,
  },
} as const satisfies EventsContract;

export const contract = {
  process,
  links: [{ kind: 'caused_by', from: ['incident'], to: ['change'] }],
  records: [incident, majorIncident],
  events: [incidentEvents, furtherIncidentEvents, majorIncidentEvents, furtherMajorIncidentEvents],
} as const satisfies Contract;
