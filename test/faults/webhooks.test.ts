/** kill -9 of the runner while webhooks are being sent: each event arrives, in the order of its record, and what was under way at most twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Runner, startRunner } from '#test/faults/runner';
import { openReceiver, type Receiver } from '#test/platform/webhooks/receiver';

const directory = mkdtempSync(join(tmpdir(), 'helmdesk-faults-'));
let runner: Runner;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await openReceiver();
  runner = await startRunner({ directory, unlimited: true });
});
afterAll(async () => {
  await runner.stop();
  await receiver.close();
  rmSync(directory, { recursive: true, force: true });
});

const RECORDS = 4;

it('loses no event and keeps their order', async () => {
  const tina = await runner.as('tina', 'TAD');
  const ada = await runner.as('ada', 'AGT');
  const hook = { url: receiver.url, recordTypes: ['incident'], timeoutSeconds: 10 };
  expect((await tina.post('/v1/webhooks', hook)).status).toBe(201);
  // The second and the fifth are accepted by nobody before the runner is gone.
  receiver.plan(204, 'slow', 204, 204, 'slow');
  const uids: string[] = [];
  for (let i = 0; i < RECORDS; i++) {
    const { body } = await ada.post('/v1/incidents', {
      title: `Printer ${i} is jammed`,
      requesterId: 'rita',
      impact: 3,
      urgency: 3,
      category: 'print',
    });
    uids.push(body.uid);
    await ada.act(`/v1/incidents/${body.uid}`, 'assign', { group: 'service-desk' });
    await ada.act(`/v1/incidents/${body.uid}`, 'accept');
  }
  while (receiver.requests.length < 5) await sleep(20);
  await runner.kill();
  runner = await startRunner({ directory, port: runner.port, unlimited: true });
  await runner.tool('POST', '/_local/clock', { advance: 'PT10M' });
  await runner.settled();

  const accepted = receiver.accepted.map(({ event }) => event);
  for (const uid of uids) {
    const mine = accepted.filter(({ data }) => data.uid === uid);
    const once = [...new Map(mine.map((event) => [event.id, event.type])).values()];
    expect(once).toEqual([
      'incident.created',
      'incident.assigned',
      'incident.state_changed',
      'incident.started',
      'incident.state_changed',
    ]);
    // What was accepted in the moment of the kill may come once more, before anything that follows it.
    expect(mine.length).toBeLessThanOrEqual(once.length + 1);
  }
  expect(await runner.tool('GET', '/_local/dead-letters')).toMatchObject({ items: [] });
});
