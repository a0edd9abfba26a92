/** What others may know of retention: what was purged, and how far its long work is. */
import type { EventsContract, ServiceContract } from '#shared/grammar/contract';
import { count, name, stages } from '#shared/grammar/payload';

const process = 'retention';

/** With the hash by which its certificate proves it. */
export const purgeEvents = {
  process,
  record: 'record',
  carries: { purged: () => ({ hash: name() }) },
} as const satisfies EventsContract;

const erasure = () => ({ step: count(), examined: count(), changed: count() });

export const erasureEvents = {
  process,
  record: 'erasure',
  carries: stages(erasure),
} as const satisfies EventsContract;

const retiming = () => ({ step: count() });

/** Purges are timed anew once a tenant keeps records for another time. */
export const retimingEvents = {
  process,
  record: 'retiming',
  carries: stages(retiming),
} as const satisfies EventsContract;

export const contract = {
  process,
  events: [purgeEvents, erasureEvents, retimingEvents],
} as const satisfies ServiceContract;
