/** Rate limits (A1): each tenant has a bucket of its own, whatever its tier. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, type Client, createClient } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client;
let gus: Client;
/** What usage plans count by: milliseconds that only the test moves. */
let milliseconds = 0;

beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z', { throttle: () => milliseconds });
  ada = await world.as('ada', 'AGT');
  gus = await world.as('gus', 'AGT', 'globex');
});
afterAll(() => world.close());

const full = () => {
  milliseconds += 10_000;
};
const RATE_LIMITED = 'urn:itsm:problem:rate-limited';

it('A20.16 of 300 requests in one second by one client at most 250 succeed; another tenant is not slowed', async () => {
  full();
  const answers: Answer[] = [];
  for (let sent = 0; sent < 300; sent += 10) {
    answers.push(...(await Promise.all(Array.from({ length: 10 }, () => ada.get('/v1/users/nobody')))));
    milliseconds += 1000 / 30;
  }
  const passed = answers.filter(({ status }) => status === 404);
  const refused = answers.filter(({ status }) => status === 429);

  expect(passed.length).toBeLessThanOrEqual(250);
  expect(passed.length).toBeGreaterThanOrEqual(240);
  expect(passed.length + refused.length).toBe(300);
  for (const { headers, body } of refused) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(headers.get('ratelimit')).toBe('"tenant";r=0;t=1');
    expect(body.type).toBe(RATE_LIMITED);
  }
  for (let sent = 0; sent < 150; sent += 10) {
    const others = await Promise.all(Array.from({ length: 10 }, () => gus.get('/v1/users/nobody')));
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 404));
  }
});

it('after Retry-After there is room again, at the rate of the tier', async () => {
  const exhausted = await Promise.all(Array.from({ length: 5 }, () => ada.get('/v1/users/nobody')));
  expect(exhausted.at(-1)?.status).toBe(429);
  milliseconds += 1000;
  const answers = await Promise.all(Array.from({ length: 60 }, () => ada.get('/v1/users/nobody')));
  expect(answers.filter(({ status }) => status === 404).length).toBe(50);
});

it('every answer says which limit it was counted against, refusals too', async () => {
  full();
  const answers = [await ada.get('/v1/incidents'), await ada.get('/v1/users/nobody'), await ada.get('/v1/access-log')];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 403]);
  expect(answers.map(({ headers }) => headers.get('ratelimit-policy'))).toEqual(
    answers.map(() => '"tenant";q=200;w=4'),
  );
});

it('a client that is onboarded has its own bucket at once; its MSP’s operators use that up, not the MSP’s', async () => {
  full();
  const operator = await world.as('olga', 'MSP', 'northwind');
  const body = { slug: 'initech', name: 'Initech', zone: 'Europe/Berlin' };
  const [first, again] = [await operator.post('/v1/tenants', body), await operator.post('/v1/tenants', body)];
  expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
  await world.advance('PT11S');

  const there = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'initech' });
  const answers = await Promise.all(Array.from({ length: 210 }, () => there.get('/v1/users/nobody')));
  expect(answers.filter(({ status }) => status === 429).length).toBe(10);
  expect((await (await world.as('bill', 'AGT', 'initech')).get('/v1/incidents')).status).toBe(429);
  expect((await operator.get('/v1/tenants')).status).toBe(200);
  expect((await ada.get('/v1/incidents')).status).toBe(200);
});

it('the public status page has a limit of its own, for all tenants together; tenants are not slowed', async () => {
  full();
  const anybody = createClient(world.url, {});
  const ask = (path: string) => Promise.all(Array.from({ length: 210 }, () => anybody.get(path)));
  for (const path of ['/status/acme', '/v1/service-status?tenant=acme']) {
    const answers = await ask(path);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    expect(answers.at(-1)?.body.type).toBe(RATE_LIMITED);
  }
  expect((await ada.get('/v1/users/nobody')).status).toBe(404);
  milliseconds += 1000;
  expect((await anybody.get('/status/acme')).status).toBe(404);
});
