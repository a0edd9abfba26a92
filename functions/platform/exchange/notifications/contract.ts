/** What others may know of notifications: which texts a tenant has set. */
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { count, name } from '#shared/grammar/payload';

const process = 'notifications';

export const templateEvents = {
  process,
  record: 'notification-template',
  carries: { updated: () => ({ template: name(), version: count() }) },
} as const satisfies EventsContract;

export const contract = { process, events: [templateEvents] } as const satisfies ServiceContract;
