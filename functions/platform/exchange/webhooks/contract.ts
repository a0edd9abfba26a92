/** What others may know of webhooks: what becomes of one. */
import * as z from 'zod/mini';
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { name } from '#shared/grammar/payload';

const process = 'webhooks';

/** Whom it calls, whose it is, and why it is disabled if it is. */
const webhook = () => ({ host: name(), owner: name(), reason: z.optional(z.string()) });

export const webhookEvents = {
  process,
  record: 'webhook',
  carries: {
    created: webhook,
    updated: webhook,
    deleted: webhook,
    secret_rotated: webhook,
    enabled: webhook,
    disabled: webhook,
    orphaned: () => ({
      ...webhook(),
      title: z.optional(z.string()),
      maker: z.optional(name()),
      because: z.optional(name()),
    }),
    replay_requested: () => ({ ...webhook(), replay: name() }),
  },
} as const satisfies EventsContract;

export const contract = { process, events: [webhookEvents] } as const satisfies ServiceContract;
