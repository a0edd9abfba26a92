/**
 * A release whose runner is killed in the middle of a soak, and all grants of somebody who leaves: each goes on where it was, and nothing is done
 * twice, though the stream is delivered again.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJournal } from '#infra/local/machine/journal';
import { accessGrants } from '#shared/capabilities/list-reactions/specimen';
import { releases } from '#shared/capabilities/workflow/specimen';
import { type Runner, startRunner } from '#test/faults/runner';
import { assemblyWith } from '#test/grammar/fixtures/assembly';
import { openRelease, type Reach } from '#test/grammar/release';

const directory = mkdtempSync(join(tmpdir(), 'helmdesk-faults-'));
const program = join('test', 'grammar', 'fixtures', 'runner.ts');
let runner: Runner;
let reach: Reach;
beforeAll(async () => {
  // What it runs is built before: a runner has a minute to answer.
  await assemblyWith(releases, accessGrants);
  runner = await startRunner({ directory, program });
  reach = {
    url: runner.url,
    authorization: async (user, roles) => {
      const tenant = { tenant: 'acme', user, roles: [roles] };
      return `Bearer ${Object(await runner.tool('POST', '/_local/token', tenant)).token}`;
    },
    advance: async (duration) => void (await runner.tool('POST', '/_local/clock', { advance: duration })),
    settled: () => runner.settled(500),
  };
}, 600_000);
afterAll(async () => {
  await runner?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Started again on the same data, at the same address. */
async function again(): Promise<void> {
  runner = await startRunner({ directory, program, port: runner.port });
}

it('kill -9 while an agent works and while it soaks, and a stream from its beginning, change nothing of what is done', async () => {
  const release = await openRelease(reach, { waves: ['10', '90'], soakSeconds: 1800 });
  await release.act('start-deployment');
  await reach.settled();
  await release.act('accept');
  expect(await release.comesTo('agent test all')).toBe('agent test all');

  await runner.kill();
  await again();
  expect(await release.report('done', 'test/all')).toBe(200);
  // What was under way in the last moments is tried again a little later.
  await reach.advance('PT10M');
  expect(await release.comesTo('soak test all')).toBe('soak test all');
  await runner.kill();
  await again();
  await reach.advance('PT31M');
  expect(await release.comesTo('goNoGo live')).toBe('goNoGo live');

  await runner.stop();
  const journal = openJournal(directory);
  journal.sql('DELETE FROM checkpoints').run();
  journal.close();
  await again();
  expect(await release.comesTo('goNoGo live')).toBe('goNoGo live');
  for (const wave of ['live/10', 'live/90']) {
    await release.through([wave]);
    await reach.advance('PT31M');
  }

  expect(await release.comesTo('succeeded')).toBe('succeeded');
  expect(await release.read()).toMatchObject({
    state: 'early_life_support',
    deployed: ['test/all', 'live/10', 'live/90'],
    workflow: { phase: 'succeeded', failures: [] },
  });
  const own = (await release.commands()).filter((command) => command.endsWith('-wave') || command === 'verify');
  expect(own.toSorted()).toEqual(['start-wave', 'start-wave', 'start-wave', 'verify', 'verify', 'verify']);
  expect(await runner.tool('GET', '/_local/dead-letters')).toMatchObject({ items: [] });
}, 600_000);

/** A request to the specimen of grants, which is no process of ours and not described in the API. */
async function call(roles: string, method: string, path: string, body?: object) {
  const response = await fetch(`${runner.url}/v1/${path}`, {
    method,
    headers: {
      authorization: await reach.authorization(roles.toLowerCase(), roles),
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'if-match': '"1"' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: Object(await response.json()) };
}

const revoked = async (): Promise<readonly string[]> => [
  ...new Map(
    (await runner.events())
      .filter(({ detailType }) => detailType === 'grant.revoked')
      .map(({ detail }) => [detail.eventId, detail.uid]),
  ).values(),
];

it('kill -9 while all grants of somebody are revoked: each is, once, and the operation says so', async () => {
  const COUNT = 120;
  for (let made = 0; made < COUNT; made += 20)
    await Promise.all(
      Array.from({ length: 20 }, () => call('AGT', 'POST', 'grants', { title: 'Access', holder: 'erika', level: 0 })),
    );
  const { body } = await call('AGT', 'POST', 'departures', { title: 'Erika leaves', person: 'erika' });
  expect((await call('AGT', 'POST', `departures/${body.id}/take-effect`, {})).status).toBe(200);
  while ((await revoked()).length < 10) await sleep(20);
  await runner.kill();
  await again();
  // What was under way in the last moments is tried again a little later.
  await reach.advance('PT10M');
  await reach.settled();

  const uids = await revoked();
  expect([uids.length, new Set(uids).size]).toEqual([COUNT, COUNT]);
  const { body: operations } = await call('TAD', 'GET', 'operations?createdBy=access-grants');
  expect(operations.items).toMatchObject([
    {
      ...{ kind: 'reaction', command: 'revoke', collection: 'grants', state: 'finished', createdBy: 'access-grants' },
      progress: { total: COUNT, done: COUNT, refused: 0, percent: 100 },
    },
  ]);
  const [{ id, results }] = operations.items;
  expect((await call('TAD', 'GET', results.replace('/v1/', ''))).body.items).toHaveLength(50);
  expect((await call('AGT', 'GET', `operations/${id}/results`)).status).toBe(404);
  expect((await call('AGT', 'GET', 'operations?createdBy=access-grants')).status).toBe(403);
  expect(await runner.tool('GET', '/_local/dead-letters')).toMatchObject({ items: [] });
}, 600_000);
