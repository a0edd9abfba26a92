/** Takes a person out of items that stand by themselves: their id becomes the pseudonym, in keys of indexes as well. */

import { anonymised, type Erased } from '#shared/capabilities/retention/anonymise';
import { inFlight } from '#shared/jobs/in-flight';
import { isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import { indexes, type Key } from '#shared/store/keys';
import type { Condition, Item, QueryInput } from '#shared/store/store';
import type { Place } from './runtime.ts';

/** Items worked on at once. */
const IN_FLIGHT = 8;

export type Who = Pick<Erased, 'person' | 'pseudonym'>;

/** What becomes of an item beside the pseudonym; undefined: it goes. */
export type Further = (item: Item) => Item | undefined;

/** Rewrites what a query finds. @param further on the item as it stands, which may name the person @returns how many items were looked at */
export async function rewriteAll(place: Place, query: QueryInput, who: Who, further?: Further): Promise<number> {
  const items = await place.store.queryAll(query);
  await inFlight(items.filter(naming(who)), IN_FLIGHT, (item) => rewrite(place, item, who, further));
  return items.length;
}

/** Whether an item says the person anywhere. */
export const naming =
  ({ person }: Who) =>
  (item: Item): boolean =>
    JSON.stringify(item).includes(person);

/**
 * Rewrites the item that stands under a key, if it names the person. It is read here, as where an index has it may be where it stood before; and
 * what is changed at the same moment is read again: it must not bring the person back.
 */
export async function rewrite(
  { store }: Pick<Place, 'store'>,
  { pk, sk }: Key,
  who: Who,
  further: Further = (item) => item,
): Promise<void> {
  const round = async () => {
    const item = await store.get({ pk, sk });
    if (!item || !naming(who)(item)) return;
    const next = further(item);
    if (!next) return store.delete({ pk, sk });
    const put = withoutPerson(next, item, who);
    if (JSON.stringify(put) === JSON.stringify(item)) return;
    return (await isWritten(store, [{ put, condition: asItStood(item) }])) ? undefined : LOST;
  };
  await untilWritten(PERSISTENCE, round, (rounds) => new Error(`others changed ${pk} ${sk} ${rounds} times`));
}

function withoutPerson(next: Item, { pk, sk }: Key, who: Who): Item {
  const partitions = [...new Set(Object.values(indexes).map(([partition]) => partition))];
  const indexed = partitions.flatMap((name) => {
    const value = next[name];
    const ends = typeof value === 'string' && value.endsWith(`#${who.person}`);
    return ends ? [[name, `${value.slice(0, -who.person.length)}${who.pseudonym}`]] : [];
  });
  return { ...Object.assign({}, next, anonymised(next, who)), ...Object.fromEntries(indexed), pk, sk };
}

/** Items count their writes in one of two attributes; what has neither is written once. */
function asItStood({ version, sequence }: Item): Condition {
  if (typeof sequence === 'number') return { sequence };
  return typeof version === 'number' ? { version } : 'present';
}
