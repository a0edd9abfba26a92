/** Collections on a specimen: the positions of a rack, and an internal log, through the process function on a real engine. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { erase } from '#functions/platform/care/retention/erase';
import { purge } from '#functions/platform/care/retention/purge';
import type { JsonObject } from '#infra/local/machine/json';
import { rack as rackDefinition, racks } from '#shared/capabilities/collections/specimen';
import { keptBy } from '#shared/grammar/capability';
import { tenantId } from '#shared/ids/tenant-id';
import { objectPlaces } from '#shared/serve/object-places';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';
import { itemOf } from '#test/support/table';

const FAC = { user: 'fay', roles: 'FAC' };
const TAD = { user: 'tina', roles: 'TAD' };
const SEC = { user: 'sue', roles: 'SEC' };
const REQ = { user: 'rita', roles: 'REQ' };
let bench: Workbench;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-15T07:00:00Z') });
  bench = await openWorkbench(served(racks));
});
afterAll(async () => {
  await bench.stop();
  vi.useRealTimers();
});

interface Rack {
  readonly id: string;
  readonly uid: string;
  readonly path: string;
}
async function setUp(fields: object = {}, by: Call['by'] = FAC): Promise<Rack> {
  const body = { title: 'Rack R-04', heightU: 42, feeds: ['A', 'B'], ...fields };
  const made = await bench.call({ method: 'POST', path: '/v1/racks', body, by });
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  return { id: String(made.body.id), uid: String(made.body.uid), path: `/v1/racks/${made.body.id}` };
}
const get = (path: string, by: Call['by'] = FAC): Promise<Answer> => bench.call({ method: 'GET', path, by });
const reserve = ({ path }: Rack, body: object, more: Partial<Call> = {}): Promise<Answer> =>
  bench.call({
    method: 'POST',
    path: `${path}/positions/reserve`,
    body: { ci: 'CI0000042', ...body },
    by: FAC,
    ...more,
  });
/** A change that builds on the record as it stands. */
async function change({ path }: Rack, method: Call['method'], rest: string, body: unknown = {}, by: Call['by'] = FAC) {
  const headers = { 'if-match': (await get(path, TAD)).headers.etag ?? '' };
  return bench.call({ method, path: `${path}/${rest}`, ...(method !== 'DELETE' && { body }), by, headers });
}
const itemsOf = ({ body }: Answer): readonly JsonObject[] => (body.items ?? []) as readonly JsonObject[];
const slugOf = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const historyOf = async (rack: Rack, by: Call['by'] = FAC) => itemsOf(await get(`${rack.path}/history`, by));

