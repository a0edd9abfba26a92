/** Redaction and edited comments (A4, A5, A20.13), through the API of a running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client; // a requester
let ada: Client; // an agent
let sam: Client; // a security officer
let audrey: Client; // an auditor
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
  sam = await world.as('sam', 'SEC');
  audrey = await world.as('audrey', 'AUD');
});
afterAll(() => world.close());

const SECRET = 'my password is hunter2';
const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
async function logged(fields: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { body } = await kim.post('/v1/incidents', { title: 'No mail', category: 'mail', ...fields }, { headers });
  return `/v1/incidents/${body.id}`;
}
const said = (by: Client, incident: string, body: string, visibility = 'public', headers = {}) =>
  by.post(`${incident}/comments`, { body, visibility }, { headers });

/** Everything in the table that says it. */
async function itemsSaying(text: string): Promise<readonly string[]> {
  return (await world.items()).map((item) => JSON.stringify(item)).filter((item) => item.includes(text));
}

describe('redaction', () => {
  it('A20.13 a redacted comment is gone from every way of reading, its former text too, while the history verifies', async () => {
    const incident = await logged();
    const headers = { 'idempotency-key': 'secret-1' };
    const { body: comment } = await said(kim, incident, SECRET, 'public', headers);
    await kim.patch(`${incident}/comments/${comment.id}`, { body: `${SECRET}, and more` });
    const path = `${incident}/comments/${comment.id}/redact`;

    expect((await ada.post(path, { reason: 'A password' })).status).toBe(403);
    expect((await sam.post(path, {})).status).toBe(422);
    const { status, body } = await sam.post(path, { reason: 'A password' });

    expect([status, body.body, body.redactedBy]).toEqual([200, '[redacted]', 'sam']);
    const reads = ['', '/comments', '/history', '?asOf=2026-06-15T07:00:00Z', '/actions'];
    for (const each of [kim, ada, audrey])
      for (const tail of reads)
        expect(JSON.stringify((await each.get(`${incident}${tail}`)).body)).not.toContain('hunter2');
    const replayed = await said(kim, incident, SECRET, 'public', headers);
    expect([replayed.status, replayed.headers.get('idempotency-replayed'), replayed.body.body]).toEqual([
      201,
      'true',
      '[redacted]',
    ]);
    expect(await itemsSaying('hunter2')).toEqual([]);
    expect((await audrey.get(`${incident}/history/verify`)).body).toMatchObject({ valid: true });
    const commands = (await audrey.get(`${incident}/history`)).body.items.map(
      ({ command }: { command: string }) => command,
    );
    expect(commands).toEqual(['create', 'comment', 'edit-comment', 'redact-comment']);
    expect((await kim.patch(`${incident}/comments/${comment.id}`, { body: SECRET })).status).toBe(409);
  });

  it('A4 a redacted field is gone from record, history, events and kept answers', async () => {
    const incident = await logged(
      { title: SECRET, symptoms: 'Ask for the PIN 4711' },
      { 'idempotency-key': 'secret-2' },
    );
    await ada.act(incident, 'assign', { group: 'service-desk' });
    const { body: before } = await ada.get(incident);
    await ada.patch(incident, { symptoms: 'Ask for the PIN 4712' }, { headers: { 'if-match': `"${before.version}"` } });

    expect(slug(await sam.act(incident, 'redact', { fields: ['colour'], reason: 'Secrets' }))).toBe('unknown-field');
    const answer = await sam.act(incident, 'redact', { fields: ['title', 'symptoms'], reason: 'Secrets' });

    expect(answer.body).toMatchObject({ title: '[redacted]', symptoms: '[redacted]' });
    await world.settled();
    expect(await itemsSaying('hunter2')).toEqual([]);
    expect(await itemsSaying('PIN 471')).toEqual([]);
    const { items: told } = (await kim.get('/v1/notifications')).body;
    expect(told.find(({ record }: { record: { id: string } }) => record.id === before.id)).toMatchObject({
      event: 'incident.created',
      subject: before.id,
      text: before.id,
    });
    const asOf = (await ada.get(`${incident}?asOf=2026-06-15T07:00:00Z`)).body;
    expect([asOf.title, asOf.symptoms]).toEqual(['[redacted]', '[redacted]']);
    expect((await audrey.get(`${incident}/history/verify`)).body).toMatchObject({ valid: true });
    expect((await audrey.get(`${incident}/history?field=symptoms`)).body.items).toHaveLength(3);
    expect((await world.events({ uid: before.uid, name: 'incident.redacted' })).at(-1)?.data.title).toBe('[redacted]');
  });

  it('A4 a reason given with a command is redacted by the number of its entry', async () => {
    const incident = await logged();
    await kim.act(incident, 'cancel', { reason: SECRET });

    const answer = await sam.act(incident, 'redact', { reasons: [2], reason: 'A password' });

    expect(answer.status).toBe(200);
    const { items } = (await audrey.get(`${incident}/history`)).body;
    expect(items[1]).toMatchObject({ command: 'cancel', reason: '[redacted]' });
    expect((await audrey.get(`${incident}/history/verify`)).body).toMatchObject({ valid: true });
  });

  it('A5 nothing is redacted under legal hold, and an internal note’s redaction tells a requester nothing', async () => {
    const incident = await logged();
    const { body: note } = await said(ada, incident, SECRET, 'internal');
    const before = await kim.get(incident);
    await sam.act(incident, 'place-legal-hold', { reason: 'Case 18' });
    const redaction = () => sam.post(`${incident}/comments/${note.id}/redact`, { reason: 'A password' });

    expect(slug(await redaction())).toBe('legal-hold');
    expect(slug(await sam.act(incident, 'redact', { fields: ['title'], reason: 'x' }))).toBe('legal-hold');
    await sam.act(incident, 'release-legal-hold', { reason: 'Case closed' });
    expect((await redaction()).status).toBe(200);

    const after = await kim.get(incident);
    expect([after.body, after.headers.get('etag')]).toEqual([before.body, before.headers.get('etag')]);
    expect(JSON.stringify((await kim.get(`${incident}/history`)).body)).not.toMatch(/redact|hold/);
    expect((await kim.post(`${incident}/comments/${note.id}/redact`, { reason: 'Mine' })).status).toBe(403);
  });
});

