/** What writes cost, from the requests that were sent and the items that they met: the engine charges indexes as if each had all of an item. */
import type { Observation } from '#infra/local/edges/dynamodb/observation';
import { asArray, asObject, type JsonObject } from '#infra/local/machine/json';
import { chargesOf, type Index, type Places, type Snapshot } from '#test/bench/capacity';

/** One item that a request writes. */
interface Written {
  readonly key: string;
  /** What is there afterwards. What an update sets is small and stands in no index; what is only looked at costs as if it were written. */
  readonly next: JsonObject | 'gone' | 'as it was';
  readonly times: 1 | 2;
}

export interface Ledger {
  /** The units that a request was charged for writing, by where they went; none for one that read, or was refused. */
  charge(observation: Observation): Places;
}

const keyOf = ({ pk, sk }: JsonObject): string => JSON.stringify([pk, sk]);

/** @param snapshot the table as the first request meets it */
export function openLedger(snapshot: Snapshot, indexes: readonly Index[]): Ledger {
  const items = new Map(snapshot);
  return {
    charge(observation) {
      if (observation.status !== 200) return {};
      return writtenBy(observation).reduce<Places>((sum, { key, next, times }) => {
        const old = items.get(key);
        const now = next === 'as it was' ? old : next === 'gone' ? undefined : next;
        if (now) items.set(key, now);
        else items.delete(key);
        return added(sum, chargesOf(old, now, indexes, times));
      }, {});
    },
  };
}

/** The units of two, place by place. */
export const added = (a: Places, b: Places): Places =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((place) => [place, (a[place] ?? 0) + (b[place] ?? 0)]),
  );

function writtenBy({ operation, body }: Observation): readonly Written[] {
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return written(operation, body, 1);
    case 'BatchWriteItem':
      return Object.values(asObject(body.RequestItems) ?? {})
        .flatMap(asArray)
        .flatMap((request) => Object.entries(asObject(request) ?? {}))
        .flatMap(([kind, write]) => written(kind, asObject(write) ?? {}, 1));
    case 'TransactWriteItems':
      return asArray(body.TransactItems)
        .flatMap((action) => Object.entries(asObject(action) ?? {}))
        .flatMap(([kind, write]) => written(kind, asObject(write) ?? {}, 2));
    default:
      return [];
  }
}

function written(kind: string, write: JsonObject, times: 1 | 2): readonly Written[] {
  const [item, key] = [asObject(write.Item), asObject(write.Key)];
  if (item) return [{ key: keyOf(item), next: item, times }];
  return key ? [{ key: keyOf(key), next: kind.startsWith('Delete') ? 'gone' : 'as it was', times }] : [];
}
