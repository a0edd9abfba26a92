/** Health says whether a call can succeed: of the table behind the API, and of a stack that has just begun. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { textOf } from '#test/architecture/tree';
import { createClient } from '#test/support/client';
import { openWorld } from '#test/support/world';

it('discovery P5 security B /health is 503 while the table does not answer, and 200 again when it does', async () => {
  const world = await openWorld('2026-06-15T07:00:00Z');
  const anyone = createClient(world.url, {});
  const before = await anyone.get('/health');
  const { pid } = world.stack.backend.engine;
  if (pid === undefined) throw new Error('this test needs an engine of its own');
  await world.advance('PT10S'); // what was found out is remembered for five seconds

  process.kill(pid, 'SIGSTOP');
  const without = await anyone.get('/health').finally(() => process.kill(pid, 'SIGCONT'));
  const after = await anyone.get('/health');

  const { version } = JSON.parse(textOf('package.json'));
  const timeZones = JSON.parse(textOf('shared/time/zone-data.json')).version;
  const up = { status: 'up', version, timeZones, dependencies: { table: 'up' } };
  expect([before.status, before.body]).toEqual([200, up]);
  expect(before.headers.get('cache-control')).toBe('no-store');
  expect([without.status, without.body.status, without.body.dependencies]).toEqual([503, 'down', { table: 'down' }]);
  expect(without.headers.get('retry-after')).toBe('5');
  expect(after.status).toBe(200);
  await world.close();
});

it('health: as soon as /health is 200 after a first start, a good token is let in', async () => {
  // Where the next world of this process will answer.
  const before = await openWorld('2026-06-15T07:00:00Z');
  const { url } = before;
  await before.close();

  const begun = openWorld('2026-06-15T07:00:00Z');
  const answers: number[] = [];
  for (let status = 0; status !== 200; await sleep(20)) {
    status = (await fetch(`${url}/health`)).status;
    answers.push(status);
  }
  const body = JSON.stringify({ tenant: 'acme', user: 'ada', roles: ['AGT'] });
  const issued = await fetch(`${url}/_local/token`, { method: 'POST', body });
  const { token } = (await issued.json()) as { readonly token: string };
  const first = await fetch(`${url}/v1/incidents`, { headers: { authorization: `Bearer ${token}` } });

  expect(first.status).toBe(200);
  expect(new Set(answers)).toEqual(new Set([503, 200]));
  await (await begun).close();
});
