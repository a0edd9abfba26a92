/** One step of an import: some hundred records or a few seconds, then an event that asks for the next step. */
import { takeImportSteps } from '#shared/capabilities/importing/batch';
import type { BusEvent } from '#shared/events/envelope';
import { tenantId } from '#shared/ids/tenant-id';
import { carryIncident } from './group.ts';
import { mappingOf } from './mappings.ts';
import { placeOf } from './runtime.ts';

/** Works through the next records; repeated without effect, because every record is written with the marker of its external number. */
export async function progressed({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  const { tenant, store } = place;
  const standings = async () => (await placeOf(tenant)).config.standings;
  await takeImportSteps({ tenant, store, standings }, detail, {
    mappingOf,
    carry: (step, group, index, marker) => carryIncident(place, step, group, index, marker),
  });
}
