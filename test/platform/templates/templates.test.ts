/** Templates (A6): their versions, who sees what of them, what may be published. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Forms, openForms, pointers, slug, subject } from '#test/platform/templates/forms';
import type { Answer } from '#test/support/client';
import { costOf, SLOW_MACHINE } from '#test/support/cost';

let world: Forms['world'];
let kim: Forms['kim'];
let ada: Forms['ada'];
let petra: Forms['petra'];
let published: Forms['published'];
let logged: Forms['logged'];
let patch: Forms['patch'];
beforeAll(async () => {
  ({ world, kim, ada, petra, published, logged, patch } = await openForms());
});
afterAll(() => world.close());

describe('patterns', () => {
  it('security 6 the dearest pattern that may be published takes 50 ms on the longest text, and a dearer one is refused', async () => {
    const pattern = '([a-z]{0,600})*!';
    const dear = { title: 'Dear', recordType: 'incident', fields: [{ key: 'x', type: 'text', pattern }] };
    const { id } = (await petra.post('/v1/templates', dear)).body;
    const refused = await petra.act(`/v1/templates/${id}`, 'publish');
    expect([refused.status, slug(refused), pointers(refused)]).toEqual([
      422,
      'invalid-template',
      ['/fields/0/pattern'],
    ]);
    const each = { type: 'text', pattern, maxLength: 200 };
    await patch(petra, `/v1/templates/${id}`, { fields: ['a', 'b', 'c'].map((key) => ({ key, ...each })) });
    const together = await petra.act(`/v1/templates/${id}`, 'publish');
    expect([together.status, pointers(together)]).toEqual([422, ['/fields/2/pattern']]);

    const longest = 410;
    const accepted = await published([{ key: 'x', type: 'text', pattern, maxLength: longest }]);
    const plain = await published([{ key: 'x', type: 'text', maxLength: longest }]);
    const customFields = { x: 'a'.repeat(longest) };
    const took = (templateId: string, status: number): Promise<number> =>
      costOf(async () => {
        const answer = await kim.post('/v1/incidents?dryRun=true', { ...subject, templateId, customFields });
        expect(answer.status).toBe(status);
      });
    expect((await took(accepted, 422)) - (await took(plain, 200))).toBeLessThan(SLOW_MACHINE * 50);
  });
});

describe('versions', () => {
  it('A20.10 a record keeps the version it was made with, and an unknown key is refused with its pointer', async () => {
    const id = await published([{ key: 'x', type: 'string', required: true }]);
    const refused = await logged(kim, id, {});
    const first = await logged(kim, id, { x: 'one' });
    await petra.act(`/v1/templates/${id}`, 'revise');
    await patch(petra, `/v1/templates/${id}`, { fields: [{ key: 'z', type: 'string' }] });
    await petra.act(`/v1/templates/${id}`, 'publish');
    await world.advance('PT11S');
    const second = await logged(kim, id, { z: 'two' });
    const path = `/v1/incidents/${first.body.id}`;

    expect([refused.status, slug(refused), pointers(refused)]).toEqual([
      422,
      'required-field-missing',
      ['/customFields/x'],
    ]);
    expect([first.body.templateVersion, second.body.templateVersion]).toEqual([1, 2]);
    const cleared = await patch(ada, path, { customFields: { x: null } });
    const unknown = await patch(ada, path, { customFields: { y: 1 } });
    const later = await patch(ada, path, { customFields: { z: 'of version 2' } });
    expect([cleared.status, slug(cleared)]).toEqual([422, 'required-field-missing']);
    expect([unknown.status, slug(unknown), pointers(unknown)]).toEqual([422, 'unknown-field', ['/customFields/y']]);
    expect([later.status, pointers(later)]).toEqual([422, ['/customFields/z']]);
    expect((await ada.get(path)).body.customFields).toEqual({ x: 'one' });
    const older = await logged(kim, id, { x: 'three' });
    expect([older.status, slug(older)]).toEqual([422, 'unknown-field']);
  });

  it('A6 another version comes by apply-template only; what it still knows stays, what it adds has its default', async () => {
    const id = await published([
      { key: 'kept', type: 'string' },
      { key: 'dropped', type: 'string' },
    ]);
    const { body: record } = await logged(kim, id, { kept: 'stays', dropped: 'goes' });
    const path = `/v1/incidents/${record.id}`;
    await petra.act(`/v1/templates/${id}`, 'revise');
    const fields = [
      { key: 'kept', type: 'string' },
      { key: 'added', type: 'int', default: 3 },
      { key: 'wanted', type: 'bool', required: true },
    ];
    await patch(petra, `/v1/templates/${id}`, { fields });
    await petra.act(`/v1/templates/${id}`, 'publish');
    await world.advance('PT11S');

    const byPatch = await patch(ada, path, { templateId: id });
    const incomplete = await ada.act(path, 'apply-template');
    const dry = await ada.post(
      `${path}/apply-template?dryRun=true`,
      { customFields: { wanted: true } },
      { headers: { 'if-match': '"1"' } },
    );
    const upgraded = await ada.act(path, 'apply-template', { customFields: { wanted: true } });

    expect([byPatch.status, slug(byPatch)]).toEqual([422, 'read-only-field']);
    expect([incomplete.status, pointers(incomplete)]).toEqual([422, ['/customFields/wanted']]);
    expect(dry.body.changed).toEqual(expect.arrayContaining(['templateVersion', 'customFields']));
    expect([upgraded.status, upgraded.body.templateVersion]).toEqual([200, 2]);
    expect(upgraded.body.customFields).toEqual({ kept: 'stays', added: 3, wanted: true });
    const history = await ada.get(`${path}/history`);
    expect(history.body.items.map(({ command }: { command: string }) => command)).toEqual(['create', 'apply-template']);
    expect((await ada.act(path, 'apply-template', { version: 9 })).status).toBe(422);
  });

  it('A6 its versions are listed, read and compared, each with its digest; the last is superseded when it is retired', async () => {
    const id = await published([{ key: 'x', type: 'string' }]);
    const path = `/v1/templates/${id}`;
    await petra.act(path, 'revise');
    await patch(petra, path, { title: 'The next', fields: [{ key: 'z', type: 'string' }] });
    const unpublished = (await ada.get(`${path}/versions`)).body.items;
    await petra.act(path, 'publish');

    const { items } = (await ada.get(`${path}/versions`)).body;
    const [first, compared] = [
      (await ada.get(`${path}/versions/1`)).body,
      (await ada.get(`${path}/versions/1/compare?to=2`)).body,
    ];
    expect([unpublished.length, items.map(({ version }: { version: number }) => version).sort()]).toEqual([1, [1, 2]]);
    expect([first.intact, first.content.fields]).toEqual([true, [{ key: 'x', type: 'string' }]]);
    expect(compared.changes.map(({ field }: { field: string }) => field)).toEqual(['title', 'fields']);
    const retired = await petra.act(path, 'retire', { reason: 'Nobody uses it' });
    expect([retired.body.publishedVersion, retired.body.supersededAt]).toEqual([2, retired.body.updatedAt]);
  });

  it('what was published does not change, a retired template makes no more records', async () => {
    const id = await published([{ key: 'x', type: 'string' }]);
    const path = `/v1/templates/${id}`;
    const { body: record } = await logged(kim, id, { x: 'before' });

    const changed = await patch(petra, path, { title: 'Another' });
    expect([changed.status, slug(changed)]).toEqual([409, 'immutable']);
    await petra.act(path, 'retire', { reason: 'Nobody uses it' });
    await world.advance('PT11S');
    const refused = await logged(kim, id, {});
    expect([refused.status, slug(refused), pointers(refused)]).toEqual([422, 'unknown-reference', ['/templateId']]);
    expect((await patch(ada, `/v1/incidents/${record.id}`, { customFields: { x: 'after' } })).status).toBe(200);
  });

  it('a version in force is not touched by work on the next', async () => {
    const id = await published([{ key: 'x', type: 'string' }]);
    await petra.act(`/v1/templates/${id}`, 'revise');
    await patch(petra, `/v1/templates/${id}`, { title: 'Being rewritten', fields: [] });
    await world.advance('PT11S');

    const form = await kim.get(`/v1/incidents/form?templateId=${id}`);
    expect([form.body.title, form.body.version, form.body.fields.length]).toEqual(['Broken hardware', 1, 1]);
    expect((await logged(kim, id, { x: 'as before' })).status).toBe(201);
  });

  it('forgets nothing when a template is not there, is another tenant’s, or is for other records', async () => {
    const id = await published([], { recordType: 'change' });
    const gus = await world.as('gus', 'AGT', 'globex');
    const foreign = await published([{ key: 'x', type: 'string' }]);

    for (const [by, template] of [
      [kim, id],
      [kim, 'TMP9999999'],
      [gus, foreign],
      [kim, 'constructor'],
    ] as const) {
      const answer = await logged(by, template, {});
      expect([template, answer.status, slug(answer)]).toEqual([template, 422, 'unknown-reference']);
    }
    expect((await gus.get(`/v1/templates/${foreign}`)).status).toBe(404);
    const without = await kim.post('/v1/incidents', { ...subject, customFields: { x: 1 } });
    expect([without.status, slug(without), pointers(without)]).toEqual([422, 'unknown-field', ['/customFields/x']]);
  });
});

describe('visibility', () => {
  it('A17.6 internal fields are absent for a requester: in records, lists, forms, filters, history and refusals', async () => {
    const fields = [
      { key: 'site', type: 'string' },
      { key: 'vendorCost', type: 'decimal', visibility: 'internal', required: true },
    ];
    const id = await published(fields, { defaults: { affectedUsers: ['bob'] } });
    const made = await logged(kim, id, { site: 'berlin-9' });
    const path = `/v1/incidents/${made.body.id}`;
    const agents = await patch(ada, path, { customFields: { vendorCost: 12 } });
    await world.advance('PT11S');

    expect([made.status, agents.status]).toEqual([201, 200]);
    expect(agents.body.customFields).toEqual({ site: 'berlin-9', vendorCost: 12 });
    expect((await kim.get(path)).body.customFields).toEqual({ site: 'berlin-9' });
    const seen = await Promise.all([
      kim.get(path),
      kim.get('/v1/incidents'),
      kim.get(`${path}/history`),
      kim.get(`/v1/incidents/form?templateId=${id}`),
      kim.get(`${path}?asOf=2026-12-31T00:00:00Z`),
    ]);
    for (const answer of seen) {
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).not.toMatch(/vendorCost|customFieldsInternal|affectedUsers/);
    }
    const guessed = await logged(kim, id, { vendorCost: 1 });
    const invented = await logged(kim, id, { neverThere: 1 });
    const shape = ({ body }: Answer) => body.detail.replace(/vendorCost|neverThere/g, '<key>');
    expect([guessed.status, shape(guessed)]).toEqual([422, shape(invented)]);
    const filtered = await kim.get('/v1/incidents?customFields.vendorCost=12');
    expect([filtered.status, JSON.stringify(filtered.body.known)]).toEqual([
      400,
      expect.not.stringContaining('vendorCost'),
    ]);
    expect((await ada.get('/v1/incidents?customFields.vendorCost=12')).body.items).toHaveLength(1);
    expect((await ada.get(`/v1/incidents/form?templateId=${id}`)).body.fields).toHaveLength(2);
  });
});

describe('publishing', () => {
  it('names everything that makes a draft unusable', async () => {
    const fields = [
      { key: 'a', type: 'string', pattern: '(a' },
      { key: 'a', type: 'int', min: 5, max: 1 },
      { key: 'b', type: 'enum' },
      { key: 'c', type: 'bool', requiredIf: 'state = ', maxLength: 5 },
      { key: 'd', type: 'int', default: 'three' },
      { key: 'e', type: 'string', requiredIf: "customFields.hidden = 'x'" },
      { key: 'hidden', type: 'string', visibility: 'internal' },
      { key: 'f', type: 'string', requiredIf: 'customFields.absent = 1' },
    ];
    const tasks = [{ title: 'Do it', assignedGroup: 'retired-group' }];
    const { body } = await petra.post('/v1/templates', { title: 'Wrong', recordType: 'incidnet', fields, tasks });
    const answer = await petra.act(`/v1/templates/${body.id}`, 'publish');

    expect([answer.status, slug(answer)]).toEqual([422, 'invalid-template']);
    expect([...pointers(answer)].sort()).toEqual(
      [
        ...['/fields/0/pattern', '/fields/1/key', '/fields/1/min', '/fields/2/options', '/fields/3/maxLength'],
        ...['/fields/3/requiredIf', '/fields/4/default', '/fields/5/requiredIf', '/fields/7/requiredIf'],
        ...['/recordType', '/tasks/0/assignedGroup'],
      ].sort(),
    );
    expect((await petra.get(`/v1/templates/${body.id}`)).body.state).toBe('draft');
  });

  it('agents, requesters and auditors publish nothing', async () => {
    const { body } = await petra.post('/v1/templates', { title: 'Draft', recordType: 'incident' });
    for (const roles of ['AGT', 'LEAD', 'AUD']) {
      const answer = await (await world.as('someone', roles)).act(`/v1/templates/${body.id}`, 'publish');
      expect([roles, answer.status]).toEqual([roles, 403]);
      expect(answer.body.detail).toContain(`on ${body.id} this is for PRO, TAD; your roles are ${roles}`);
    }
    expect((await kim.get(`/v1/templates/${body.id}`)).status).toBe(404);
    const refused = await ada.post('/v1/templates', { title: 'X', recordType: 'incident' });
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      'creating a template is for LEAD, PRO; your roles are AGT',
    ]);
  });

  it('a hundred fields are the most', async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, i) => ({ key: `f${i}`, type: 'string' }));
    await published(fields(100));
    const answer = await petra.post('/v1/templates', { title: 'Many', recordType: 'incident', fields: fields(101) });
    expect([answer.status, slug(answer)]).toEqual([422, 'validation-failed']);
  });
});
