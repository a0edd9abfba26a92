/** Queries on a specimen: where they stand, what they take, what of it the caller may know, how they are answered, and how they are described. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#infra/local/machine/json';
import { queries } from '#shared/capabilities/queries/capability';
import { query } from '#shared/capabilities/queries/query';
import { examine, MOST_EXAMINED, type Reading } from '#shared/capabilities/queries/reading';
import { facilities, rack } from '#shared/capabilities/queries/specimen';
import { openApiDocument } from '#shared/describe/openapi/document';
import { defineRecord } from '#shared/grammar/definition';
import { text } from '#shared/grammar/fields';
import type { Call } from '#test/bench/api-event';
import { type Answer, openWorkbench, type Workbench } from '#test/bench/workbench';
import { served } from '#test/support/served';

const FAC = { user: 'fay', roles: 'FAC AGT' };
const SEC = { user: 'sid', roles: 'FAC AGT SEC' };
const REQ = { user: 'rita', roles: 'REQ' };
let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench(served(facilities));
  for (const [title, site, units] of [
    ['North', 'berlin', 6],
    ['South', 'berlin', 4],
    ['<script>alert(1)</script>', 'kiel', 4],
  ] as const)
    await make('racks', { title, site, units });
  await make('devices', { title: 'mail-01 & <co>', rack: 'RCK0000001', from: 2, height: 2, cost: 12 });
  await make('devices', { title: 'vault', rack: 'RCK0000001', from: 4, height: 3, confidential: true }, SEC);
}, 120_000);
afterAll(() => bench.stop());

async function make(path: string, body: object, by: Call['by'] = FAC): Promise<void> {
  const answer = await bench.call({ method: 'POST', path: `/v1/${path}`, body, ...(by && { by }) });
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
}

const get = (path: string, by: Call['by'] = FAC, headers: Call['headers'] = {}): Promise<Answer> =>
  bench.call({ method: 'GET', path: `/v1/${path}`, headers, ...(by && { by }) });
const simulate = (body: unknown, more = '', by: Call['by'] = FAC): Promise<Answer> =>
  bench.call({ method: 'POST', path: `/v1/facilities/simulate${more}`, body, ...(by && { by }) });

describe('a query', () => {
  it('on a collection is answered by its rule, from what was read before', async () => {
    const answer = await get('racks/placement?site=berlin&height=2', SEC);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ places: [{ rack: 'RCK0000002', from: 1 }] });
    expect((await get('racks/placement?site=kiel&height=4')).body.places).toEqual([{ rack: 'RCK0000003', from: 1 }]);
  });

  it('knows nothing of what its caller may not know of', async () => {
    expect((await get('racks/RCK0000001/elevation', SEC)).body.devices).toHaveLength(2);
    const devices = (await get('racks/RCK0000001/elevation')).body.devices as readonly JsonObject[];
    expect(devices).toEqual([{ id: 'DVC0000001', from: 2, height: 2, label: 'mail-01 & <co>', cost: 12 }]);
    expect((await get('racks/placement?site=berlin&height=2')).body.places).toContainEqual({
      rack: 'RCK0000001',
      from: 4,
    });
    expect((await get('racks/RCK0000001/elevation', REQ)).status).toBe(404);
    expect((await get('racks/placement?site=berlin&height=2', REQ)).status).toBe(403);
  });

  it('leaves fields out that its caller may not see', async () => {
    await make('devices', { title: 'own', rack: 'RCK0000003', from: 1, height: 1, requesterId: 'rita', cost: 7 });
    expect((await get('facilities/beside?devices=DVC0000003')).body).toEqual({ racks: ['RCK0000003'], costs: [7] });
    expect((await get('facilities/beside?devices=DVC0000003,DVC0000001', REQ)).body).toEqual({ racks: [], costs: [] });
  });

  it('is not another tenant’s', async () => {
    const theirs = await bench.neighbour({ method: 'GET', path: '/v1/racks/placement?site=berlin&height=1', by: FAC });
    expect([theirs.status, theirs.body.places]).toEqual([200, []]);
    expect((await bench.neighbour({ method: 'GET', path: '/v1/racks/RCK0000001/elevation', by: FAC })).status).toBe(
      404,
    );
  });

  it('on a process reads on by what it read', async () => {
    expect((await get('facilities/beside?devices=DVC0000001,dvc0000003')).body.racks).toEqual([
      'RCK0000001',
      'RCK0000003',
    ]);
    expect((await get('facilities/beside?devices=DVC0000002')).body.racks).toEqual([]);
    expect((await get('facilities/beside?devices=DVC0000002', SEC)).body.racks).toEqual(['RCK0000001']);
  });

  it('that is a POST answers 200 and stores nothing, dry run or not', async () => {
    const before = await bench.snapshot();
    expect((await simulate({ loads: [1.5, 2], limit: 1 })).body).toEqual({ sum: 3.5 });
    expect((await simulate({ loads: [1.5, 2], limit: 1 }, '?dryRun=true')).status).toBe(200);
    expect(await bench.snapshot()).toEqual(before);
    const refused = await simulate({ loads: [1.5, 2], limit: 1, strict: true });
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:itsm:problem:limit-exceeded']);
    expect((await simulate({ loads: [1], limit: 2 }, '', { user: 'ada', roles: 'AGT' })).status).toBe(403);
  });

  it.each([
    ['racks/placement?site=berlin', 422, 'required-field-missing'],
    ['racks/placement?site=berlin&height=0', 422, 'validation-failed'],
    ['racks/placement?site=berlin&height=two', 422, 'validation-failed'],
    ['racks/placement?site=berlin&height=1&colour=red', 400, 'unknown-parameter'],
    ['racks/RCK0000001/elevation?by=colour', 422, 'validation-failed'],
    ['racks/RCK0000099/elevation', 404, 'not-found'],
  ])('refuses %s', async (path, status, slug) => {
    const answer = await get(path);
    expect([answer.status, answer.body.type]).toEqual([status, `urn:itsm:problem:${slug}`]);
  });
});

describe('a picture', () => {
  it('is for those who would like one, with people’s words as text', async () => {
    const svg = await get('racks/RCK0000001/elevation?by=title', FAC, { Accept: 'image/svg+xml' });
    expect([svg.status, svg.headers['content-type'], svg.headers.vary]).toEqual([200, 'image/svg+xml', 'Accept']);
    expect(svg.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(svg.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
    expect(svg.text).toContain('mail-01 &#38; &#60;co&#62;');
    expect(svg.text).not.toContain('vault');
  });

  it.each([
    ['*/*', 'application/json'],
    ['image/*', 'image/svg+xml'],
    ['application/json;q=0.2, image/svg+xml;q=0.8', 'image/svg+xml'],
    ['image/svg+xml;q=0, */*', 'application/json'],
    ['text/html, image/svg+xml;q=0.9, */*', 'image/svg+xml'],
  ])('%s is answered as %s', async (accept, type) => {
    const { headers } = await get('racks/RCK0000002/elevation', FAC, { Accept: accept });
    expect([headers['content-type'], headers.vary]).toEqual([type, 'Accept']);
  });

  it('there is none of in other forms', async () => {
    const answer = await get('racks/RCK0000002/elevation', FAC, { Accept: 'image/png' });
    expect([answer.status, answer.body.type]).toEqual([406, 'urn:itsm:problem:not-acceptable']);
    const { headers } = await get('racks/placement?site=kiel&height=1', FAC, { Accept: 'image/svg+xml' });
    expect(headers['content-type']).toBe('application/json');
  });
});

