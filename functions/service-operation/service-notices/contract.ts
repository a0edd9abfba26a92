/** What others may know of service notices: the record, and what its events carry. */
import * as z from 'zod/mini';
import type { Contract, EventsContract, ProjectionContract, RecordContract } from '#shared/grammar/contract';
import { count, name, names } from '#shared/grammar/payload';

const process = 'service-notices';

export const serviceNotice = {
  type: 'service-notice',
  prefix: 'NTC',
  path: 'service-notices',
  title: 'Service notice',
  permissions: {
    REQ: 'r',
    AGT: 'RCUX',
    LEAD: 'RCUX',
    CHM: 'R',
    REL: 'R',
    PRB: 'R',
    CFG: 'R',
    SEC: 'R',
    SVO: 'R',
    PRO: 'R',
    TAD: 'RD',
    MSP: 'RCUX',
    AUD: 'R',
    INT: 'R',
    INM: 'RCUX',
  },
} as const satisfies RecordContract;

/** Which of the notice's updates it was. */
const notice = () => ({ update: count(), services: names(), effect: name() });

export const serviceNoticeEvents = {
  process,
  record: 'service-notice',
  carries: {
    announced: notice,
    published: notice,
    update_posted: notice,
    monitoring_started: notice,
    resolved: notice,
    withdrawn: () => ({ update: z.optional(count()), services: z.optional(names()), effect: z.optional(name()) }),
  },
} as const satisfies EventsContract;

/** Whom a notice is for, as those read it who tell them. */
export const noticeAudience = {
  of: serviceNotice,
  shows: () => ({
    audience: z.optional(
      z.object({ everyone: z.optional(z.boolean()), groups: z.optional(names()), users: z.optional(names()) }),
    ),
    majorIncident: z.optional(name()),
    incidents: z.optional(names()),
  }),
} as const satisfies ProjectionContract;

export const contract = {
  process,
  records: [serviceNotice],
  events: [serviceNoticeEvents],
  projections: [noticeAudience],
} as const satisfies Contract;
