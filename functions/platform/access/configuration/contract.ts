/** What others may know of configuration: what is told of documents, of users, and of operators who are gone. */
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { count, name } from '#shared/grammar/payload';

const process = 'configuration';

/** A document was set or, version 0, deleted. */
export const documentEvents = {
  process,
  record: 'configuration',
  carries: { updated: () => ({ kind: name(), id: name(), version: count() }) },
} as const satisfies EventsContract;

const nothing = () => ({});

/** Which fields changed, the envelope says. */
export const userEvents = {
  process,
  record: 'user',
  carries: { updated: nothing, activated: nothing, deactivated: nothing, deleted: nothing },
} as const satisfies EventsContract;

/** An operator of an MSP works for the client no more. */
export const operatorEvents = {
  process,
  record: 'operator',
  carries: { left: nothing },
} as const satisfies EventsContract;

export const contract = {
  process,
  events: [documentEvents, userEvents, operatorEvents],
} as const satisfies ServiceContract;
