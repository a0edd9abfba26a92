/** Bad requests get a clear answer, and HTTP means what it says: limits, versions, methods, bytes, paths, pages of other hosts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '#test/conformance/raw';
import type { Answer, Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

let world: World;
let ada: Client; // an agent
let tina: Client; // the administrator
let authorization: string;
beforeAll(async () => {
  world = await openWorld('2026-11-30T09:00:00Z');
  ada = await world.as('ada', 'AGT');
  tina = await world.as('tina', 'TAD');
  authorization = await world.authorization('ada', 'AGT');
});
afterAll(() => world.close());

const fresh = { title: 'Mail is slow', category: 'mail' };
const json = { 'content-type': 'application/json' };
const slug = ({ body }: Pick<Answer, 'body'>): string => String(body.type).replace('urn:itsm:problem:', '');

interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function send(method: string, path: string, init: RequestInit = {}): Promise<Sent> {
  const headers = { authorization, ...init.headers };
  const response = await fetch(`${world.url}${path}`, { ...init, method, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const problemOf = ({ status, text }: Sent) => {
  const body = JSON.parse(text);
  return [status, slug({ body }), String(body.detail)] as const;
};

it('field-report 22 the limit of a body is one, and said in one sentence', async () => {
  const over = problemOf(await send('POST', '/v1/incidents', { headers: json, body: 'x'.repeat(1_048_577) }));
  const more = problemOf(await send('POST', '/v1/incidents', { headers: json, body: 'x'.repeat(7 * 1_048_576) }));
  const most = problemOf(await send('POST', '/v1/incidents', { headers: json, body: 'x'.repeat(10 * 1_048_576 + 1) }));

  expect(over.slice(0, 2)).toEqual([413, 'payload-too-large']);
  expect(over[2]).toContain('1 MiB (1048576 bytes)');
  expect([more, most]).toEqual([over, over]);
});

it('field-report 23 what If-Match cannot be is said, instead of a version that has changed', async () => {
  const { body } = await ada.post('/v1/incidents', fresh);
  const change = (ifMatch: string) =>
    ada.patch(`/v1/incidents/${body.id}`, { symptoms: 'Slow' }, { headers: { 'if-match': ifMatch } });

  for (const given of ['*', '1', 'W/"1"', '"1', 'garbage', '"x"', '""', '"1", "x"']) {
    const answer = await change(given);
    expect([given, answer.status, slug(answer)]).toEqual([given, 400, 'malformed-request']);
    expect(answer.body.detail).toContain('in quotes, as the ETag has it');
  }
  const comment = await ada.post(
    `/v1/incidents/${body.id}/comments`,
    { body: 'x', visibility: 'internal' },
    { headers: { 'if-match': '1' } },
  );
  expect(comment.status).toBe(400);
  expect((await change('"7"')).status).toBe(412);
  expect((await change('"7", "1"')).status).toBe(200);
});

describe('methods', () => {
  it('field-report 24 HEAD answers as GET does, without the body', async () => {
    const { body } = await ada.post('/v1/incidents', fresh);
    const paths = ['/docs', '/openapi.json', '/health', '/v1/incidents', `/v1/incidents/${body.id}`];
    for (const path of [...paths, '/v1/queues/service-desk/incidents', '/v1/views', '/v1/service-status?tenant=acme']) {
      const [head, get] = [await send('HEAD', path), await send('GET', path)];
      expect([path, head.status, head.text]).toEqual([path, get.status, '']);
      for (const name of ['content-type', 'etag', 'cache-control'])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, get.headers.get(name)]);
    }
  });

  it('field-report 24 a 405 names in Allow what the resource knows', async () => {
    const record = await send('PUT', '/v1/incidents/INC0000001', { headers: json, body: '{}' });
    const queue = await send('POST', '/v1/queues/service-desk/incidents', { headers: json, body: '{}' });

    expect([record.status, record.headers.get('allow')?.split(', ').sort()]).toEqual([
      405,
      ['DELETE', 'GET', 'HEAD', 'PATCH'],
    ]);
    expect([queue.status, queue.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('pages of other hosts', () => {
  const portal = 'https://portal.acme.example';
  const preflight = { origin: portal, 'access-control-request-method': 'POST' };

  it('field-report 24 ask beforehand without credentials, and are answered', async () => {
    for (const path of ['/v1/incidents', '/v1/incidents/INC0000001/comments', '/v1/queues/g/incidents', '/v1/users']) {
      const answer = await fetch(`${world.url}${path}`, { method: 'OPTIONS', headers: preflight });
      expect([path, answer.status, await answer.text()]).toEqual([path, 204, '']);
      expect(answer.headers.get('access-control-allow-headers')).toContain('If-Match');
      expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('field-report 24 read answers and refusals of the tenants that list them, and of no other', async () => {
    const gus = await world.authorization('gus', 'AGT', 'globex');
    const readable = async (path: string, headers: Readonly<Record<string, string>>) =>
      (await send('GET', path, { headers })).headers.get('access-control-allow-origin');
    const { body } = await tina.get('/v1/settings');
    const wrong = await tina.put('/v1/settings', {
      ...body.body,
      webOrigins: [`${portal}/app`, 'http://portal.example'],
    });
    const set = await tina.put('/v1/settings', { ...body.body, webOrigins: [portal] });
    await world.advance('PT11S');

    expect([wrong.status, wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/webOrigins/0', '/webOrigins/1'],
    ]);
    expect(set.status).toBe(201);
    for (const path of ['/v1/incidents', '/v1/incidents/INC9999999', '/v1/incidents?colour=red', '/v1/views']) {
      expect([path, await readable(path, { origin: portal })]).toEqual([path, portal]);
      expect([path, await readable(path, { origin: 'https://evil.example' })]).toEqual([path, null]);
      expect([path, await readable(path, { origin: portal, authorization: gus })]).toEqual([path, null]);
    }
    // That a token has expired is the same for everybody.
    expect(await readable('/v1/incidents', { origin: portal, authorization: '' })).toBe('*');
    await tina.delete('/v1/settings', { headers: { 'if-match': set.headers.get('etag') ?? '' } });
  });
});

describe('bytes', () => {
  it('field-report 25 what is no UTF-8 is refused, and so is another charset', async () => {
    const latin = Buffer.from('{"title":"caf\xe9","category":"mail"}', 'latin1');
    const bytes = problemOf(await send('POST', '/v1/incidents', { headers: json, body: latin }));
    const charset = problemOf(
      await send('POST', '/v1/incidents', {
        headers: { 'content-type': 'application/json; charset=iso-8859-1' },
        body: JSON.stringify(fresh),
      }),
    );
    const utf8 = await send('POST', '/v1/incidents', {
      headers: { 'content-type': 'application/json; charset="UTF-8"' },
      body: JSON.stringify({ ...fresh, title: 'Café 漢字 🎉' }),
    });

    expect(bytes.slice(0, 2)).toEqual([400, 'malformed-request']);
    expect(bytes[2]).toContain('UTF-8');
    expect(charset.slice(0, 2)).toEqual([415, 'unsupported-media-type']);
    expect(charset[2]).toContain('iso-8859-1');
    expect([utf8.status, JSON.parse(utf8.text).title]).toEqual([201, 'Café 漢字 🎉']);
  });

  it('field-report 25 a title is a line in which something is to be seen', async () => {
    for (const title of ['   ', 'a\u0000b', 'a\nb', 'a\tb', 'a\u202eb', '\u200b', '\u2066x', 'a\u2028b']) {
      const answer = await ada.post('/v1/incidents?dryRun=true', { ...fresh, title });
      expect([title, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([title, 422, '/title']);
      expect(answer.body.errors[0].message).toContain('one line');
    }
    for (const title of ['Müller’s “printer”', '漢字', 'זה עברית', '🏳️‍🌈'])
      expect([title, (await ada.post('/v1/incidents?dryRun=true', { ...fresh, title })).status]).toEqual([title, 200]);
    const group = { name: ' \u200f ', active: true, members: [] };
    expect((await tina.put('/v1/groups/blank', group)).status).toBe(422);
  });

  it('field-report 25 no text is of nothing but what nobody sees, and none has what is no character', async () => {
    const { body } = await ada.post('/v1/incidents', fresh);
    const path = `/v1/incidents/${body.id}`;
    await ada.act(path, 'start-work', {});
    const comment = (text: string) => ada.post(`${path}/comments`, { body: text, visibility: 'internal' });
    const ways: readonly (readonly [string, (text: string) => Promise<Answer>])[] = [
      ['/body', comment],
      ['/title', (text) => ada.post(`${path}/tasks?dryRun=true`, { title: text })],
      ['/title', (text) => ada.post('/v1/incidents?dryRun=true', { ...fresh, title: text })],
      ['/description', (text) => ada.post('/v1/incidents?dryRun=true', { ...fresh, description: text })],
      ['/reason', (text) => ada.act(path, 'cancel', { reason: text })],
      ['/notes', (text) => ada.act(path, 'resolve', { code: 'no_fault', notes: `${text}${' '.repeat(12)}` })],
    ];
    const never = [
      '   ',
      '\u0000',
      'x\u0000y',
      '\u200b',
      '\u3164',
      '\u2800',
      'a\uffff',
      'a\u{1fffe}',
      '\u001b[31m',
      'a\u0085b',
    ];
    for (const [pointer, send] of ways)
      for (const text of never) {
        const answer = await send(text);
        expect([pointer, text, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([pointer, text, 422, pointer]);
      }

    const taken = ['👩‍👩‍👧', '❤️', 'می‌خواهم', 'שָׁלוֹם', 'مُحَمَّد', 'ไม่ได้', '가', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'é'];
    for (const text of taken) {
      expect([text, (await comment(text)).status]).toEqual([text, 201]);
      expect([text, (await ada.post(`${path}/tasks?dryRun=true`, { title: text })).status]).toEqual([text, 200]);
    }
    expect((await comment('\tfirst\r\n\u200fשלום\u200e, second\n')).status).toBe(201);
  });

  it('field-report 25 the least length of a text counts what is to be seen', async () => {
    const { body } = await ada.post('/v1/incidents', fresh);
    const path = `/v1/incidents/${body.id}`;
    await ada.act(path, 'start-work', {});
    const resolve = (notes: string) => ada.act(path, 'resolve', { code: 'no_fault', notes });

    for (const notes of [' '.repeat(12), `a${' '.repeat(12)}b`, `short${'\u200b'.repeat(9)}`, `ok${'\n'.repeat(9)}`]) {
      const answer = await resolve(notes);
      expect([notes, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([notes, 422, '/notes']);
      expect(answer.body.errors[0].message).toContain('at least 10 characters');
    }
  });

  it('field-report 25 a key that stands twice is refused by its name', async () => {
    for (const [body, key] of [
      ['{"title":"a","category":"mail","title":"b"}', 'title'],
      ['{"title":"a","category":"mail","tags":[{"x":1,"\\u0078":2}]}', 'x'],
    ] as const) {
      const answer = await ada.post('/v1/incidents', body);
      expect([answer.status, slug(answer)]).toEqual([400, 'malformed-request']);
      expect(answer.body.detail).toContain(`names ${key} twice`);
    }
    const nested = '{"title":"\\"title\\":","category":"mail","customFields":{},"symptoms":"{\\"a\\":1,\\"a\\":2}"}';
    expect((await ada.post('/v1/incidents?dryRun=true', nested)).status).toBe(200);
  });

  it('field-report 25 a number in the address is digits', async () => {
    for (const limit of ['1e2', '0x10', '-1', '0', '201', '1.0', '+5', ' 5', '']) {
      for (const path of ['/v1/incidents', '/v1/users', '/v1/notifications']) {
        const answer = await tina.get(`${path}?limit=${encodeURIComponent(limit)}`);
        expect([path, limit, answer.status, answer.body.parameter]).toEqual([path, limit, 400, 'limit']);
      }
    }
  });
});

describe('small things, each of which costs a minute', () => {
  it('field-report 37 a path with an empty part is told as it was sent', async () => {
    for (const target of ['//v1/incidents', '/v1//incidents', '/v1/incidents//INC0000001']) {
      const { status, text } = await sendRaw(world.url, { method: 'GET', target, headers: { authorization } });
      expect([target, status]).toEqual([target, 404]);
      expect(JSON.parse(text).detail).not.toContain('/v1/v1');
    }
    expect((await send('GET', '/v1/incidents/')).status).toBe(200);
  });

  it('field-report 37 a pattern is told in words', async () => {
    const olga = await world.as('olga', 'MSP', 'northwind');
    const tenant = await olga.post('/v1/tenants', { slug: 'Not a slug', name: 'X', zone: 'Europe/Berlin' });
    const tag = await ada.post('/v1/incidents', { ...fresh, tags: ['Über'] });
    for (const answer of [tenant, tag]) {
      expect(answer.status).toBe(422);
      expect(answer.body.detail).not.toMatch(/regex/);
      expect(answer.body.detail).toContain('a-z');
    }
  });

  it('field-report 37 a value that cannot be is not called an unknown parameter', async () => {
    const { body } = await ada.get('/v1/incidents?limit=-1');
    expect([body.title, body.detail]).toEqual([
      'The query parameter, or its value, is not known',
      'limit is a whole number from 1 to 200, was given -1',
    ]);
  });

  it('field-report 37 an unknown group is called unknown, and pointed at', async () => {
    const { body } = await ada.post('/v1/incidents', fresh);
    const path = `/v1/incidents/${body.id}`;
    const unknown = await ada.act(path, 'assign', { group: 'srvice-desk' });
    const inactive = await ada.act(path, 'assign', { group: 'retired-group' });
    const task = await ada.post(`${path}/tasks`, { title: 'x', mandatory: true, assignedGroup: 'srvice-desk' });

    expect([unknown.status, slug(unknown), unknown.body.errors[0].pointer]).toEqual([
      422,
      'unknown-reference',
      '/group',
    ]);
    expect(unknown.body.detail).toContain('service-desk');
    expect([inactive.status, slug(inactive), inactive.body.errors[0].pointer]).toEqual([
      422,
      'inactive-group',
      '/group',
    ]);
    expect([task.status, slug(task), task.body.errors[0].pointer]).toEqual([
      422,
      'unknown-reference',
      '/assignedGroup',
    ]);
  });

  it('field-report 37 a 409 names actions that a route leads to', async () => {
    const { body } = await ada.post('/v1/incidents', fresh);
    const lea = await world.as('lea', 'LEAD');
    const refused = await lea.act(`/v1/incidents/${body.id}`, 'close', {});

    expect([refused.status, slug(refused)]).toEqual([409, 'illegal-transition']);
    expect(refused.body.allowed).toContain('assign');
    for (const name of ['stall', 'resolve-with-parent', 'remind']) expect(refused.body.allowed).not.toContain(name);
  });

  it('field-report 15 what has no group is not given back to one, and says so beforehand', async () => {
    const { body } = await ada.post('/v1/incidents', fresh);
    const path = `/v1/incidents/${body.id}`;
    await ada.act(path, 'start-work', {});
    const offered = (await ada.get(`${path}/actions`)).body.items.find(
      ({ action }: { action: string }) => action === 'return',
    );
    const answer = await ada.act(path, 'return', { reason: 'Not ours' });

    expect([offered.allowed, offered.unmetGuards[0].guard]).toEqual([false, 'hasGroup']);
    expect([answer.status, slug(answer), answer.body.guards[0].guard]).toEqual([409, 'guard-failed', 'hasGroup']);
  });
});
