/**
 * Kinds that must stay without circles. Whoever adds to one counts the tenant's relations of the kind on, under the condition that nobody else did since
 * they began to look: so of two that would close a circle together, one looks again and is refused, however long the ways are.
 */
import { relatedPk } from '#shared/capabilities/relations/keys';
import { type End, relationsOf } from '#shared/capabilities/relations/relation';
import { mayKnowOf } from '#shared/engine/access';
import type { Context } from '#shared/engine/context';
import { storedRecord } from '#shared/engine/items';
import { inFlight } from '#shared/jobs/in-flight';
import { closedBy } from '#shared/kit/graph/cycles';
import { MAX_NODES } from '#shared/kit/graph/reach';
import type { Relation as Edge } from '#shared/kit/graph/relation';
import { Problem } from '#shared/problems/problems';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

type Looking = Pick<Context, 'store' | 'request' | 'config'>;

/** Records whose relations are read at once. */
export const AT_ONCE = 16;

/** How far the kind has been counted, and the write that counts it on. To be asked before anything is looked at. */
export async function countOn({ store, request }: Looking, kind: string): Promise<Write> {
  const key = { pk: relatedPk(request.caller.tenant, kind), sk: 'STEP' };
  const item = await store.get(key);
  const step = typeof item?.step === 'number' ? item.step : 0;
  return { put: { ...key, step: step + 1 }, condition: item ? { step } : 'absent' };
}

/** @throws Problem link-cycle with the records of the circle, limit-exceeded when there are too many to be looked at */
export async function refuseCircle(looking: Looking, kind: string, from: End, to: End): Promise<void> {
  const { store, request } = looking;
  const ends = new Map([from, to].map((end) => [end.uid, end]));
  const leading = async (uids: readonly string[]): Promise<readonly Edge[]> => {
    const pages = await inFlight(uids, AT_ONCE, async (uid) => {
      const end = ends.get(uid);
      const { found, more } = end
        ? await relationsOf(store, request.caller.tenant, end, { kind, most: MAX_NODES })
        : { found: [], more: false };
      for (const { type, uid: other, id } of found) ends.set(other, { type, uid: other, id });
      if (more || ends.size > MAX_NODES)
        throw new Problem(
          'limit-exceeded',
          `more than ${MAX_NODES} records hang together by ${kind}; whether the relation closes a circle cannot be told`,
        );
      return found.map((relation) => ({ from: uid, to: relation.uid }));
    });
    return pages.flat();
  };
  const circle = await closedBy({ from: from.uid, to: to.uid }, leading);
  if (!circle) return;
  const cycle = await namesOf(
    looking,
    circle.flatMap((uid) => ends.get(uid) ?? []),
  );
  throw new Problem('link-cycle', `the relation would close the circle ${cycle.join(' → ')}`, { cycle });
}

/** Numbers of records, as far as the caller may know of them. */
async function namesOf(
  { store, request: { caller }, config }: Looking,
  ends: readonly End[],
): Promise<readonly string[]> {
  const items = await inFlight(ends, AT_ONCE, ({ type, uid }) => store.get(recordKey(caller.tenant, type, uid)));
  return items.map((item) => {
    const record = storedRecord(item)?.record;
    return record && mayKnowOf(record, caller, config) ? record.id : 'a record that you may not see';
  });
}
