/** What every record does (A20), seen on incidents, through the API of a running stack. */

import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { linkSk } from '#shared/engine/keys';
import { tenantId } from '#shared/ids/tenant-id';
import { recordPk } from '#shared/store/keys';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client;
let ada: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  kim = await world.as('kim', 'REQ');
  ada = await world.as('ada', 'AGT');
});
afterAll(() => world.close());

const fresh = { title: 'The printer jams', category: 'printing' };
const logged = async (by: Client = kim): Promise<string> =>
  `/v1/incidents/${(await by.post('/v1/incidents', fresh)).body.id}`;

describe('numbers', () => {
  it('A20.1 a hundred parallel creates get a hundred distinct numbers; a refused one repeats none', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => kim.post('/v1/incidents', fresh)));
    const refused = await kim.post('/v1/incidents', { title: 'No subject' });
    const next = await kim.post('/v1/incidents', fresh);

    const numbers = answers.map(({ body }) => body.id);
    expect(new Set(numbers).size).toBe(100);
    expect(refused.status).toBe(422);
    expect(numbers).not.toContain(next.body.id);
    for (const number of numbers) expect(number).toMatch(/^INC\d{7}$/);
  });
});

describe('concurrency', () => {
  it('A20.2 of two patches on one version one wins, the other learns the new ETag; none without If-Match', async () => {
    const incident = await logged();
    const etag = (await ada.get(incident)).headers.get('etag') ?? '';
    const patch = (urgency: number) => ada.patch(incident, { urgency }, { headers: { 'if-match': etag } });

    const answers = await Promise.all([patch(1), patch(2)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const [winner, loser] = [...answers].sort((a, b) => a.status - b.status);
    expect(winner?.headers.get('etag')).toBe('"2"');
    expect(loser?.body.currentEtag).toBe('"2"');
    expect((await ada.patch(incident, { urgency: 3 })).status).toBe(428);
  });
});

describe('idempotency', () => {
  it('A20.3 the same key and body answer the same for 24 hours; another body is refused; later it is a new record', async () => {
    const headers = { 'idempotency-key': 'printer-1' };

    const first = await kim.post('/v1/incidents', fresh, { headers });
    const second = await kim.post('/v1/incidents', fresh, { headers });
    const other = await kim.post('/v1/incidents', { ...fresh, title: 'Another printer' }, { headers });
    await world.advance('PT25H');
    const later = await kim.post('/v1/incidents', fresh, { headers });

    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect([other.status, other.body.type]).toEqual([422, 'urn:itsm:problem:idempotency-key-reused']);
    expect(later.body.id).not.toBe(first.body.id);
  });

  it('a key is its sender’s own: nobody is answered with another person’s record', async () => {
    const headers = { 'idempotency-key': 'shared-by-chance' };
    const nell = await world.as('nell', 'REQ');

    const first = await kim.post('/v1/incidents', fresh, { headers });
    const other = await nell.post('/v1/incidents', fresh, { headers });

    expect([first.status, other.status]).toEqual([201, 201]);
    expect(other.body.id).not.toBe(first.body.id);
    expect(other.headers.get('idempotency-replayed')).toBeNull();
  });

  it('an action that is retried answers as the first time, although the version has moved on', async () => {
    const incident = await logged();
    const headers = { 'idempotency-key': 'assign-1', 'if-match': '"1"' };

    const first = await ada.post(`${incident}/assign`, { group: 'service-desk' }, { headers });
    const again = await ada.post(`${incident}/assign`, { group: 'service-desk' }, { headers });

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect((await ada.get(incident)).body.version).toBe(2);
  });

  it('ten parallel creates with one key make one record', async () => {
    const headers = { 'idempotency-key': 'printer-parallel' };

    const answers = await Promise.all(Array.from({ length: 10 }, () => kim.post('/v1/incidents', fresh, { headers })));

    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ body }) => body.id)).size).toBe(1);
    for (const { status } of answers) expect([201, 409]).toContain(status);
  });
});

