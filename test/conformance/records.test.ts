/** What every record type does with a request, through the running stack: bodies, versions, keys, lists, methods and media types. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHidden } from '#shared/engine/access';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { Body } from '#shared/grammar/examples';
import { createFields, recordFields, writableFields } from '#shared/grammar/schemas';
import { definitions } from '#test/conformance/definitions';
import { NOW } from '#test/conformance/now';
import { auditor, type Person } from '#test/conformance/people';
import { actorOf, creatorOf, newRecord, statedBody } from '#test/conformance/records';
import { createBody, inputOf } from '#test/conformance/sample';
import { type ConformanceStack, openStack } from '#test/conformance/stack';
import type { Answer, Client } from '#test/support/client';

let stack: ConformanceStack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.close());

const slug = ({ body }: Answer): string => String(body.type).replace('urn:itsm:problem:', '');
const pointers = ({ body }: Answer): readonly string[] =>
  (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);

describe.each(definitions.filter(({ definition }) => creatorOf(definition)))('creating $type', ({ definition }) => {
  const path = `/v1/${definition.path}`;
  let body: Body;
  let client: Client;
  beforeAll(async () => {
    body = await statedBody(stack, definition);
    client = await stack.as(creatorOf(definition) ?? auditor);
  });

  it('answers 201 with the whole record, its address and its version', async () => {
    const answer = await client.post(path, body);

    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    expect(answer.body).toMatchObject({ type: definition.type, version: 1, state: definition.lifecycle.initial });
    expect(answer.body.id).toMatch(new RegExp(`^${definition.prefix}\\d{7}$`));
    expect(answer.headers.get('location')).toBe(`${path}/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    const read = await client.get(`${path}/${String(answer.body.id).toLowerCase()}`);
    expect(read.body).toEqual(answer.body);
    // What was given is what is kept, unless a rule of the record says otherwise.
    const { reason, ...given } = body;
    const own = 'reason' in definition.fields ? { reason } : {};
    expect(answer.body).toMatchObject({ ...given, ...own });
  });

  const required = Object.entries(createFields(definition)).filter(([, { options }]) => options.required);
  it.each(required.map(([name]) => name))('refuses a body without %s', async (name) => {
    const { [name]: _, ...rest } = body;
    const answer = await client.post(path, rest);

    expect([answer.status, slug(answer), pointers(answer)]).toEqual([422, 'required-field-missing', [`/${name}`]]);
  });

  it('refuses an unknown field, and what only rules write', async () => {
    const unknown = await client.post(path, { ...body, colour: 'red' });
    const readOnly = await client.post(path, { ...body, state: 'closed', uid: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });

    expect([unknown.status, slug(unknown), pointers(unknown)]).toEqual([422, 'unknown-field', ['/colour']]);
    expect([readOnly.status, [...pointers(readOnly)].sort()]).toEqual([422, ['/state', '/uid']]);
  });

  it('refuses an unknown parameter, another media type, broken JSON, and more than a mebibyte', async () => {
    const parameter = await client.post(`${path}?colour=red`, body);
    const type = await client.post(path, JSON.stringify(body), { headers: { 'content-type': 'text/plain' } });
    const broken = await client.post(path, '{"title":');
    const large = await client.post(path, { ...body, description: 'x'.repeat(1_048_576) });

    expect([parameter.status, slug(parameter)]).toEqual([400, 'unknown-parameter']);
    expect([type.status, slug(type)]).toEqual([415, 'unsupported-media-type']);
    expect([broken.status, slug(broken)]).toEqual([400, 'malformed-request']);
    expect([large.status, slug(large)]).toEqual([413, 'payload-too-large']);
  });

  it('a dry run stores nothing', async () => {
    const before = await client.get(`${path}?limit=200`);
    const dry = await client.post(`${path}?dryRun=true`, body);

    expect([dry.status, dry.body.dryRun]).toEqual([200, true]);
    expect((await client.get(`${path}?limit=200`)).body.items).toHaveLength(before.body.items.length);
  });

  it('the same key answers the same; with another body it is refused', async () => {
    const headers = { 'idempotency-key': `create-${definition.type}` };
    const first = await client.post(path, body, { headers });
    const again = await client.post(path, body, { headers });
    const other = await client.post(path, { ...body, title: 'Something else' }, { headers });

    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect([other.status, slug(other)]).toEqual([422, 'idempotency-key-reused']);
  });

  it('lists page to the end, each record once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await newRecord(stack, definition.type)).path.replace(`${path}/`, ''));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Answer = await client.get(`${path}?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor;
    } while (cursor);

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });
});

/** What a requester may see of a record, and state, is told by its fields: those of agents have a mark, or are hidden. */
const openToRequesters = definitions.filter(
  ({ definition }) => definition.create.by.includes('REQ') && definition.permissions.REQ?.includes('C'),
);

