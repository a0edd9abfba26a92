/** What is said beside the events of a batch of whom each may reach, read in one request for up to a hundred records. */
import type { EventEnvelope } from '#shared/events/envelope';
import { listeningKey } from '#shared/events/keys';
import { isSilent, partiesOf, type Reach } from '#shared/events/reach';
import { tenantId } from '#shared/ids/tenant-id';
import { type Key, recordKey } from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import { clock } from '#shared/time/clock';

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

/** @returns of each event of the batch whom it may reach, as things stood after it was written. */
export async function reachOf(
  store: Pick<Store, 'getAll'>,
  envelopes: readonly EventEnvelope[],
): Promise<(event: EventEnvelope) => Reach> {
  const wanted = new Map(envelopes.flatMap(keysOf).map((key): [string, Key] => [nameOf(key), key]));
  const found = new Map((await store.getAll([...wanted.values()])).map((item) => [nameOf(item), item]));
  return (event) => {
    const [listening, record] = keysOf(event).map((key) => found.get(nameOf(key)));
    const parties = partiesOf(record?.record as Readonly<Record<string, unknown>> | undefined);
    return {
      ...(isSilent(listening, clock.now()) && { unheard: { webhooks: true as const } }),
      ...(parties && { parties }),
    };
  };
}

function keysOf({ tenantId: of, type, uid }: EventEnvelope): readonly [Key, Key] {
  const tenant = tenantId(of);
  return [listeningKey(tenant), recordKey(tenant, type, uid)];
}
