/** Measured series on specimens: readings in any order, roll-ups, levels once a crossing, silence, and what they cost. */

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { sensors } from '#shared/capabilities/series/specimen';
import { serve } from '#shared/serve/serve';
import { fromAttributes } from '#shared/store/item';
import { toInstant } from '#shared/time/clock';
import type { Call } from '#test/bench/api-event';
import { type Answer, type Handler, openWorkbench, type Workbench } from '#test/bench/workbench';

const NOON = Date.parse('2026-06-15T12:00:00Z');
const MINUTE = 60_000;
const INT: Call['by'] = { user: 'probe', roles: 'INT' };
let bench: Workbench;
let handler: Handler;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  bench = await openWorkbench(async () => {
    const served = serve(sensors);
    handler = (event, context) => Reflect.apply(served, undefined, [event, context]);
    return handler;
  });
}, 120_000);
beforeEach(() => vi.setSystemTime(NOON));
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

const text = toInstant;
const get = (path: string, by?: Call['by']): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, ...(by && { by }) });
const slug = ({ body }: Answer): unknown => String(body.type).split(':').at(-1);

async function installed(
  body: object = {},
  path = 'sensors',
): Promise<{ readonly path: string; readonly uid: string }> {
  const given = { title: 'Row 3', ...(path === 'sensors' && { interval: 60, warn: 27, alarm: 32 }), ...body };
  const answer = await bench.call({ method: 'POST', path: `/v1/${path}`, body: given });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return { path: `${path}/${answer.body.id}`, uid: String(answer.body.uid) };
}

const write = (path: string, points: readonly (readonly [at: number, value: number])[], by = INT): Promise<Answer> => {
  const body = { points: points.map(([at, value]) => ({ at: text(at), value })) };
  return bench.call({ method: 'POST', path: `/v1/${path}`, body, by });
};

/** Values, one a minute, the last at noon. */
const until = (noon: number, values: readonly number[]): readonly (readonly [number, number])[] =>
  values.map((value, index) => [noon - (values.length - 1 - index) * MINUTE, value]);

/** Everything that stands in a record's partition. */
async function itemsOf(uid: string): Promise<readonly JsonObject[]> {
  const items = [...(await bench.snapshot()).values()].map((item) =>
    fromAttributes(item as Parameters<typeof fromAttributes>[0]),
  );
  return items.filter(({ pk }) => String(pk).endsWith(`#${uid}`)) as readonly JsonObject[];
}

/** Levels that the record's history tells of, in order. */
async function crossingsOf(uid: string): Promise<readonly string[]> {
  const entries = (await itemsOf(uid)).filter(({ sk }) => String(sk).startsWith('EVENT#'));
  const inOrder = entries.sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1)) as readonly {
    readonly entry?: { readonly events: readonly { readonly name: string; readonly data: JsonObject }[] };
  }[];
  return inOrder
    .flatMap(({ entry }) => entry?.events ?? [])
    .filter(({ name }) => name === 'sensor.level_changed')
    .map(({ data }) => `${data.from} → ${data.to}`);
}

const tick = (uid: string, type = 'sensor'): Promise<unknown> =>
  handler({ source: 'helmdesk.clock', timers: [{ tenantId: 'workbench0000', type, uid }] }, { awsRequestId: 'tick' });

