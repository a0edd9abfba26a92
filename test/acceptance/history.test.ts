/** The history of a record (A4), seen on incidents, through the API of a running stack. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client;
let ada: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
});
afterAll(() => world.close());

const logged = async (): Promise<string> =>
  `/v1/incidents/${(await kim.post('/v1/incidents', { title: 'The printer jams', category: 'printing' })).body.id}`;

it('rebuilds the record as of any instant, and its hash chain verifies', async () => {
  const incident = await logged();
  const created = (await ada.get(incident)).body;
  await world.advance('PT1H');
  await ada.act(incident, 'assign', { group: 'service-desk' });
  await world.advance('PT1H');
  await ada.act(incident, 'accept');

  const then = await ada.get(`${incident}?asOf=${new Date(Date.parse(created.createdAt) + 5_400_000).toISOString()}`);
  const verified = await ada.get(`${incident}/history/verify`);

  expect(then.body).toMatchObject({ state: 'assigned', assignedGroup: 'service-desk' });
  expect(then.body.assignedTo).toBeUndefined();
  expect(verified.body).toEqual({ valid: true, entries: 3 });
  expect((await ada.get(`${incident}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404);
});

it('verifies while others go on writing: what came in between is no break of the chain', async () => {
  const incident = await logged();
  let writing = true;
  const writer = (async () => {
    for (let i = 0; writing; i++) await ada.post(`${incident}/comments`, { body: `Note ${i}`, visibility: 'internal' });
  })();
  const answers: unknown[] = [];
  for (let i = 0; i < 25; i++) answers.push((await ada.get(`${incident}/history/verify`)).body.valid);
  writing = false;
  await writer;

  expect(answers).toEqual(answers.map(() => true));
});
