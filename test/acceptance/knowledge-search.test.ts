/** Finding articles, being suggested some, and saying whether they helped (C7): what is in force, for whom it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { published, revised } from '#test/support/article';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent who writes
let kim: Client; // a knowledge editor
let rea: Client; // a requester
beforeAll(async () => {
  world = await openWorld('2026-06-01T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  kim = await world.as('kim', 'KED');
  rea = await world.as('rea', 'REQ');
});
afterAll(() => world.close());

interface Hit {
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly warning?: string;
}
const search = async (by: Client, q: string, more = ''): Promise<readonly Hit[]> => {
  await world.settled();
  const { status, body } = await by.get(`/v1/articles/search?q=${encodeURIComponent(q)}${more}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body.items;
};
const suggest = async (by: Client, body: object): Promise<readonly Hit[]> => {
  await world.settled();
  const answer = await by.post('/v1/articles/suggest', body);
  expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
  return answer.body.items;
};
const titles = (hits: readonly Hit[]): readonly string[] => hits.map(({ title }) => title);

describe('search', () => {
  it('C7.2 finds the version in force while the next is worked on, and then that', async () => {
    const path = await published(ada, kim, { title: 'Anleitung Zeiterfassung' });
    await ada.act(path, 'revise');
    const etag = (await ada.get(path)).headers.get('etag') ?? '';
    await ada.patch(path, { title: 'Anleitung Reisekosten' }, { headers: { 'if-match': etag } });

    expect(titles(await search(rea, 'Zeiterfassung'))).toEqual(['Anleitung Zeiterfassung']);
    expect(titles(await search(ada, 'Reisekosten'))).toEqual([]);

    await ada.act(path, 'submit');
    await kim.act(path, 'approve');

    expect(titles(await search(rea, 'Reisekosten'))).toEqual(['Anleitung Reisekosten']);
    expect(titles(await search(rea, 'Zeiterfassung'))).toEqual([]);
  });

  it('C7.3 an internal article is nowhere for a requester: search, suggestions, lists, counts', async () => {
    const path = await published(ada, kim, { title: 'Okapi of the data centre', audience: 'internal' });
    await world.settled();
    const everywhere = await Promise.all([
      rea.get('/v1/articles/search?q=okapi'),
      rea.get('/v1/search?q=okapi'),
      rea.get('/v1/articles?q=okapi'),
    ]);

    expect(everywhere.map(({ body }) => [body.items, body.approximateTotal ?? 0])).toEqual([
      [[], 0],
      [[], 0],
      [[], 0],
    ]);
    expect(await suggest(rea, { title: 'okapi data centre' })).toEqual([]);
    expect((await rea.get(path)).status).toBe(404);
    expect(titles(await search(ada, 'okapi'))).toEqual(['Okapi of the data centre']);
  });

  it('C7.5 with three open flags it is not found outside, and with a warning inside', async () => {
    const path = await published(ada, kim, { title: 'Quokka printer' });
    for (const reason of ['Wrong', 'Old', 'Useless']) await rea.act(path, 'flag', { reason });

    expect(await search(rea, 'quokka')).toEqual([]);
    const [hit] = await search(ada, 'quokka');
    expect(hit?.warning).toContain('3 open flag');

    await revised(path, ada, kim, { body: 'Press the green button.' });
    expect(titles(await search(rea, 'quokka'))).toEqual(['Quokka printer']);
  });

  it('finds beginnings, compounds and mistyped words, narrowed down and in order', async () => {
    await published(ada, kim, {
      title: 'Netzwerkdrucker einrichten',
      language: 'de',
      kind: 'howto',
      validUntil: '2027-01-01',
    });
    await published(ada, kim, { title: 'Netzwerkdrucker entstören', language: 'de', validUntil: '2026-12-01' });

    expect(titles(await search(rea, 'drucker', '&lang=de&kind=howto'))).toEqual(['Netzwerkdrucker einrichten']);
    expect(titles(await search(rea, 'netzwerkdrukcer einri'))[0]).toBe('Netzwerkdrucker einrichten');
    expect(titles(await search(rea, 'netzwerkdrucker', '&sort=validUntil'))).toEqual([
      'Netzwerkdrucker entstören',
      'Netzwerkdrucker einrichten',
    ]);
    expect(await search(rea, 'netzwerkdrucker', '&serviceId=mail')).toEqual([]);
    const refused = await rea.get('/v1/articles/search?q=x&sort=colour');
    expect([refused.status, refused.body.parameter]).toEqual([400, 'sort']);
  });

  it('C7.4 of many articles the one with the number of the error is suggested first', async () => {
    const base = await kim.post('/v1/knowledge-bases', {
      title: 'Errors',
      publishPolicy: 'instant',
      audience: 'public',
    });
    const drafted = async (title: string): Promise<void> => {
      const { body } = await ada.post('/v1/articles', {
        ...{ title, base: base.body.id, body: 'How it comes, and what helps.', validUntil: '2027-01-31' },
        services: title.endsWith('8091') ? [] : ['network'],
      });
      expect((await ada.act(`/v1/articles/${body.id}`, 'submit')).body.state).toBe('published');
    };
    for (let number = 800; number < 840; number++) await drafted(`VPN error ${number}`);
    for (const title of ['VPN error 8091', 'Jörg Müller and the VPN error', 'Mailbox full']) await drafted(title);

    const [first] = await suggest(rea, { title: 'vpn error 809', serviceId: 'network' });

    expect(first).toMatchObject({ title: 'VPN error 809', reason: expect.stringContaining('service network') });
    expect(first?.score).toBeGreaterThanOrEqual(0.8);
    expect(titles(await search(rea, 'vpn error 809'))[0]).toBe('VPN error 809');
    expect(titles(await search(rea, 'Müller'))[0]).toBe('Jörg Müller and the VPN error');
  });
});

describe('feedback', () => {
  const say = (by: Client, path: string, helpful: boolean, comment?: string): Promise<Answer> =>
    by.post(`${path}/feedback`, { helpful, ...(comment !== undefined && { comment }) });

  it('C7.9 shows from five votes on how helpful an article is; who says so again replaces it', async () => {
    const path = await published(ada, kim, { title: 'Helpful or not' });
    const people = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((user) => world.as(user, 'REQ')));
    const [one, two, three, four, five] = people as [Client, Client, Client, Client, Client];
    for (const [by, helpful] of [
      [one, true],
      [two, true],
      [three, true],
      [four, false],
    ] as const)
      expect((await say(by, path, helpful)).status).toBe(200);
    expect((await rea.get(path)).body.helpfulness).toBeNull();

    await say(five, path, false, 'Too long');
    expect((await rea.get(path)).body.helpfulness).toBe(60);
    await say(five, path, true);

    expect((await rea.get(path)).body).toMatchObject({ helpfulness: 80 });
    expect((await rea.get(path)).body).not.toHaveProperty('feedback');
    expect((await ada.get(path)).body.feedback).toEqual({ helpful: 4, not: 1, comments: 0 });
    expect((await ada.get('/v1/articles?minHelpful=80')).body.items).toHaveLength(1);
    expect((await ada.get('/v1/articles?minHelpful=81')).body.items).toEqual([]);
  });

  it('is said of what is in force', async () => {
    const path = await published(ada, kim, { title: 'Soon gone' });
    await kim.act(path, 'retire');
    const refused = await say(ada, path, true);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:itsm:problem:guard-failed']);
  });
});
