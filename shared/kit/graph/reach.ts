/** What can be reached along relations, step by step, and no further than the bounds (C6). Nothing is read here: relations are handed in. */
import type { Relation, RelationsOf } from '#shared/kit/graph/relation';

/** A traversal is cut here (C6). */
export const MAX_DEPTH = 6;
export const MAX_NODES = 5000;

export interface Bounds {
  /** Steps at most. */
  readonly depth?: number;
  /** Things at most, the beginnings among them. */
  readonly nodes?: number;
}

export interface Reached<R extends Relation = Relation> {
  /** Each thing with the fewest steps that lead to it, nearest first. */
  readonly nodes: readonly { readonly id: string; readonly depth: number }[];
  /** The relations between them. */
  readonly relations: readonly R[];
  /** Whether there is more than the bounds allow. */
  readonly truncated: boolean;
}

/** Everything within reach of the beginnings. */
export async function reach<R extends Relation>(
  from: readonly string[],
  relationsOf: RelationsOf<R>,
  { depth = MAX_DEPTH, nodes: most = MAX_NODES }: Bounds = {},
): Promise<Reached<R>> {
  const depths = new Map([...new Set(from)].slice(0, most).map((id) => [id, 0]));
  const relations: R[] = [];
  let truncated = depths.size < new Set(from).size;
  let frontier = [...depths.keys()];
  for (let step = 1; frontier.length > 0; step++) {
    const found = await relationsOf(frontier);
    const next: string[] = [];
    for (const relation of found) {
      if (!depths.has(relation.to)) {
        // What lies beyond is looked at once more, only to say truly whether there is anything.
        if (step > depth || depths.size >= most) {
          truncated = true;
          continue;
        }
        depths.set(relation.to, step);
        next.push(relation.to);
      }
      relations.push(relation);
    }
    frontier = next;
  }
  return { nodes: [...depths].map(([id, at]) => ({ id, depth: at })), relations, truncated };
}

/** The way of fewest steps from one to the other, both included; of several the first; undefined when none is within the bounds. */
export async function pathBetween(
  from: string,
  to: string,
  relationsOf: RelationsOf,
  bounds: Bounds = {},
): Promise<readonly string[] | undefined> {
  const { relations } = await reach([from], relationsOf, bounds);
  const before = new Map<string, string>();
  // Relations come nearest first, so that the first one that leads to a thing is on its shortest way.
  for (const relation of relations)
    if (relation.to !== from && !before.has(relation.to)) before.set(relation.to, relation.from);
  const path = [to];
  for (let at = to; at !== from; ) {
    const previous = before.get(at);
    if (previous === undefined) return undefined;
    path.unshift(previous);
    at = previous;
  }
  return path;
}
