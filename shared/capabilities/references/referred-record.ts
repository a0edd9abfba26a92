/** Records that references name, found by number or ULID: of the process's own types, or of another's by what all know of its records. */

import { canSee } from '#shared/engine/access';
import { readersOf } from '#shared/engine/collections';
import { type Stored, storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import type { Resting } from '#shared/engine/seams';
import { recordKey } from '#shared/store/keys';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** What is known of a type of record wherever it belongs; undefined while no process owns it. */
export function knownType({ runtime }: Pick<Resting, 'runtime'>, type: string) {
  const own = runtime.process.records.find((record) => record.type === type);
  if (own) return own;
  const readers = readersOf(type);
  return readers && { ...readers, title: type.replaceAll('-', ' ') };
}

/** By number or ULID, in upper case; undefined when there is none that is not deleted. */
export async function findRecord(
  { store, tenant }: Pick<Resting, 'store' | 'tenant'>,
  type: string,
  name: string,
): Promise<Stored | undefined> {
  const uid = ULID.test(name) ? name : (await store.get(numberKey(tenant, type, name)))?.uid;
  if (typeof uid !== 'string') return undefined;
  const stored = storedRecord(await store.get(recordKey(tenant, type, uid)));
  return stored?.record.deletedAt ? undefined : stored;
}

/** The same, if the caller may see it. */
export async function findSeen(resting: Resting, type: string, name: string): Promise<Stored | undefined> {
  const known = knownType(resting, type);
  const stored = known && (await findRecord(resting, type, name));
  return stored && canSee(known, stored.record, resting.caller, resting.config) ? stored : undefined;
}
