/** Unique values on a specimen: held under parallel writes, given up with a change or deletion, and by nothing else. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { rooms } from '#shared/capabilities/unique/specimen';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const TAD = { user: 'tina', roles: 'TAD' };
let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench(served(rooms));
}, 120_000);
afterAll(() => bench.stop());

const add = (body: object): Promise<Answer> =>
  bench.call({ method: 'POST', path: '/v1/rooms', body: { title: 'Room', ...body } });
const slug = ({ body }: Answer): unknown => String(body.type).split(':').at(-1);
const statuses = (answers: readonly Answer[]): readonly number[] => answers.map(({ status }) => status).sort();

async function added(body: object): Promise<string> {
  const answer = await add(body);
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  return `/v1/rooms/${answer.body.id}`;
}

async function send(
  method: 'PATCH' | 'POST' | 'DELETE',
  path: string,
  body: object,
  verb = '',
  by?: Call['by'],
): Promise<Answer> {
  const read = await bench.call({ method: 'GET', path, by: TAD });
  const headers = { 'if-match': `"${read.body.version}"` };
  return bench.call({ method, path: path + (verb && `/${verb}`), body, headers, ...(by && { by }) });
}

it('is refused with the fields that are alike, and with the rule’s own problem', async () => {
  await added({ site: 'berlin', name: '1', badge: 'a' });
  const alike = await add({ site: 'berlin', name: '1' });
  expect([alike.status, slug(alike), alike.body.fields]).toEqual([409, 'duplicate', ['site', 'name']]);
  expect(slug(await add({ badge: 'a' }))).toBe('immutable');
  await added({ site: 'hamburg', name: '1' });
  await added({ site: 'berlin' });
  await added({ site: 'berlin' });
  expect(
    (await bench.neighbour({ method: 'POST', path: '/v1/rooms', body: { title: 'Room', site: 'berlin', name: '1' } }))
      .status,
  ).toBe(201);
});

it('holds in 20 rounds of writes at once', async () => {
  for (let round = 0; round < 20; round++) {
    const name = `round ${round}`;
    const made = await Promise.all(Array.from({ length: 4 }, () => add({ site: 'berlin', name })));
    expect(statuses(made)).toEqual([201, 409, 409, 409]);
    const others = await Promise.all([0, 1, 2].map((each) => added({ site: 'berlin', name: `${name} ${each}` })));
    const moved = await Promise.all(others.map((path) => send('PATCH', path, { name: `${name} moved` })));
    expect(statuses(moved)).toEqual([200, 409, 409]);
    expect(moved.filter(({ status }) => status === 409).map(slug)).toEqual(['duplicate', 'duplicate']);
  }
}, 120_000);

it('is given up with a change and a deletion, and taken again by restoring where nobody has it', async () => {
  const path = await added({ site: 'bonn', name: '1' });
  expect((await send('PATCH', path, { name: '2' })).status).toBe(200);
  await added({ site: 'bonn', name: '1' });
  expect((await send('POST', path, {}, 'close')).status).toBe(200);
  expect((await add({ site: 'bonn', name: '2' })).status).toBe(409);
  expect((await send('DELETE', path, { reason: 'Torn down' }, '', TAD)).status).toBe(204);
  const other = await added({ site: 'bonn', name: '2' });
  const restored = await send('POST', path, {}, 'restore', TAD);
  expect([restored.status, slug(restored)]).toEqual([409, 'duplicate']);
  await send('PATCH', other, { name: '3' });
  expect((await send('POST', path, {}, 'restore', TAD)).status).toBe(200);
});

it('makes of a duplicate in a batch a refusal by its place', async () => {
  const body = ['4', '5', '4'].map((name) => ({ title: 'Room', site: 'bonn', name }));
  const { status, body: answer } = await bench.call({ method: 'POST', path: '/v1/rooms', body });
  expect([status, answer.accepted]).toEqual([202, 2]);
  expect((answer.rejected as readonly { readonly problem: JsonObject }[]).map(({ problem }) => problem.status)).toEqual(
    [409],
  );
});

it('of one record is no duplicate of itself, however often the same is sent', async () => {
  const path = await added({ site: 'bonn', name: '6' });
  const sent = await Promise.all([1, 2, 3].map(() => send('PATCH', path, { name: '7' })));
  expect(sent.map(({ status }) => status).filter((status) => ![200, 412].includes(status))).toEqual([]);
});
