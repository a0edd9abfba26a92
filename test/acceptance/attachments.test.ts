/** Attachments (A5, A20.6), through the API of a running stack and its object store. */
import { createHash } from 'node:crypto';
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

/** In halves, so that no scanner takes this file for it. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function logged(): Promise<string> {
  const { body } = await kim.post('/v1/incidents', { title: 'No mail', category: 'mail' });
  return `/v1/incidents/${body.id}`;
}
const fileOf = (text: string, more: object = {}) => ({
  fileName: 'trace.txt',
  size: Buffer.byteLength(text),
  mediaType: 'text/plain',
  sha256: hashOf(text),
  visibility: 'public',
  ...more,
});
interface Upload {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
const send = ({ method, url, headers }: Upload, text: string): Promise<Response> =>
  fetch(url, { method, headers: { 'content-type': headers['content-type'] ?? '' }, body: text });

/** Announces and uploads a file, and waits for what becomes of it. */
async function attached(by: Client, record: string, text: string, more: object = {}): Promise<string> {
  const { status, body } = await by.post(`${record}/attachments`, fileOf(text, more));
  expect([status, body.state]).toEqual([201, 'pending']);
  expect((await send(body.upload, text)).status).toBe(200);
  await world.settled();
  return `${record}/attachments/${body.id}`;
}
const stateOf = async (attachment: string): Promise<string> => (await ada.get(attachment)).body.state;

