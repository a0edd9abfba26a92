/** Adds readings: to the items that they fall into, to the roll-ups of what is over, and to the record what they cross, in one transaction. */
import {
  beginningOf,
  bucketOfRow,
  merged,
  packed,
  type Readings,
  type Row,
  unpacked,
} from '#shared/capabilities/series/chunk';
import { crossedBy, planOfCrossings } from '#shared/capabilities/series/cross';
import { bucketIn, finished, shelfOf, shelved, slotsOf } from '#shared/capabilities/series/rollup';
import {
  headItem,
  headKey,
  headOf,
  type Measured,
  pointsKey,
  type Rollup,
  rollups,
  type SeriesRule,
  SLOTS,
} from '#shared/capabilities/series/series';
import { circumstancesOf } from '#shared/engine/command';
import { firstCause, writesOf } from '#shared/engine/commit';
import type { Context } from '#shared/engine/context';
import { loadRecord, seen } from '#shared/engine/load';
import type { Interval } from '#shared/kit/intervals/intervals';
import { type Point, silentAt } from '#shared/kit/series/point';
import { isWritten, LOST, type Lost } from '#shared/store/attempt';
import type { Item, Write } from '#shared/store/store';

const DAY = 86_400_000;
const expiry = (until: number, days: number) => ({ expiresAt: Math.floor((until + days * DAY) / 1000) });

export interface Counted {
  readonly accepted: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly refused: readonly Point[];
}

/** Some readings, in order; lost when others wrote meanwhile. */
export async function writeReadings(
  context: Context,
  rule: SeriesRule,
  uid: string,
  points: readonly Point[],
): Promise<Counted | Lost> {
  const { runtime, request, store, config, definition } = context;
  const { tenant } = request.caller;
  const key = headKey(tenant, definition.type, uid, rule.name);
  const loaded = await loadRecord(runtime, store, tenant, definition, uid, key);
  const stored = seen(definition, loaded.stored, uid, request.caller, config);
  const { record } = stored;
  const head = headOf(loaded.beside);
  const measured = rule.of(record as never);
  const width = head?.width ?? measured.step * SLOTS;
  const newest = Math.max(...points.map(({ at }) => at), head?.last ?? 0);
  const place = { tenant, type: definition.type, uid: record.uid };

  const over = rollups
    .filter((per) => rule.keep[per] !== undefined)
    .map((per) => {
      const touched = { changed: points.map(({ at }) => at), last: newest, ...(head && { before: head.last }) };
      return { per, stretches: finished(per, touched, config.tenant.zone) };
    });
  const known = await readingsIn(context, rule, place, {
    ...reachOf(
      points,
      over.flatMap(({ stretches }) => stretches),
      measured,
      width,
    ),
    width,
  });
  const { readings, changed, ...counts } = merged(known, points, measured.step);
  if (changed.length === 0) return counts;

  const circumstances = circumstancesOf(context, []);
  const { crossed, level, last = newest } = crossedBy(rule, record, changed, head);
  const next = {
    version: (head?.version ?? 0) + 1,
    width,
    last,
    level,
    silent: head?.silent === true && crossed.length === 0,
  };
  const due =
    rule.silentAfter === undefined || next.silent ? undefined : silentAt(last, measured.step, rule.silentAfter);
  const shelves = await Promise.all(
    over.map(({ per, stretches }) => {
      const slots = slotsOf(readings, measured);
      return rolledUp(
        context,
        rule,
        place,
        per,
        stretches.map((stretch) => bucketIn(stretch, slots, measured)),
      );
    }),
  );
  const writes: readonly Write[] = [
    {
      put: headItem({ ...place, process: runtime.process.id }, rule.name, next, due),
      condition: head ? { version: head.version } : 'absent',
    },
    ...chunksOf(changed, readings, width).map(
      ([from, row]): Write => ({
        put: {
          ...pointsKey(place, rule.name, 'reading', from),
          points: row,
          ...expiry(from + width, rule.keep.readings),
        },
      }),
    ),
    ...shelves.flat(),
    ...(crossed.length === 0
      ? []
      : writesOf({
          ...{ process: runtime.process.id, definition, caller: request.caller, config, stored },
          cause: firstCause(request.id),
          now: circumstances.now,
          plan: planOfCrossings(definition, rule, record, crossed, circumstances),
        }).writes),
  ];
  return (await isWritten(store, writes)) ? counts : LOST;
}

/** Of which time readings have to be known; of a meter from a little before, as it counts on from there. */
function reachOf(
  points: readonly Point[],
  stretches: readonly Interval[],
  { kind }: Measured,
  width: number,
): Interval {
  const instants = points.map(({ at }) => at);
  const first = Math.min(...instants, ...stretches.map(({ from }) => from));
  return {
    from: kind === 'counter' ? first - width : first,
    until: Math.max(...instants, ...stretches.map(({ until }) => until)) + 1,
  };
}

/** Readings from the item that a stretch begins in to the one that it ends in. */
export async function readingsIn(
  { store }: Pick<Context, 'store'>,
  rule: SeriesRule,
  place: Parameters<typeof pointsKey>[0],
  { from, until, width }: { readonly from: number; readonly until: number; readonly width: number },
): Promise<Readings> {
  const start = Math.max(0, Math.floor(from / width) * width);
  const { pk, sk } = pointsKey(place, rule.name, 'reading', start);
  const items = await store.queryAll({ pk, from: sk, to: pointsKey(place, rule.name, 'reading', until).sk });
  return new Map(items.flatMap((item) => unpacked(item, beginningOf(item))));
}

/** The items that changed readings fall into, whole. */
function chunksOf(changed: readonly Point[], readings: Readings, width: number) {
  const touched = new Set(changed.map(({ at }) => Math.floor(at / width) * width));
  const inOrder = [...readings].sort(([a], [b]) => a - b);
  const byChunk = Map.groupBy(inOrder, ([at]) => Math.floor(at / width) * width);
  return [...touched].map((from) => [from, packed(byChunk.get(from) ?? [], from)] as const);
}

/** Items of roll-ups with these buckets. */
async function rolledUp(
  { store }: Pick<Context, 'store'>,
  rule: SeriesRule,
  place: Parameters<typeof pointsKey>[0],
  per: Rollup,
  buckets: readonly ReturnType<typeof bucketIn>[],
): Promise<readonly Write[]> {
  const byShelf = Map.groupBy(buckets, ({ from }) => shelfOf(per, from));
  if (byShelf.size === 0) return [];
  const keys = [...byShelf.keys()].map((from) => pointsKey(place, rule.name, per, from));
  const items = await store.getAll(keys);
  return [...byShelf].map(([from, some]) => {
    const key = pointsKey(place, rule.name, per, from);
    const before = items.find((item: Item) => item.sk === key.sk);
    const rows = shelved((before?.buckets as readonly Row[]) ?? [], some);
    const last = Math.max(...rows.map((row) => bucketOfRow(row).until));
    return { put: { ...key, buckets: rows, ...expiry(last, rule.keep[per] ?? 0) } };
  });
}
