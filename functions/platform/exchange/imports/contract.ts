/** What others may know of imports: how far one is. */
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { count, stages } from '#shared/grammar/payload';

const process = 'imports';

const job = () => ({ step: count(), groupsDone: count(), groups: count() });

export const importEvents = {
  process,
  record: 'import',
  carries: stages(job),
} as const satisfies EventsContract;

export const contract = { process, events: [importEvents] } as const satisfies ServiceContract;