describe('positions of a rack', () => {
  it('E2.1 of 42 units with 40 used in blocks that leave 1 and 1, 2 cannot be reserved, and 1 can', async () => {
    const rack = await setUp();
    expect((await reserve(rack, { uFrom: 2, uHeight: 20 })).status).toBe(201);
    expect((await reserve(rack, { uFrom: 23, uHeight: 20 })).status).toBe(201);

    const refused = await reserve(rack, { uHeight: 2 });
    const taken = await reserve(rack, { uHeight: 1, uFrom: 23 });

    expect([refused.status, slugOf(refused), refused.body.candidates]).toEqual([409, 'no-contiguous-space', []]);
    expect([taken.status, slugOf(taken), taken.body.candidates]).toEqual([409, 'no-contiguous-space', [1, 22]]);
    expect((await reserve(rack, { uHeight: 1 })).body).toMatchObject({ number: 3, state: 'reserved', uFrom: 1 });
  });

  it('E2.2 of 8 kW 80 % may be used: 0.5 beside 6.0 is too much, 0.4 is not', async () => {
    const rack = await setUp({ limitKW: 8 });
    await reserve(rack, { uHeight: 4, kW: 6 });

    const refused = await reserve(rack, { uHeight: 1, kW: 0.5 });
    const accepted = await reserve(rack, { uHeight: 1, kW: 0.4 });

    expect([refused.status, slugOf(refused)]).toEqual([409, 'capacity-limit']);
    expect(refused.body.detail).toContain('6.5 kW');
    expect(accepted.status).toBe(201);
  });

  it('go from reserved to occupied to free; the record says how many there are, its history what happened', async () => {
    const rack = await setUp();
    const reserved = await reserve(rack, { uHeight: 2, feeds: ['A', 'B'], criticality: 3 });
    const installed = await change(rack, 'POST', 'positions/1/install');
    const again = await change(rack, 'POST', 'positions/1/install');
    const { body: full } = await get(rack.path);
    const retiring = await change(rack, 'POST', 'retire');
    const freed = await change(rack, 'POST', 'positions/1/remove', { reason: 'Moved to R-05' });
    const { body: empty } = await get(rack.path);

    expect(reserved.headers).toMatchObject({ etag: '"2"', location: `${rack.path}/positions/1` });
    expect([installed.status, installed.headers.etag, installed.body.state]).toEqual([200, '"3"', 'occupied']);
    expect([slugOf(again), again.body.allowed]).toEqual(['illegal-transition', ['remove']]);
    expect(full).toMatchObject({ version: 3, positions: { last: 1, states: { occupied: 1 } } });
    expect([retiring.status, slugOf(retiring)]).toEqual([409, 'in-use']);
    expect(freed.body).toMatchObject({ state: 'free', ci: 'CI0000042' });
    expect(empty).toMatchObject({ version: 4, positions: { last: 1, states: { free: 1 } } });
    const entries = await historyOf(rack);
    expect(entries.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['reserve-position', 'install-position', 'remove-position']),
    );
    const removal = entries.find(({ command }) => command === 'remove-position') ?? {};
    expect(removal.reason).toBe('Moved to R-05');
    expect(removal.changes).toEqual(
      expect.arrayContaining([expect.objectContaining({ field: 'positions/1/state', old: 'occupied', new: 'free' })]),
    );
    expect((await get(`${rack.path}/history/verify`, FAC)).body).toMatchObject({ valid: true });
    expect((await reserve(rack, { uHeight: 1 })).body).toMatchObject({ number: 2, uFrom: 1 });
  });

  it('tell of themselves as events of the record, with number and state', async () => {
    const rack = await setUp();
    await reserve(rack, { uHeight: 2 });
    await change(rack, 'POST', 'positions/1/install');

    const told = [...(await bench.snapshot()).values()].flatMap((item) => {
      const { entry } = itemOf(item);
      return JSON.stringify(entry ?? '').includes(rack.uid) ? (Object(entry).events as JsonObject[]) : [];
    });

    const named = new Map(told.map(({ name, data }) => [name, data]));
    expect([...named.keys()].sort()).toEqual([
      'rack.created',
      'rack.installed',
      'rack.position_installed',
      'rack.position_reserved',
    ]);
    expect(named.get('rack.position_installed')).toMatchObject({ number: 1, state: 'occupied' });
    expect(named.get('rack.installed')).toMatchObject({ ci: 'CI0000042', uFrom: 1 });
  });

  it('are reserved once: of two that ask for the same unit at once one is told no, in each of 20 rounds', async () => {
    const rack = await setUp({ heightU: 60 });
    for (let round = 0; round < 20; round++) {
      const uFrom = 1 + round * 3;
      const both = await Promise.all([
        reserve(rack, { uFrom, uHeight: 2 }),
        reserve(rack, { uFrom: uFrom + 1, uHeight: 2, ci: 'CI0000043' }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(both.map(slugOf)).toContain('no-contiguous-space');
    }
    const standing = itemsOf(await get(`${rack.path}/positions?limit=200`));
    expect(standing.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect((await get(rack.path)).body).toMatchObject({
      version: 21,
      positions: { last: 20, states: { reserved: 20 } },
    });
  });

  it('change with the version of their record: without it 428, with an old one 412', async () => {
    const rack = await setUp();
    await reserve(rack, { uHeight: 2 });
    const without = await bench.call({ method: 'POST', path: `${rack.path}/positions/1/install`, body: {}, by: FAC });
    const old = await bench.call({
      ...{ method: 'POST', path: `${rack.path}/positions/1/install`, body: {}, by: FAC },
      headers: { 'if-match': '"1"' },
    });
    const patched = await change(rack, 'PATCH', 'positions/1', { note: 'Beside the door', criticality: 2 });
    const idle = await change(rack, 'PATCH', 'positions/1', { criticality: 2 });
    const fixed = await change(rack, 'PATCH', 'positions/1', { uHeight: 3 });

    expect([without.status, old.status]).toEqual([428, 412]);
    expect([patched.status, patched.headers.etag, patched.body.note]).toEqual([200, '"3"', 'Beside the door']);
    expect([idle.status, idle.headers.etag]).toEqual([200, '"3"']);
    expect([fixed.status, slugOf(fixed)]).toEqual([422, 'unknown-field']);
  });

  it('are listed by state and in pages, and read one by one', async () => {
    const rack = await setUp();
    for (let index = 0; index < 5; index++) await reserve(rack, { uHeight: 1 });
    await change(rack, 'POST', 'positions/2/install');
    const first = await get(`${rack.path}/positions?limit=2&state=reserved`);
    const second = await get(`${rack.path}/positions?limit=2&state=reserved&cursor=${first.body.nextCursor}`);

    expect(itemsOf(first).map(({ number }) => number)).toEqual([1, 3]);
    expect(itemsOf(second).map(({ number }) => number)).toEqual([4, 5]);
    expect(second.body.nextCursor).toBeNull();
    expect((await get(`${rack.path}/positions/2`)).body).toMatchObject({ number: 2, state: 'occupied' });
    expect((await get(`${rack.path}/positions/9`)).status).toBe(404);
    expect(slugOf(await get(`${rack.path}/positions?state=lost`))).toBe('unknown-parameter');
    expect(slugOf(await get(`${rack.path}/positions?limit=1&cursor=${first.body.nextCursor}`))).toBe('invalid-cursor');
  });

  it('are made once for an Idempotency-Key, and not at all by a dry run', async () => {
    const rack = await setUp();
    const headers = { 'idempotency-key': `reserve-${rack.id}` };
    const tried = await bench.call({
      ...{ method: 'POST', path: `${rack.path}/positions?dryRun=true`, body: { ci: 'CI0000042', uHeight: 2 }, by: FAC },
    });
    const [one, other] = [
      await reserve(rack, { uHeight: 2 }, { headers }),
      await reserve(rack, { uHeight: 2 }, { headers }),
    ];

    expect([tried.status, tried.body.dryRun]).toEqual([200, true]);
    expect(tried.body.events).toEqual(['rack.position_reserved']);
    expect([other.status, other.body, other.headers['idempotency-replayed']]).toEqual([201, one.body, 'true']);
    expect(itemsOf(await get(`${rack.path}/positions`))).toHaveLength(1);
  });

  it('are shown as data and drawn as a picture', async () => {
    const rack = await setUp({ heightU: 4 });
    await reserve(rack, { uHeight: 2, uFrom: 2, feeds: ['A'] });
    const data = await get(`${rack.path}/elevation`);
    const drawn = await bench.call({
      ...{ method: 'GET', path: `${rack.path}/elevation`, by: FAC, headers: { accept: 'image/svg+xml' } },
    });

    expect(data.body).toMatchObject({ units: 4, positions: [{ id: '1', from: 2, height: 2, state: 'reserved' }] });
    expect([drawn.status, drawn.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect(drawn.text).toContain('1 CI0000042: units 2 to 3, reserved, feeds A');
  });

  it('E2 a place is found where units side by side, feeds and load allow it', async () => {
    const [low, weak, single] = [
      await setUp({ heightU: 6, limitKW: 10 }),
      await setUp({ heightU: 6, limitKW: 1 }),
      await setUp({ heightU: 6, feeds: ['A'] }),
    ];
    await reserve(low, { uHeight: 2, uFrom: 1 });
    const { body } = await get('/v1/racks/placement?uHeight=2&kW=1&feeds=2');
    const racks = new Map((body.items as readonly JsonObject[]).map(({ rack, uFrom }) => [rack, uFrom]));

    expect(racks.get(low.id)).toBe(3);
    expect([racks.has(weak.id), racks.has(single.id)]).toEqual([false, false]);
  });
});

describe('who may do what with items', () => {
  it('somebody else than those whom a verb names is refused, and another tenant finds nothing', async () => {
    const rack = await setUp({}, REQ);
    expect((await reserve(rack, { uHeight: 1 }, { by: REQ })).status).toBe(403);
    expect((await reserve(rack, { uHeight: 1 }, { by: { user: 'al', roles: 'AUD' } })).status).toBe(403);
    await reserve(rack, { uHeight: 1 });
    const asked = { method: 'GET', path: `${rack.path}/positions/1`, by: FAC } as const;
    expect((await bench.neighbour(asked)).status).toBe(404);
  });

  it('a requester sees public items without internal fields, in lists and history, and nothing of internal ones', async () => {
    const rack = await setUp({}, REQ);
    await reserve(rack, { uHeight: 1, note: 'Behind the cage' });
    const before = (await get(rack.path, REQ)).headers.etag;
    const found = await bench.call({
      ...{ method: 'POST', path: `${rack.path}/findings`, by: FAC },
      body: { what: 'A cable hangs loose', severity: 'minor' },
    });
    const seen = await get(rack.path, REQ);
    const [entry] = (await historyOf(rack, REQ)).filter(({ command }) => command === 'reserve-position');

    expect(found.status).toBe(201);
    expect(itemsOf(await get(`${rack.path}/positions`, REQ))).toEqual([
      expect.not.objectContaining({ note: 'Behind the cage' }),
    ]);
    expect((await get(`${rack.path}/positions/1`)).body.note).toBe('Behind the cage');
    expect(seen.headers.etag).toBe(before);
    expect(seen.body).not.toHaveProperty('findings');
    expect(itemsOf(await get(`${rack.path}/findings`, REQ))).toEqual([]);
    expect((await get(`${rack.path}/findings/1`, REQ)).status).toBe(404);
    expect(JSON.stringify(entry)).toContain('positions/1/ci');
    expect(JSON.stringify(await historyOf(rack, REQ))).not.toMatch(/note|finding/);
    expect(JSON.stringify(await historyOf(rack))).toContain('findings/1/what');
  });

  it('there are no more of them than the definition allows, open or at all; numbers are never given twice', async () => {
    const rack = await setUp();
    const note = (what = 'Dust') =>
      bench.call({ method: 'POST', path: `${rack.path}/findings`, body: { what, severity: 'minor' }, by: FAC });
    for (let index = 0; index < 3; index++) await note();
    const fourth = await note();
    for (const number of [1, 2, 3]) await change(rack, 'POST', `findings/${number}/resolve`);
    await note();
    await note();
    const sixth = await note();
    await reserve(rack, { uHeight: 1 });
    const removed = await change(rack, 'DELETE', 'positions/1', undefined, TAD);
    const next = await reserve(rack, { uHeight: 1 });

    expect([fourth.status, slugOf(fourth)]).toEqual([422, 'limit-exceeded']);
    expect([sixth.status, slugOf(sixth)]).toEqual([422, 'limit-exceeded']);
    expect([removed.status, next.body.number]).toEqual([204, 2]);
    expect((await get(`${rack.path}/positions/1`)).status).toBe(404);
  });

  it('of a record that is over no item changes any more', async () => {
    const rack = await setUp();
    await reserve(rack, { uHeight: 1 });
    await change(rack, 'POST', 'positions/1/remove');
    await change(rack, 'POST', 'retire');
    const late = await reserve(rack, { uHeight: 1 });

    expect([late.status, slugOf(late)]).toEqual([409, 'record-closed']);
    expect(slugOf(await change(rack, 'DELETE', 'positions/1', undefined, TAD))).toBe('record-closed');
  });
});

describe('what is kept of items', () => {
  const place = () => objectPlaces('retention')(tenantId('workbench0000'));
  const inPartition = async (uid: string) => [...(await bench.snapshot())].filter(([key]) => key.includes(uid));

  it('text that should never have been written goes from item and history, which still verifies', async () => {
    const rack = await setUp();
    await reserve(rack, { uHeight: 1, note: 'The code of the door is 4711' });
    const unknown = await change(rack, 'POST', 'positions/1/redact', { fields: ['noot'], reason: 'A code' }, SEC);
    const redacted = await change(rack, 'POST', 'positions/1/redact', { fields: ['note'], reason: 'A code' }, SEC);

    expect(slugOf(unknown)).toBe('unknown-field');
    expect([redacted.status, redacted.body.note]).toEqual([200, '[redacted]']);
    expect(JSON.stringify(await inPartition(rack.uid))).not.toContain('4711');
    expect((await get(`${rack.path}/history/verify`)).body).toMatchObject({ valid: true });
  });

  it('a person who is erased is gone from items too', async () => {
    const rack = await setUp();
    const by = { user: 'fred', roles: 'FAC' };
    const body = { what: 'Dust', severity: 'minor', seenBy: 'fred' };
    await bench.call({ method: 'POST', path: `${rack.path}/findings`, body, by });
    const erased = { person: 'fred', pseudonym: 'anonymised-0011223344556677', about: [] };
    const outcome = await erase(await place(), 'rack', rack.uid, erased, {
      uid: rack.uid,
      createdBy: { type: 'human', id: 'tina' },
    });

    expect(outcome).toBe('changed');
    expect((await get(`${rack.path}/findings/1`)).body).toMatchObject({
      ...{ seenBy: 'anonymised-0011223344556677', createdBy: 'anonymised-0011223344556677', what: 'Dust' },
    });
    expect(JSON.stringify(await inPartition(rack.uid))).not.toMatch(/\bfred\b/);
  });

  it('a record that is purged takes its items along, and the certificate counts them', async () => {
    const rack = await setUp();
    for (let index = 0; index < 3; index++) await reserve(rack, { uHeight: 1 });
    for (const number of [1, 2, 3]) await change(rack, 'POST', `positions/${number}/remove`);
    await change(rack, 'POST', 'retire');
    const now = Date.now();
    vi.setSystemTime(now + 4 * 366 * 86_400_000);
    await purge(await place(), 'rack', rack.uid, keptBy(rackDefinition));
    vi.setSystemTime(now);
    const left = await inPartition(rack.uid);
    const certificate = [...(await bench.snapshot())].find(
      ([key, item]) =>
        key.includes('purge-certificate') && JSON.stringify(item).includes(rack.uid) && 'certificate' in item,
    );

    expect(left.filter(([key]) => key.includes('ITEM#'))).toEqual([]);
    expect(JSON.stringify(certificate)).toContain('"items":{"N":"3"}');
  });
});
