/** Cloning a record (A8), and splitting one that holds two matters, through the running stack. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client;
let rita: Client;
let id: string;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  rita = await world.as('rita', 'REQ');
  const { body } = await rita.post('/v1/incidents', {
    title: 'The projector flickers',
    description: 'In room 4',
    category: 'av',
    tags: ['meeting'],
    urgency: 2,
  });
  id = body.id;
  await ada.post(`/v1/incidents/${id}/comments`, { body: 'Looking at it', visibility: 'internal' });
  await ada.post(`/v1/incidents/${id}/tasks`, { title: 'Bring a cable', mandatory: true });
  await ada.act(`/v1/incidents/${id}`, 'assign', { group: 'service-desk' });
  await world.advance('PT1H');
});
afterAll(() => world.close());

describe('A8 a clone', () => {
  it('has what the record is about, with a state, clocks and history of its own, and a link to it', async () => {
    const answer = await ada.post(`/v1/incidents/${id}/clone`, {
      title: 'The projector in room 5 flickers',
      tags: null,
    });

    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    expect(answer.body).toMatchObject({
      title: 'The projector in room 5 flickers',
      description: 'In room 4',
      category: 'av',
      urgency: 2,
      requesterId: 'rita',
      state: 'new',
      version: 1,
      openedAt: '2026-06-15T08:00:00Z',
    });
    for (const field of ['tags', 'assignedGroup', 'openTasks']) expect(answer.body[field]).toBeUndefined();
    expect(answer.body.clocks.resolution.startAt).toBe('2026-06-15T08:00:00Z');
    const clone = `/v1/incidents/${answer.body.id}`;
    expect(answer.headers.get('location')).toBe(clone);
    expect((await ada.get(`${clone}/comments`)).body.total).toBe(0);
    expect((await ada.get(`${clone}/tasks`)).body.items).toEqual([]);
    expect((await ada.get(`${clone}/links`)).body.items).toMatchObject([{ kind: 'derived_from', id }]);
    expect((await ada.get(`/v1/incidents/${id}/links`)).body.items).toMatchObject([
      { kind: 'origin_of', id: answer.body.id },
    ]);
  });

  it('by a requester is theirs; what they may not see is neither copied nor cloned', async () => {
    const own = await rita.post(`/v1/incidents/${id}/clone`);
    const rolf = await world.as('rolf', 'REQ');
    const globex = await world.as('gus', 'AGT', 'globex');

    expect([own.status, own.body.requesterId, own.body.createdBy]).toEqual([201, 'rita', 'rita']);
    expect((await rolf.post(`/v1/incidents/${id}/clone`)).status).toBe(404);
    expect((await globex.post(`/v1/incidents/${id}/clone`)).status).toBe(404);
    expect((await (await world.as('audrey', 'AUD')).post(`/v1/incidents/${id}/clone`)).status).toBe(403);
  });

  it('is made once by one key; a dry run makes none, and an unknown field is refused', async () => {
    const headers = { 'idempotency-key': 'clone-once' };
    const first = await ada.post(`/v1/incidents/${id}/clone`, {}, { headers });
    const again = await ada.post(`/v1/incidents/${id}/clone`, {}, { headers });
    const dry = await ada.post(`/v1/incidents/${id}/clone?dryRun=true`);
    const unknown = await ada.post(`/v1/incidents/${id}/clone`, { colour: 'red' });

    expect([first.status, again.body.id, again.headers.get('idempotency-replayed')]).toEqual([
      201,
      first.body.id,
      'true',
    ]);
    expect([dry.status, dry.body.dryRun]).toEqual([200, true]);
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/colour']);
  });
});

describe('splitting', () => {
  const path = (number: string): string => `/v1/incidents/${number}`;
  const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
  const said = async (by: Client, record: string, body: string, visibility = 'public'): Promise<string> => {
    await world.advance('PT1S');
    return (await by.post(`${path(record)}/comments`, { body, visibility })).body.id;
  };
  const split = (record: string, body: object, by: Client = ada): Promise<Answer> =>
    by.act(path(record), 'split', { title: 'The scanner jams', reason: 'Another matter', ...body });

  async function attached(record: string, text: string): Promise<string> {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const file = { fileName: 'scan.txt', size: text.length, mediaType: 'text/plain', sha256 };
    const { body } = await rita.post(`${path(record)}/attachments`, file);
    await fetch(body.upload.url, { ...body.upload, body: text });
    await world.settled();
    return body.id;
  }

  async function twofold(): Promise<string> {
    const { body } = await rita.post('/v1/incidents', {
      title: 'The printer is slow and the scanner jams',
      description: 'Both in room 7',
      serviceId: 'print',
      urgency: 2,
    });
    return body.id;
  }

  it('makes a second record of what is said of the second matter; comments and files are shown on both, open tasks go with it', async () => {
    const first = await twofold();
    const slow = await said(rita, first, 'It takes a minute a page');
    const jams = await said(rita, first, 'And the scanner jams');
    const note = await said(ada, first, 'The feeder is worn', 'internal');
    const file = await attached(first, 'a page with a fold');
    for (const task of [{ title: 'Clean the fuser' }, { title: 'Order a feeder' }, { title: 'Fit it', dependsOn: [2] }])
      await ada.post(`${path(first)}/tasks`, task);
    const before = (await rita.get(path(first))).body;

    const carry = { comments: [jams, note], attachments: [file], tasks: [2, 3] };
    const tried = await ada.post(
      `${path(first)}/split?dryRun=true`,
      { title: 'The scanner jams', reason: 'Another matter', carry },
      { headers: { 'if-match': `"${before.version}"` } },
    );
    expect(tried.body).toMatchObject({ dryRun: true, record: { title: 'The scanner jams', openTasks: 2 } });
    const made = await split(first, { carry, category: 'scanning', urgency: null });

    expect([made.status, made.body.detail]).toEqual([201, undefined]);
    const second: string = made.body.id;
    expect(made.headers.get('location')).toBe(path(second));
    expect(made.body).toMatchObject({
      ...{ state: 'new', version: 1, requesterId: 'rita', serviceId: 'print', category: 'scanning', urgency: 3 },
      openTasks: 2,
      splitFrom: { id: first, comments: [jams, note], attachments: [file] },
    });
    expect(made.body.description).toBeUndefined();

    const seen = async (by: Client, record: string, part: string) =>
      (await by.get(`${path(record)}/${part}`)).body.items as readonly Record<string, unknown>[];
    expect(await seen(ada, second, 'comments')).toMatchObject([
      { id: jams, body: 'And the scanner jams', record: first },
      { id: note, visibility: 'internal', record: first },
    ]);
    expect((await seen(ada, first, 'comments')).map(({ id }) => id)).toEqual([slow, jams, note]);
    expect((await seen(rita, second, 'comments')).map(({ id, record }) => [id, record])).toEqual([[jams, undefined]]);
    for (const by of [ada, rita]) {
      expect(await seen(by, second, 'attachments')).toMatchObject([{ id: file, state: 'unscanned' }]);
      const { body } = await by.get(`${path(second)}/attachments/${file}/download`);
      expect(await (await fetch(body.url)).text()).toBe('a page with a fold');
    }
    const [feeder, fit] = await seen(ada, second, 'tasks');
    expect([feeder, fit]).toMatchObject([
      { title: 'Order a feeder', state: 'open', mandatory: true, from: { id: first, task: 2 } },
      { title: 'Fit it', dependsOn: [feeder?.number], from: { id: first, task: 3 } },
    ]);
    expect(await seen(ada, first, 'tasks')).toMatchObject([
      { number: 1, state: 'open' },
      { number: 2, state: 'cancelled', reason: `It went to ${second}` },
      { number: 3, state: 'cancelled' },
    ]);

    const source = await ada.get(path(first));
    expect(source.body).toMatchObject({ openTasks: 1, version: before.version });
    expect((await rita.get(path(first))).body).toEqual(before);
    expect((await rita.get(path(second))).body.splitFrom).toBeUndefined();
    expect(await seen(ada, first, 'links')).toMatchObject([{ kind: 'origin_of', id: second }]);
    expect(await seen(ada, second, 'links')).toMatchObject([{ kind: 'derived_from', id: first }]);
    expect((await seen(ada, first, 'history')).at(-1)).toMatchObject({ command: 'split', reason: 'Another matter' });
    expect((await seen(ada, second, 'history'))[0]).toMatchObject({ command: 'create', reason: 'Another matter' });
    expect((await seen(rita, first, 'history')).some(({ command }) => command === 'split')).toBe(false);
    expect((await world.events({ name: 'incident.split' })).map(({ id, data }) => [id, data.into])).toEqual([
      [first, second],
    ]);
    for (const record of [first, second])
      expect((await ada.get(`${path(record)}/history/verify`)).body.valid).toBe(true);

    // What is taken out of the one is gone from both.
    const sam = await world.as('sam', 'SEC');
    await sam.act(`${path(first)}`, `comments/${jams}/redact`, { reason: 'Names a patient' });
    expect((await seen(rita, second, 'comments')).map(({ body }) => body)).not.toContain('And the scanner jams');
    const removed = await sam.delete(`${path(second)}/attachments/${file}`);
    expect([removed.status, slug(removed)]).toEqual([409, 'guard-failed']);
  });

  it('shows somebody else, for whom the second record is, nothing of the first', async () => {
    const first = await twofold();
    const comment = await said(rita, first, 'My salary statement does not print');
    const second: string = (await split(first, { requesterId: 'rolf', carry: { comments: [comment] } })).body.id;

    const rolf = await world.as('rolf', 'REQ');
    expect((await rolf.get(path(second))).body).toMatchObject({ requesterId: 'rolf' });
    expect((await rolf.get(`${path(second)}/comments`)).body.total).toBe(0);
    expect((await rolf.get(path(first))).status).toBe(404);
    expect((await ada.get(`${path(second)}/comments`)).body.total).toBe(1);
  });

  it('is for agents, on what is not over, with what stands on the record, and happens once', async () => {
    const first = await twofold();
    for (const title of ['One', 'Two'])
      await ada.post(`${path(first)}/tasks`, { title, ...(title === 'Two' && { dependsOn: [1] }) });
    const other = await said(ada, id, 'Elsewhere', 'internal');
    const tried = async (body: object, by: Client = ada) => {
      const answer = await split(first, body, by);
      return [answer.status, slug(answer), answer.body.errors?.[0]?.pointer];
    };

    expect(await tried({}, rita)).toEqual([403, 'forbidden', undefined]);
    expect(await tried({ carry: { comments: [other] } })).toEqual([422, 'unknown-reference', '/carry/comments/0']);
    expect(await tried({ carry: { tasks: [9] } })).toEqual([422, 'unknown-reference', '/carry/tasks/0']);
    expect(await tried({ carry: { tasks: [2] } })).toEqual([409, 'guard-failed', undefined]);
    expect(await tried({ carry: { people: ['rita'] } })).toEqual([422, 'unknown-field', '/carry/people']);
    expect(await tried({ reason: undefined })).toEqual([422, 'required-field-missing', '/reason']);
    expect((await ada.post(`${path(first)}/split`, { title: 'x', reason: 'x' })).status).toBe(428);
    const gus = await world.as('gus', 'AGT', 'globex');
    const absent = await gus.post(
      `${path(first)}/split`,
      { title: 'x', reason: 'x' },
      { headers: { 'if-match': '*' } },
    );
    expect(absent.status).toBe(404);

    const keyed = { headers: { 'idempotency-key': 'split-once' } };
    const body = { title: 'The scanner jams', reason: 'Another matter', carry: { tasks: [1, 2] } };
    const [once, twice] = [
      await ada.act(path(first), 'split', body, keyed),
      await ada.act(path(first), 'split', body, keyed),
    ];
    expect([once.status, twice.status, twice.body.id]).toEqual([201, 201, once.body.id]);
    await ada.act(path(first), 'cancel', { reason: 'It was nothing' });
    expect(await tried({})).toEqual([409, 'record-closed', undefined]);
  });

  it('security 9 null where nothing is carried is nothing, in a split and a clone', async () => {
    const first = await twofold();
    const nothing = { carry: null, category: null, description: null, affectedUsers: null };
    expect((await split(first, nothing)).status).toBe(201);
    expect((await split(first, { carry: { tasks: null } })).status).toBe(422);
    const { carry: _, ...fields } = nothing;
    expect((await ada.post(`${path(first)}/clone`, fields)).status).toBe(201);
  });
});

describe('what is made of a confidential record', () => {
  it.each([
    ['a clone', 'clone', {}],
    ['a split', 'split', { title: 'The lamp, too', reason: 'Another matter' }],
  ])('%s is confidential as well, whatever is asked for', async (_, verb, body) => {
    const sam = await world.as('sam', 'SEC AGT');
    const made = await sam.post('/v1/incidents', { title: 'A salary leaked', category: 'hr', confidential: true });
    const path = `/v1/incidents/${made.body.id}`;

    const open = await sam.act(path, verb, { ...body, confidential: false });
    expect([open.status, open.body.errors?.[0].pointer]).toEqual([422, '/confidential']);
    const answer = await sam.act(path, verb, body);
    expect([answer.status, answer.body.confidential]).toEqual([201, true]);
    expect((await ada.get(`/v1/incidents/${answer.body.id}`)).status).toBe(404);
  });
});
