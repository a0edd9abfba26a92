/** Merging duplicates and separating them again (A8), through the running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client;
let lena: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  lena = await world.as('lena', 'LEAD');
});
afterAll(() => world.close());

const reporters = ['rita', 'ruth', 'rolf', 'ralf', 'rosa'] as const;
const path = (id: string): string => `/v1/incidents/${id}`;
const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');

async function reported(by: string, more: object = {}): Promise<string> {
  const client = await world.as(by, 'REQ');
  const { body } = await client.post('/v1/incidents', { title: 'Mail is down', category: 'email', ...more });
  return body.id;
}

const merge = (survivor: string, duplicates: readonly string[], by: Client = ada): Promise<Answer> =>
  by.post('/v1/incidents/merge', { survivor, duplicates, reason: 'The same outage of the mail server' });
const unmerge = (id: string, by: Client = ada): Promise<Answer> =>
  by.act(path(id), 'unmerge', { reason: 'It is another outage after all' });

describe('A20.9 merging', () => {
  it('A20.9 4 duplicates from 4 requesters: 4 closed(duplicate), 5 affected users, each sees own comments only, KPIs count 1, unmerge on day 7 works, on day 8 not', async () => {
    const ids: string[] = [];
    for (const by of reporters) {
      const id = await reported(by);
      ids.push(id);
      const client = await world.as(by, 'REQ');
      await client.post(`${path(id)}/comments`, { body: `${by} cannot send mail`, visibility: 'public' });
    }
    const [survivor = '', ...duplicates] = ids;
    const [second = '', third = ''] = duplicates;
    await ada.post(`${path(second)}/comments`, { body: 'Seen on the monitor', visibility: 'internal' });

    const merged = await merge(survivor, duplicates);

    expect([merged.status, merged.body.detail]).toEqual([200, undefined]);
    expect(merged.body).toMatchObject({ id: survivor, state: 'new', affectedUserCount: 5, mergedCount: 4 });
    expect([...merged.body.affectedUsers].sort()).toEqual([...reporters].sort());
    for (const id of duplicates) {
      const { body } = await ada.get(path(id));
      expect(body).toMatchObject({
        state: 'closed',
        resolution: { code: 'duplicate' },
        mergedInto: { id: survivor, state: 'new' },
      });
      expect(Object.values(body.clocks).map((clock) => (clock as { state: string }).state)).toEqual([
        'cancelled',
        'cancelled',
      ]);
    }
    for (const [index, by] of reporters.entries()) {
      const client = await world.as(by, 'REQ');
      const { body } = await client.get(`${path(ids[index] ?? '')}/comments`);
      expect(body).toMatchObject({ total: 1, items: [{ body: `${by} cannot send mail` }] });
      for (const other of ids.filter((id) => id !== ids[index]))
        expect((await client.get(path(other))).status).toBe(404);
    }
    const seen = (await ada.get(`${path(survivor)}/comments`)).body;
    expect(seen.total).toBe(6);
    expect(seen.items.filter((comment: { record?: string }) => comment.record === second)).toHaveLength(2);
    const rita = await world.as('rita', 'REQ');
    const own = await rita.get(path(survivor));
    expect(JSON.stringify([own.body, (await rita.get(`${path(survivor)}/history`)).body])).not.toMatch(
      /ruth|rolf|mergedCount|The same outage/,
    );
    expect((await (await world.as('ruth', 'REQ')).get(path(second))).body).toMatchObject({
      state: 'closed',
      mergedInto: { id: survivor, state: 'new' },
    });

    await ada.act(path(survivor), 'assign', { group: 'service-desk' });
    const notes = 'The mail server was restarted and works.';
    expect((await lena.act(path(survivor), 'resolve', { code: 'solved_permanently', notes })).status).toBe(200);
    const pro = await world.as('paul', 'PRO');
    const kpis = await pro.get('/v1/kpis/incident-management?from=2026-06-15&to=2026-06-16');
    const figure = kpis.body.items.find(({ key }: { key: string }) => key === 'mttr');
    expect(figure).toMatchObject({ n: 1 });

    await world.advance('P2D');
    const back = await ada.act(path(survivor), 'reopen', { reason: 'It happens again' });
    expect([back.status, back.body.detail]).toEqual([200, undefined]);
    await world.to('2026-06-22T07:00:00Z');
    const separated = await unmerge(second);
    expect([separated.status, separated.body.detail]).toEqual([200, undefined]);
    expect(separated.body).toMatchObject({ id: second, state: 'new' });
    for (const field of ['mergedInto', 'resolution', 'closedAt']) expect(separated.body[field]).toBeUndefined();
    expect(separated.body.clocks.resolution.state).toMatch(/running/);
    const left = await ada.get(path(survivor));
    expect(left.body).toMatchObject({ affectedUserCount: 4, mergedCount: 3 });
    expect(left.body.affectedUsers).not.toContain('ruth');
    expect((await ada.get(`${path(survivor)}/comments`)).body.total).toBe(4);
    await world.to('2026-06-23T07:00:00Z');
    const late = await unmerge(third);
    expect([late.status, slug(late)]).toEqual([409, 'merge-refused']);
    for (const id of ids) expect((await ada.get(`${path(id)}/history/verify`)).body).toMatchObject({ valid: true });
  });

  it('links go to the survivor, and back when it is separated; who is affected by two stays until both are gone', async () => {
    const [survivor, first, second] = [await reported('rita'), await reported('ruth'), await reported('ruth')];
    const other = await reported('rosa');
    await ada.put(`${path(first)}/links`, { kind: 'related', to: other });
    await merge(survivor, [first, second]);

    const kinds = async (id: string): Promise<readonly string[]> =>
      (await ada.get(`${path(id)}/links`)).body.items.map(
        ({ kind, id: to }: { kind: string; id: string }) => `${kind} ${to}`,
      );
    expect(await kinds(survivor)).toEqual(expect.arrayContaining([`related ${other}`, `has_duplicate ${first}`]));
    expect(await kinds(first)).toEqual([`duplicate_of ${survivor}`]);
    expect(await kinds(other)).toEqual([`related ${survivor}`]);
    const torn = await ada.delete(`${path(survivor)}/links/has_duplicate/${first}`);
    expect([torn.status, slug(torn)]).toEqual([409, 'merge-refused']);

    expect((await unmerge(first)).status).toBe(200);
    expect(await kinds(first)).toEqual([`related ${other}`]);
    expect(await kinds(other)).toEqual([`related ${first}`]);
    expect(await kinds(survivor)).toEqual([`has_duplicate ${second}`]);
    expect((await ada.get(path(survivor))).body.affectedUsers).toEqual(['rita', 'ruth']);
    expect((await unmerge(second)).status).toBe(200);
    expect((await ada.get(path(survivor))).body).toMatchObject({ affectedUsers: ['rita'], affectedUserCount: 1 });
  });

  it('what does not fit one transaction becomes an operation with the same outcome', async () => {
    const survivor = await reported('rita');
    const duplicates: string[] = [];
    for (let i = 0; i < 16; i++) duplicates.push(await reported(`reporter-${i}`));
    const targets: string[] = [];
    for (let i = 0; i < 24; i++) targets.push(await reported('rosa'));
    const [first = ''] = duplicates;
    for (const to of targets) await ada.put(`${path(first)}/links`, { kind: 'related', to });

    const answer = await merge(survivor, duplicates);

    expect([answer.status, answer.body.kind]).toEqual([202, 'merge']);
    await world.settled();
    const operation = await ada.get(answer.headers.get('location') ?? '');
    expect(operation.body).toMatchObject({ state: 'finished', progress: { total: 16, done: 16, refused: 0 } });
    expect((await ada.get(path(survivor))).body).toMatchObject({ affectedUserCount: 17, mergedCount: 16 });
    const links = (await ada.get(`${path(survivor)}/links`)).body.items;
    expect(links.filter(({ kind }: { kind: string }) => kind === 'related')).toHaveLength(24);
    expect((await unmerge(first)).status).toBe(200);
    expect((await ada.get(`${path(first)}/links`)).body.items).toHaveLength(24);
    expect((await ada.get(path(survivor))).body).toMatchObject({ affectedUserCount: 16, mergedCount: 15 });
  });

  it('the same key merges once; a dry run merges nothing', async () => {
    const [survivor, duplicate] = [await reported('rita'), await reported('ruth')];
    const body = { survivor, duplicates: [duplicate], reason: 'Once' };
    const dry = await ada.post('/v1/incidents/merge?dryRun=true', body);
    expect([dry.status, dry.body.dryRun]).toEqual([200, true]);
    expect((await ada.get(path(duplicate))).body.state).toBe('new');

    const headers = { 'idempotency-key': 'merge-once' };
    const first = await ada.post('/v1/incidents/merge', body, { headers });
    const again = await ada.post('/v1/incidents/merge', body, { headers });
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true']);
    expect((await ada.get(path(survivor))).body.mergedCount).toBe(1);
  });

  it('of two that merge the same duplicate at once, one does', async () => {
    const [one, two, duplicate] = [await reported('rita'), await reported('ruth'), await reported('rolf')];
    const answers = await Promise.all([merge(one, [duplicate]), merge(two, [duplicate])]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const counts = await Promise.all([one, two].map(async (id) => (await ada.get(path(id))).body.mergedCount ?? 0));
    expect(counts.sort()).toEqual([0, 1]);
  });
});

describe('refused', () => {
  it('a closed survivor, a merged duplicate, one with children, unequal confidentiality, another type, the same record twice', async () => {
    const [open, closed, parent, child] = [
      await reported('rita'),
      await reported('ruth'),
      await reported('rolf'),
      await reported('rosa'),
    ];
    await ada.act(path(closed), 'cancel', { reason: 'A mistake' });
    await ada.put(`${path(child)}/links`, { kind: 'parent', to: parent });
    const secret = (await ada.post('/v1/incidents', { title: 'Secret', category: 'email', confidential: true })).body
      .id;
    const merged = await reported('ralf');
    await merge(open, [merged]);

    for (const [survivor, duplicate] of [
      [closed, open],
      [open, merged],
      [open, parent],
      [open, secret],
      [open, 'CHG0000001'],
    ] as const) {
      const answer = await merge(survivor, [duplicate]);
      expect([survivor, duplicate, answer.status, slug(answer)]).toEqual([survivor, duplicate, 409, 'merge-refused']);
    }
    const twice = await merge(open, [child, child]);
    const itself = await merge(open, [open]);
    expect([twice, itself].map(({ status, body }) => [status, body.errors[0].pointer])).toEqual([
      [422, '/duplicates/1'],
      [422, '/duplicates/0'],
    ]);
    expect((await ada.act(path(merged), 'reopen', { reason: 'No' })).status).toBe(409);
  });

  it('a child of a major incident, which is resolved and told of by that one', async () => {
    const ina = await world.as('ina', 'INM');
    const { body: major } = await ina.post('/v1/major-incidents', { title: 'Mail is down' });
    await ina.act(`/v1/major-incidents/${major.id}`, 'declare', { severity: 'SEV1', criteria: 'More than 100 users' });
    const [child, other] = [await reported('rita'), await reported('ruth')];
    expect((await ada.act(path(child), 'link-major', { majorIncident: major.id })).status).toBe(200);

    const answer = await merge(other, [child]);

    expect([answer.status, slug(answer)]).toEqual([409, 'merge-refused']);
  });

  it('by a requester or an auditor; another tenant’s records are as absent as those that do not exist', async () => {
    const [survivor, duplicate] = [await reported('rita'), await reported('ruth')];
    const gus = await world.as('gus', 'AGT', 'globex');
    const foreign = (await gus.post('/v1/incidents', { title: 'Of globex', category: 'email' })).body;

    expect((await merge(survivor, [duplicate], await world.as('rita', 'REQ'))).status).toBe(403);
    expect((await merge(survivor, [duplicate], await world.as('audrey', 'AUD'))).status).toBe(403);
    const across = await merge(survivor, [foreign.uid]);
    const absent = await merge(survivor, ['01ARZ3NDEKTSV4RRFFQ69G5FAV']);
    expect([across.status, absent.status]).toEqual([404, 404]);
    expect(across.body.detail.replace(foreign.uid, '')).toBe(
      absent.body.detail.replace('01ARZ3NDEKTSV4RRFFQ69G5FAV', ''),
    );
    expect((await merge(foreign.uid, [duplicate])).status).toBe(404);
  });
});
