/** What others may know of schedules: the record, and what its events carry. */
import * as z from 'zod/mini';
import type { Contract, EventsContract, RecordContract } from '#shared/grammar/contract';
import { instant, name } from '#shared/grammar/payload';

const process = 'schedules';

export const schedule = {
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
  acts: {
    maker: 'Who made, changed or resumed it last.',
    needs: { collection: 'schedules', roles: ['LEAD', 'CHM', 'OPC', 'SVO', 'PRO'] },
    asked: 'functions/platform/records/schedules/schedule/rules.ts',
    ends: 'It is paused instead of making the next record, and the administrators are told.',
  },
} as const satisfies RecordContract;

export const scheduleEvents = {
  process,
  record: 'schedule',
  carries: {
    orphaned: () => ({
      maker: name(),
      reason: z.enum(['delegation-ended', 'maker-left', 'key-ended']),
      because: name(),
    }),
    occurred: () => ({
      recordType: name(),
      recordTemplateId: z.nullable(name()),
      values: z.record(z.string(), z.unknown()),
      occurrence: instant(),
    }),
  },
} as const satisfies EventsContract;

export const contract = {
  process,
  records: [schedule],
  events: [scheduleEvents],
} as const satisfies Contract;
