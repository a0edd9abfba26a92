/** A graph of relations as a query reads it: what can be reached from some records, step by step, now or as it was, without what the caller may not know of. */

import type { Read, Reading, Seen } from '#shared/capabilities/queries/reading';
import { asStated, named, visible } from '#shared/capabilities/queries/visible';
import { AT_ONCE } from '#shared/capabilities/relations/circles';
import { type Relation, relationsOf } from '#shared/capabilities/relations/relation';
import { mayReferTo } from '#shared/engine/access';
import { storedRecord } from '#shared/engine/items';
import { inFlight } from '#shared/jobs/in-flight';
import { MAX_DEPTH, MAX_NODES, reach } from '#shared/kit/graph/reach';
import type { Relation as Edge } from '#shared/kit/graph/relation';
import { recordKey } from '#shared/store/keys';

/** A relation between two records by their ULIDs. */
export interface GraphEdge extends Edge {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface GraphNode<R> {
  /** Steps from the nearest beginning. */
  readonly depth: number;
  /** As it stands now. */
  readonly record: Seen<R>;
}

export interface Graph<R> {
  readonly nodes: readonly GraphNode<R>[];
  readonly relations: readonly GraphEdge[];
  /** Whether there is more than the bounds allow. */
  readonly truncated: boolean;
}

export interface GraphBounds {
  /** Names of kinds that are followed, in the direction in which they lead. */
  readonly kinds: readonly string[];
  /** 6 at most. */
  readonly depth?: number;
  /** 5,000 at most. */
  readonly nodes?: number;
  /** RFC 3339: relations as they stood then. */
  readonly asOf?: string | undefined;
}

/** Relations that one record hands to the graph, and that all do together. */
const MOST_OF_ONE = 5000;
const MOST_RELATIONS = 20_000;

/** What can be reached from the record of the path, or from others that were read before. */
export function graph<R = unknown>(bounds: GraphBounds, from?: readonly Pick<Seen, 'type' | 'uid'>[]): Read<Graph<R>> {
  return async (reading) => {
    const { store, request } = reading.context;
    const { depth = MAX_DEPTH, nodes = MAX_NODES, kinds, asOf } = bounds;
    const beginnings = from ?? (reading.record ? [reading.record] : []);
    const records = new Map<string, Seen<R>>();
    for (const record of await shownOf<R>(reading, beginnings)) records.set(record.uid, record);
    let [read, cut] = [0, false];
    const leading = async (uids: readonly string[]): Promise<readonly GraphEdge[]> => {
      const pages = await inFlight(uids, AT_ONCE, async (uid) => {
        const record = records.get(uid);
        if (!record || read > MOST_RELATIONS) {
          cut ||= record !== undefined;
          return [];
        }
        const { found, more } = await relationsOf(store, request.caller.tenant, record, {
          most: MOST_OF_ONE,
          ...(asOf !== undefined && { asOf }),
        });
        const meant = found.filter(({ kind }) => kinds.includes(kind));
        read += found.length;
        cut ||= more;
        return meant.map((relation) => ({ uid, relation }));
      });
      const all = pages.flat();
      const unknown = all.map(({ relation }) => relation).filter(({ uid }) => !records.has(uid));
      for (const record of await shownOf<R>(reading, unknown)) records.set(record.uid, record);
      return all.flatMap(({ uid, relation }) => (records.has(relation.uid) ? [edgeOf(uid, relation)] : []));
    };
    const reached = await reach([...records.keys()], leading, {
      depth: Math.min(depth, MAX_DEPTH),
      nodes: Math.min(nodes, MAX_NODES),
    });
    return {
      nodes: reached.nodes.flatMap(({ id, depth: at }) => {
        const record = records.get(id);
        return record ? [{ depth: at, record }] : [];
      }),
      relations: reached.relations,
      truncated: reached.truncated || cut,
    };
  };
}

const edgeOf = (from: string, { uid, kind, attributes }: Relation): GraphEdge => ({ from, to: uid, kind, attributes });

/** Records of the graph as the caller may see them, whatever their types are; of other processes what everybody may know. */
async function shownOf<R>(reading: Reading, ends: readonly Pick<Seen, 'type' | 'uid'>[]): Promise<readonly Seen<R>[]> {
  const { store, request, config, runtime } = reading.context;
  const { tenant } = request.caller;
  const keys = [...new Map(ends.map(({ type, uid }) => [uid, recordKey(tenant, type, uid)])).values()];
  const items = await store.getAll(keys);
  const byType = Map.groupBy(
    items.flatMap((item) => storedRecord(item)?.record ?? []),
    ({ type }) => type,
  );
  const shown = await Promise.all(
    [...byType].map(([type, records]) => {
      const own = runtime.process.records.find((each) => each.type === type);
      return own
        ? visible<R>(reading, own, records)
        : asStated<R>(records.filter((record) => mayReferTo(record, request.caller, config)).map(named));
    }),
  );
  return shown.flat();
}
