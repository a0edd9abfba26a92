/** What others may know of tenants: delegations to MSPs, and access keys whose maker is gone. */
import * as z from 'zod/mini';
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { instant, name, names } from '#shared/grammar/payload';

const process = 'tenants';

export const accessKeyEvents = {
  process,
  record: 'access-key',
  carries: {
    orphaned: () => ({
      title: z.string(),
      maker: z.string(),
      reason: z.enum(['delegation-ended', 'maker-left', 'key-ended']),
      because: name(),
    }),
  },
} as const satisfies EventsContract;

export const delegationEvents = {
  process,
  record: 'delegation',
  carries: {
    granted: () => ({ roles: names(), scope: z.optional(names()), until: z.optional(instant()) }),
    revoked: () => ({}),
  },
} as const satisfies EventsContract;

export const contract = { process, events: [accessKeyEvents, delegationEvents] } as const satisfies ServiceContract;
