/** Readings come in a thousand at a time, in any order and any number of times, and are read by range, as they are or rolled up. */
import * as z from 'zod/mini';
import { bucketOfRow, type Row } from '#shared/capabilities/series/chunk';
import { bucketIn, shelfOf, slotsOf, stretchOf } from '#shared/capabilities/series/rollup';
import {
  headKey,
  headOf,
  pointsKey,
  type Rollup,
  rollups,
  type SeriesRule,
  SLOTS,
} from '#shared/capabilities/series/series';
import { readingsIn, writeReadings } from '#shared/capabilities/series/write';
import { readsAll } from '#shared/engine/access';
import { circumstancesOf } from '#shared/engine/command';
import type { Context } from '#shared/engine/context';
import { isParty, stateClass } from '#shared/engine/decide';
import { loadSeen } from '#shared/engine/load';
import type { AnyRecord } from '#shared/grammar/record';
import { instantParameter, instantSchema } from '#shared/http/instant';
import { jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import type { Interval } from '#shared/kit/intervals/intervals';
import { type Bucket, gapsOf } from '#shared/kit/series/buckets';
import { faultOf, type Point } from '#shared/kit/series/point';
import { Problem } from '#shared/problems/problems';
import { PATIENCE, untilWritten } from '#shared/store/attempt';
import { clock, toInstant } from '#shared/time/clock';

/** Readings of one request. */
export const MOST = 1000;
/** Items of readings that one transaction writes; with roll-ups, head and record it has at most a hundred. */
const ITEMS = 30;
/** Readings, or buckets, of one answer. */
const MOST_READ = 5000;

export const readingsBody = z.strictObject({
  points: z.array(z.strictObject({ at: instantSchema(), value: z.number() })).check(z.minLength(1)),
});

/** @throws Problem payload-too-large */
function refuseMany(body: unknown): void {
  const points: unknown = body !== null && typeof body === 'object' ? Reflect.get(body, 'points') : undefined;
  if (Array.isArray(points) && points.length > MOST)
    throw new Problem('payload-too-large', `expected at most ${MOST} points, was given ${points.length}`);
}

/** POST …/{series}: what is taken counts once, however often it is sent; what is not is named by its place. */
export async function record(context: Context, rule: SeriesRule): Promise<Response> {
  const { request } = context;
  knownParameters(request, []);
  const body = jsonBody(request);
  const stored = await loadSeen(context);
  refuseWriter(context, rule, stored.record);
  refuseMany(body);
  const { points } = validated(readingsBody, body, ['points']);
  const { range } = rule.of(stored.record as never);
  const accepting = { now: clock.now(), ...(rule.back !== undefined && { back: rule.back }), ...(range && { range }) };
  const given = points.map(({ at, value }, index) => ({ at: Date.parse(at), value, index }));
  const faults = given.flatMap(({ index, ...point }) => {
    const code = faultOf(point, accepting);
    return code ? [{ index, code }] : [];
  });
  const faulty = new Set(faults.map(({ index }) => index));
  const counts = { accepted: 0, replaced: 0, unchanged: 0 };
  const rejected: { index: number; code: string }[] = [...faults];
  const step = rule.of(stored.record as never).step;
  for (const portion of portions(
    given.filter(({ index }) => !faulty.has(index)),
    step * SLOTS,
  )) {
    const written = await untilWritten(
      PATIENCE,
      () => writeReadings(context, rule, stored.record.uid, portion),
      (rounds) => new Problem('write-conflict', `others wrote to ${stored.record.id} ${rounds} times; send it again`),
    );
    counts.accepted += written.accepted;
    counts.replaced += written.replaced;
    counts.unchanged += written.unchanged;
    for (const { at } of written.refused)
      rejected.push(
        ...portion.flatMap((point) => (point.at === at ? [{ index: point.index, code: 'slot-full' }] : [])),
      );
  }
  rejected.sort((a, b) => a.index - b.index);
  return { status: 202, body: { ...counts, rejected } };
}

/** @throws Problem forbidden, record-closed */
function refuseWriter(context: Context, { by, name }: SeriesRule, of: AnyRecord): void {
  const { definition, request } = context;
  const roles = [...request.caller.roles].join(', ') || 'none';
  if (!isParty(by, of, circumstancesOf(context, [])) || request.caller.roles.has('AUD'))
    throw new Problem('forbidden', `${name} of ${of.id} are written by ${by.join(', ')}; your roles are ${roles}`);
  if (of.deletedAt || stateClass(definition, of.state) === 'final')
    throw new Problem('record-closed', `${of.id} is ${of.deletedAt ? 'deleted' : of.state}; it takes no more ${name}`);
}

/** In order of time, as many as fall into so many items. */
function portions<P extends Point>(points: readonly P[], width: number): readonly (readonly P[])[] {
  const found: P[][] = [];
  let items = new Set<number>();
  for (const point of [...points].sort((a, b) => a.at - b.at || 0)) {
    const item = Math.floor(point.at / width);
    if (found.length === 0 || (items.size === ITEMS && !items.has(item))) {
      found.push([]);
      items = new Set();
    }
    items.add(item);
    found.at(-1)?.push(point);
  }
  return found;
}

/** GET …/{series}?from=&to=&per=: readings with the gaps between them, or a bucket for each hour or day. */
export async function readSeries(context: Context, rule: SeriesRule): Promise<Response> {
  const { request, definition, store } = context;
  knownParameters(request, ['from', 'to', 'per']);
  const { record: of } = await loadSeen(context);
  if (!readsAll(definition, request.caller))
    throw new Problem('forbidden', `${rule.name} are read by those who read all of the record`);
  const per = perOf(context, rule);
  const now = clock.now();
  const given = (name: 'from' | 'to', otherwise: number): number => {
    const text = request.query.get(name);
    return text === undefined ? otherwise : Date.parse(instantParameter(name, text));
  };
  const until = given('to', now);
  const range = { from: given('from', until - 86_400_000), until };
  const { tenant } = request.caller;
  const head = headOf(await store.get(headKey(tenant, definition.type, of.uid, rule.name)));
  const place = { tenant, type: definition.type, uid: of.uid };
  const measured = rule.of(of as never);
  if (!head || range.from >= range.until) return answered(per, [], [], measured.step);
  const reading = (stretch: Interval) => readingsIn(context, rule, place, { ...stretch, width: head.width });
  if (per === 'reading') {
    refuseLong((range.until - range.from) / measured.step);
    const found = [...(await reading(range))].filter(([at]) => range.from <= at && at < range.until);
    const slots = slotsOf(new Map(found), { kind: 'gauge', step: measured.step });
    const gaps = gapsOf({ from: range.from, until: Math.min(range.until, head.last) }, slots, measured.step);
    return answered(
      per,
      found.sort(([a], [b]) => a - b).map(([at, value]) => ({ at: toInstant(at), value })),
      gaps,
      measured.step,
    );
  }
  refuseLong((range.until - range.from) / (per === 'hour' ? 3_600_000 : 86_400_000));
  const keys = [shelfOf(per, stretchOf(per, range.from, context.config.tenant.zone).from), range.until];
  const [first, last] = keys.map((at) => pointsKey(place, rule.name, per, at));
  const items = await store.queryAll({ pk: String(first?.pk), from: String(first?.sk), to: String(last?.sk) });
  const kept = items.flatMap(({ buckets }) => (buckets as readonly Row[]).map(bucketOfRow));
  // What is not over yet is in no item.
  const open = stretchOf(per, head.last, context.config.tenant.zone);
  const before = measured.kind === 'counter' ? head.width : 0;
  const current = bucketIn(
    open,
    slotsOf(await reading({ from: open.from - before, until: open.until }), measured),
    measured,
  );
  const all = [...kept.filter(({ from }) => from !== open.from), current];
  return answered(
    per,
    all.filter(({ from, until: end }) => end > range.from && from < range.until).map(shown),
    [],
    measured.step,
  );
}

function perOf({ request }: Context, rule: SeriesRule): 'reading' | Rollup {
  const offered = ['reading', ...rollups.filter((each) => rule.keep[each] !== undefined)] as const;
  const given = request.query.get('per') ?? 'reading';
  const per = offered.find((each) => each === given);
  if (per) return per;
  throw new Problem('unknown-parameter', `per is one of ${offered.join(', ')}, was given ${given.slice(0, 80)}`, {
    parameter: 'per',
  });
}

function refuseLong(count: number): void {
  if (count > MOST_READ)
    throw new Problem('limit-exceeded', `an answer has at most ${MOST_READ} items; ask for a shorter time, or per day`);
}

const shown = ({ from, until, ...bucket }: Bucket) => ({ from: toInstant(from), until: toInstant(until), ...bucket });

const answered = (per: string, items: readonly object[], gaps: readonly Interval[], step: number): Response => ({
  status: 200,
  body: {
    ...{ per, step: step / 1000, items },
    ...(per === 'reading' && {
      gaps: gaps.map(({ from, until }) => ({ from: toInstant(from), until: toInstant(until) })),
    }),
    nextCursor: null,
  },
});
