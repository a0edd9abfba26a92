/** Sources on a specimen, through the API on a real engine: recognised once however many report at once, believed in order, set aside in doubt. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { devices } from '#shared/capabilities/sources/specimen';
import type { HistoryEntry } from '#shared/engine/history';
import { fromAttributes } from '#shared/store/item';
import { toInstant } from '#shared/time/clock';
import type { Call } from '#test/bench/api-event';
import { type Answer, type Handler, openWorkbench, TENANT, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const START = Date.parse('2026-06-15T07:00:00Z');
const DAY = 86_400_000;
const SEC = { user: 'sam', roles: 'SEC AGT' };
let bench: Workbench;
let handler: Handler;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  bench = await openWorkbench(async () => {
    handler = await served(devices)();
    return handler;
  });
}, 120_000);
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

type By = Call['by'];
const get = (path: string, by?: By): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, ...(by && { by }) });
const slug = ({ body }: Answer): unknown => String(body.type).split(':').at(-1);
const send = (items: readonly object[], more: object = {}, query = '', by?: By): Promise<Answer> =>
  bench.call({
    method: 'POST',
    path: `/v1/devices/sightings${query}`,
    body: { source: 'discovery', items, ...more },
    ...(by && { by }),
  });

/** What became of the reports. */
async function reported(items: readonly object[], more: object = {}, query = ''): Promise<readonly JsonObject[]> {
  const answer = await send(items, more, query);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return answer.body.results as readonly JsonObject[];
}
async function one(item: object, more: object = {}, query = ''): Promise<JsonObject & { readonly record: string }> {
  const [result] = await reported([item], more, query);
  return result as JsonObject & { readonly record: string };
}
const device = async (id: unknown, by?: By): Promise<JsonObject> => (await get(`devices/${id}`, by)).body;
async function patch(id: string, body: object): Promise<Answer> {
  const { version } = await device(id);
  const headers = { 'if-match': `"${version}"` };
  return bench.call({ method: 'PATCH', path: `/v1/devices/${id}`, body, headers });
}
async function act(id: string, verb: string, body: object = {}, by?: By): Promise<Answer> {
  const { version } = await device(id, by);
  const headers = { 'if-match': `"${version}"` };
  return bench.call({ method: 'POST', path: `/v1/devices/${id}/${verb}`, body, headers, ...(by && { by }) });
}
const historyOf = async (id: string): Promise<readonly JsonObject[]> =>
  (await get(`devices/${id}/history`)).body.items as readonly JsonObject[];
const itemsNow = async () =>
  [...(await bench.snapshot()).values()].map((item) => fromAttributes(item as Parameters<typeof fromAttributes>[0]));
/** What the scheduler does when the instant has come. */
async function tick(): Promise<void> {
  const due = (await itemsNow()).filter(
    ({ duePk, dueAt }) => duePk !== undefined && Date.parse(String(dueAt)) <= Date.now(),
  );
  const timers = due.map(({ type, pk }) => ({ tenantId: TENANT, type, uid: String(pk).split('#').at(-1) }));
  await handler({ source: 'helmdesk.clock', timers }, { awsRequestId: 'tick' });
}

