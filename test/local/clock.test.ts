/** The local clock: what is due on the way happens at its own instant and in order. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Stack } from '#infra/local/start';
import { bodyOf, call, put, seen, startFixture, TENANT, tool } from '#test/local/fixtures/stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startFixture();
});
afterAll(() => stack.stop());

/** A timer that sets itself anew to each instant of the chain. */
async function timer(id: string, [dueAt = '', ...chain]: readonly string[], process = 'incident-management') {
  await put(stack, {
    pk: { S: `TENANT#${TENANT}#timer#${id}` },
    sk: { S: 'RECORD' },
    duePk: { S: `DUE#${id.length % 4}` },
    dueAt: { S: dueAt },
    ...{ tenantId: { S: TENANT }, id: { S: id }, process: { S: process }, type: { S: 'incident' } },
    chain: { L: chain.map((instant) => ({ S: instant })) },
  });
}

const runs = (id: string) => seen(stack, `TENANT#${TENANT}#timer#${id}`, 'RECORD');

it('functions see the local time', async () => {
  const { now } = await bodyOf(await call(stack, '/v1/incidents'));

  expect(now).toBe('2026-03-27T10:00:00.000Z');
});

it('a chain of timers is worked off in order, each at the minute it is due', async () => {
  const chain = [
    '2026-03-27T10:59:30.000Z',
    '2026-03-27T11:00:00.000Z',
    '2026-03-28T09:15:00.000Z',
    '2026-04-01T00:00:00.000Z',
  ];
  await timer('chain', chain);
  await timer('other', ['2026-03-28T09:14:59.999Z']);

  const { status, body } = await tool(stack, '/clock', { advance: 'P3D' });

  expect(status).toBe(200);
  expect(body).toMatchObject({ now: '2026-03-30T10:00:00Z', mode: 'frozen' });
  expect(await runs('chain')).toEqual([
    '2026-03-27T10:59:30.000Z at 2026-03-27T11:00:00.000Z',
    // It was set while that minute was worked on, so it came with the next.
    '2026-03-27T11:00:00.000Z at 2026-03-27T11:01:00.000Z',
    '2026-03-28T09:15:00.000Z at 2026-03-28T09:15:00.000Z',
  ]);
  expect(await runs('other')).toEqual(['2026-03-28T09:14:59.999Z at 2026-03-28T09:15:00.000Z']);
});

it('moves to an instant', async () => {
  const { body } = await tool(stack, '/clock', { to: '2026-04-01T00:00:00+00:00' });

  expect(body).toMatchObject({ now: '2026-04-01T00:00:00Z' });
  expect(await runs('chain')).toHaveLength(4);
});

it('a timer that cannot be worked off does not stop the clock', async () => {
  await timer('stuck', ['2026-04-01T01:00:00.000Z'], 'no-such-process');

  const { status, body } = await tool(stack, '/clock', { advance: 'P2D' });

  expect(status).toBe(200);
  expect(Number(body.steps)).toBeLessThan(100);
});

it.each([
  [{ to: '2026-03-27T10:00:00Z' }, 409, 'does not go back'],
  [{ to: 'tomorrow' }, 400, 'expected an instant'],
  [{ advance: '4h' }, 400, 'PT4H'],
  [{ advance: 'PT1H', to: '2027-01-01T00:00:00Z' }, 400, 'either'],
  [{ forward: 1 }, 400, 'expected {"advance"'],
  [{ freeze: 'yes' }, 400, 'true or false'],
  [{}, 400, 'expected'],
])('%j is refused with a reason', async (wish, status, reason) => {
  const answer = await tool(stack, '/clock', wish);

  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain(reason);
});

it('a frozen clock stands still, a running one runs on from there', async () => {
  const before = stack.clock.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stack.clock.now()).toBe(before);

  const { body } = await tool(stack, '/clock', { freeze: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(body.mode).toBe('running');
  expect(stack.clock.now()).toBeGreaterThan(before);
  expect(stack.clock.now()).toBeLessThan(before + 10_000);

  const moved = await tool(stack, '/clock', { advance: 'PT1H' });
  expect(moved.body.mode).toBe('running');
  expect(stack.clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
  await tool(stack, '/clock', { freeze: true });
});

it('a running clock fires the schedule as its minutes pass', async () => {
  const minute = Math.ceil((stack.clock.now() + 1) / 60_000) * 60_000;
  await timer('ticking', [new Date(minute).toISOString()]);
  await stack.clock.to(new Date(minute - 300).toISOString());
  expect(await runs('ticking')).toEqual([]);

  stack.clock.run();
  for (let tries = 0; tries < 60 && (await runs('ticking')).length === 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  expect(await runs('ticking')).toHaveLength(1);
});
