/** What a graph is made of here: things by their ids, and relations that lead from one to another. */

/** A directed relation: what `from` rests on is `to`, where it is one of dependence. */
export interface Relation {
  readonly from: string;
  readonly to: string;
}

/** The relations that lead away from each of these, in an order that is always the same; asked for once a step, all of a step at once. */
export type RelationsOf<R extends Relation = Relation> = (ids: readonly string[]) => Promise<readonly R[]>;

/** Relations by where they lead from, in their order. */
export function byOrigin<R extends Relation>(relations: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const found = new Map<string, R[]>();
  for (const relation of relations) {
    const known = found.get(relation.from);
    if (known) known.push(relation);
    else found.set(relation.from, [relation]);
  }
  return found;
}

/** Those relations in which somebody has them at hand already. */
export function among<R extends Relation>(relations: readonly R[]): RelationsOf<R> {
  const known = byOrigin(relations);
  return (ids) => Promise.resolve(ids.flatMap((id) => known.get(id) ?? []));
}
