/** Records as a query's rule gets them: those that the caller may see, with the fields that they may see, and nothing of others that they may not know of. */
import { contractOf, ownOf, type Readable, type Reading, type Seen } from '#shared/capabilities/queries/reading';
import { canSee, mayReferTo, readsAll, visibleRecord } from '#shared/engine/access';
import { withoutUnseen } from '#shared/engine/unseen';
import { projected } from '#shared/grammar/projection';
import type { AnyRecord } from '#shared/grammar/record';

export async function visible<R>(
  reading: Reading,
  from: Readable,
  records: readonly AnyRecord[],
): Promise<readonly Seen<R>[]> {
  const { request, config, store } = reading.context;
  const { caller } = request;
  const of = contractOf(from);
  const definition = ownOf(reading, of);
  const present = records.filter(({ deletedAt }) => !deletedAt);
  if (!definition) {
    const shown = readsAll(of, caller) ? present.filter((record) => mayReferTo(record, caller, config)) : [];
    return asStated(shown.map((record) => ('of' in from ? projected(from, record) : named(record))));
  }
  const shown = present.filter((record) => canSee(definition, record, caller, config));
  const seen = shown.map((record) => visibleRecord(definition, record, caller));
  return asStated(await withoutUnseen({ request, config, store, definition }, seen));
}

/** Where what is stored enters: it was judged by the definition that the query's author names the type of. */
export const asStated = <R>(records: readonly unknown[]): readonly Seen<R>[] => records as readonly Seen<R>[];

/** What everybody who may know of a record knows of it. */
export const named = ({ id, uid, type, state, title }: AnyRecord) => ({ id, uid, type, state, title });