describe.each(openToRequesters)('creating $type as a requester', ({ definition }) => {
  it('field-report 10 refuses every field that is not a requester’s to see or to state', async () => {
    const client = await stack.as({ user: 'kim', role: 'REQ' });
    const fields = Object.entries(recordFields(definition)).filter(
      ([name, { options }]) => options.readOnly || options.statedBy || isHidden(definition, name),
    );
    const names = fields.map(([name]) => name);
    const answer = await client.post(`/v1/${definition.path}`, {
      ...createBody(definition),
      ...Object.fromEntries(names.map((name) => [name, 'x'])),
    });

    expect(names.length).toBeGreaterThan(0);
    expect([answer.status, slug(answer)]).toEqual([422, 'read-only-field']);
    expect([...pointers(answer)].sort()).toEqual(names.map((name) => `/${name}`).sort());
  });
});

/** Somebody who may change fields by role; undefined where nobody may. */
const editorOf = ({ permissions, actions }: AnyRecordDefinition): Person | undefined =>
  Object.keys(actions).length === 0
    ? undefined
    : actorOf(Object.entries(permissions).flatMap(([role, letters]) => (letters?.includes('U') ? [role] : [])));

describe.each(definitions.filter(({ definition }) => editorOf(definition)))(
  'changing $type',
  ({ type, definition }) => {
    let client: Client;
    let path: string;
    let tag: string;
    beforeAll(async () => {
      client = await stack.as(editorOf(definition) ?? auditor);
      ({ path } = await newRecord(stack, type));
      tag = (await client.get(path)).headers.get('etag') ?? '';
    });

    it('refuses to change what only rules write', async () => {
      const fields = Object.entries(recordFields(definition)).filter(([, { options }]) => options.readOnly);
      const names = [...fields.map(([name]) => name), 'state', 'uid', 'id', 'version', 'createdBy', 'closedAt'];
      const answer = await client.patch(path, Object.fromEntries(names.map((name) => [name, 'x'])), {
        headers: { 'if-match': tag },
      });

      expect([answer.status, slug(answer)]).toEqual([422, 'read-only-field']);
      expect([...pointers(answer)].sort()).toEqual(names.map((name) => `/${name}`).sort());
    });

    it('refuses unknown fields, also those that every object has, and clearing required ones', async () => {
      for (const body of ['{"colour":1}', '{"constructor":1}', '{"__proto__":1}', '{"toString":null}']) {
        const answer = await client.patch(path, body, { headers: { 'if-match': tag } });
        expect([body, answer.status, slug(answer)]).toEqual([body, 422, 'unknown-field']);
      }
      const required = Object.entries(writableFields(definition)).filter(([, { options }]) => options.required);
      for (const [name] of required) {
        const answer = await client.patch(path, { [name]: null }, { headers: { 'if-match': tag } });
        expect([name, answer.status]).toEqual([name, 422]);
      }
    });

    it('wants the version that a change is based on', async () => {
      const blind = await client.patch(path, { title: 'Changed' });
      const any = await client.patch(path, { title: 'Changed' }, { headers: { 'if-match': '*' } });
      const stale = await client.patch(path, { title: 'Changed' }, { headers: { 'if-match': '"999"' } });

      expect([blind.status, any.status, stale.status]).toEqual([428, 400, 412]);
      expect(stale.body.currentEtag).toBe(tag);
      expect(stale.headers.get('etag')).toBe(tag);
    });
  },
);

