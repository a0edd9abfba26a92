/** What others may know of delegations of votes: that there is one, or no more. */
import * as z from 'zod/mini';
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { instant, name, names } from '#shared/grammar/payload';

const process = 'approval-delegations';

const delegation = () => ({
  id: name(),
  from: name(),
  to: name(),
  start: instant(),
  end: instant(),
  scope: z.optional(names()),
});

export const delegationEvents = {
  process,
  record: 'approval-delegation',
  carries: { created: delegation, revoked: delegation },
} as const satisfies EventsContract;

export const contract = { process, events: [delegationEvents] } as const satisfies ServiceContract;
