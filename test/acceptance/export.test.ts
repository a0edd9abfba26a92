/** Exports (A8): everything that a list would show its reader, as a file in pages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '#test/support/client';
import { openWorld, type World } from '#test/support/world';

const COUNT = 110;

let world: World;
let ada: Client;
let rita: Client;
beforeAll(async () => {
  world = await openWorld('2026-06-15T07:00:00Z');
  ada = await world.as('ada', 'AGT');
  rita = await world.as('rita', 'REQ');
  for (let i = 0; i < COUNT; i += 10) {
    const some = Array.from({ length: 10 }, (_, j) =>
      ada.post('/v1/incidents', {
        title: i + j === 7 ? '=HYPERLINK("http://evil.example"), "quoted"' : `Printer ${i + j}`,
        category: (i + j) % 2 === 0 ? 'printing' : 'email',
        requesterId: (i + j) % 10 === 0 ? 'rita' : 'rolf',
        tags: ['floor-3', 'noisy'],
        affectedUsers: ['rosa'],
      }),
    );
    await Promise.all(some);
  }
});
afterAll(() => world.close());

interface File {
  readonly text: string;
  readonly type: string;
  readonly operation: Readonly<Record<string, unknown>>;
}

/** Exports and fetches every page. */
async function exported(client: Client, body: object, collection = 'incidents'): Promise<File> {
  const started = await client.post(`/v1/${collection}/export`, body);
  expect([started.status, started.body.detail]).toEqual([202, undefined]);
  await world.settled();
  const location = started.headers.get('location') ?? '';
  const { body: operation } = await client.get(location);
  let text = '';
  let type = '';
  for (let next: string | undefined = `${location}/pages/1`; next !== undefined; ) {
    const page = await client.get(next);
    expect(page.status).toBe(200);
    text += page.body;
    type = page.headers.get('content-type') ?? '';
    next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  }
  return { text, type, operation };
}

const lines = ({ text }: File): readonly Readonly<Record<string, unknown>>[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));

describe('an export', () => {
  it('A8 as JSON lines has each record once, as the list shows it', async () => {
    const file = await exported(ada, { format: 'jsonl' });

    expect(file.operation).toMatchObject({ kind: 'export', state: 'finished', progress: { done: COUNT } });
    expect(file.type).toContain('application/x-ndjson');
    const records = lines(file);
    expect(new Set(records.map(({ id }) => id)).size).toBe(COUNT);
    expect(records).toHaveLength(COUNT);
    const [first] = records;
    expect(first).toEqual((await ada.get(`/v1/incidents/${first?.id}`)).body);
  });

  it('takes the filters of the list, and fields', async () => {
    const file = await exported(ada, {
      format: 'jsonl',
      filters: { category: 'email', requesterId: 'rolf' },
      fields: ['id', 'category', 'requesterId'],
    });

    const records = lines(file);
    expect(records).toHaveLength(55);
    for (const record of records) expect(record).toEqual({ id: record.id, category: 'email', requesterId: 'rolf' });
  });

  it('as CSV has a head, quotes what needs it, and hides no formula from a spreadsheet', async () => {
    const file = await exported(ada, { format: 'csv', fields: ['id', 'title', 'tags'] });

    expect(file.type).toContain('text/csv');
    const rows = file.text.split('\r\n');
    expect(rows[0]).toBe('id,title,tags');
    expect(rows).toHaveLength(COUNT + 2);
    expect(file.text).toContain(`"'=HYPERLINK(""http://evil.example""), ""quoted""","[""floor-3"",""noisy""]"`);
  });

  it('of a requester has their own records, without what is internal', async () => {
    const file = await exported(rita, { format: 'jsonl' });
    const table = await exported(rita, { format: 'csv' });

    const records = lines(file);
    expect(records).toHaveLength(11);
    for (const record of records) expect(record.requesterId).toBe('rita');
    expect(file.text).not.toMatch(/rosa|affectedUsers|initialCategory/);
    expect(table.text).not.toMatch(/rosa/);
    expect(table.text.split('\r\n')).toHaveLength(13);
  });

  it('belongs to its caller, in this tenant, for a day', async () => {
    const started = await ada.post('/v1/incidents/export', { format: 'jsonl' });
    await world.settled();
    const page = `${started.headers.get('location')}/pages/1`;
    expect(started.body.results).toBe(page);
    const others = [
      await world.as('lena', 'LEAD'),
      await world.as('tina', 'TAD'),
      await world.as('ada', 'AGT', 'globex'),
    ];

    for (const other of others) expect((await other.get(page)).status).toBe(404);
    expect((await ada.get(page.replace(/1$/, '99'))).status).toBe(404);
    expect((await ada.get(page)).status).toBe(200);
    // Nothing is left for clocks to do in the day that passes.
    const ids = lines(await exported(ada, { format: 'jsonl', fields: ['id'] })).map(({ id }) => ({ id }));
    await ada.post('/v1/incidents/bulk', { command: 'cancel', body: { reason: 'A test' }, items: ids });
    await world.settled();
    await world.advance('P1DT1M');
    expect((await ada.get(page)).status).toBe(404);
  });

  it.each(['jsonl', 'csv'])(
    'as %s has no more of a record that became confidential or was deleted since, though its page is kept for a day',
    async (format) => {
      const made = ['becomes confidential', 'is deleted', 'stays'].map((title) =>
        rita.post('/v1/incidents', { title: `What ${title}`, description: 'Two lines,\n"quoted"', category: format }),
      );
      const [hidden, deleted, kept] = (await Promise.all(made)).map(({ body }) => String(body.id));
      const started = await ada.post('/v1/incidents/export', { format, filters: { category: format } });
      await world.settled();
      const page = `${started.headers.get('location')}/pages/1`;
      const textOf = ({ body }: { readonly body: unknown }) => (typeof body === 'string' ? body : JSON.stringify(body));
      const before = textOf(await ada.get(page));
      for (const id of [hidden, deleted, kept]) expect(before).toContain(id);

      const sam = await world.as('sam', 'SEC');
      const { headers } = await sam.get(`/v1/incidents/${hidden}`);
      const seen = { headers: { 'if-match': headers.get('etag') ?? '' } };
      expect((await sam.patch(`/v1/incidents/${hidden}`, { confidential: true }, seen)).status).toBe(200);
      const tina = await world.as('tina', 'TAD');
      const gone = await tina.get(`/v1/incidents/${deleted}`);
      const removed = await tina.delete(`/v1/incidents/${deleted}`, {
        headers: { 'if-match': gone.headers.get('etag') ?? '' },
      });
      expect(removed.status).toBe(204);

      const after = textOf(await ada.get(page));
      expect(after).toContain(kept);
      for (const text of [hidden, deleted, 'becomes confidential', 'is deleted']) expect(after).not.toContain(text);
    },
  );

  it('is refused at once with an unknown filter, field or format', async () => {
    const filter = await ada.post('/v1/incidents/export', { format: 'jsonl', filters: { colour: 'red' } });
    const field = await ada.post('/v1/incidents/export', { format: 'csv', fields: ['id', 'colour'] });
    const format = await ada.post('/v1/incidents/export', { format: 'xlsx' });

    expect([filter.status, filter.body.parameter]).toEqual([400, 'colour']);
    expect([field.status, field.body.errors[0].pointer]).toEqual([422, '/fields/1']);
    expect([format.status, format.body.errors[0].pointer]).toEqual([422, '/format']);
  });
});
