/** Two kill -9 of the runner under write load: what was acknowledged is there, what followed from it happened, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothingWritten, type Written, writeUntilGone } from '#test/faults/load';
import { type LoggedEvent, type Runner, startRunner } from '#test/faults/runner';
import type { Client } from '#test/support/client';

/** Commands that are acknowledged before each kill; the kill comes at a moment that no writer chose. */
const ACKNOWLEDGED = 60;
const MAILS = 3;
const CHILDREN = 6;

const directory = mkdtempSync(join(tmpdir(), 'helmdesk-faults-'));
const written: Written = nothingWritten();
let runner: Runner;
let ada: Client;
let events: readonly LoggedEvent[];
let parent: { readonly uid: string; readonly children: readonly string[] };

beforeAll(async () => {
  runner = await startRunner({ directory, unlimited: true });
  const { port } = runner;
  parent = await family();
  await loadAndKill(() => resolve(parent.uid));
  runner = await startRunner({ directory, port, unlimited: true });
  await loadAndKill(async () => {});
  runner = await startRunner({ directory, port, unlimited: true });
  ada = await runner.as('ada', 'AGT');
  // What a consumer could not do in the last moments is delivered again minutes later, and again if the machine was busy then.
  await runner.settled();
  for (let round = 0; round < 3; round++) {
    await runner.tool('POST', '/_local/clock', { advance: 'PT10M' });
    await runner.settled(2000);
  }
  events = await runner.events();
});

afterAll(async () => {
  await runner?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Lets the writers write, does `last` in their midst, and kills. */
async function loadAndKill(last: () => Promise<void>): Promise<void> {
  const [agent, monitor] = [await runner.as('ada', 'AGT'), await runner.as('zabbix', 'INT')];
  const load = writeUntilGone({ url: runner.url, agent, monitor }, written);
  const goal = written.commands.length + ACKNOWLEDGED;
  const mails = written.mails.length + MAILS;
  while (written.commands.length < goal || written.mails.length < mails) await sleep(20);
  await last();
  await runner.kill();
  await load;
}

/** A parent that is being worked on, with its children. */
async function family(): Promise<typeof parent> {
  const agent = await runner.as('ada', 'AGT');
  const incident = {
    title: 'The mail server is down',
    requesterId: 'rita',
    impact: 3,
    urgency: 2,
    serviceId: 'mail',
    category: 'email',
    categoryConfirmed: true,
  };
  const open = async () => {
    const { body } = await agent.post('/v1/incidents', incident);
    const path = `/v1/incidents/${body.uid}`;
    await agent.act(path, 'assign', { group: 'service-desk' });
    return { uid: String(body.uid), id: String(body.id), path };
  };
  const head = await open();
  const children: string[] = [];
  for (let i = 0; i < CHILDREN; i++) {
    const child = await open();
    const linked = await agent.put(`${child.path}/links`, { kind: 'parent', to: head.id });
    if (linked.status >= 300) throw new Error(`linking answered ${linked.status}: ${JSON.stringify(linked.body)}`);
    children.push(child.uid);
  }
  return { uid: head.uid, children };
}

async function resolve(uid: string): Promise<void> {
  const agent = await runner.as('ada', 'AGT');
  const notes = 'The server was restarted and the queue worked off.';
  const answer = await agent.act(`/v1/incidents/${uid}`, 'resolve', { code: 'solved_permanently', notes });
  if (answer.status !== 200) throw new Error(`resolving answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** Every page of a list. */
async function all(path: string): Promise<readonly { readonly uid: string; readonly [field: string]: unknown }[]> {
  const found = [];
  let cursor = '';
  do {
    const { body } = await ada.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`);
    found.push(...body.items);
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
  } while (cursor !== '');
  return found;
}

const uidsOf = (command: string) => written.commands.flatMap((each) => (each.command === command ? [each.uid] : []));
const heard = (name: string) =>
  new Set(events.filter((each) => each.detailType === name).map(({ detail }) => detail.uid));

describe('after two kill -9 under load', () => {
  it('every acknowledged write is there', async () => {
    const present = new Map((await all('/v1/incidents')).map((record) => [record.uid, record]));
    const lost = uidsOf('create').filter((uid) => !present.has(uid));
    const unassigned = uidsOf('assign').filter((uid) => present.get(uid)?.assignedGroup !== 'service-desk');

    expect([lost, unassigned]).toEqual([[], []]);
    for (const uid of uidsOf('comment').slice(-20)) {
      expect((await ada.get(`/v1/incidents/${uid}/comments`)).body.items).toHaveLength(1);
    }
  });

  it('no event is lost: each acknowledged command is on the bus', () => {
    const missing = { create: 'incident.created', assign: 'incident.assigned', comment: 'incident.commented' };

    const lost = Object.entries(missing).flatMap(([command, name]) => {
      const known = heard(name);
      return uidsOf(command).filter((uid) => !known.has(uid));
    });

    expect(lost).toEqual([]);
  });

  it('each monitoring event is counted once, and each alert has one incident', async () => {
    const stored = await all('/v1/events');
    const alerts = await all('/v1/alerts');
    const incidents = await all('/v1/incidents?channel=monitoring');

    for (const [ci, accepted] of written.events) {
      const received = stored.filter(({ ciId }) => ciId === ci);
      const ids = received.map(({ externalId }) => externalId);
      expect(accepted.filter((id) => !ids.includes(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      expect(alerts.filter(({ ciId }) => ciId === ci).map(({ count }) => count)).toEqual([received.length]);
      expect(incidents.filter(({ serviceId }) => serviceId === `service-of-${ci}`)).toHaveLength(1);
    }
    expect(written.events.size).toBeGreaterThan(0);
  });

  it('A15 each mail that was taken is one record', async () => {
    // In an order in which nothing moves while page after page is read, each once.
    const titles = (await all('/v1/incidents?channel=email&sort=openedAt')).map(({ title }) => title);

    expect(written.mails.length).toBeGreaterThan(2);
    for (const subject of written.mails) expect(titles.filter((title) => title === subject)).toHaveLength(1);
  });

  it('each child was resolved once with its parent', async () => {
    for (const uid of parent.children) {
      const { body } = await ada.get(`/v1/incidents/${uid}/history`);
      const commands = body.items.map(({ command }: { command: string }) => command);
      expect(commands.filter((command: string) => command === 'resolve-with-parent')).toHaveLength(1);
    }
  });

  it('hash chains hold', async () => {
    const uids = [...uidsOf('create').slice(0, 15), ...uidsOf('create').slice(-15), parent.uid, ...parent.children];
    for (const uid of uids) {
      expect((await ada.get(`/v1/incidents/${uid}/history/verify`)).body).toMatchObject({ valid: true });
    }
  });

  it('nothing ended as a dead letter', async () => {
    expect(await runner.tool('GET', '/_local/dead-letters')).toMatchObject({ items: [] });
  });
});
