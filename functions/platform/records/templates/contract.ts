/** What others may know of templates: the record, and what its events carry. */
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';
import { count, name } from '#shared/grammar/payload';

const process = 'templates';

export const template = {
  type: 'template',
  prefix: 'TMP',
  path: 'templates',
  title: 'Template',
  permissions: {
    REQ: 'r',
    AGT: 'R',
    LEAD: 'RC',
    KED: 'R',
    SEC: 'R',
    SVO: 'R',
    PRO: 'RCUXA',
    TAD: 'RG',
    MSP: 'R',
    AUD: 'R',
  },
} as const satisfies RecordContract;

export const templateEvents = {
  process,
  record: 'template',
  carries: { published: () => ({ publishedVersion: count(), recordType: name() }) },
} as const satisfies EventsContract;

export const contract = {
  process,
  records: [template],
  events: [templateEvents],
} as const satisfies Contract;
