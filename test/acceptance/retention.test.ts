/** Deletion, restoring, legal hold and purge (A9, A20.12), through the API of a running stack whose years pass in moments. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client; // a requester
let ada: Client; // an agent
let tina: Client; // the tenant's administrator
let sam: Client; // a security officer
let audrey: Client; // an auditor
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
  tina = await world.as('tina', 'TAD');
  sam = await world.as('sam', 'SEC');
  audrey = await world.as('audrey', 'AUD');
});
afterAll(() => world.close());

async function logged(title = 'The printer jams'): Promise<string> {
  const { body } = await kim.post('/v1/incidents', { title, category: 'printing' });
  return `/v1/incidents/${body.id}`;
}
async function canceled(title?: string): Promise<string> {
  const incident = await logged(title);
  expect((await kim.act(incident, 'cancel', { reason: 'It works again.' })).status).toBe(200);
  return incident;
}
/** Rows of declared lists in which a record stands. */
async function rowsOf(uid: string): Promise<number> {
  return (await world.items()).filter(({ pk, sk }) => pk.includes('#rows#') && sk.endsWith(uid)).length;
}
const numberOf = (incident: string): string => incident.split('/').at(-1) ?? '';
async function remove(incident: string, by: Client = tina) {
  const etag = (await audrey.get(incident)).headers.get('etag') ?? '';
  return by.delete(incident, { headers: { 'if-match': etag } });
}
const slug = ({ body }: { body: { type?: string } }): string => String(body.type).replace('urn:itsm:problem:', '');
const listed = async (by: Client, query = ''): Promise<readonly string[]> =>
  (await by.get(`/v1/incidents?limit=200${query}`)).body.items.map(({ id }: { id: string }) => id);

describe('soft deletion', () => {
  it('A9 a deleted record is gone for everyone but administrator and auditor, who list it apart; restored it is as before', async () => {
    const incident = await logged();
    const before = (await ada.get(incident)).body;

    const deleted = await remove(incident);

    expect([deleted.status, deleted.body]).toEqual([204, '']);
    for (const each of [kim, ada, sam]) expect((await each.get(incident)).status).toBe(404);
    expect((await tina.get(incident)).body.deletedAt).toBe('2026-06-15T07:00:00Z');
    for (const each of [kim, ada, tina]) expect(await listed(each)).not.toContain(numberOf(incident));
    expect(await listed(audrey, '&deleted=true')).toEqual([numberOf(incident)]);
    expect((await ada.get('/v1/incidents?deleted=true')).status).toBe(403);
    expect((await ada.post(`${incident}/comments`, { body: 'Hello', visibility: 'public' })).status).toBe(404);
    expect((await tina.act(incident, 'restore')).status).toBe(200);
    const { version: _, updatedAt: __, updatedBy: ___, clocks: _4, ...values } = (await ada.get(incident)).body;
    expect(before).toMatchObject(values);
    expect(await listed(audrey, '&deleted=true')).toEqual([]);
    expect(await listed(kim)).toContain(numberOf(incident));
    expect((await world.events({ uid: before.uid })).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['incident.deleted', 'incident.restored']),
    );
    expect((await audrey.get(`${incident}/history/verify`)).body.valid).toBe(true);
  });

  it('A9 it takes the letter D, If-Match and a record that nothing refers to', async () => {
    const [parent, child] = [await logged('Network down'), await logged('No mail')];
    await ada.put(`${child}/links`, { kind: 'parent', to: numberOf(parent) });

    expect((await remove(child, ada)).status).toBe(403);
    expect((await tina.delete(child)).status).toBe(428);
    expect((await tina.delete(child, { headers: { 'if-match': '"99"' } })).status).toBe(412);
    const refused = await remove(parent);
    expect([refused.status, slug(refused), refused.body.references]).toEqual([409, 'in-use', [numberOf(child)]]);
    await remove(child);
    expect((await remove(parent)).status).toBe(204);
  });

  it('A9 a change that is being decided is not deleted, nor what a closed change rests on', async () => {
    const chris = await world.as('chris', 'CHM');
    const change = async (): Promise<string> =>
      `/v1/changes/${(await chris.post('/v1/changes', { title: 'Patch it', changeType: 'emergency', reason: 'Hole', serviceId: 'mail', plannedStart: '2026-06-20T20:00:00Z', plannedEnd: '2026-06-20T22:00:00Z', implementationPlan: 'Install', backoutPlan: 'Remove' })).body.id}`;
    const deciding = await change();
    await chris.act(deciding, 'submit');
    const incident = await logged();
    const over = await change();
    await ada.put(`${incident}/links`, { kind: 'resolved_by', to: numberOf(over) });
    expect((await chris.act(over, 'cancel', { reason: 'Not needed.' })).body.closedAt).toBeTruthy();

    const first = await remove(deciding);
    expect([first.status, slug(first)]).toEqual([409, 'in-use']);
    const second = await remove(incident);
    expect([second.status, second.body.references]).toEqual([409, [numberOf(over)]]);
  });

  it('A9 after thirty days it cannot be restored any more', async () => {
    const incident = await logged();
    await remove(incident);
    await world.advance('P31D');

    const late = await tina.act(incident, 'restore');

    expect([late.status, slug(late)]).toEqual([409, 'guard-failed']);
  });
});

