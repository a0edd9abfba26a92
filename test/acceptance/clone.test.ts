/** Cloning a record (A8), through the running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
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