describe.each(definitions)('an existing $type', ({ type, definition }) => {
  const publicActions = Object.entries(definition.actions).filter(([, { by }]) => actorOf(by) !== undefined);
  const alive = Object.keys(definition.actions).length > 0;
  const collection = `/v1/${definition.path}`;
  let path: string;
  let tag: string;
  beforeAll(async () => {
    ({ path } = await newRecord(stack, type));
    tag = (await (await stack.as(auditor)).get(path)).headers.get('etag') ?? '';
  });

  it.each(publicActions.map(([name, action]) => ({ name, action })))(
    '$name wants a version, its required input, and nothing unknown',
    async ({ name, action }) => {
      const client = await stack.as(actorOf(action.by) ?? auditor);
      const input = inputOf(definition, name);
      const headers = { 'if-match': tag };
      const blind = await client.post(`${path}/${name}`, input);
      const stale = await client.post(`${path}/${name}`, input, { headers: { 'if-match': '"999"' } });
      const unknown = await client.post(`${path}/${name}`, { ...input, colour: 'red' }, { headers });
      const parameter = await client.post(`${path}/${name}?colour=red`, input, { headers });
      const method = await client.get(`${path}/${name}`);

      expect([blind.status, slug(blind)]).toEqual([428, 'precondition-required']);
      expect([stale.status, slug(stale), stale.body.currentEtag]).toEqual([412, 'version-mismatch', tag]);
      expect([unknown.status, slug(unknown), pointers(unknown)]).toEqual([422, 'unknown-field', ['/colour']]);
      expect([parameter.status, slug(parameter)]).toEqual([400, 'unknown-parameter']);
      expect([method.status, slug(method)]).toEqual([405, 'method-not-allowed']);
      for (const [field] of Object.entries(action.input).filter(([, { options }]) => options.required)) {
        const { [field]: _, ...rest } = input;
        const answer = await client.post(`${path}/${name}`, rest, { headers });
        expect([answer.status, slug(answer), pointers(answer)]).toEqual([422, 'required-field-missing', [`/${field}`]]);
      }
    },
  );

  it('refuses unknown parameters of every reading, and unknown sorts, limits and cursors of lists', async () => {
    const client = await stack.as(auditor);
    const readings = [
      '',
      '/history',
      '/history/verify',
      '/links',
      ...(alive ? ['/actions', '/comments', '/tasks'] : []),
    ];
    for (const tail of readings) {
      const answer = await client.get(`${path}${tail}?colour=red`);
      expect([tail, answer.status, slug(answer)]).toEqual([tail, 400, 'unknown-parameter']);
    }
    for (const query of ['colour=red', 'sort=colour', 'limit=0', 'limit=201', 'limit=x', 'createdAt[gte]=yesterday']) {
      const answer = await client.get(`${collection}?${query}`);
      expect([query, answer.status, slug(answer)]).toEqual([query, 400, 'unknown-parameter']);
    }
    const cursor = await client.get(`${collection}?cursor=garbage`);
    expect([cursor.status, slug(cursor)]).toEqual([400, 'invalid-cursor']);
  });

  it('knows its methods only', async () => {
    const client = await stack.as(auditor);
    const answers = [await client.put(collection), await client.delete(collection), await client.put(path)];

    for (const answer of answers) expect([answer.status, slug(answer)]).toEqual([405, 'method-not-allowed']);
    const nowhere = await client.get(`${path}/nowhere`);
    expect([nowhere.status, slug(nowhere)]).toEqual([404, 'not-found']);
  });

  it('a list filter of a public field finds exactly what has the value', async () => {
    const client = await stack.as(auditor);
    const { body: record } = await client.get(path);
    const filters = Object.entries(recordFields(definition)).filter(
      ([name, { options }]) => options.filter && name in record,
    );
    for (const [name] of filters) {
      const { body } = await client.get(`${collection}?${name}=${encodeURIComponent(record[name])}&limit=200`);
      expect(
        body.items.map(({ id }: { id: string }) => id),
        name,
      ).toContain(record.id);
      for (const item of body.items) expect(String(item[name])).toBe(String(record[name]));
    }
  });
});

describe('a day later', () => {
  it('keys are forgotten, whether they came with a create, an action or a comment', async () => {
    const { path } = await newRecord(stack, 'incident');
    const headers = { 'idempotency-key': 'used-again' };
    const body = { title: 'The printer jams', category: 'printing' };
    const comment = { body: 'Any news?', visibility: 'public' };
    const agent = await stack.as({ user: 'ada', role: 'AGT' });
    const first = [
      await agent.post('/v1/incidents', body, { headers }),
      await agent.post(`${path}/comments`, comment, { headers }),
      await agent.act(path, 'assign', { group: 'service-desk' }, { headers }),
    ];
    await stack.to(new Date(Date.parse(NOW) + 25 * 3_600_000).toISOString());
    // The token of a day ago has expired.
    const later = await stack.as({ user: 'ada', role: 'LEAD' });
    const second = [
      await later.post('/v1/incidents', { ...body, title: 'It jams again' }, { headers }),
      await later.post(`${path}/comments`, { ...comment, body: 'Still none?' }, { headers }),
      await later.act(path, 'assign', { group: 'service-desk', user: 'ada' }, { headers }),
    ];

    expect(first.map(({ status }) => status)).toEqual([201, 201, 200]);
    expect(second.map(({ status, body }) => [status, body.detail])).toEqual([
      [201, undefined],
      [201, undefined],
      [200, undefined],
    ]);
    expect(second[0]?.body.id).not.toBe(first[0]?.body.id);
  });
});
