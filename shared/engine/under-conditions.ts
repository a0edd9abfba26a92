/** Conditions under which decisions are written, for capabilities that find some, and several decisions as one transaction. Pure. */
import type { Rested, Resting } from '#shared/engine/seams';
import { Problem } from '#shared/problems/problems';
import { sizeOf } from '#shared/store/item';
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

/** Writes of a transaction, and their bytes, less what a request adds to it: its kept answer, and that an event was worked on. DynamoDB takes 100 and 4 MB. */
const MOST = 98;
const MOST_BYTES = 3_500_000;

/** What is written of what several decisions write in one place; undefined where only one of them could. */
function writtenOf(known: readonly Write[]): readonly Write[] | undefined {
  if (known.length === 1) return known;
  const [put, ...others] = known.filter((each) => 'put' in each);
  const gives = known.some((each) => 'delete' in each && each.condition === undefined);
  // Handed over: whoever gives it up is known to have it, as their record is written as it was decided about.
  if (put && gives && others.length === 0 && (put.condition === undefined || put.condition === 'absent'))
    return [{ put: put.put }];
  return known.some(({ condition }) => condition !== undefined) ? undefined : known;
}

/**
 * Writes of several decisions as one transaction takes them: each item once, under all their conditions. What one gives up, another may take.
 * @param decisions the writes of each
 * @throws Problem guard-failed where two would write the same item and one of them under a condition; limit-exceeded for more than a transaction takes
 */
export function asOne(decisions: readonly (readonly Write[])[]): readonly Write[] {
  const all = decisions.flat();
  // What is written comes before what is only looked at, so that it is written under the condition.
  const [writes, checks] = [all.filter((each) => !('check' in each)), all.filter((each) => 'check' in each)];
  const written = [...Map.groupBy(writes, nameOf).values()].flatMap((known) => {
    const each = writtenOf(known);
    if (!each)
      throw new Problem('guard-failed', 'two of the records would come to have what only one of them can have');
    return each;
  });
  const one = together(written, checks);
  if (one.length > MOST)
    throw new Problem('limit-exceeded', `together they would be ${one.length} items; one transaction takes ${MOST}`);
  refuseTooLarge(one);
  return one;
}

/** Items are packed as they are written, which is looked at where they may be too large only. @throws Problem limit-exceeded */
function refuseTooLarge(writes: readonly Write[]): void {
  const puts = writes.flatMap((each) => ('put' in each ? [each.put] : []));
  if (Buffer.byteLength(JSON.stringify(puts)) <= MOST_BYTES) return;
  const bytes = puts.reduce((sum, item) => sum + sizeOf(item), 0);
  if (bytes > MOST_BYTES)
    throw new Problem(
      'limit-exceeded',
      `together they would be ${bytes} bytes; one transaction takes ${MOST_BYTES}: do it with fewer records`,
    );
}
