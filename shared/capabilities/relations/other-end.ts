/** The record that a relation leads to, of this process or another one. */

import type { End } from '#shared/capabilities/relations/relation';
import { canSee, mayReferTo } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { type Stored, storedRecord } from '#shared/engine/items';
import { numberKey } from '#shared/engine/keys';
import { typeOfNumber } from '#shared/grammar/directory';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** With the condition that it stays as it is until the relation is written: nobody is related to what is being deleted. */
export interface OtherEnd extends End {
  readonly unchanged: Write;
}

/** @throws Problem unknown-reference, the same for absent, deleted, foreign and restricted ones */
export async function otherEnd(context: Context, reference: string): Promise<OtherEnd> {
  const { store, request, config, runtime } = context;
  const { tenant } = request.caller;
  const number = reference.toUpperCase();
  const own = runtime.process.records.find(
    ({ prefix }) => number.startsWith(prefix) && /^\d{7,9}$/.test(number.slice(prefix.length)),
  );
  const type = own?.type ?? typeOfNumber(number);
  const item = type === undefined ? undefined : await store.get(numberKey(tenant, type, number));
  const stored: Stored | undefined =
    type === undefined || typeof item?.uid !== 'string'
      ? undefined
      : storedRecord(await store.get(recordKey(tenant, type, item.uid)));
  const visible =
    stored &&
    !stored.record.deletedAt &&
    (own ? canSee(own, stored.record, request.caller, config) : mayReferTo(stored.record, request.caller, config));
  if (!visible) throw new Problem('unknown-reference', `there is no record ${reference} that you may relate to`);
  const { record, sequence } = stored;
  const unchanged: Write = { check: recordKey(tenant, record.type, record.uid), condition: { sequence } };
  return { type: record.type, uid: record.uid, id: record.id, unchanged };
}
