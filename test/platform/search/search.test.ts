/** Search (A12) through the API: what is found, in which order, and by whom. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundIn, segmentIn } from '#shared/capabilities/finding/stored';
import { merged, segmentOf, visit } from '#shared/kit/search/segment';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';
import cases from '../../fixtures/field-cases/27-search.json' with { type: 'json' };

let world: World;
let ada: Client;
let kim: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  kim = await world.as('kim', 'REQ');
});
afterAll(() => world.close());

interface Hit {
  readonly id: string;
  readonly type: string;
  readonly href: string;
  readonly score: number | null;
}

const log = async (by: Client, fields: object): Promise<string> => {
  const { status, body } = await by.post('/v1/incidents', { serviceId: 'mail', ...fields });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
};
const search = async (by: Client, q: string, more = ''): Promise<readonly Hit[]> => {
  await world.settled();
  const answer = await by.get(`/v1/search?q=${encodeURIComponent(q)}${more}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items;
};
/** Bytes as the engine answers them, or as the table's client reads them. */
const bytesIn = (value: unknown): Uint8Array[] =>
  typeof value === 'string' ? [Buffer.from(value, 'base64')] : value instanceof Uint8Array ? [value] : [];
/** How many records of acme have a word by the newest of what the table keeps of each. */
const postings = async (word: string): Promise<number> => {
  const pk = `TENANT#${await world.tenantId('acme')}#found#records`;
  const items = (await world.items()).filter((item) => item.pk === pk).sort((a, b) => (a.sk < b.sk ? -1 : 1));
  const pieces = Map.groupBy(
    items.filter(({ sk }) => sk.startsWith('SEGMENT#')),
    ({ sk }) => sk.split('#')[1],
  );
  const lately = items.flatMap(({ found }) => bytesIn(found).map((bytes) => segmentOf([foundIn(bytes)])));
  const older = [...pieces.values()].map((some) => segmentIn(some.flatMap(({ bytes }) => bytesIn(bytes))));
  const all = merged([...lately.reverse(), ...older], { whole: true });
  let count = 0;
  const index = all.vocabulary.indexOf(word);
  if (index >= 0) visit(all, index, () => count++);
  return count;
};
const idsOf = (hits: readonly Hit[]): readonly string[] => hits.map(({ id }) => id);

