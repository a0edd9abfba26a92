/** Custom fields (A6) of incidents: values, conditions, defaults, filters, events, and the vocabulary of tags. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Forms, openForms, pointers, slug, subject } from '#test/platform/templates/forms';

let world: Forms['world'];
let kim: Forms['kim'];
let ada: Forms['ada'];
let published: Forms['published'];
let logged: Forms['logged'];
let patch: Forms['patch'];
beforeAll(async () => {
  ({ world, kim, ada, published, logged, patch } = await openForms());
});
afterAll(() => world.close());

describe('values', () => {
  it('A6 each type takes what it is for, and refuses the rest with its pointer', async () => {
    const options = [{ code: 'wear' }, { code: 'drop' }];
    const types: readonly (readonly [
      field: Readonly<Record<string, unknown>>,
      value: unknown,
      bad: readonly unknown[],
    ])[] = [
      [{ type: 'string', maxLength: 5 }, 'abcde', ['abcdef', '', 1, false]],
      [{ type: 'string', pattern: '[A-Z]{2}-\\d{4}' }, 'LT-0042', ['lt-0042', 'LT-00421']],
      [{ type: 'text' }, 'x'.repeat(2000), [1, '']],
      [{ type: 'int', min: 1, max: 9 }, 9, [0, 10, 1.5, '3', 1e300]],
      [{ type: 'decimal', min: 0 }, 0.25, [-1, '1', 1e300, 1e-200]],
      [{ type: 'bool' }, false, ['false', 0]],
      [{ type: 'date' }, '2028-02-29', ['2026-02-30', '2026-2-1', '2026-06-15T00:00:00Z']],
      [{ type: 'datetime' }, '2026-06-15T09:00:00Z', ['2026-06-15', '2026-02-30T00:00:00Z', '2026-06-15T09:00:00']],
      [{ type: 'enum', options }, 'wear', ['tear', ['wear']]],
      [{ type: 'multiEnum', options }, ['drop', 'wear'], ['drop', ['drop', 'drop'], ['tear']]],
      [{ type: 'user' }, 'kim', ['k im', 'a#b', 7]],
      [{ type: 'ci' }, 'CI0000007', ['', {}]],
      [{ type: 'service' }, 'mail', [false]],
      [{ type: 'url' }, 'https://acme.example/a?b=c', ['acme.example', 'javascript:alert(1)', 'https://', 'ftp://x']],
      [{ type: 'json' }, { a: [1, { b: null }] }, [{ a: 1e-200 }, { '': 1 }, [[[[[[[1]]]]]]], 'x'.repeat(20_000)]],
      [{ type: 'group' }, 'network', ['nobody', 5]],
    ];
    const fields = types.map(([field], index) => ({ key: `f${index}`, ...field }));
    const id = await published(fields);
    const good = Object.fromEntries(types.map(([, value], index) => [`f${index}`, value]));

    const accepted = await logged(kim, id, good);
    expect([accepted.status, accepted.body.detail]).toEqual([201, undefined]);
    expect(accepted.body.customFields).toEqual(good);
    const path = `/v1/incidents/${accepted.body.id}`;
    const cases = types.flatMap(([, , bad], index) => bad.map((value) => [index, value] as const));
    for (const [index, value] of cases) {
      const answer = await ada.patch(
        path,
        { customFields: { [`f${index}`]: value } },
        { headers: { 'if-match': '"1"' } },
      );
      expect([fields[index], value, answer.status, pointers(answer)]).toEqual([
        fields[index],
        value,
        422,
        [`/customFields/f${index}`],
      ]);
    }
  });

  it('instants are kept in UTC; PATCH merges key by key, null clears, and null for all clears all', async () => {
    const id = await published([
      { key: 'at', type: 'datetime' },
      { key: 'a', type: 'int' },
      { key: 'b', type: 'int', default: 7 },
    ]);
    const { body } = await logged(kim, id, { at: '2026-06-15T11:00:00+02:00', a: 1 });
    const path = `/v1/incidents/${body.id}`;

    expect(body.customFields).toEqual({ at: '2026-06-15T09:00:00Z', a: 1, b: 7 });
    expect((await patch(ada, path, { customFields: { a: 2, b: null } })).body.customFields).toEqual({
      at: body.customFields.at,
      a: 2,
    });
    expect((await patch(ada, path, { customFields: null })).body).not.toHaveProperty('customFields');
  });

  it('A6 all values together have 64 KB at most', async () => {
    const keys = ['a', 'b', 'c'].map((key) => ({ key, type: 'text' }));
    const id = await published(keys);
    const text = 'x'.repeat(30_000);

    expect((await logged(kim, id, { a: text, b: text })).status).toBe(201);
    const refused = await logged(kim, id, { a: text, b: text, c: text });
    expect([refused.status, slug(refused)]).toEqual([422, 'limit-exceeded']);
  });

  it('A6 a field that is required in a state holds up the action until it has a value; …/actions says so beforehand', async () => {
    const id = await published([
      { key: 'cause', type: 'string', requiredIf: "state in ['resolved', 'closed'] and customFields.cost > 100" },
      { key: 'cost', type: 'decimal', readOnlyAfter: 'resolved' },
    ]);
    const { body } = await logged(kim, id, { cost: 250 });
    const path = `/v1/incidents/${body.id}`;
    await ada.act(path, 'assign', { group: 'service-desk', user: 'ada' });
    const resolution = { code: 'solved_permanently', notes: 'Replaced the mainboard.', category: 'hardware' };

    const { body: listed } = await ada.get(`${path}/actions`);
    const resolve = listed.items.find(({ action }: { action: string }) => action === 'resolve');
    const early = await ada.act(path, 'resolve', resolution);
    await patch(ada, path, { customFields: { cause: 'wear' } });
    const done = await ada.act(path, 'resolve', resolution);

    expect([resolve.allowed, resolve.missingFields]).toEqual([false, ['customFields.cause']]);
    expect([early.status, slug(early), pointers(early)]).toEqual([
      422,
      'required-field-missing',
      ['/customFields/cause'],
    ]);
    expect([done.status, done.body.state]).toEqual([200, 'resolved']);
    const late = await patch(ada, path, { customFields: { cost: 1 } });
    expect([late.status, slug(late), pointers(late)]).toEqual([422, 'read-only-field', ['/customFields/cost']]);
  });

  it('automation is not held up by a form: a resolved incident closes by itself', async () => {
    const id = await published([{ key: 'review', type: 'string', requiredIf: "state = 'closed'" }]);
    const { body } = await logged(kim, id, {});
    const path = `/v1/incidents/${body.id}`;
    await ada.act(path, 'assign', { group: 'service-desk', user: 'ada' });
    await ada.act(path, 'resolve', { code: 'user_error', notes: 'Explained to the caller.', category: 'hardware' });
    await world.advance('P8D');
    await world.settled();

    expect((await ada.get(path)).body.state).toBe('closed');
  });

  it('defaults of the record’s own fields fill what is left out, tasks are opened with it, and filters find it', async () => {
    const id = await published(
      [
        { key: 'site', type: 'string' },
        { key: 'tags', type: 'multiEnum', options: [{ code: 'a' }, { code: 'b' }] },
      ],
      {
        defaults: { category: 'printing', impact: 1 },
        tasks: [{ title: 'Take a backup', mandatory: true }, { title: 'Tell the caller' }],
      },
    );
    const made = await kim.post('/v1/incidents', {
      title: 'Printer',
      urgency: 1,
      templateId: id,
      customFields: { site: 'berlin-1', tags: ['a', 'b'] },
    });
    const path = `/v1/incidents/${made.body.id}`;
    await world.advance('PT11S');

    expect(made.body).toMatchObject({ category: 'printing', impact: 1, priority: 'P1' });
    expect((await ada.get(`${path}/tasks`)).body.items).toMatchObject([
      { title: 'Take a backup', mandatory: true, state: 'open' },
      { title: 'Tell the caller', mandatory: false },
    ]);
    expect((await ada.get(path)).body.openTasks).toBe(1);
    const found = async (query: string): Promise<readonly string[]> =>
      (await ada.get(`/v1/incidents?${query}`)).body.items.map(({ id: number }: { id: string }) => number);
    expect(await found('customFields.site=berlin-1')).toEqual([made.body.id]);
    expect(await found('customFields.site=berlin-2,berlin-1&customFields.tags=b')).toEqual([made.body.id]);
    expect(await found('customFields.site=berlin-2')).toEqual([]);
    expect(await found(`templateId=${id}`)).toEqual([made.body.id]);
    const unknown = await ada.get('/v1/incidents?customFields.nothing=1');
    expect([unknown.status, slug(unknown)]).toEqual([400, 'unknown-parameter']);
    expect(unknown.body.known).toContain('customFields.site');
  });

  it('public custom fields are in the record’s events, unless they are too many', async () => {
    const id = await published([
      { key: 'site', type: 'string' },
      { key: 'log', type: 'text' },
      { key: 'secret', type: 'string', visibility: 'internal' },
    ]);
    const small = await logged(ada, id, { site: 'berlin-1', secret: 'hush' });
    const large = await logged(ada, id, { log: 'x'.repeat(9000) });

    const [created] = await world.events({ name: 'incident.created', uid: small.body.uid });
    const [other] = await world.events({ name: 'incident.created', uid: large.body.uid });
    expect(created?.data.customFields).toEqual({ site: 'berlin-1' });
    expect([other?.data.customFields, other?.data.customFieldsOmitted]).toEqual([undefined, true]);
  });
});

describe('tags', () => {
  it('A6 a tenant may restrict tags to a vocabulary; those that a record has stay', async () => {
    const before = await kim.post('/v1/incidents', { ...subject, tags: ['old'] });
    const tina = await world.as('tina', 'TAD');
    const { body: settings } = await tina.get('/v1/settings');
    await tina.put('/v1/settings', { ...settings.body, tagVocabulary: ['vip', 'office'] });
    await world.advance('PT11S');

    const refused = await kim.post('/v1/incidents', { ...subject, tags: ['vip', 'home'] });
    const accepted = await kim.post('/v1/incidents', { ...subject, tags: ['vip'] });
    const kept = await patch(ada, `/v1/incidents/${before.body.id}`, { tags: ['old', 'office'] });

    expect([refused.status, slug(refused), pointers(refused)]).toEqual([422, 'unknown-tag', ['/tags/1']]);
    expect([accepted.status, kept.status]).toEqual([201, 200]);
  });
});