describe('legal hold and purge', () => {
  it('A20.12 a record under legal hold is kept and listed past its retention; once released it is purged with a certificate', async () => {
    const [held, other] = [await canceled('Evidence'), await canceled('Nothing')];
    await kim.post('/v1/incidents', { title: 'Still open', category: 'printing' });
    const { openedAt, closedAt, uid } = (await audrey.get(held)).body;
    const before = await kim.get(held);
    expect(await rowsOf(uid)).toBe(1);
    const hold = (by: Client, verb: string) => by.act(held, verb, { reason: 'Case 17' });

    expect((await hold(ada, 'place-legal-hold')).status).toBe(403);
    expect((await hold(sam, 'place-legal-hold')).body.legalHold).toBe(true);
    expect(slug(await hold(sam, 'place-legal-hold'))).toBe('illegal-transition');
    const refused = await remove(held);
    expect([refused.status, slug(refused)]).toEqual([409, 'legal-hold']);
    const seen = await kim.get(held);
    expect([seen.body, seen.headers.get('etag')]).toEqual([before.body, before.headers.get('etag')]);

    await world.advance('P1100D');

    expect((await audrey.get(other)).status).toBe(404);
    expect((await audrey.get(held)).status).toBe(200);
    const holds = (await audrey.get('/v1/legal-holds')).body.items;
    expect(holds).toMatchObject([{ id: numberOf(held), reason: 'Case 17', placedBy: 'sam', pastRetention: true }]);

    await hold(sam, 'release-legal-hold');
    await world.advance('PT2M');

    expect((await audrey.get(held)).status).toBe(404);
    expect((await audrey.get(`${held}/history`)).status).toBe(404);
    expect(await rowsOf(uid)).toBe(0);
    const { status, body } = await audrey.get(`/v1/purge-certificates/${numberOf(held)}`);
    expect([status, body]).toMatchObject([
      200,
      { number: numberOf(held), uid, openedAt, closedAt, retentionClass: 'operational' },
    ]);
    expect(body.counts).toMatchObject({ history: 4, comments: 0 });
    expect(body.hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await audrey.get('/v1/legal-holds')).body.items).toEqual([]);
    const purged = (await audrey.get('/v1/purge-certificates')).body.items.map(
      ({ number }: { number: string }) => number,
    );
    expect(purged).toEqual(expect.arrayContaining([numberOf(held), numberOf(other)]));
    expect(await world.events({ name: 'record.purged', uid })).toHaveLength(1);
    expect(numberOf(await logged())).not.toBe(numberOf(held));
  });

  it('A9 the tenant says how long; what it extends meanwhile is kept longer', async () => {
    const incident = await canceled();
    const periods = (await tina.get('/v1/retention-periods')).body.body;
    const put = await tina.put('/v1/retention-periods', { ...periods, operational: 'P4Y' });
    expect(put.status).toBe(201);
    expect(
      (
        await tina.put(
          '/v1/retention-periods',
          { ...periods, change: 'soon' },
          { headers: { 'if-match': put.headers.get('etag') ?? '' } },
        )
      ).status,
    ).toBe(422);

    await world.advance('P1100D');
    expect((await audrey.get(incident)).status).toBe(200);
    await world.advance('P366D');
    expect((await audrey.get(incident)).status).toBe(404);
  });

  it('A9 a period that the tenant shortens counts for what has ended already', async () => {
    const incident = await canceled();
    const { body, headers } = await tina.get('/v1/retention-periods');
    const shorter = { ...body.body, operational: 'P10D' };
    const put = await tina.put('/v1/retention-periods', shorter, {
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    expect(put.status).toBe(200);
    await world.settled();

    await world.advance('P9D');
    expect((await audrey.get(incident)).status).toBe(200);
    await world.advance('P2D');
    expect((await audrey.get(incident)).status).toBe(404);
  });

  it('A9 a purged record takes its files along, and what people were told of it', async () => {
    const incident = await logged();
    const text = 'trace';
    const sha256 = createHash('sha256').update(text).digest('hex');
    const file = { fileName: 'trace.txt', size: text.length, mediaType: 'text/plain', sha256 };
    const { body } = await kim.post(`${incident}/attachments`, file);
    await fetch(body.upload.url, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: text });
    await world.settled();
    await kim.act(incident, 'cancel', { reason: 'It works again.' });
    const files = () => readdirSync(join(world.stack.dataDir, 'objects'), { recursive: true, encoding: 'utf8' });
    expect(files().filter((name) => name.includes(body.id))).toHaveLength(1);
    const { uid } = (await audrey.get(incident)).body;
    const told = async () => (await tina.get(`/v1/notification-log?record=${uid}`)).body.items;
    expect(await told()).not.toEqual([]);

    await world.advance('P11D');

    expect(files().filter((name) => name.includes(body.id))).toEqual([]);
    expect(await told()).toEqual([]);
    const certificate = await audrey.get(`/v1/purge-certificates/${numberOf(incident)}`);
    expect(certificate.body.counts).toMatchObject({ attachments: 1 });
  });
});
