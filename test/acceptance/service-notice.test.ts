/** Service notices (D2, Pro-Active User Information) and the public status page, through the API of a running stack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent of the service desk
let ina: Client; // an incident manager
let tina: Client; // an administrator
let anybody: Client; // somebody without a login
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  ina = await world.as('ina', 'INM');
  tina = await world.as('tina', 'TAD');
  anybody = createClient(world.url, {});
  for (const [id, locale] of [
    ['rita', 'de-AT'],
    ['will', 'fr'],
  ] as const)
    await tina.put(`/v1/users/${id}`, { name: id, locale, roles: ['REQ'], active: true });
});
afterAll(() => world.close());

const down = { en: 'Mail cannot be sent.', de: 'Mail kann nicht verschickt werden.' };
const notice = {
  title: 'Store 7 of rack 12 is full',
  effect: 'outage',
  services: ['mail'],
  audience: { public: true, users: ['rita', 'will'] },
  text: down,
};
const pathOf = (id: string): string => `/v1/service-notices/${id}`;

async function drafted(fields: object = {}, by = ina): Promise<string> {
  const { status, body } = await by.post('/v1/service-notices', { ...notice, ...fields });
  expect(status).toBe(201);
  return pathOf(body.id);
}

async function published(fields: object = {}): Promise<string> {
  const path = await drafted(fields);
  expect((await ina.act(path, 'publish')).status).toBe(200);
  return path;
}

/** What somebody was told about a record, oldest first. */
async function toldTo(user: string, path: string): Promise<{ readonly event: string; readonly text: string }[]> {
  await world.settled();
  const { body } = await (await world.as(user, 'REQ')).get('/v1/notifications?limit=200');
  const about = body.items.filter(({ record }: { record: { id: string } }) => path.endsWith(record.id));
  return about.map(({ event, text }: { event: string; text: string }) => ({ event, text })).reverse();
}