describe('a report', () => {
  it('makes a record where there is none, and is recognised by what it is written with in another way', async () => {
    const made = await one({ serial: 'czc0001aaa', host: 'web-01', ram: 32, kind: 'printer' });
    expect([made.status, made.outcome]).toEqual([201, 'created']);
    expect(await device(made.record)).toMatchObject({
      title: 'web-01',
      serial: 'czc0001aaa',
      ram: 32,
      kind: 'printer',
    });
    const again = await one({ serial: ' CZC0001AAA ', ram: 48 }, { seenAt: '2026-06-15T06:59:59Z' });
    expect([again.outcome, again.record]).toEqual(['outdated', made.record]);
    vi.setSystemTime(Date.now() + 60_000);
    const later = await one({ serial: 'CZC0001AAA', ram: 48 });
    expect([later.outcome, later.record, later.recognisedBy]).toEqual(['updated', made.record, ['serial']]);
    expect((await device(made.record)).ram).toBe(48);
  });

  it('is recognised by the next way where it lacks the first, and by the first where they differ', async () => {
    const a = await one({ serial: 'CZC0002AAA', assetTag: 'T-2', title: 'a' });
    const b = await one({ serial: 'CZC0003AAA', host: 'h-3', mac: '00:1B:44:11:3A:03', title: 'b' });
    expect((await one({ assetTag: 't-2' })).record).toBe(a.record);
    expect((await one({ host: 'H-3', mac: '001b.4411.3a03' })).record).toBe(b.record);
    const both = await one({ serial: 'CZC0002AAA', host: 'h-3', mac: '00:1B:44:11:3A:03' });
    expect(both.record).toBe(a.record);
  });

  it('with nothing but placeholders is refused, and one beside others is left out', async () => {
    const [junk, beside] = await reported([
      { serial: 'To be filled by O.E.M.', assetTag: 'None', title: 'junk' },
      { serial: 'Default string', assetTag: 'T-9', title: 'beside' },
    ]);
    expect([junk?.status, slug({ body: junk?.problem } as Answer)]).toEqual([422, 'unidentifiable']);
    expect([beside?.outcome, beside?.junk]).toEqual(['created', ['serial']]);
    expect((await device(beside?.record)).serial).toBeUndefined();
    const other = await one({ serial: 'Default string', assetTag: 'T-10', title: 'other' });
    expect(other.outcome).toBe('created');
  });

  it('is refused by itself for what a create or PATCH is refused for; the others of the request stay', async () => {
    const { record } = await one({ serial: 'CZC0011AAA', title: 'x' });
    const results = await reported([
      { serial: 'CZC0012AAA', title: 'y', ram: -1 },
      { serial: 'CZC0011AAA', nothing: 1 },
      { serial: 'CZC0011AAA', ram: 'many' },
      { serial: 'CZC0011AAA', ram: 8 },
    ]);
    expect(results.map(({ status }) => status)).toEqual([422, 422, 422, 200]);
    expect((await device(record)).ram).toBe(8);
    expect((await act(record, 'dispose')).status).toBe(200);
    const closed = await one({ serial: 'CZC0011AAA', ram: 9 });
    expect(closed.status).toBe(409);
  });

  it('is for those who report, under a name that is not people’s', async () => {
    expect((await send([{ serial: 'CZC0013AAA' }], {}, '', { user: 'rea', roles: 'REQ' })).status).toBe(403);
    expect((await send([{ serial: 'CZC0013AAA' }], { source: 'manual' })).status).toBe(422);
    expect((await send([], {})).status).toBe(422);
  });

  it('from the future was seen now', async () => {
    const answer = await send([{ serial: 'CZC0014AAA', title: 'x' }], {
      seenAt: new Date(Date.now() + 6 * 60_000).toISOString(),
    });
    expect([answer.body.clamped, answer.body.seenAt]).toEqual([true, toInstant(Date.now())]);
  });
});

