/** What stands beside a record shares its fate (see `#shared/process/beside`). */
import type { BusEvent } from '#shared/events/envelope';
import { inFlight } from '#shared/jobs/in-flight';
import { besideQuery } from '#shared/process/beside';
import type { Key } from '#shared/store/keys';
import { type Item, TransactionRefused } from '#shared/store/store';
import { tenantId } from '#shared/tenancy/tenant-id';
import { type Place, placeOf } from './runtime.ts';

/** Items worked on at once. */
const IN_FLIGHT = 8;

export function standingBeside({ tenant, store }: Place, uid: string): Promise<readonly Item[]> {
  return store.queryAll(besideQuery(tenant, uid));
}

export async function deleteAll({ store }: Place, items: readonly Key[]): Promise<void> {
  await store.writeAll(items.map(({ pk, sk }) => ({ delete: { pk, sk } })));
}

/** Takes the text out of items. What is written at the same moment is read again: it must not bring the text back. */
export async function silence({ store }: Place, items: readonly Item[]): Promise<void> {
  await inFlight(items, IN_FLIGHT, async ({ pk, sk }) => {
    for (;;) {
      const item = await store.get({ pk, sk });
      if (item?.derived === undefined) return;
      const { derived: _, version, ...rest } = item;
      try {
        return await store.put({ ...rest, pk, sk, version: Number(version) + 1 }, { version: Number(version) });
      } catch (error) {
        if (!(error instanceof TransactionRefused)) throw error;
      }
    }
  });
}

/** Something of a record was redacted: nobody can say in which text made of the record it stood, so all of it goes. */
export async function onRedaction({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  await silence(place, await standingBeside(place, detail.uid));
}