it('more than the bound is not looked at: less is to be asked for', () => {
  const examined = { count: 0 };
  const reading = { examined } as Reading;
  examine(reading, MOST_EXAMINED);
  expect(() => examine(reading, 1)).toThrow('more than 5000');
});

describe('the description', () => {
  const examples = [
    {
      of: 'rack',
      requests: { simulate: { loads: [1.5, 2], limit: 4 } },
      parameters: { getRacksPlacement: { height: 2 } },
    },
  ];
  const { paths, components } = openApiDocument({ version: '1', processes: [facilities], services: [], examples }) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
    readonly components: { readonly schemas: JsonObject; readonly responses: JsonObject };
  };

  it('has what each takes and gives', () => {
    const placement = paths['/v1/racks/placement']?.get;
    expect([placement?.operationId, paths['/v1/facilities/simulate']?.post?.operationId]).toEqual([
      'getRacksPlacement',
      'simulate',
    ]);
    expect(placement?.parameters).toContainEqual({
      ...{ name: 'height', in: 'query', required: true, example: 2, description: 'The height that is meant.' },
      schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 60 },
    });
    expect(Object.keys(Object(paths['/v1/racks/{id}/elevation']?.get?.responses)['200'].content)).toEqual([
      'application/json',
      'image/svg+xml',
    ]);
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['RackPlacement', 'LoadSimulationInput']));
  });

  it('has an example that is accepted as it is', async () => {
    const body = Object(paths['/v1/facilities/simulate']?.post?.requestBody).content['application/json'].example;
    expect((await simulate(body)).body).toEqual({ sum: 3.5 });
  });
});

it('a rule over what the record does not have does not compile', () => {
  const told = {
    summary: 'Weigh',
    answers: { name: 'Weight', says: 'Its weight.', schema: () => text({ max: 9 }).schema },
  };
  const weigh = query({
    ...told,
    on: 'record',
    input: {},
    answer: ({ record }: { readonly record: { readonly weight: number } }) => record,
  });
  // @ts-expect-error a rack has no weight
  expect(defineRecord({ ...rack, parts: [queries({ weigh })] }).parts).toHaveLength(1);
});
