/** What others may know of KPIs: that a target was missed. */
import * as z from 'zod/mini';
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { name } from '#shared/grammar/payload';

const process = 'kpis';

const period = () =>
  z.object({
    from: name(),
    to: name(),
    value: z.nullable(z.number()),
    numerator: z.number(),
    denominator: z.number(),
  });

/** Two red months in a row. */
export const kpiEvents = {
  process,
  record: 'kpi',
  carries: {
    target_missed: () => ({
      title: z.string(),
      process: name(),
      key: name(),
      green: z.number(),
      amber: z.number(),
      periods: z.array(period()),
    }),
  },
} as const satisfies EventsContract;

export const contract = { process, events: [kpiEvents] } as const satisfies ServiceContract;