describe('A12 search', () => {
  it('A12 the title counts more than tags, and tags more than the body', async () => {
    const body = await log(kim, { title: 'It is slow today', description: 'The zebra printer again' });
    const tag = await log(kim, { title: 'It is slow today', tags: ['zebra'] });
    const title = await log(kim, { title: 'Zebra printer slow' });

    expect(idsOf(await search(ada, 'ZEBRA'))).toEqual([title, tag, body]);
  });

  it('A12 words that only join others are no items of the index and take no place in a question', async () => {
    const title = 'The ibex of the printer is with the others';
    const found = await log(kim, { title });

    expect(idsOf(await search(ada, 'is the one of them that was with which they have been an ibex'))).toEqual([found]);
    expect([await postings('ibex'), await postings('with'), await postings('the')]).toEqual([1, 0, 0]);
    expect(await search(ada, 'of the')).toEqual([]);
  });

  it('A12 a number comes first, then what mentions it', async () => {
    const first = await log(kim, { title: 'Quasar fails' });
    const second = await log(kim, { title: `Same as ${first}, quasar` });

    const hits = await search(ada, first.toLowerCase());

    expect(hits.map(({ id, score }) => [id, score === null])).toEqual([
      [first, true],
      [second, false],
    ]);
  });

  describe('what people reported of other products', () => {
    const { records, questions } = cases;
    const keysOf = (wanted: RegExp): readonly string[] =>
      records.map(({ key }) => key).filter((key) => wanted.test(key));
    const numbers = new Map<string, string>();
    beforeAll(async () => {
      for (const { key, title } of records) numbers.set(key, await log(kim, { title }));
    });
    /** Every question about these records finds its record, and first. */
    const findsAll = async (wanted: readonly string[], isAsked: (q: string) => boolean): Promise<void> => {
      const asked = questions.filter(({ q, finds }) => wanted.includes(finds) && isAsked(q));
      expect(asked.length).toBeGreaterThan(2);
      for (const { q, finds } of asked) {
        const number = numbers.get(finds);
        const [first] = await search(ada, q.replace(/<number of \w+>/, number ?? ''));
        expect([q, first?.id]).toEqual([q, number]);
      }
    };

    it('field-case search/scripts words are found in Japanese, Chinese, Thai and Korean, which put no spaces between them', () =>
      findsAll(keysOf(/^(ja|zh|th|ko)/), () => true));

    it('field-case search/folding case makes no difference, for ß and umlauts either', () =>
      findsAll(keysOf(/^de/), () => true));

    it('field-case search/number a number is found in brackets, after a number sign, and among words', () =>
      findsAll(keysOf(/^ip/), (q) => q.includes('number')));

    it('field-case search/folding lists and the directory fold alike', async () => {
      const { body } = await ada.get(`/v1/incidents?q=${encodeURIComponent('STRASSENBAHN')}`);

      expect(body.items.map(({ id }: Hit) => id)).toEqual([numbers.get('de')]);
    });
  });

  it('A12 finds records of every type, or of the types asked for', async () => {
    const incident = await log(kim, { title: 'Firewall walrus' });
    const change = await ada.post('/v1/changes', {
      title: 'Replace the walrus firewall',
      changeType: 'normal',
      reason: 'Old',
      serviceId: 'mail',
    });

    const all = await search(ada, 'walrus');
    const changes = await search(ada, 'walrus', '&types=change');

    expect([...idsOf(all)].sort()).toEqual([change.body.id, incident].sort());
    expect(changes.map(({ id, href }) => [id, href])).toEqual([[change.body.id, `/v1/changes/${change.body.id}`]]);
  });

  it('A12 counts only what the caller may see', async () => {
    const max = await world.as('max', 'REQ');
    const own = await log(kim, { title: 'My lemur' });
    await log(max, { title: 'Another lemur' });
    const secret = await log(ada, { title: 'Secret lemur', confidential: true });

    await world.settled();
    const forKim = await kim.get('/v1/search?q=lemur');
    const bob = await world.as('bob', 'AGT');

    expect([idsOf(forKim.body.items), forKim.body.approximateTotal]).toEqual([[own], 1]);
    expect(idsOf(await search(bob, 'lemur'))).not.toContain(secret);
    expect(idsOf(await search(ada, secret))).toContain(secret);
    expect(idsOf(await search(bob, secret))).toEqual([]);
  });

  it('A12 another tenant finds nothing of it', async () => {
    const incident = await log(kim, { title: 'Okapi' });
    const gus = await world.as('gus', 'AGT', 'globex');

    expect(idsOf(await search(ada, 'okapi'))).toEqual([incident]);
    expect(await search(gus, 'okapi')).toEqual([]);
    expect(idsOf(await search(gus, incident))).not.toContain(incident);
  });

  it('follows what is changed and deleted', async () => {
    const id = await log(ada, { title: 'Marmot alarm' });
    const path = `/v1/incidents/${id}`;
    await world.settled();
    await ada.patch(path, { title: 'Badger alarm' }, { headers: { 'if-match': '"1"' } });

    expect(await search(ada, 'marmot')).toEqual([]);
    expect(idsOf(await search(ada, 'badger'))).toEqual([id]);

    const tara = await world.as('tara', 'TAD');
    const { headers } = await tara.get(path);
    const gone = await tara.delete(path, { headers: { 'if-match': headers.get('etag') ?? '' } });
    expect(gone.status).toBe(204);
    expect(await search(ada, 'badger')).toEqual([]);
    expect(await postings('badger')).toBe(0);
  });

  it('A20.14 told of a later change before an earlier one, however often, it ends with the later one', async () => {
    const id = await log(ada, { title: 'Ocelot' });
    await world.settled();
    const { body } = await ada.patch(`/v1/incidents/${id}`, { title: 'Puma' }, { headers: { 'if-match': '"1"' } });
    await world.settled();
    const [created, updated] = await world.events({ uid: body.uid });
    const again = (detail: unknown) =>
      world.invoke('search', { source: 'itsm.incident-management', 'detail-type': 'incident.updated', detail });

    const outcomes = await Promise.all([again(updated), again(created), again(created), again(updated)]);

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect([await postings('ocelot'), await postings('puma')]).toEqual([0, 1]);
    expect(idsOf(await search(ada, 'puma'))).toEqual([id]);
  });

  it('pages to the end, each hit once', async () => {
    const made = new Set<string>();
    for (let i = 0; i < 7; i++) made.add(await log(kim, { title: `Gecko ${i}` }));
    await world.settled();

    const seen: string[] = [];
    let query = '/v1/search?q=gecko&limit=3';
    for (let page = 0; page < 3; page++) {
      const { body } = await ada.get(query);
      expect(body.approximateTotal).toBe(7);
      seen.push(...idsOf(body.items));
      query = `/v1/search?q=gecko&limit=3&cursor=${body.nextCursor}`;
      if (page === 2) expect(body.nextCursor).toBeNull();
    }

    expect(new Set(seen)).toEqual(made);
    expect(seen).toHaveLength(7);
  });

  it('refuses what it cannot answer, naming what it knows', async () => {
    const empty = await ada.get('/v1/search');
    const long = await ada.get(`/v1/search?q=${'x'.repeat(201)}`);
    const type = await ada.get('/v1/search?q=x&types=incident,dragon');
    const stranger = await ada.get('/v1/search?q=x&colour=red');

    for (const { status, body } of [empty, long, type, stranger])
      expect([status, body.type]).toEqual([400, 'urn:itsm:problem:unknown-parameter']);
    expect(type.body.known).toContain('incident');
  });
});