describe('a notice', () => {
  it('D2 reaches each of those it is for once an update, in their language, until it is over', async () => {
    const path = await published();
    const said = [
      ['update', { text: { en: 'The store is being emptied.' } }],
      ['update', { text: { de: 'Es dauert noch.' }, estimatedRestore: '2026-06-15T09:00:00Z' }],
      ['monitor', {}],
      ['resolve', {}],
    ] as const;
    for (const [action, input] of said) {
      await world.advance('PT1M');
      expect((await ina.act(path, action, input)).status).toBe(200);
    }
    const { body } = await ina.get(path);

    const events = ['published', 'update_posted', 'update_posted', 'monitoring_started', 'resolved'];
    const [german, french] = [await toldTo('rita', path), await toldTo('will', path)];
    expect(german.map(({ event }) => event)).toEqual(events.map((name) => `service_notice.${name}`));
    expect(german.map(({ text }) => text).slice(0, 3)).toEqual([
      'Mail kann nicht verschickt werden.',
      'The store is being emptied.',
      'Es dauert noch.',
    ]);
    expect(french.map(({ text }) => text)).toEqual([
      'Mail cannot be sent.',
      'The store is being emptied.',
      'Es dauert noch.',
      'The service is back. We are keeping an eye on it.',
      'This is over.',
    ]);
    expect(body).toMatchObject({ state: 'resolved', resolvedAt: '2026-06-15T07:04:00Z' });
    expect(body.updates.map(({ number, state }: { number: number; state: string }) => [number, state])).toEqual([
      [1, 'active'],
      [2, 'active'],
      [3, 'active'],
      [4, 'monitoring'],
      [5, 'resolved'],
    ]);
    expect(await world.events({ name: 'service_notice.published', uid: body.uid })).toHaveLength(1);
  });

  it('D2 is told to many in steps, to each once, also when its event comes twice', async () => {
    const users = Array.from({ length: 250 }, (_, i) => `reader-${i}`);
    const { body } = await ina.get(await published({ audience: { users } }));
    await world.settled();
    const [event] = await world.events({ name: 'service_notice.published', uid: body.uid });
    const again = { source: 'itsm.service-notices', 'detail-type': 'service_notice.published', detail: event };
    expect((await world.invoke('notifications', again)).ok).toBe(true);
    await world.settled();

    const told: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await tina.get(`/v1/notification-log?record=${body.id}&limit=200${after}`);
      told.push(...page.body.items.map(({ recipient }: { recipient: string }) => recipient));
      cursor = page.body.nextCursor;
    }
    expect(told.sort()).toEqual([...users].sort());
  });

  it('D2 is published by an incident manager, or by the agent whom one of them named', async () => {
    const path = await drafted({}, ada);
    const early = await ada.act(path, 'publish');
    const { headers } = await ina.get(path);
    const match = { headers: { 'if-match': headers.get('etag') ?? '' } };
    const byHerself = await ada.patch(path, { commsLead: 'ada' }, match);
    const byManager = await ina.patch(path, { commsLead: 'ada' }, match);
    const now = await ada.act(path, 'publish');

    expect([early.status, byHerself.status, byManager.status]).toEqual([403, 403, 200]);
    expect([now.status, now.body.state]).toEqual([200, 'active']);
    await ada.act(path, 'resolve');
  });

  it('D2 is told when it has audience, services and text, and is not rewritten after that', async () => {
    const bare = await drafted({ audience: {}, services: [], text: undefined });
    const early = await ina.act(bare, 'publish');
    const path = await published();
    const { headers } = await ina.get(path);
    const match = { headers: { 'if-match': headers.get('etag') ?? '' } };
    const rewritten = await ina.patch(path, { text: { en: 'Nothing happened.' } }, match);
    const widened = await ina.patch(path, { services: ['mail', 'chat'] }, match);

    expect([early.status, early.body.missing]).toEqual([409, ['audience', 'services', 'text']]);
    expect([rewritten.status, rewritten.body.type]).toEqual([409, 'urn:itsm:problem:immutable']);
    expect(widened.status).toBe(200);
    for (const text of [{}, { english: 'Hello.' }, { en: '' }])
      expect((await ina.act(path, 'update', { text })).status).toBe(422);
    await ina.act(path, 'resolve');
  });

  it('D2 is told on and on, and resolved, however long what is told comes to be', async () => {
    const path = await published({ audience: { public: true } });
    const long = { en: 'e'.repeat(8000), de: 'ü'.repeat(8000) };
    const answers: number[] = [];
    for (let i = 0; i < 12; i++) answers.push((await ina.act(path, 'update', { text: long })).status);
    const { status, body } = await ina.act(path, 'resolve');

    expect([...answers, status]).toEqual(Array(13).fill(200));
    expect(body.updates.at(-1)).toMatchObject({ number: 14, state: 'resolved' });
    expect(body.updates.at(-2)).toMatchObject({ number: 13, text: long });
  });

  it('D2 a requester reads what is for them once it was told, and nothing of the desk', async () => {
    const rita = await world.as('rita', 'REQ');
    const otto = await world.as('otto', 'REQ');
    const draft = await drafted();
    const hers = await published({ audience: { users: ['rita'] }, commsLead: 'ada' });

    expect((await rita.get(draft)).status).toBe(404);
    expect((await otto.get(hers)).status).toBe(404);
    const { status, body } = await rita.get(hers);
    expect(status).toBe(200);
    expect(body.text).toEqual(down);
    for (const hidden of ['audience', 'commsLead', 'majorIncident', 'incidents'])
      expect(body).not.toHaveProperty(hidden);
    const listed = (await rita.get('/v1/service-notices?state=active')).body.items.map(({ id }: { id: string }) => id);
    expect(listed.map(pathOf)).toContain(hers);
    await ina.act(hers, 'resolve');

    const statuses = async (query: string) => (await rita.get(`/v1/service-notices?${query}`)).status;
    expect(await statuses('watcher=me')).toBe(200);
    // What cannot be read cannot be found out by filters either.
    for (const query of ['majorIncident=01KV6AF9W032D86RF104EWXXBM', 'watcher=will', 'watcher=me,will'])
      expect([query, await statuses(query)]).toEqual([query, 400]);
  });

  it('D2 maintenance is announced, begins by itself, or is called off', async () => {
    const night = { effect: 'maintenance', startsAt: '2026-06-15T08:00:00Z', endsAt: '2026-06-15T09:00:00Z' };
    const [path, other] = [await drafted(night), await drafted(night)];
    const past = await ina.act(await drafted({ ...night, startsAt: '2026-06-15T06:00:00Z' }), 'announce');
    for (const each of [path, other]) expect((await ina.act(each, 'announce')).body.state).toBe('planned');
    await ina.act(other, 'withdraw');
    await world.to('2026-06-15T08:01:00Z');

    expect([past.status, past.body.type]).toEqual([409, 'urn:itsm:problem:guard-failed']);
    expect((await ina.get(path)).body).toMatchObject({ state: 'active', publishedAt: '2026-06-15T08:00:00Z' });
    expect((await ina.get(other)).body.state).toBe('withdrawn');
    expect((await toldTo('rita', path)).map(({ event }) => event)).toEqual([
      'service_notice.announced',
      'service_notice.published',
    ]);
    expect((await toldTo('rita', other)).map(({ event }) => event)).toContain('service_notice.withdrawn');
    await ina.act(path, 'resolve');
  });
});