describe('attachments', () => {
  it('A20.6, field-report 30 what is announced is uploaded, looked into, and downloaded as it was', async () => {
    const incident = await logged();
    const text = 'Connection refused\n'.repeat(1000);

    const attachment = await attached(kim, incident, text, { fileName: 'Fehlerprotokoll für „Drucker“.txt' });

    expect((await kim.get(attachment)).body).toMatchObject({ state: 'unscanned', size: 19_000, author: { id: 'kim' } });
    const { status, body } = await kim.get(`${attachment}/download`);
    expect([status, body.expiresAt]).toEqual([200, '2026-06-15T07:05:00Z']);
    const file = await fetch(body.url);
    expect(await file.text()).toBe(text);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''Fehlerprotokoll%20f/);
    const { uid } = (await ada.get(incident)).body;
    const names = (await world.events({ uid })).map(({ name }) => name);
    expect(names).toEqual(['incident.created', 'attachment.added', 'attachment.cleared']);
    expect((await audrey.get(`${incident}/history/verify`)).body.valid).toBe(true);
  });

  it('A20.6 26 MiB is refused, and so is what is not on the list of types', async () => {
    const incident = await logged();
    const announce = (more: object) => kim.post(`${incident}/attachments`, fileOf('x', more));

    const large = await announce({ size: 26 * 1024 * 1024 });
    expect([large.status, slug(large)]).toEqual([413, 'payload-too-large']);
    expect((await announce({ size: 25 * 1024 * 1024 })).status).toBe(201);
    expect((await announce({ mediaType: 'text/html' })).status).toBe(422);
    expect((await announce({ fileName: '../../etc/passwd' })).status).toBe(422);
    expect((await announce({ fileName: 'invoice\u202Efdp.exe' })).status).toBe(422);
    expect((await announce({ visibility: 'internal' })).status).toBe(422);
    expect((await audrey.post(`${incident}/attachments`, fileOf('x'))).status).toBe(403);
  });

  it('A20.6 a test virus is quarantined: state infected, download 409, the security officer told once', async () => {
    const incident = await logged();

    const attachment = await attached(kim, incident, `log ${EICAR}`);

    expect((await kim.get(attachment)).body).toMatchObject({
      state: 'infected',
      finding: expect.stringMatching(/EICAR/),
    });
    const refused = await kim.get(`${attachment}/download`);
    expect([refused.status, slug(refused)]).toEqual([409, 'not-downloadable']);
    const { uid } = (await ada.get(incident)).body;
    await world.advance('PT30M');
    expect(await world.events({ name: 'attachment.quarantined', uid })).toHaveLength(1);
    const { items } = (await sam.get('/v1/quarantine')).body;
    expect(items).toMatchObject([
      { fileName: 'trace.txt', record: { type: 'incident', id: incident.split('/').at(-1) } },
    ]);
    expect((await ada.get('/v1/quarantine')).status).toBe(403);
    const gus = await world.as('gus', 'SEC', 'globex');
    expect((await gus.get('/v1/quarantine')).body.items).toEqual([]);
  });

  it('A5 another content or another size than announced is rejected, and nobody can download it', async () => {
    const incident = await logged();
    const { body } = await kim.post(`${incident}/attachments`, fileOf('expected text'));
    const path = `${incident}/attachments/${body.id}`;

    expect((await send(body.upload, 'expected')).status).toBe(403);
    expect((await send(body.upload, 'unexpectedly!')).status).toBe(200);
    await world.settled();

    expect((await ada.get(path)).body).toMatchObject({ state: 'rejected', finding: expect.stringMatching(/SHA-256/) });
    expect((await kim.get(`${path}/download`)).status).toBe(409);
  });

  it('A5 the URL takes one file of one type for 15 minutes; what never comes expires, what comes unnoticed is looked into', async () => {
    const incident = await logged();
    const announce = async (text: string) => (await kim.post(`${incident}/attachments`, fileOf(text))).body;
    const [late, other, unnoticed] = [await announce('late'), await announce('type'), await announce('quiet')];

    const otherType = { ...other.upload, headers: { 'content-type': 'text/html' } };
    expect((await send(otherType, 'type')).status).toBe(403);
    const otherKey = { ...late.upload, url: late.upload.url.replace(late.id, other.id) };
    expect((await send(otherKey, 'late')).status).toBe(403);
    expect((await fetch(late.upload.url)).status).toBe(403);
    await world.advance('PT14M');
    expect((await send(unnoticed.upload, 'quiet')).status).toBe(200);
    await world.advance('PT2M');
    const tooLate = await send(late.upload, 'late');
    expect([tooLate.status, await tooLate.text()]).toEqual([403, expect.stringMatching(/expired/)]);

    const states = await Promise.all(
      [late, other, unnoticed].map(({ id }) => stateOf(`${incident}/attachments/${id}`)),
    );
    expect(states).toEqual(['expired', 'expired', 'unscanned']);
  });

  it('A5 a clean file cannot be replaced by its own upload URL', async () => {
    const incident = await logged();
    const { body } = await kim.post(`${incident}/attachments`, fileOf('good'));
    await send(body.upload, 'good');
    await world.settled();

    await send(body.upload, 'evil');
    await world.settled();

    const { url } = (await kim.get(`${incident}/attachments/${body.id}/download`)).body;
    expect(await (await fetch(url)).text()).toBe('good');
  });

  it('A5 a requester sees no trace of an internal attachment', async () => {
    const incident = await logged();
    const before = await kim.get(incident);

    const attachment = await attached(ada, incident, 'for us', { visibility: 'internal' });

    const after = await kim.get(incident);
    expect([after.body, after.headers.get('etag')]).toEqual([before.body, before.headers.get('etag')]);
    expect((await kim.get(`${incident}/attachments`)).body).toEqual({ items: [], total: 0, nextCursor: null });
    expect((await kim.get(attachment)).status).toBe(404);
    expect((await kim.get(`${attachment}/download`)).status).toBe(404);
    expect(JSON.stringify((await kim.get(`${incident}/history`)).body)).not.toMatch(/attach/);
    expect((await ada.get(`${incident}/attachments`)).body.total).toBe(1);
  });

  it('A9 a removed attachment leaves its entry and no file', async () => {
    const incident = await logged();
    const [first, second] = [await attached(kim, incident, 'one'), await attached(kim, incident, 'two')];
    const { body } = await kim.get(`${first}/download`);
    const kept = await kim.get(`${second}/download`);

    expect((await kim.delete(first)).status).toBe(403);
    expect((await sam.delete(first)).status).toBe(204);
    await world.advance('PT1M');
    expect((await fetch(body.url)).status).toBe(403);
    expect((await fetch(kept.body.url)).status).toBe(200);
    expect([await stateOf(first), slug(await kim.get(`${first}/download`))]).toEqual(['removed', 'not-downloadable']);
  });

  it('A5 a record has at most fifty; those that came to nothing do not count', async () => {
    const incident = await logged();
    const announce = () => kim.post(`${incident}/attachments`, fileOf('x'));
    const { body } = await announce();
    for (let i = 1; i < 50; i++) expect((await announce()).status).toBe(201);

    expect(slug(await announce())).toBe('limit-exceeded');
    await send(body.upload, 'y');
    await world.settled();
    expect((await announce()).status).toBe(201);
  });
});
