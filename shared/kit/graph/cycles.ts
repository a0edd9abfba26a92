/** Circles among relations that may have none: each is told as the way round, its beginning again at its end (R15). */
import { type Bounds, pathBetween } from '#shared/kit/graph/reach';
import { byOrigin, type Relation, type RelationsOf } from '#shared/kit/graph/relation';

/** How far is looked for a circle that a new relation would close: circles may be longer than what is shown of a graph. */
const BOUNDS: Bounds = { depth: 5000, nodes: 5000 };

/** The circle that a relation would close, beginning where it leads to: with A→B→C, C→A closes [A, B, C, A]. */
export async function closedBy(
  { from, to }: Relation,
  relationsOf: RelationsOf,
  bounds: Bounds = BOUNDS,
): Promise<readonly string[] | undefined> {
  if (from === to) return [from, from];
  const way = await pathBetween(to, from, relationsOf, bounds);
  return way && [...way, to];
}

/** The first circle among relations, by their order; undefined when there is none. */
export function circleIn(relations: readonly Relation[]): readonly string[] | undefined {
  const known = byOrigin(relations);
  const done = new Set<string>();
  for (const start of known.keys()) {
    // A stack of our own: the way down a long chain is deeper than calls can be.
    const way: { readonly id: string; next: number }[] = done.has(start) ? [] : [{ id: start, next: 0 }];
    const onWay = new Set(way.map(({ id }) => id));
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const relation = known.get(top.id)?.[top.next++];
      if (!relation) {
        done.add(top.id);
        onWay.delete(top.id);
        way.pop();
      } else if (onWay.has(relation.to)) {
        const first = way.findIndex(({ id }) => id === relation.to);
        return [...way.slice(first).map(({ id }) => id), relation.to];
      } else if (!done.has(relation.to)) {
        way.push({ id: relation.to, next: 0 });
        onWay.add(relation.to);
      }
    }
  }
  return undefined;
}
