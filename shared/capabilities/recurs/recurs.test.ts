/** What recurs, on a specimen: in the zone, over changes of its clocks, once for what was missed, and no more once it is over. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nextRun } from '#shared/capabilities/recurs/recurs';
import { applications, nightly } from '#shared/capabilities/recurs/specimen';
import type { AnyRecord } from '#shared/grammar/record';
import { serve } from '#shared/serve/serve';
import { fromAttributes } from '#shared/store/item';
import { toInstant } from '#shared/time/clock';
import { type Handler, openWorkbench, type Workbench } from '#test/bench/workbench';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-06-15T12:00:00Z');
let bench: Workbench;
let handler: Handler;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  bench = await openWorkbench(async () => {
    const served = serve(applications);
    handler = (event, context) => Reflect.apply(served, undefined, [event, context]);
    return handler;
  });
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

describe('the next time', () => {
  const nextAfter = (last: string): string | undefined => {
    const record = { state: 'live', createdAt: '2026-01-01T10:00:00Z', recurred: { health: last } };
    const at = nextRun(nightly, 'health', record as unknown as AnyRecord, 'Europe/Berlin');
    return at === undefined ? undefined : toInstant(at);
  };

  it('is the same by the clock on the wall, in winter and in summer', () => {
    expect(nextAfter('2026-02-01T12:00:00Z')).toBe('2026-02-02T01:30:00Z');
    expect(nextAfter('2026-07-01T12:00:00Z')).toBe('2026-07-02T00:30:00Z');
  });

  it('comes once in the night in which 02:30 does not exist, and once in that in which it comes twice', () => {
    const spring = nextAfter('2026-03-28T12:00:00Z') ?? '';
    expect(Date.parse(spring)).toBeGreaterThanOrEqual(Date.parse('2026-03-29T01:00:00Z'));
    expect(Date.parse(spring)).toBeLessThanOrEqual(Date.parse('2026-03-29T01:30:00Z'));
    expect(nextAfter(spring)).toBe('2026-03-30T00:30:00Z');
    const autumn = nextAfter('2026-10-24T12:00:00Z') ?? '';
    expect(autumn).toBe('2026-10-25T00:30:00Z');
    expect(nextAfter(autumn)).toBe('2026-10-26T01:30:00Z');
  });
});

describe('an application', () => {
  const tick = (uid: string): Promise<unknown> =>
    handler(
      { source: 'helmdesk.clock', timers: [{ tenantId: 'workbench0000', type: 'application', uid }] },
      { awsRequestId: 'tick' },
    );
  async function itemsOf(uid: string) {
    const items = [...(await bench.snapshot()).values()].map((item) =>
      fromAttributes(item as Parameters<typeof fromAttributes>[0]),
    );
    return items.filter(({ pk }) => pk.endsWith(`#${uid}`));
  }
  const dueOf = async (uid: string) => (await itemsOf(uid)).find(({ sk }) => sk === 'RECORD')?.dueAt;
  const commandsOf = async (uid: string) =>
    (await itemsOf(uid)).flatMap(({ entry }) => (entry ? [Reflect.get(entry, 'command')] : []));
  async function added(body: object = {}) {
    vi.setSystemTime(NOON);
    const answer = await bench.call({ method: 'POST', path: '/v1/applications', body: { title: 'Shop', ...body } });
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    return { path: `/v1/applications/${answer.body.id}`, uid: String(answer.body.uid) };
  }

  it('is assessed once for all nights that were missed, and then in its turn', async () => {
    const { uid } = await added();
    const first = Date.parse(String(await dueOf(uid)));
    expect(first - NOON).toBeLessThan(24 * HOUR);
    vi.setSystemTime(first - 1000);
    await tick(uid);
    expect(await commandsOf(uid)).toEqual(['create']);
    vi.setSystemTime(first + 5 * 24 * HOUR + HOUR);
    await tick(uid);
    await tick(uid);
    expect(await commandsOf(uid)).toEqual(['create', 'assess']);
    expect(Date.parse(String(await dueOf(uid)))).toBe(first + 6 * 24 * HOUR);
  });

  it('that was assessed by hand is so for this time, and what it says itself recurs beside', async () => {
    const { path, uid } = await added({ every: 6 });
    const first = Date.parse(String(await dueOf(uid)));
    expect(first - NOON).toBeLessThanOrEqual(6 * HOUR);
    vi.setSystemTime(first);
    await tick(uid);
    expect(await commandsOf(uid)).toEqual(['create', 'probe']);
    const { version } = (await bench.call({ method: 'GET', path })).body;
    const headers = { 'if-match': `"${version}"` };
    expect((await bench.call({ method: 'POST', path: `${path}/assess`, body: {}, headers })).status).toBe(200);
    expect((await bench.call({ method: 'GET', path })).body.recurred).toEqual({
      probe: toInstant(first),
      health: toInstant(first),
    });
  });

  it('that is retired has nothing that recurs', async () => {
    const { path, uid } = await added({ every: 6 });
    const headers = { 'if-match': '"1"' };
    expect((await bench.call({ method: 'POST', path: `${path}/retire`, body: {}, headers })).status).toBe(200);
    expect(await dueOf(uid)).toBeUndefined();
  });
});
