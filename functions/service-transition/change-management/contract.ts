/** What others may know of change management: the record, and what its events carry. */
import { roundEvents } from '#shared/capabilities/approvals/payload';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';

const process = 'change-management';

export const change = {
  type: 'change',
  prefix: 'CHG',
  path: 'changes',
  title: 'Change',
  schedulable: true,
  evidence: true,
  approvable: true,
  permissions: {
    REQ: 'r',
    AGT: 'RCU',
    LEAD: 'RCUX',
    CHM: 'RCUXA',
    CAB: 'RA',
    REL: 'RCU',
    PRB: 'RC',
    CFG: 'R',
    SEC: 'RC',
    SVO: 'RA',
    PRO: 'R',
    TAD: 'RD',
    MSP: 'RCU',
    AUD: 'R',
    INT: 'RC',
  },
} as const satisfies RecordContract;

export const changeEvents = {
  process,
  record: 'change',
  carries: roundEvents,
} as const satisfies EventsContract;

export const contract = {
  process,
  links: [{ kind: 'resolves', from: ['change'], to: ['incident'] }],
  records: [change],
  events: [changeEvents],
} as const satisfies Contract;