describe('tenants', () => {
  it('A20.4 the same number in two tenants is two records; a foreign ulid is as absent as a random one', async () => {
    const gus = await world.as('gus', 'AGT', 'globex');
    const acme = await kim.post('/v1/incidents', fresh);
    const globex = await gus.post('/v1/incidents', fresh);

    const own = await gus.get(`/v1/incidents/${globex.body.id}`);
    const foreign = await gus.get(`/v1/incidents/${acme.body.uid}`);
    const random = await gus.get('/v1/incidents/01ARZ3NDEKTSV4RRFFQ69G5FAV');

    expect(own.body.uid).toBe(globex.body.uid);
    expect([foreign.status, random.status]).toEqual([404, 404]);
    const shape = ({ body }: { body: { detail: string } }) => body.detail.replace(/[0-9A-Z]{26}/, '<ulid>');
    expect(shape(foreign)).toBe(shape(random));
  });
});

describe('comments', () => {
  it('A20.5, A17.6 internal notes leave no trace for the requester', async () => {
    const incident = await logged();
    for (const body of ['one', 'two', 'three']) await ada.post(`${incident}/comments`, { body, visibility: 'public' });
    const before = await kim.get(incident);
    for (const body of ['secret', 'more secret'])
      await ada.post(`${incident}/comments`, { body, visibility: 'internal' });

    const after = await kim.get(incident);
    const listed = await kim.get(`${incident}/comments`);
    const history = await kim.get(`${incident}/history`);

    expect(after.body).toEqual(before.body);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect([listed.body.items.length, listed.body.total]).toEqual([3, 3]);
    expect(JSON.stringify(history.body)).not.toMatch(/secret|internal|hash|sequence/i);
    expect((await ada.get(`${incident}/comments`)).body.total).toBe(5);
    const refused = await kim.post(`${incident}/comments`, { body: 'psst', visibility: 'internal' });
    expect(refused.status).toBe(422);
  });

  it('a requester need not say that a comment is public; an agent says which it is', async () => {
    const incident = await logged();

    const asked = await kim.post(`${incident}/comments`, { body: 'Still the same.' });
    const unclear = await ada.post(`${incident}/comments`, { body: 'For whom?' });

    expect([asked.status, asked.body.visibility]).toEqual([201, 'public']);
    expect([unclear.status, unclear.body.errors[0].pointer]).toEqual([422, '/visibility']);
  });
});