describe('many reports', () => {
  it('of one thing at once make one record, in 20 rounds', async () => {
    for (let round = 0; round < 20; round++) {
      const serial = `RACE${String(round).padStart(4, '0')}Z`;
      const answers = await Promise.all([1, 2, 3, 4].map(() => one({ serial, title: serial })));
      expect(new Set(answers.map(({ record }) => record)).size).toBe(1);
      expect(answers.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    }
  }, 120_000);

  it('sent again change nothing, and leave nothing in the history', async () => {
    const items = Array.from({ length: 30 }, (_, index) => ({
      serial: `AGAIN${index}Q`,
      title: `d${index}`,
      ram: index + 1,
    }));
    const seenAt = new Date().toISOString();
    const first = await reported(items, { seenAt });
    const before = await bench.snapshot();
    const second = await reported(items, { seenAt });
    expect([...new Set(first.map(({ outcome }) => outcome)), ...new Set(second.map(({ outcome }) => outcome))]).toEqual(
      ['created', 'unchanged'],
    );
    expect(second.map(({ record }) => record)).toEqual(first.map(({ record }) => record));
    expect((await bench.snapshot()).size).toBe(before.size);
  });

  it('tried first are what they would be, with nothing stored', async () => {
    const { record } = await one({ serial: 'CZC0021AAA', title: 'x', ram: 4 });
    const before = await bench.snapshot();
    const results = await reported(
      [
        { serial: 'CZC0021AAA', ram: 8 },
        { serial: 'CZC0022AAA', title: 'new' },
      ],
      {},
      '?dryRun=true',
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'created']);
    expect(await bench.snapshot()).toEqual(before);
    expect((await device(record)).ram).toBe(4);
  });
});

describe('values', () => {
  it('count by precedence; what does not count is a shadow that is read, and takes its place when people take theirs back', async () => {
    const { record } = await one({ serial: 'CZC0031AAA', title: 'x', kind: 'printer' });
    expect((await patch(record, { ram: 32 })).status).toBe(200);
    const shadowed = await one({ serial: 'CZC0031AAA', ram: 64 });
    expect([shadowed.outcome, (shadowed.attributes as JsonObject[]).find((each) => each.attribute === 'ram')]).toEqual([
      'seen',
      { attribute: 'ram', outcome: 'shadowed', source: 'manual' },
    ]);
    const { body } = await get(`devices/${record}/sources`);
    const ram = (body.attributes as readonly JsonObject[]).find(({ attribute }) => attribute === 'ram');
    expect(ram).toMatchObject({
      value: 32,
      source: 'manual',
      others: [{ source: 'discovery', value: 64, stale: false }],
    });
    expect((await device(record)).ram).toBe(32);
    expect((await patch(record, { ram: null })).body.ram).toBe(64);
  });

  it('of a source that is believed before people are not changed by hand', async () => {
    const { record } = await one({ serial: 'CZC0032AAA', title: 'x', cost: 900 }, { source: 'purchasing' });
    const refused = await patch(record, { cost: 100 });
    expect([refused.status, slug(refused), (refused.body.errors as JsonObject[])[0]?.pointer]).toEqual([
      409,
      'outranked',
      '/cost',
    ]);
    expect((await patch(record, { title: 'y' })).status).toBe(200);
  });

  it('by key are each their own', async () => {
    const { record } = await one({ serial: 'CZC0033AAA', title: 'x', facts: { os: 'a', cpu: 'b' } });
    expect((await patch(record, { facts: { os: 'a', cpu: 'mine' } })).status).toBe(200);
    vi.setSystemTime(Date.now() + 60_000);
    await one({ serial: 'CZC0033AAA', facts: { os: 'c', cpu: 'd', disk: 'e' } });
    expect((await device(record)).facts).toEqual({ os: 'c', cpu: 'mine', disk: 'e' });
  });

  it('that are controlled stand until a command changes them; the difference is told', async () => {
    const { record } = await one({ serial: 'CZC0034AAA', title: 'srv', kind: 'server', ram: 32 });
    vi.setSystemTime(Date.now() + 60_000);
    const held = await one({ serial: 'CZC0034AAA', ram: 64 });
    expect((held.attributes as JsonObject[]).find((each) => each.attribute === 'ram')?.outcome).toBe('held');
    expect((await device(record)).ram).toBe(32);
    expect((await act(record, 'upgrade', { ram: 64 })).body.ram).toBe(64);
    const { body } = await get(`devices/${record}/sources`);
    const ram = (body.attributes as readonly JsonObject[]).find(({ attribute }) => attribute === 'ram');
    expect([ram?.value, ram?.source, ram?.controlled]).toEqual([64, 'manual', true]);
  });

  it('give way when their source is stale, by themselves and once, with a new version', async () => {
    const { record } = await one({ serial: 'CZC0035AAA', title: 'x', room: 'r1' });
    vi.setSystemTime(Date.now() + 5 * DAY);
    await one({ serial: 'CZC0035AAA', room: 'r2' }, { source: 'walk' });
    const before = await device(record);
    expect(before.room).toBe('r1');
    vi.setSystemTime(Date.now() + 9 * DAY - 120_000);
    await tick();
    expect((await device(record)).room).toBe('r1');
    vi.setSystemTime(Date.now() + 240_000);
    await tick();
    await tick();
    const after = await device(record);
    expect([after.room, after.version]).toEqual(['r2', Number(before.version) + 1]);
    await one({ serial: 'CZC0035AAA', room: 'r1' });
    expect((await device(record)).room).toBe('r1');
  });

  it('are no secret of the history’s: a change of them is there, what is in the shadow is not', async () => {
    const { record } = await one({ serial: 'CZC0036AAA', title: 'x', kind: 'printer', ram: 2 });
    vi.setSystemTime(Date.now() + 60_000);
    await one({ serial: 'CZC0036AAA', ram: 4 });
    const entries = await historyOf(record);
    const changes = entries.flatMap((entry) => entry.changes as readonly JsonObject[]);
    expect(changes.filter(({ field }) => field === 'ram').map((each) => each.new)).toContain(4);
    expect(changes.some(({ field }) => field === 'sources')).toBe(false);
    expect((await get(`devices/${record}/verify`)).body.valid ?? true).toBe(true);
  });

  it('that are redacted are forgotten by all sources', async () => {
    const { record } = await one({ serial: 'CZC0037AAA', title: 'x', room: 'At Otto Normal’s' });
    const redacted = await act(record, 'redact', { fields: ['room'], reason: 'Personal' }, SEC);
    expect([redacted.status, redacted.body.detail]).toEqual([200, undefined]);
    expect(JSON.stringify([...(await bench.snapshot()).values()])).not.toContain('Otto Normal');
  });

  it('of sources are not for requesters', async () => {
    const { record } = await one({ serial: 'CZC0038AAA', title: 'x', requesterId: 'rea' });
    const rea = { user: 'rea', roles: 'REQ' };
    expect((await device(record, rea)).sources).toBeUndefined();
    expect((await get(`devices/${record}/sources`, rea)).status).toBe(403);
    expect((await bench.neighbour({ method: 'GET', path: `/v1/devices/${record}/sources` })).status).toBe(404);
  });
});

