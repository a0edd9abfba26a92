/** Saved views: kept, shared, run as lists, and clear about what no longer works. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let kim: Client;
let ada: Client;
let ned: Client;
let bob: Client;
let lea: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  [kim, ada, ned, bob, lea] = await Promise.all([
    world.as('kim', 'REQ'),
    world.as('ada', 'AGT'),
    world.as('ned', 'AGT'),
    world.as('bob', 'AGT'),
    world.as('lea', 'LEAD'),
  ]);
});
afterAll(() => world.close());

const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const view = (more: object = {}) => ({
  name: 'Printers',
  recordType: 'incident',
  filters: { category: 'printing' },
  audience: 'personal',
  ...more,
});
const kept = async (by: Client, more: object = {}): Promise<string> => {
  const answer = await by.post('/v1/views', view(more));
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  expect(answer.headers.get('location')).toBe(`/v1/views/${answer.body.id}`);
  return answer.body.id;
};
const titles = ({ body }: Answer): readonly string[] => body.items.map(({ title }: { title: string }) => title);

describe('running a view', () => {
  it('is the list with its filters, sort and columns; what the request says wins; pages go on', async () => {
    for (const [title, category, urgency] of [
      ['One', 'printing', 1],
      ['Two', 'network', 1],
      ['Three', 'printing', 3],
    ] as const)
      await kim.post('/v1/incidents', { title, category, urgency, impact: 2 });
    const id = await kept(ada, { sort: 'priority,dueAt', columns: ['title', 'priority'] });

    const run = await ada.get(`/v1/incidents?view=${id}`);
    const narrowed = await ada.get(`/v1/incidents?view=${id}&category=network&fields=title`);
    const first = await ada.get(`/v1/incidents?view=${id}&limit=1`);
    const second = await ada.get(
      `/v1/incidents?view=${id}&limit=1&cursor=${encodeURIComponent(first.body.nextCursor)}`,
    );

    expect(titles(run)).toEqual(['One', 'Three']);
    expect(Object.keys(run.body.items[0]).sort()).toEqual(['id', 'priority', 'title', 'uid', 'version']);
    expect(titles(narrowed)).toEqual(['Two']);
    expect([...titles(first), ...titles(second)]).toEqual(['One', 'Three']);
  });

  it('shows each caller what they may see: a shared view widens nothing', async () => {
    await kim.post('/v1/incidents', { title: 'Of Kim', category: 'mail' });
    const id = await kept(lea, { audience: 'tenant', filters: { category: 'mail' } });
    const max = await world.as('max', 'REQ');

    expect(titles(await kim.get(`/v1/incidents?view=${id}`))).toEqual(['Of Kim']);
    expect(titles(await max.get(`/v1/incidents?view=${id}`))).toEqual([]);
  });

  it('a filter that is unknown, or was once, is refused by name, and so is a view of other records', async () => {
    const id = await kept(ada, { filters: { 'customFields.gone': 'x' } });
    const changes = await kept(ada, { recordType: 'change', filters: {} });

    const unknown = await ada.get(`/v1/incidents?view=${id}`);
    const other = await ada.get(`/v1/incidents?view=${changes}`);

    expect([unknown.status, slug(unknown)]).toEqual([400, 'unknown-parameter']);
    expect(unknown.body).toMatchObject({ parameter: 'customFields.gone', view: id });
    expect(unknown.body.detail).toContain(`view ${id} can no longer be run`);
    expect([other.status, other.body.parameter]).toEqual([400, 'view']);
  });
});

describe('sharing', () => {
  it('a personal view is its owner’s, a group’s its members’, a tenant’s everybody’s; to others they are absent', async () => {
    const [own, group, all] = [
      await kept(ada, { name: 'Own' }),
      await kept(ada, { name: 'Network', audience: 'group', group: 'network' }),
      await kept(lea, { name: 'All', audience: 'tenant' }),
    ];
    const sees = async (by: Client): Promise<readonly string[]> => {
      const { body } = await by.get('/v1/views?recordType=incident');
      const listed = body.items.map(({ id }: { id: string }) => id);
      for (const id of [own, group, all]) {
        const wanted = listed.includes(id) ? 200 : 404;
        expect((await by.get(`/v1/views/${id}`)).status).toBe(wanted);
        expect((await by.get(`/v1/incidents?view=${id}`)).status).toBe(wanted);
      }
      return [own, group, all].filter((id) => listed.includes(id));
    };

    expect(await sees(ada)).toEqual([own, group, all]);
    expect(await sees(ned)).toEqual([group, all]);
    expect(await sees(bob)).toEqual([all]);
    expect(await sees(await world.as('ada', 'AGT', 'globex'))).toEqual([]);
  });

  it('agents share with their groups only, leads with everybody, auditors keep none', async () => {
    const attempts: readonly (readonly [Client, object, number])[] = [
      [ned, { audience: 'group', group: 'databases' }, 403],
      [ned, { audience: 'group', group: 'nobody' }, 422],
      [ned, { audience: 'group' }, 422],
      [ned, { audience: 'personal', group: 'network' }, 422],
      [ned, { audience: 'tenant' }, 403],
      [kim, { audience: 'personal' }, 201],
      [await world.as('audrey', 'AUD'), { audience: 'personal' }, 403],
    ];
    for (const [by, more, status] of attempts)
      expect([more, (await by.post('/v1/views', view(more))).status]).toEqual([more, status]);
  });

  it('is changed and forgotten by its owner or an administrator, on the version that was seen', async () => {
    const id = await kept(ada, { audience: 'group', group: 'network' });
    const path = `/v1/views/${id}`;
    const body = view({ name: 'Mine alone' });
    const tina = await world.as('tina', 'TAD');

    expect((await ned.put(path, body, { headers: { 'if-match': '"1"' } })).status).toBe(403);
    expect((await ada.put(path, body)).status).toBe(428);
    const [one, two] = await Promise.all([1, 2].map(() => ada.put(path, body, { headers: { 'if-match': '"1"' } })));
    expect([one?.status, two?.status].sort()).toEqual([200, 412]);
    expect((await ned.get(path)).status).toBe(404);
    expect((await ada.get(path)).body).toMatchObject({ id, version: 2, name: 'Mine alone', audience: 'personal' });
    expect((await tina.get(path)).status).toBe(404);
    expect((await ada.delete(path, { headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await ada.get(path)).status).toBe(404);
    const shared = await kept(lea, { audience: 'tenant' });
    expect((await tina.delete(`/v1/views/${shared}`, { headers: { 'if-match': '"1"' } })).status).toBe(204);
  });
});

describe('keeping', () => {
  it('bodies are bounded, their mistakes named; the same key keeps one view; a dry run none', async () => {
    const bad = [
      { recordType: 'incidnet' },
      { filters: { cursor: 'x' } },
      { filters: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`f${i}`, 'x'])) },
      { name: '' },
      { columns: [] },
      { colour: 'red' },
      { audience: 'everybody' },
    ];
    for (const more of bad) expect([more, (await kim.post('/v1/views', view(more))).status]).toEqual([more, 422]);
    const headers = { 'idempotency-key': 'view-1' };
    const first = await kim.post('/v1/views', view(), { headers });
    const again = await kim.post('/v1/views', view(), { headers });
    expect([again.status, again.body]).toEqual([201, first.body]);
    const before = (await kim.get('/v1/views')).body.items.length;
    expect((await kim.post('/v1/views?dryRun=true', view())).body.dryRun).toBe(true);
    expect((await kim.get('/v1/views')).body.items).toHaveLength(before);
  });

  it('a requester’s has no filters and columns that a requester may not use, nor has what it is refused with', async () => {
    const path = `/v1/views/${await kept(kim)}`;
    const bad: readonly (readonly [object, string])[] = [
      [{ recordType: 'service-notice', filters: { majorIncident: 'MIN0000001' } }, '/filters/majorIncident'],
      [{ filters: { watcher: 'ada' } }, '/filters/watcher'],
      [{ columns: ['title', 'affectedUsers'] }, '/columns/1'],
      [{ columns: ['mergedCount'] }, '/columns/0'],
    ];
    for (const [more, pointer] of bad) {
      const headers = { 'if-match': '"1"' };
      for (const answer of [await kim.post('/v1/views', view(more)), await kim.put(path, view(more), { headers })]) {
        expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([422, pointer]);
        expect(answer.body.errors[0].message.split('known ones:')[1]).not.toMatch(
          /affectedUsers|mergedCount|majorIncident/,
        );
      }
      expect((await ada.post('/v1/views?dryRun=true', view(more))).status).toBe(200);
    }
    const own = { filters: { watcher: 'me', state: 'new' }, columns: ['title', 'possibleDuplicates'] };
    expect((await kim.put(path, view(own), { headers: { 'if-match': '"1"' } })).status).toBe(200);
  });

  it('a dry run says that it is one, also where nothing would change', async () => {
    const [tad, one] = [await world.as('tina', 'TAD'), await kept(ada)];
    const settings = { language: 'en' };
    const writes: readonly (readonly [Client, string, object])[] = [
      [ada, `/v1/views/${one}`, view()],
      [ada, '/v1/notification-preferences', { rules: [] }],
      [tad, '/v1/notification-settings', settings],
    ];
    for (const [by, path, body] of writes) {
      const etag = (await by.get(path)).headers.get('etag') ?? '"0"';
      const written = await by.put(path, body, { headers: { 'if-match': etag } });
      expect([path, written.status, written.body.dryRun]).toEqual([path, 200, undefined]);
      const headers = { 'if-match': written.headers.get('etag') ?? '' };
      const same = await by.put(`${path}?dryRun=true`, body, { headers });
      expect([path, same.status, same.body.dryRun]).toEqual([path, 200, true]);
    }
  });

  it('a person has 200 views at most', async () => {
    const zoe = await world.as('zoe', 'REQ');
    for (let i = 0; i < 200; i += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => zoe.post('/v1/views', view())));
      for (const { status } of answers) expect(status).toBe(201);
    }
    const refused = await zoe.post('/v1/views', view());
    expect([refused.status, slug(refused)]).toEqual([422, 'limit-exceeded']);
  });
});
