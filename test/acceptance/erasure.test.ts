/** Erasure of personal data (A9): the person is gone from every record, numbers and timings stay. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let robin: Client; // a requester who wants to be forgotten
let ada: Client; // an agent
let tina: Client; // the tenant's administrator
let sam: Client; // a security officer
let audrey: Client; // an auditor
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  robin = await world.as('robin', 'REQ');
  ada = await world.as('ada', 'AGT LEAD');
  tina = await world.as('tina', 'TAD');
  sam = await world.as('sam', 'SEC');
  audrey = await world.as('audrey', 'AUD');
});
afterAll(() => world.close());

async function logged(by: Client, more: object = {}): Promise<string> {
  const { body } = await by.post('/v1/incidents', {
    title: 'No mail',
    category: 'mail',
    impact: 2,
    urgency: 2,
    ...more,
  });
  return `/v1/incidents/${body.id}`;
}

/** Keys of what still names somebody, by id or otherwise. @param except what says this is left out */
async function itemsNaming(text: string, except?: string): Promise<readonly string[]> {
  return (await world.items())
    .filter((item) => JSON.stringify(item).includes(text) && !(except && JSON.stringify(item).includes(except)))
    .map(({ pk, sk }) => `${pk.replace(/^TENANT#\w+#/, '')} ${sk}`);
}

describe('erasure', () => {
  it('A9 the requester becomes one pseudonym in all records; numbers, timings and the audit trail stay as they were', async () => {
    const own = await logged(robin, { contact: 'Robin Hood, room 7' });
    await ada.act(own, 'assign', { group: 'service-desk' });
    await ada.act(own, 'accept');
    // Who works on it is told, in words that name who said it.
    await robin.post(`${own}/comments`, { body: 'It is urgent', visibility: 'public' });
    await ada.act(own, 'resolve', {
      code: 'solved_permanently',
      notes: 'Restarted the mail server.',
      category: 'mail',
    });
    const watched = await logged(ada, { watchers: ['robin', 'max'], affectedUsers: ['robin'] });
    await ada.post(`${watched}/tasks`, { title: 'Call back', assignedTo: 'robin' });
    const deleted = await logged(robin);
    const etag = (await tina.get(deleted)).headers.get('etag') ?? '';
    await tina.delete(deleted, { headers: { 'if-match': etag } });
    const held = await logged(robin);
    await sam.act(held, 'place-legal-hold', { reason: 'Case 19' });
    const before = (await ada.get(own)).body;
    const figures = async () =>
      (await audrey.get('/v1/kpis/incident-management?from=2026-06-01&to=2026-07-01')).body.items;
    const kpis = await figures();

    expect((await ada.post('/v1/erasures', { person: 'robin', reason: 'Asked for' })).status).toBe(403);
    const begun = await tina.post('/v1/erasures', { person: 'robin', reason: 'Asked for on 14 June' });
    expect(begun.status).toBe(202);
    await world.settled();

    const path = begun.headers.get('location') ?? '';
    const { body: done } = await audrey.get(path);
    expect(done).toMatchObject({ state: 'finished', held: [held.split('/').at(-1)], progress: { changed: 3 } });
    expect(done.pseudonym).toMatch(/^anonymised-[0-9a-f]{16}$/);
    const after = (await ada.get(own)).body;
    const { requesterId, createdBy, contact } = after;
    expect([requesterId, createdBy, contact]).toEqual([done.pseudonym, done.pseudonym, '[redacted]']);
    for (const field of ['id', 'uid', 'version', 'openedAt', 'resolvedAt', 'priority', 'clocks'])
      expect(after[field], field).toEqual(before[field]);
    expect((await ada.get(`${own}/comments`)).body.items[0].author.id).toBe(done.pseudonym);
    expect((await ada.get(watched)).body.watchers).toEqual([done.pseudonym, 'max']);
    expect((await ada.get(`/v1/incidents?requesterId=${done.pseudonym}`)).body.items).toHaveLength(1);
    for (const record of [own, watched, deleted])
      expect((await audrey.get(`${record}/history/verify`)).body, record).toMatchObject({ valid: true });
    const holding = (await audrey.get(held)).body.uid;
    expect(await itemsNaming('robin', holding)).toEqual([]);
    const { items: kept } = (await tina.get(`/v1/notification-log?record=${holding}`)).body;
    expect(kept.map(({ recipient }: { recipient: string }) => recipient)).toContain('robin');
    const { items: told } = (await ada.get('/v1/notifications')).body;
    expect(told.length).toBeGreaterThan(0);
    for (const { record, subject, text } of told) expect([subject, text]).toEqual([record.id, record.id]);
    expect((await itemsNaming('Robin Hood')).length).toBe(0);
    expect(await figures()).toEqual(kpis);
  });

  it('A9 begun again it finds nothing more to do, and another tenant’s person of that name is nobody of ours', async () => {
    const gus = await world.as('gus', 'AGT', 'globex');
    const theirs = await logged(await world.as('robin', 'REQ', 'globex'));
    const ours = await logged(robin);

    const begun = await tina.post('/v1/erasures', { person: 'robin', reason: 'Asked for' });
    await world.settled();
    const path = begun.headers.get('location') ?? '';
    const [event] = (await world.events({ name: 'erasure.progressed' })).filter(({ uid }) => path.endsWith(uid));
    const version = (await audrey.get(`${ours}/history`)).body.items.length;
    await world.invoke('retention', { source: 'itsm.retention', 'detail-type': 'erasure.progressed', detail: event });

    expect((await gus.get(theirs)).body.requesterId).toBe('robin');
    expect((await gus.get(path)).status).not.toBe(200);
    expect((await audrey.get(ours)).body.requesterId).toMatch(/^anonymised-/);
    expect((await audrey.get(`${ours}/history`)).body.items).toHaveLength(version);
    const list = (await audrey.get('/v1/erasures')).body.items;
    expect(list.map(({ state }: { state: string }) => state)).toEqual(['finished', 'finished']);
    expect(JSON.stringify(list)).not.toContain('robin');
    expect((await tina.post(`${path}/resume`)).status).toBe(409);
  });
});