describe('a report of which nobody can tell what it is about', () => {
  async function ambiguous(serial: string): Promise<readonly string[]> {
    const ids = await Promise.all(
      ['a', 'b'].map(async (title) => {
        const { body } = await bench.call({ method: 'POST', path: '/v1/devices', body: { title, serial } });
        return String(body.id);
      }),
    );
    return ids;
  }

  it('changes nothing and waits once, with the records that it may be about', async () => {
    const ids = await ambiguous('TWICE0001');
    const first = await one({ serial: 'twice0001', ram: 7 });
    const second = await one({ serial: 'twice0001', ram: 8 });
    expect([first.status, first.outcome, first.quarantined]).toEqual([202, 'quarantined', second.quarantined]);
    expect([...(first.candidates as string[])].sort()).toEqual([...ids].sort());
    for (const id of ids) expect((await device(id)).ram).toBeUndefined();
    const { items } = (await get('devices/quarantine')).body as { items: readonly JsonObject[] };
    const waiting = items.filter(({ id }) => id === first.quarantined);
    expect(waiting.map(({ values }) => (values as JsonObject).ram)).toEqual([8]);
  });

  it('counts once somebody says which record is meant, and waits no longer', async () => {
    const [id = ''] = await ambiguous('TWICE0002');
    const { quarantined } = await one({ serial: 'twice0002', ram: 7 });
    const path = `/v1/devices/quarantine/${quarantined}`;
    const assigned = await bench.call({ method: 'POST', path: `${path}/assign`, body: { record: id } });
    expect([assigned.status, assigned.body.outcome]).toEqual([200, 'updated']);
    expect((await device(id)).ram).toBe(7);
    expect((await bench.call({ method: 'POST', path: `${path}/assign`, body: { record: id } })).status).toBe(404);
  });

  it('is dropped', async () => {
    await ambiguous('TWICE0003');
    const { quarantined } = await one({ serial: 'twice0003', ram: 7 });
    const path = `/v1/devices/quarantine/${quarantined}`;
    expect((await bench.call({ method: 'DELETE', path })).status).toBe(204);
    expect((await bench.call({ method: 'DELETE', path })).status).toBe(404);
  });

  it('waits where the record is not for whoever reports it', async () => {
    const body = { title: 'secret', serial: 'SECRET0001', confidential: true };
    await bench.call({ method: 'POST', path: '/v1/devices', body, by: SEC });
    const result = await one({ serial: 'secret0001', ram: 7 });
    expect([result.outcome, result.candidates]).toEqual(['quarantined', []]);
  });

  it('is recognised again once one of them is deleted', async () => {
    const [id = '', other] = await ambiguous('TWICE0004');
    const tad = { user: 'tina', roles: 'TAD' };
    const { version } = await device(id, tad);
    const headers = { 'if-match': `"${version}"` };
    expect(
      (await bench.call({ method: 'DELETE', path: `/v1/devices/${id}`, body: { reason: 'Twice' }, headers, by: tad }))
        .status,
    ).toBe(204);
    expect((await one({ serial: 'twice0004', ram: 7 })).record).toBe(other);
  });
});

