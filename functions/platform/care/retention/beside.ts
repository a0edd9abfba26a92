/** What stands beside a record shares its fate (see `#shared/engine/beside`). */

import { besideQuery } from '#shared/engine/beside';
import type { BusEvent } from '#shared/events/envelope';
import { tenantId } from '#shared/ids/tenant-id';
import { inFlight } from '#shared/jobs/in-flight';
import { isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import type { Key } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
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
    const round = async () => {
      const item = await store.get({ pk, sk });
      if (item?.derived === undefined) return;
      const { derived: _, version, ...rest } = item;
      const put = { ...rest, pk, sk, version: Number(version) + 1 };
      return (await isWritten(store, [{ put, condition: { version: Number(version) } }])) ? undefined : LOST;
    };
    await untilWritten(PERSISTENCE, round, (rounds) => new Error(`others changed ${pk} ${sk} ${rounds} times`));
  });
}

/** Something of a record was redacted: nobody can say in which text made of the record it stood, so all of it goes. */
export async function onRedaction({ detail }: BusEvent): Promise<void> {
  const place = await placeOf(tenantId(detail.tenantId));
  await silence(place, await standingBeside(place, detail.uid));
}
