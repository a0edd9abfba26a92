/** Conditions under which decisions are written, for capabilities that find some, and several decisions as one transaction. Pure. */
import type { Rested, Resting } from '#shared/engine/seams';
import { Problem } from '#shared/problems/problems';
import type { Key } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** The item that a write is about. */
const placeOf = (write: Write): Key => ('put' in write ? write.put : 'delete' in write ? write.delete : write.check);
const nameOf = (write: Write): string => `${placeOf(write).pk} ${placeOf(write).sk}`;

/** What was found before, with more conditions; told when it is written, as some hold only for what was looked at. */
export function underMore(
  { values, known }: Pick<Resting, 'values' | 'known'>,
  conditions: () => readonly Write[],
): Rested {
  const under = (writes: readonly Write[]) => together(known.under?.(writes) ?? writes, conditions());
  return { values, known: { ...known, under } };
}

/** Writes and conditions as one transaction takes them: each item once. */
export function together(writes: readonly Write[], conditions: readonly Write[]): readonly Write[] {
  const byPlace = new Map<string, Write>();
  for (const write of [...writes, ...conditions]) {
    const place = nameOf(write);
    const known = byPlace.get(place);
    // What is written anyway is written under the condition; one that it has already tells as much.
    byPlace.set(
      place,
      known && write.condition !== undefined && known.condition === undefined
        ? { ...known, condition: write.condition }
        : (known ?? write),
    );
  }
  return [...byPlace.values()];
}

/** Writes of a transaction, less what a request adds to it. */
const MOST = 98;

/**
 * Writes of several decisions as one transaction takes them: each item once, under all their conditions.
 * @param decisions the writes of each
 * @throws Problem guard-failed where two would write the same item and one of them under a condition; limit-exceeded for more than a transaction takes
 */
export function asOne(decisions: readonly (readonly Write[])[]): readonly Write[] {
  const all = decisions.flat();
  // What is written comes before what is only looked at, so that it is written under the condition.
  const [writes, checks] = [all.filter((each) => !('check' in each)), all.filter((each) => 'check' in each)];
  for (const known of Map.groupBy(writes, nameOf).values())
    if (known.length > 1 && known.some(({ condition }) => condition !== undefined))
      throw new Problem('guard-failed', 'two of the records would come to have what only one of them can have');
  const one = together(writes, checks);
  if (one.length > MOST)
    throw new Problem('limit-exceeded', `together they would be ${one.length} items; one transaction takes ${MOST}`);
  return one;
}