describe('edited comments', () => {
  it('A5 the author changes a comment for 15 minutes, what it said stays in the history; others and later nobody', async () => {
    const incident = await logged();
    const { body: comment } = await said(kim, incident, 'It is the Brother printer');
    const { body: note } = await said(ada, incident, 'Known problem', 'internal');
    const path = `${incident}/comments/${comment.id}`;

    const edited = await kim.patch(path, { body: 'It is the Canon printer' });

    expect([edited.status, edited.body.body, edited.body.editedAt]).toEqual([
      200,
      'It is the Canon printer',
      '2026-06-15T07:00:00Z',
    ]);
    expect((await kim.get(`${incident}/comments`)).body.items).toMatchObject([{ body: 'It is the Canon printer' }]);
    const changes = (await kim.get(`${incident}/history`)).body.items.at(-1).changes;
    expect(changes).toMatchObject([{ old: 'It is the Brother printer', new: 'It is the Canon printer' }]);
    expect((await ada.patch(path, { body: 'Mine' })).status).toBe(403);
    expect((await kim.patch(`${incident}/comments/${note.id}`, { body: 'Mine' })).status).toBe(404);
    expect((await kim.get(`${incident}?asOf=2026-06-15T07:00:00Z`)).body).not.toHaveProperty(`comments/${comment.id}`);
    await world.advance('PT16M');
    expect(slug(await kim.patch(path, { body: 'Later' }))).toBe('guard-failed');
    expect((await audrey.get(`${incident}/history/verify`)).body).toMatchObject({ valid: true });
  });
});