describe('roles', () => {
  it('A17.1 a requester does not see another’s incident', async () => {
    const incident = await logged();
    const max = await world.as('max', 'REQ');

    expect((await max.get(incident)).status).toBe(404);
    expect((await max.get('/v1/incidents')).body.items).toEqual([]);
  });

  it('A17.3 an MSP sees the clients it is delegated to, and no other tenant', async () => {
    const operator = (tenant: string) => world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': tenant });
    const incident = await logged();

    expect((await (await operator('acme')).get(incident)).status).toBe(200);
    expect((await (await operator('globex')).get(incident)).status).toBe(404);
    const stranger = await (await operator('initech')).get('/v1/incidents');
    expect([stranger.status, stranger.body.type]).toEqual([404, 'urn:itsm:problem:not-found']);
  });

  it('what an MSP’s operator does shows as the MSP’s in the history', async () => {
    const incident = await logged();
    const olga = await world.as('olga', 'MSP', 'northwind', { 'itsm-tenant': 'acme' });

    await olga.act(incident, 'assign', { group: 'service-desk' });

    const entries = (await ada.get(`${incident}/history`)).body.items;
    expect(entries.at(-1)).toMatchObject({ command: 'assign', actor: { type: 'msp', id: 'olga@northwind' } });
  });

  it('A17.4 an auditor reads everything and writes nothing', async () => {
    const incident = await logged();
    const audrey = await world.as('audrey', 'AUD');

    expect((await audrey.get(incident)).status).toBe(200);
    expect((await audrey.post('/v1/incidents', fresh)).status).toBe(403);
    expect((await audrey.act(incident, 'cancel', { reason: 'No reason.' })).status).toBe(403);
  });

  it('a confidential incident exists for those involved, its group and the security officer only', async () => {
    const created = await kim.post('/v1/incidents', { ...fresh, confidential: true });
    const incident = `/v1/incidents/${created.body.id}`;
    const sam = await world.as('sam', 'SEC');

    expect((await ada.get(incident)).status).toBe(404);
    expect((await sam.get(incident)).status).toBe(200);
    expect((await kim.get(incident)).status).toBe(200);
  });

  it('refuses a token that is forged, and one of nobody’s tenant', async () => {
    const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x","tenant":"acme"}').toString('base64url')}.`;

    const answer = await fetch(`${world.url}/v1/incidents`, { headers: { authorization: `Bearer ${forged}` } });
    const nobody = await fetch(`${world.url}/v1/incidents`);

    expect([answer.status, nobody.status]).toEqual([401, 401]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('links', () => {
  it('A20.7 a link that closes a cycle is refused with the cycle; once one is removed it is allowed', async () => {
    const [a, b, c] = [await logged(), await logged(), await logged()].map((incident) =>
      incident.slice('/v1/incidents/'.length),
    );
    await ada.put(`/v1/incidents/${a}/links`, { kind: 'blocks', to: b });
    await ada.put(`/v1/incidents/${b}/links`, { kind: 'blocks', to: c });

    const refused = await ada.put(`/v1/incidents/${c}/links`, { kind: 'blocks', to: a });

    expect([refused.status, refused.body.type]).toEqual([409, 'urn:itsm:problem:link-cycle']);
    expect(refused.body.cycle).toEqual([a, b, c, a]);
    expect(
      (await ada.get(`/v1/incidents/${b}/links`)).body.items.map(({ kind }: { kind: string }) => kind).sort(),
    ).toEqual(['blocked_by', 'blocks']);
    expect((await ada.delete(`/v1/incidents/${a}/links/blocks/${b}`)).status).toBe(204);
    expect((await ada.put(`/v1/incidents/${c}/links`, { kind: 'blocks', to: a })).status).toBe(200);
    expect((await kim.get(`/v1/incidents/${b}/links`)).body.items).toEqual([]);
  });

  it('a dry run of a link says so, whether the link is there or not', async () => {
    const [a, b] = [await logged(), (await logged()).slice('/v1/incidents/'.length)];
    const link = { kind: 'blocks', to: b };
    const fresh = await ada.put(`${a}/links?dryRun=true`, link);
    await ada.put(`${a}/links`, link);
    const known = await ada.put(`${a}/links?dryRun=true`, link);

    expect(fresh.body).toMatchObject({ dryRun: true, command: 'link', events: ['incident.linked'] });
    expect(known.body).toMatchObject({ dryRun: true, command: 'link', events: [], changed: [] });
    expect((await ada.get(`${a}/links`)).body.items).toHaveLength(1);
  });

  it('A6 kinds that say what one record is to the other join the pairs that letterboxes name, from either end, and no others', async () => {
    const [a, b] = [await logged(), await logged()];
    const number = (path: string): string => path.split('/').at(-1) ?? '';
    const cora = await world.as('cora', 'CHM');
    const { body } = await cora.post('/v1/changes', {
      ...{ title: 'Replace the disk', changeType: 'normal', reason: 'It fails', serviceId: 'mail' },
      ...{ plannedStart: '2026-06-20T20:00:00Z', plannedEnd: '2026-06-20T22:00:00Z' },
      ...{ implementationPlan: 'Replace it', backoutPlan: 'Put it back' },
    });
    const change = `/v1/changes/${body.id}`;
    const link = async (from: string, kind: string, to: string) =>
      (from === change ? cora : ada).put(`${from}/links`, { kind, to: number(to) });

    for (const [from, kind, to] of [
      [a, 'caused_by', change],
      [change, 'causes', b],
      [change, 'resolves', a],
      [b, 'resolved_by', change],
      [a, 'derived_from', b],
      [a, 'related', change],
      [change, 'blocks', a],
    ] as const)
      expect([from, kind, to, (await link(from, kind, to)).status]).toEqual([from, kind, to, 200]);
    for (const [from, kind, to] of [
      [change, 'caused_by', a],
      [a, 'resolves', change],
      [a, 'caused_by', b],
      [change, 'implements', a],
      [a, 'derived_from', change],
    ] as const) {
      const refused = await link(from, kind, to);
      expect([kind, refused.status, refused.body.type]).toEqual([kind, 422, 'urn:itsm:problem:link-not-allowed']);
    }
    const { detail } = (await link(change, 'implements', a)).body;
    expect(detail).toBe(
      `${body.id} and ${number(a)} cannot be linked as implements; expected causes, resolves, related, blocks, blocked_by`,
    );
    const kinds = (await ada.get(`${a}/links`)).body.items.map(({ kind }: { kind: string }) => kind).sort();
    expect(kinds).toEqual(['blocked_by', 'caused_by', 'derived_from', 'related', 'resolved_by']);
  });

  it('A6 a link from before of a pair that none is made of any more stays: putting it again changes nothing, and it can be taken away', async () => {
    const [a, b] = [await logged(), await logged()];
    const tenant = tenantId(await world.tenantId('acme'));
    const ends = await Promise.all([a, b].map(async (path) => (await ada.get(path)).body));
    const TableName = 'helmdesk-local';
    for (const [from, to, kind] of [
      [ends[0], ends[1], 'caused_by'],
      [ends[1], ends[0], 'causes'],
    ]) {
      const { uid, id } = to;
      const key = { pk: recordPk(tenant, 'incident', from.uid), sk: linkSk(kind, uid) };
      const Item = marshall({ ...key, link: { kind, type: 'incident', uid, id } });
      await callDynamoDb(world.stack.backend.engine.endpoint, 'PutItem', { TableName, Item });
    }

    const link = { kind: 'caused_by', to: ends[1].id };
    const again = await ada.put(`${a}/links`, link);
    const dry = await ada.put(`${a}/links?dryRun=true`, link);
    const fresh = await ada.put(`${b}/links`, { ...link, to: ends[0].id });

    expect([again.status, again.body.kind, again.body.id]).toEqual([200, 'caused_by', ends[1].id]);
    expect(dry.body).toMatchObject({ dryRun: true, events: [], changed: [] });
    expect([fresh.status, fresh.body.type]).toEqual([422, 'urn:itsm:problem:link-not-allowed']);
    expect((await ada.get(`${a}/links`)).body.items).toHaveLength(1);
    expect((await ada.delete(`${a}/links/caused_by/${ends[1].id}`)).status).toBe(204);
    expect((await ada.put(`${a}/links`, link)).status).toBe(422);
  });

  it('a confidential record of another process cannot be linked to, or found out, by who may not know of it', async () => {
    const incident = await logged();
    const cora = await world.as('cora', 'CHM');
    const change = await cora.post('/v1/changes', {
      title: 'A secret plan',
      confidential: true,
      changeType: 'normal',
      reason: 'A weakness',
      serviceId: 'mail',
    });

    expect(change.body).toMatchObject({ confidential: true });
    const refused = await ada.put(`${incident}/links`, { kind: 'related', to: change.body.id });
    const absent = await ada.put(`${incident}/links`, { kind: 'related', to: 'CHG9999999' });

    expect([refused.status, absent.status]).toEqual([422, 422]);
    expect(refused.body.detail.replace(change.body.id, 'CHG9999999')).toBe(absent.body.detail);
  });
});

describe('lists', () => {
  it('page to the end without a gap or a repeat, and a cursor fits only its own list', async () => {
    const gus = await world.as('gus', 'AGT', 'globex');
    for (let i = 0; i < 7; i++) await gus.post('/v1/incidents', { ...fresh, category: 'paging' });
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page = await gus.get(`/v1/incidents?category=paging&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor;
    } while (cursor);

    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    const first = await gus.get('/v1/incidents?category=paging&limit=3');
    const elsewhere = await gus.get(`/v1/incidents?category=other&limit=3&cursor=${first.body.nextCursor}`);
    const foreign = await ada.get(`/v1/incidents?category=paging&limit=3&cursor=${first.body.nextCursor}`);
    for (const answer of [elsewhere, foreign]) {
      expect([answer.status, answer.body.type]).toEqual([400, 'urn:itsm:problem:invalid-cursor']);
    }
  });
});

describe('bad input', () => {
  it('is refused with every fault named, and changes nothing', async () => {
    const before = (await ada.get('/v1/incidents?limit=1')).body.items[0]?.id;

    const unknown = await kim.post('/v1/incidents', { ...fresh, colour: 'red', impact: 9 });
    const state = await ada.patch(await logged(), { state: 'closed' }, { headers: { 'if-match': '"1"' } });
    const parse = await kim.post('/v1/incidents', '{"title":');
    const future = await ada.post('/v1/incidents', { ...fresh, openedAt: '2030-01-01T00:00:00Z', reason: 'A call.' });
    const parameter = await ada.get('/v1/incidents?colour=red');

    expect(unknown.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/colour',
      '/impact',
    ]);
    expect([state.status, state.body.type]).toEqual([422, 'urn:itsm:problem:read-only-field']);
    expect([parse.status, parse.body.type]).toEqual([400, 'urn:itsm:problem:malformed-request']);
    expect([future.status, future.body.type]).toEqual([422, 'urn:itsm:problem:opened-at-in-future']);
    expect([parameter.status, parameter.body.type]).toEqual([400, 'urn:itsm:problem:unknown-parameter']);
    expect(before).toBeDefined();
  });
});