it('D2 proactive information: notices told before the first report of somebody, of all that are over', async () => {
  const late = { services: ['payroll'], audience: { users: ['rita'] } };
  await (await world.as('rita', 'REQ')).post('/v1/incidents', { title: 'No payslip', serviceId: 'payroll' });
  await world.advance('PT1M');
  const [after, before] = [await published(late), await published({ ...late, services: ['printers'] })];
  for (const path of [after, before]) await ina.act(path, 'resolve');

  const pete = await world.as('pete', 'PRO');
  const june = 'from=2026-06-01&to=2026-07-01';
  const { body } = await pete.get(`/v1/kpis/incident-management/proactive-information/records?${june}`);
  const counted = new Map(body.items.map((each: { id: string; counted: boolean }) => [pathOf(each.id), each.counted]));
  expect([counted.get(after), counted.get(before)]).toEqual([false, true]);
  const { items } = (await pete.get(`/v1/kpis/incident-management?${june}`)).body;
  const figure = items.find(({ key }: { key: string }) => key === 'proactive-information');
  expect(figure).toMatchObject({ numerator: counted.size - 1, denominator: counted.size });
});

describe('the status page', () => {
  const page = {
    published: true,
    language: 'en',
    title: 'Acme <IT>',
    services: [
      { id: 'mail', name: { en: 'E-mail', de: 'E-Mail' } },
      { id: 'erp', name: { en: 'Orders & stock' } },
    ],
    historyDays: 7,
  };

  const read = (language = 'en', tenant = 'acme') =>
    anybody.get(`/v1/service-status?tenant=${tenant}`, { headers: { 'accept-language': language } });
  const html = (language = 'en', slug = 'acme') =>
    anybody.get(`/status/${slug}`, { headers: { 'accept-language': language } });
  /** What was kept is kept no longer. */
  const fresh = (after = 'PT31S') => world.advance(after);

  async function set(body: object, after?: string): Promise<void> {
    const { headers } = await tina.get('/v1/status-page');
    const { status } = await tina.put('/v1/status-page', body, { headers: { 'if-match': headers.get('etag') ?? '' } });
    expect([200, 201]).toContain(status);
    await fresh(after);
  }

  it('D2 is not there until an administrator publishes it, and looks like that of nobody', async () => {
    const none = [await read(), await read('en', 'nobody'), await read('en', 'ACME#')];
    const pages = [await html(), await html('en', 'nobody')];
    // Who publishes a page looks for it at once: that there was none is not kept for as long.
    await set(page, 'PT2S');
    const there = await read();
    await set({ ...page, published: false });
    const gone = await read();

    expect([...none, gone].map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(pages.map(({ status }) => status)).toEqual([404, 404]);
    expect(pages[0]?.body).toBe(pages[1]?.body);
    expect(pages[0]?.headers.get('cache-control')).toBe('public, max-age=2');
    expect([there.status, there.body.title]).toEqual([200, 'Acme <IT>']);
    expect((await anybody.get('/v1/service-status')).status).toBe(400);
  });

  it('D2 shows services, what is going on, what is planned and what was over, in the reader’s language', async () => {
    await set(page);
    const night = { effect: 'maintenance', startsAt: '2026-06-20T20:00:00Z', services: ['erp'] };
    await ina.act(await drafted(night), 'announce');
    const over = await published({ services: ['erp', 'secret-hr'], effect: 'degradation' });
    await ina.act(over, 'resolve');
    const path = await published();
    await ina.act(path, 'update', { text: { en: 'The store is being emptied.' } });
    await fresh();

    const [english, german] = [(await read()).body, (await read('fr;q=0.9, de-CH, en;q=0.5')).body];

    expect(english).toMatchObject({ tenant: 'acme', title: 'Acme <IT>', state: 'outage' });
    expect(english.services).toEqual([
      { id: 'mail', name: 'E-mail', state: 'outage' },
      { id: 'erp', name: 'Orders & stock', state: 'operational' },
    ]);
    expect(english.current.map(({ id }: { id: string }) => pathOf(id))).toEqual([path]);
    expect(german.current[0].services).toEqual([{ id: 'mail', name: 'E-Mail' }]);
    expect(german.current[0].updates.map(({ language, text }: Record<string, string>) => [language, text])).toEqual([
      ['en', 'The store is being emptied.'],
      ['de', 'Mail kann nicht verschickt werden.'],
    ]);
    expect(english.planned.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual(['2026-06-20T20:00:00Z']);
    expect(pathOf(english.recent[0].id)).toBe(over);
    expect(english.recent[0].services).toEqual([{ id: 'erp', name: 'Orders & stock' }]);
    await ina.act(path, 'monitor');
    await fresh();
    expect((await read()).body.services[0].state).toBe('monitoring');
    await ina.act(path, 'resolve');
    await world.advance('P8D');
    expect((await read()).body).toMatchObject({ state: 'maintenance', recent: [] });
  });

  it('D2 says nothing that was not written for everybody', async () => {
    const words = { en: 'The store is full.' };
    const path = await published({ text: words, watchers: ['will'], description: 'Ask Bob of Initech.' });
    await published({ text: { en: 'Payroll of the board' }, audience: { users: ['rita'] } });
    await published({ text: { en: 'HR is down' }, services: ['secret-hr'] });
    const secretPath = await published({ text: { en: 'Layoffs of Monday' }, confidential: true });
    await ina.post(`${path}/comments`, { body: 'It was Eve.', visibility: 'internal' });
    await fresh();

    for (const { body } of [await read(), await html()]) {
      const shown = JSON.stringify(body);
      expect(shown).toContain('The store is full.');
      for (const secret of [
        'rack 12',
        'Bob',
        'Eve',
        'Payroll',
        'HR is',
        'Layoffs',
        'secret-hr',
        'will',
        'rita',
        'ina',
        'MIN0',
      ])
        expect(shown).not.toMatch(new RegExp(`\\b${secret}\\b`));
      expect(shown).not.toContain(await world.tenantId('acme'));
    }
    const readers = [await world.as('olga', 'REQ'), await world.as('rita', 'REQ')];
    const seen = await Promise.all(readers.map(async (reader) => (await reader.get(secretPath)).status));
    expect(seen).toEqual([404, 200]);
    const deleted = await tina.delete(path, {
      headers: { 'if-match': (await ina.get(path)).headers.get('etag') ?? '' },
    });
    expect(deleted.status).toBe(204);
    await fresh();
    expect(JSON.stringify((await read()).body)).not.toContain('The store is full.');
  });

  it('D2 as a page: escaped, without a script, with one language, headings in order and names for everything', async () => {
    const path = await published({ text: { en: '<script>alert(1)</script>\n\n"Quoted" & more' } });
    await fresh();
    const { status, body, headers } = await html('en-GB');

    expect([status, headers.get('content-type'), headers.get('content-language')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'en',
    ]);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(body).not.toMatch(/<script|<img|<iframe|<form|<link| on\w+=| style=|href=/);
    expect(body).toContain('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>&quot;Quoted&quot; &amp; more</p>');
    expect(body).toContain('<h1 dir="auto">Acme &lt;IT&gt;: Service status</h1>');
    expect([...body.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))).toEqual(
      expect.arrayContaining([1, 2, 3]),
    );
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const named = [...body.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(body).toContain('<th scope="row" dir="auto">E-mail</th><td>Outage</td>');
    expect((await html('de')).body).toContain('Einige Dienste sind ausgefallen.');
    await ina.act(path, 'resolve');
  });

  it('D2 is kept for 30 seconds, by readers and by the function', async () => {
    await fresh();
    const first = await read();
    await world.advance('PT10S');
    const path = await published({ effect: 'degradation', services: ['erp'], text: { en: 'Orders are slow.' } });
    const second = await read();
    await world.advance('PT20S');
    const third = await read();

    expect(first.headers.get('cache-control')).toBe('public, max-age=30');
    expect(second.headers.get('cache-control')).toBe('public, max-age=20');
    expect(first.headers.get('vary')).toBe('Accept-Language');
    expect(second.body).toEqual(first.body);
    expect(JSON.stringify(third.body)).toContain('Orders are slow.');
    await ina.act(path, 'resolve');
  });

  it('D2 is the tenant’s own: an MSP’s page is not its clients’, and a suspended tenant has none', async () => {
    const olga = await world.as('olga', 'MSP TAD', 'northwind');
    expect((await olga.put('/v1/status-page', page)).status).toBe(201);
    await fresh();

    expect((await read('en', 'northwind')).status).toBe(200);
    expect((await read('en', 'globex')).status).toBe(404);
    expect((await olga.post('/v1/tenants/acme/suspend')).status).toBe(200);
    await fresh();
    expect([(await read()).status, (await html()).status]).toEqual([404, 404]);
    await olga.post('/v1/tenants/acme/reactivate');
    await fresh();
    expect((await read()).status).toBe(200);
  });
});
