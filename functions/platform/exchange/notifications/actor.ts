/** What people call whoever did something: a person by their name, a machine by that of its access key, our automation by the product's. */

import type { EventEnvelope } from '#shared/events/envelope';
import { accessKeyListKey } from '#shared/tenancy/keys';
import type { User } from '#shared/tenancy/users';
import type { Place } from './runtime.ts';

const PRODUCT = 'Helmdesk';

/** @param known what the directory says of them */
export async function actorName(
  { tenant, store }: Place,
  { type, id }: EventEnvelope['actor'],
  known: User | undefined,
): Promise<string> {
  if (type === 'system') return PRODUCT;
  const key = /^key:(?<key>\w+)$/.exec(id)?.groups?.key;
  if (key === undefined) return known?.name ?? id;
  const kept = (await store.get(accessKeyListKey(tenant, key)))?.key as { readonly name?: string } | undefined;
  return kept?.name ?? 'an access key that is gone';
}
