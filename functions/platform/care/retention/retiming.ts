/** Sets the purge timers of all ended records anew when the tenant has changed its periods: a shorter one counts for what has ended already, too. */

import type { documentEvents } from '#functions/platform/access/configuration/contract';
import { purgeTimer } from '#shared/capabilities/retention/purge-timer';
import { purgedAt } from '#shared/capabilities/retention/retention';
import { storedRecord } from '#shared/engine/items';
import type { BusEvent } from '#shared/events/envelope';
import type { Heard } from '#shared/grammar/service-events';
import { tenantId } from '#shared/ids/tenant-id';
import { type Job, type JobKind, saveJob } from '#shared/jobs/job';
import { type Batch, takeSteps } from '#shared/jobs/steps';
import type { Item } from '#shared/store/store';
import { clock, toInstant } from '#shared/time/clock';
import { retimingKey } from './keys.ts';
import { type Place, placeOf } from './runtime.ts';
import { BEGINNING, type Position, walk } from './walk.ts';

interface Retiming extends Job {
  readonly state: 'running' | 'finished';
  readonly position: Position;
}

const retimings: JobKind<Retiming> = {
  type: 'retiming',
  process: () => 'retention',
  key: retimingKey,
  keptDays: 30,
  indexed: () => ({}),
  goesOn: 'as the tenant’s own',
  command: () => 'retime',
  data: () => ({}),
};

/** `configuration.updated`; the event's id is the job's, so one event makes one job. */
export async function onConfiguration({ detail }: Heard<typeof documentEvents, 'updated'>): Promise<void> {
  if (detail.data.kind !== 'retention') return;
  const { tenant, store } = await placeOf(tenantId(detail.tenantId));
  const job: Retiming = {
    uid: detail.eventId,
    state: 'running',
    createdAt: toInstant(clock.now()),
    createdBy: detail.actor,
    step: 1,
    sequence: 1,
    position: BEGINNING,
  };
  await saveJob(retimings, store, tenant, job, 'progressed');
}

/** `retiming.progressed` */
export async function continueRetiming({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId), 'as it is now');
  await takeSteps(retimings, { ...place, standings: async () => place.config.standings }, detail, (job) =>
    batchOf(place, job),
  );
}

/** A timer set for a record that comes back in the same moment does no harm: when it is due, the record as it stands decides. */
async function batchOf(place: Place, { position }: Retiming): Promise<Batch<Retiming>> {
  const { items, next } = await walk(place, position);
  await place.store.writeAll(items.flatMap((item) => timerOf(place, item)));
  const units = items.length + 1;
  return next ? { units, changes: { position: next } } : { units, changes: { state: 'finished' }, over: 'finished' };
}

function timerOf({ tenant, config }: Place, item: Item): readonly { readonly put: Item }[] {
  const record = storedRecord(item)?.record;
  // What vanishes by the table's time to live needs no timer.
  const due = record && item.expiresAt === undefined ? purgedAt(record, config) : undefined;
  return record && due !== undefined ? [{ put: purgeTimer(tenant, record, due) }] : [];
}
