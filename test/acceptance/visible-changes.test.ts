/** What changed can be seen, and what did not change leaves no trace: versions, ETags, `updatedAt`, lists and their pages (A1, A7, B5). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client;
let rita: Client;
let tina: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z'); // Monday 09:00 in Berlin
  ada = await world.as('ada', 'AGT LEAD');
  rita = await world.as('rita', 'REQ');
  tina = await world.as('tina', 'TAD');
});
afterAll(() => world.close());

const etagOf = ({ headers }: Answer): string => headers.get('etag') ?? '';
const idsOf = ({ body }: Answer): readonly string[] => body.items.map(({ id }: { readonly id: string }) => id);

async function logged(more: object = {}): Promise<Answer & { readonly path: string }> {
  const answer = await rita.post('/v1/incidents', { title: 'Mail is down', category: 'email', ...more });
  return { ...answer, path: `/v1/incidents/${answer.body.id}` };
}

it('field-report 9: a target at risk, then missed, changes version, ETag and updatedAt; history and event bear the same version', async () => {
  const { path, body: made } = await logged({ impact: 1, urgency: 1 });

  await world.advance('PT8M'); // more than 50 % of the response target: told, and nothing to be seen of the record
  const half = await ada.get(path);
  await world.advance('PT6M'); // more than 90 %
  const risky = await ada.get(path);
  const since = (await ada.get(path)).body.updatedAt;
  await world.advance('PT2M'); // late
  const missed = await ada.get(path);
  const seen = await rita.get(path);

  expect([half, risky, missed].map(({ body }) => [body.version, body.updatedAt, body.updatedBy])).toEqual([
    [1, made.updatedAt, 'rita'],
    [2, '2026-06-15T07:14:00Z', 'clock'],
    [3, '2026-06-15T07:16:00Z', 'clock'],
  ]);
  expect([risky.body.atRisk, missed.body.escalationLevel]).toEqual([true, 1]);
  expect([etagOf(risky), etagOf(missed), etagOf(seen)]).toEqual(['"2"', '"3"', '"3"']);
  expect(idsOf(await ada.get(`/v1/incidents?updatedAt[gte]=${since}`))).toContain(made.id);
  const { items } = (await ada.get(`${path}/history`)).body;
  const last = items.at(-1);
  expect(last).toMatchObject({ command: 'clock', version: 3, actor: { type: 'system', id: 'clock' } });
  const told = await world.events({ name: 'sla.breached', uid: made.uid });
  expect(told.map(({ recordVersion, at }) => [recordVersion, at])).toEqual([[3, '2026-06-15T07:16:00Z']]);
});

it('field-report 9: what a group promises inside changes nothing that the requester sees', async () => {
  const promise = {
    ...{ name: 'Network: half an hour', kind: 'ola', metric: 'resolution', appliesTo: { groupId: 'network' } },
    ...{ targetByPriority: { P5: 'PT30M' }, calendarId: 'round-the-clock', pauseOn: [], warnAt: [90, 100] },
    validFrom: '2026-01-01T00:00:00Z',
  };
  expect((await tina.put('/v1/service-level-definitions/network', promise)).status).toBe(201);
  await world.advance('PT11S'); // until every function has read it
  const { path, body } = await logged();
  await ada.act(path, 'assign', { group: 'network' });
  const before = await rita.get(path);

  await world.advance('PT31M');

  const after = await rita.get(path);
  const { name, updatedAt } = { name: 'ola.breached', updatedAt: after.body.updatedAt };
  expect(await world.events({ name, uid: body.uid })).toHaveLength(1);
  expect([etagOf(after), updatedAt]).toEqual([etagOf(before), before.body.updatedAt]);
  expect((await rita.get(`${path}/history`)).body.items).toHaveLength(2);
});

it('field-report 9: who has the version already is answered 304 without a body, until it changes', async () => {
  const { path, headers } = await logged();
  const known = { headers: { 'if-none-match': headers.get('etag') ?? '' } };

  const [same, weak, several] = [
    await ada.get(path, known),
    await ada.get(path, { headers: { 'if-none-match': 'W/"1"' } }),
    await ada.get(path, { headers: { 'if-none-match': '"7", "1"' } }),
  ];
  const actions = await ada.get(`${path}/actions`, known); // they depend on more than the version
  await ada.act(path, 'assign', { group: 'service-desk' });
  const changed = await ada.get(path, known);
  const group = await tina.get('/v1/groups/network');
  const unchanged = await tina.get('/v1/groups/network', { headers: { 'if-none-match': etagOf(group) } });

  expect([same, weak, several, unchanged].map(({ status, body }) => [status, body])).toEqual(Array(4).fill([304, '']));
  expect(etagOf(same)).toBe('"1"');
  expect([actions.status, changed.status, etagOf(changed)]).toEqual([200, 200, '"2"']);
});

it('field-case lists/update-without-a-change: the same tags, nothing at all, the same group: same version, no entry, no event', async () => {
  const { path, body } = await logged({ tags: ['alpha'] });
  await ada.act(path, 'assign', { group: 'service-desk' });
  const before = await ada.get(path);
  const told = (await world.events({ uid: body.uid })).length;
  await world.advance('PT1M');

  const ifMatch = { headers: { 'if-match': etagOf(before) } };
  const answers = [
    await ada.patch(path, { tags: ['alpha'] }, ifMatch),
    await ada.patch(path, {}, ifMatch),
    await ada.patch(path, { title: 'Mail is down', description: null }, ifMatch),
    await ada.post(`${path}/assign`, { group: 'service-desk' }, ifMatch),
  ];
  const dry = await ada.patch(`${path}?dryRun=true`, {}, ifMatch);
  const stale = await ada.patch(path, {}, { headers: { 'if-match': '"1"' } });

  expect(answers.map((answer) => [answer.status, etagOf(answer), answer.body.updatedAt])).toEqual(
    Array(4).fill([200, etagOf(before), before.body.updatedAt]),
  );
  expect([dry.body.changed, dry.body.events]).toEqual([[], []]);
  expect(stale.status).toBe(412);
  expect((await ada.get(path)).body.lastActivityAt).toBe(before.body.lastActivityAt);
  expect((await ada.get(`${path}/history`)).body.items).toHaveLength(2);
  expect(await world.events({ uid: body.uid })).toHaveLength(told);
});

it('field-case lists/update-without-a-change: a reason is something said, and a repeated request with its key is answered as the first', async () => {
  const { path } = await logged();
  await ada.act(path, 'assign', { group: 'service-desk' });
  const keyed = { headers: { 'if-match': '"2"', 'idempotency-key': 'the same group' } };

  const first = await ada.post(`${path}/assign`, { group: 'service-desk' }, keyed);
  const again = await ada.post(`${path}/assign`, { group: 'service-desk' }, keyed);
  const returned = await ada.act(path, 'return', { reason: 'Not ours.' });

  expect([again.status, again.headers.get('idempotency-replayed'), again.body]).toEqual([200, 'true', first.body]);
  expect([etagOf(first), etagOf(returned)]).toEqual(['"2"', '"3"']);
});

it('field-case lists/update-without-a-change: documents, users, preferences and views that say the same keep their version', async () => {
  const group = await tina.get('/v1/groups/databases');
  await tina.put('/v1/users/dana', { name: 'Dana', roles: ['AGT'], email: 'dana@example.com' });
  const user = await tina.get('/v1/users/dana');
  const asked = { name: 'P1', recordType: 'incident', filters: { priority: 'P1' }, audience: 'personal' };
  const view = await ada.post('/v1/views', asked);
  await ada.put('/v1/notification-preferences', { rules: [] });
  const told = (await world.events()).length;
  const seen = (answer: Answer) => ({ headers: { 'if-match': etagOf(answer) } });

  const answers = [
    await tina.put('/v1/groups/databases', group.body.body, seen(group)),
    await tina.put('/v1/users/dana', { name: 'Dana', roles: ['AGT'], email: 'dana@example.com' }, seen(user)),
    await tina.patch('/v1/users/dana', { name: 'Dana' }, seen(user)),
    await ada.put(`/v1/views/${view.body.id}`, asked, seen(view)),
    await ada.put('/v1/notification-preferences', { rules: [] }, { headers: { 'if-match': '"1"' } }),
  ];

  expect(answers.map((answer) => [answer.status, etagOf(answer)])).toEqual([
    [200, etagOf(group)],
    ...Array(4).fill([200, '"1"']),
  ]);
  expect(await world.events()).toHaveLength(told);
});

it('discovery P3: updatedAt[gte] includes the second that it names, however it is written, and the order is to the millisecond', async () => {
  await world.to('2026-06-16T07:00:00.540Z');
  const late = (await logged()).body;
  await world.to('2026-06-16T07:00:01Z');
  const later = (await logged()).body;

  const since = async (text: string) =>
    idsOf(await ada.get(`/v1/incidents?updatedAt[gte]=${encodeURIComponent(text)}`));
  expect(await since('2026-06-16T07:00:00Z')).toEqual([later.id, late.id]);
  expect(await since('2026-06-16T07:00:00.000Z')).toEqual([later.id, late.id]);
  expect(await since('2026-06-16T09:00:00.540+02:00')).toEqual([later.id, late.id]);
  expect(await since('2026-06-16T07:00:00.541Z')).toEqual([later.id]);
  expect(await since(later.updatedAt)).toEqual([later.id]);
  await world.to('2026-06-16T07:00:01.001Z');
  const last = (await logged()).body;
  const rising = '/v1/incidents?sort=updatedAt&updatedAt[gte]=2026-06-16T07:00:00Z';
  expect(idsOf(await ada.get(rising))).toEqual([late.id, later.id, last.id]);
});

it.each(['', '&sort=priority,dueAt', '&sort=-affectedUserCount'])(
  'field-case lists/pages-while-work-goes-on: what changes behind the reader comes at the end (%s)',
  async (sort) => {
    await world.advance('PT1H');
    const tags = [`walk-${sort.length}`];
    const made: string[] = [];
    for (let i = 0; i < 9; i++)
      made.push((await ada.post('/v1/incidents', { title: 'Mail', category: 'email', tags })).body.id);
    const read = async (cursor?: string) =>
      ada.get(`/v1/incidents?tag=${tags[0]}&limit=3${sort}${cursor ? `&cursor=${cursor}` : ''}`);
    const quiet: string[] = [];
    for (let page = await read(); ; page = await read(page.body.nextCursor)) {
      quiet.push(...idsOf(page));
      if (!page.body.nextCursor) break;
    }
    const first = await read();
    const [unread = ''] = quiet.slice(8);
    const [known = ''] = idsOf(first);

    // To the top of each of these orders.
    for (const id of [unread, known]) {
      const path = `/v1/incidents/${id}`;
      const urgent = { impact: 1, urgency: 1, affectedUserCount: 50 };
      await ada.patch(path, urgent, { headers: { 'if-match': etagOf(await ada.get(path)) } });
    }
    const found = [...idsOf(first)];
    for (let cursor = first.body.nextCursor; cursor; ) {
      const page = await read(cursor);
      found.push(...idsOf(page));
      cursor = page.body.nextCursor;
    }

    expect(quiet).toHaveLength(9);
    expect(new Set(quiet).size).toBe(9);
    expect([...new Set(found)].sort()).toEqual([...made].sort());
    expect(found).toHaveLength(10); // what was read before it changed comes as it is now
  },
);