describe('readings', () => {
  it('are taken in any order, count once, and another value takes the place of the first', async () => {
    const { path } = await installed();
    const readings = until(NOON, [20, 21, 22, 23]);
    const first = await write(`${path}/readings`, [...readings].reverse());
    const again = await write(`${path}/readings`, readings);
    const mended = await write(`${path}/readings`, [[NOON - MINUTE, 22.5]]);

    expect([first.status, first.body]).toEqual([202, { accepted: 4, replaced: 0, unchanged: 0, rejected: [] }]);
    expect(again.body).toEqual({ accepted: 0, replaced: 0, unchanged: 4, rejected: [] });
    expect(mended.body).toEqual({ accepted: 0, replaced: 1, unchanged: 0, rejected: [] });
    const { body } = await get(`${path}/readings?to=${text(NOON + 1)}`);
    expect((body.items as readonly JsonObject[]).map(({ value }) => value)).toEqual([20, 21, 22.5, 23]);
  });

  it('that are too old, of the future, or beyond the instrument are refused by their place, the others taken', async () => {
    const { path } = await installed();
    const { status, body } = await write(`${path}/readings`, [
      [NOON, 20],
      [NOON - 8 * 86_400_000, 20],
      [NOON + 11 * MINUTE, 20],
      [NOON - MINUTE, 151],
    ]);
    expect([status, body.accepted]).toEqual([202, 1]);
    expect(body.rejected).toEqual([
      { index: 1, code: 'timestamp-too-old' },
      { index: 2, code: 'timestamp-in-future' },
      { index: 3, code: 'out-of-range' },
    ]);
  });

  it('are a thousand a call at most, and written and read by those who may', async () => {
    const { path } = await installed();
    const many = until(
      NOON,
      Array.from({ length: 1001 }, (_, i) => i % 7),
    );
    expect([(await write(`${path}/readings`, many)).status, slug(await write(`${path}/readings`, many))]).toEqual([
      413,
      'payload-too-large',
    ]);
    expect((await write(`${path}/readings`, many.slice(1))).body.accepted).toBe(1000);
    const rea = { user: 'rea', roles: 'REQ' };
    const own = await bench.call({
      method: 'POST',
      path: '/v1/sensors',
      body: { title: 'Mine', interval: 60 },
      by: rea,
    });
    expect([own.status, (await write(`${path}/readings`, [[NOON, 1]], rea)).status]).toEqual([403, 404]);
    expect((await bench.neighbour({ method: 'GET', path: `/v1/${path}/readings` })).status).toBe(404);
    const broken = await bench.call({
      method: 'POST',
      path: `/v1/${path}/readings`,
      body: { points: [{ at: text(NOON), value: 'hot' }] },
    });
    expect([broken.status, slug(broken)]).toEqual([422, 'validation-failed']);
  });

  it('that come at once are all kept', async () => {
    const { path } = await installed({ warn: undefined, alarm: undefined });
    const rounds = Array.from({ length: 6 }, (_, i) => write(`${path}/readings`, [[NOON - i * MINUTE, i]]));
    expect((await Promise.all(rounds)).map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
    const { body } = await get(`${path}/readings?to=${text(NOON + 1)}`);
    expect((body.items as readonly unknown[]).length).toBe(6);
  });

  it('leave gaps where there are none', async () => {
    const { path } = await installed();
    await write(`${path}/readings`, [
      [NOON - 5 * MINUTE, 20],
      [NOON - MINUTE, 21],
    ]);
    const { body } = await get(`${path}/readings?from=${text(NOON - 5 * MINUTE)}&to=${text(NOON)}`);
    expect(body.gaps).toEqual([{ from: text(NOON - 4 * MINUTE), until: text(NOON - MINUTE) }]);
  });
});

describe('roll-ups', () => {
  it('of an hour are written when it is over, and again when a late reading falls into it', async () => {
    const { path, uid } = await installed({ warn: undefined, alarm: undefined });
    // 10:00 to 11:30: values 0 to 89.
    await write(
      `${path}/readings`,
      Array.from({ length: 91 }, (_, i) => [NOON - 2 * 3_600_000 + i * MINUTE, i] as const),
    );
    const read = async () =>
      (await get(`${path}/readings?per=hour&from=${text(NOON - 2 * 3_600_000)}`)).body.items as readonly JsonObject[];
    const [ten, eleven] = await read();
    expect(ten).toEqual({
      from: '2026-06-15T10:00:00Z',
      until: '2026-06-15T11:00:00Z',
      coverage: 1,
      filled: 60,
      slots: 60,
      mean: 29.5,
      max: 59,
      p95: 56,
      sum: 1770,
    });
    expect([eleven?.filled, eleven?.mean, eleven?.sum]).toEqual([31, 75, null]);

    await write(`${path}/readings`, [[NOON - 2 * 3_600_000, 60]]);
    const [mended] = await read();
    expect([mended?.mean, mended?.max, mended?.sum]).toEqual([30.5, 60, 1830]);
    const stored = (await itemsOf(uid)).filter(({ sk }) => String(sk).startsWith('POINTS#readings#hour'));
    expect(stored).toHaveLength(1);
  });

  it('of a day go from local midnight to local midnight', async () => {
    const { path } = await installed({ interval: 3600, warn: undefined, alarm: undefined });
    await write(
      `${path}/readings`,
      Array.from({ length: 60 }, (_, i) => [NOON - (59 - i) * 3_600_000, 1] as const),
    );
    const { body } = await get(`${path}/readings?per=day&from=${text(NOON - 60 * 3_600_000)}`);
    const days = body.items as readonly JsonObject[];
    expect(days.map(({ slots }) => slots)).toEqual([24, 24, 24]);
    expect(days[1]).toMatchObject({ coverage: 1, sum: 24 });
    expect((await get(`${path}/readings?per=month`)).status).toBe(400);
  });

  it('of a meter are what it counted, over its beginning again as well', async () => {
    const { path } = await installed({}, 'meters');
    const at = NOON - 2 * 3_600_000;
    await write(
      `${path}/counts`,
      [100, 104, 109, 110, 115, 2, 3, 7, 8].map((value, i) => [at + i * 900_000, value] as const),
    );
    const { body } = await get(`${path}/counts?per=hour&from=${text(at)}&to=${text(at + 2 * 3_600_000)}`);
    const [first, second] = body.items as readonly JsonObject[];
    expect([first?.filled, first?.max, second?.sum]).toEqual([3, 5, 12]);
  });
});

describe('levels', () => {
  it('are told once a crossing, and left only well within them', async () => {
    const { path, uid } = await installed();
    await write(`${path}/readings`, until(NOON - MINUTE, [26, 27.1, 27.4, 26.8, 27.2, 32.5, 33, 31.8]));
    expect(await crossingsOf(uid)).toEqual(['ok → warning', 'warning → alarm']);
    expect((await get(path)).body).toMatchObject({ state: 'alarm', series: { readings: { level: 'alarm' } } });
    await write(`${path}/readings`, [[NOON, 20]]);
    expect([(await get(path)).body.state, (await crossingsOf(uid)).at(-1)]).toEqual(['ok', 'alarm → ok']);
  });

  it('are not crossed by what comes late, nor by what comes again', async () => {
    const { path, uid } = await installed();
    await write(`${path}/readings`, until(NOON, [26, 28]));
    const { version } = (await get(path)).body;
    await write(`${path}/readings`, [[NOON - 30 * MINUTE, 40]]);
    await write(`${path}/readings`, until(NOON, [26, 28]));
    expect([(await get(path)).body.version, await crossingsOf(uid)]).toEqual([version, ['ok → warning']]);
  });
});

describe('a silence', () => {
  it('is told once after three steps, and the next reading ends it', async () => {
    const { path, uid } = await installed();
    await write(`${path}/readings`, [[NOON, 28]]);
    vi.setSystemTime(NOON + 3 * MINUTE - 1000);
    await tick(uid);
    expect((await get(path)).body.state).toBe('warning');
    vi.setSystemTime(NOON + 3 * MINUTE);
    await tick(uid);
    await tick(uid);
    expect((await get(path)).body).toMatchObject({
      state: 'fault',
      series: { readings: { level: 'silent', since: text(NOON + 3 * MINUTE) } },
    });
    await write(`${path}/readings`, [[NOON + 3 * MINUTE, 20]]);
    expect((await get(path)).body.state).toBe('ok');
    expect(await crossingsOf(uid)).toEqual(['ok → warning', 'warning → silent', 'silent → warning', 'warning → ok']);
  });

  it('is none of what is removed, and its timer goes', async () => {
    const { path, uid } = await installed();
    await write(`${path}/readings`, [[NOON, 20]]);
    const { version } = (await get(path)).body;
    const removed = await bench.call({
      method: 'POST',
      path: `/v1/${path}/remove`,
      body: {},
      headers: { 'if-match': `"${version}"` },
    });
    expect(removed.status).toBe(200);
    vi.setSystemTime(NOON + 5 * MINUTE);
    await tick(uid);
    const heads = (await itemsOf(uid)).filter(({ sk }) => String(sk).startsWith('SERIES#'));
    expect(heads.map(({ duePk }) => duePk)).toEqual([undefined]);
    expect(slug(await write(`${path}/readings`, [[NOON + 5 * MINUTE, 20]]))).toBe('record-closed');
  });
});

describe('what is written costs', () => {
  /** Units of the one transaction that a write is. */
  async function costOf(work: () => Promise<unknown>): Promise<unknown> {
    const seen = (await bench.observed(work)).filter(({ operation }) => operation === 'TransactWriteItems');
    const [only, ...more] = seen;
    expect(more).toEqual([]);
    return only?.consumedCapacity?.[0]?.capacityUnits;
  }

  it('35 units for a thousand readings a minute apart, and 6 for one that is in its turn', async () => {
    const { path } = await installed({ warn: undefined, alarm: undefined });
    const readings = until(
      NOON - MINUTE,
      Array.from({ length: 1000 }, (_, i) => 20 + (i % 70) / 10),
    );
    expect(await costOf(() => write(`${path}/readings`, readings))).toBe(35);
    expect(await costOf(() => write(`${path}/readings`, [[NOON - MINUTE + 5000, 21]]))).toBe(6);
  });
});