describe('more than can be answered at once', () => {
  it('become an operation, whose results say what became of each', async () => {
    const items = Array.from({ length: 130 }, (_, index) => ({ serial: `LONG${index}Q`, title: `d${index}` }));
    const answer = await send([...items, { title: 'nobody' }]);
    expect([answer.status, answer.body.kind, answer.body.source]).toEqual([202, 'sight', 'discovery']);
    const meanwhile = await send(items);
    expect([meanwhile.status, slug(meanwhile)]).toEqual([409, 'import-running']);
    const [event] = (await itemsNow()).flatMap(({ entry }) =>
      ((entry as HistoryEntry | undefined)?.events ?? []).filter(({ uid }) => uid === answer.body.id),
    );
    const asked = { 'detail-type': 'operation.progressed', source: 'itsm.incident-management', detail: event };
    await handler(asked, { awsRequestId: 'operation' });
    const own = (await itemsNow()).filter(({ pk }) => pk.includes(`operation#${answer.body.id}`));
    const job = own.find(({ sk }) => sk === 'OPERATION')?.job;
    expect(job).toMatchObject({ state: 'finished', done: 131, refused: 1 });
    const results = own.flatMap(({ sk, entries }) =>
      sk.startsWith('RESULT#') ? (entries as readonly JsonObject[]) : [],
    );
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(130);
    expect((await send(items)).status).toBe(202);
  }, 60_000);

  it('is one operation a source, however many are sent at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const items = Array.from({ length: 101 }, (_, index) => ({ serial: `RACE${round}-${index}`, title: 'd' }));
      const source = `racer-${round}`;
      const answers = await Promise.all([1, 2, 3].map(() => send(items, { source })));
      expect(answers.map(({ status }) => status).sort(), `round ${round}`).toEqual([202, 409, 409]);
      const later = await send(items, { source });
      expect([later.status, slug(later)]).toEqual([409, 'import-running']);
    }
  }, 60_000);
});
