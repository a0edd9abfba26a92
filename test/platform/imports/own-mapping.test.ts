/** A tenant's own mapping: set, tried, used, changed while an import runs, and everything that is refused. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInMappings } from '#shared/imports/built-in/mappings';
import { faultsOf } from '#shared/imports/mapping-faults';
import { documentKey } from '#shared/tenancy/keys';
import { importedFile, rowsOf, sent } from '#test/platform/imports/file';
import { globex, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const document = {
  title: 'Tickets of our old desk',
  rows: 'state',
  encoding: 'windows-1252',
  delimiter: ';',
  key: 'Nummer',
  missing: ['k. A.'],
  dates: ['dd.MM.yyyy HH:mm'],
  zone: 'Europe/Vienna',
  columns: [
    { column: 'Betreff', field: 'title' },
    { column: 'Text', field: 'description' },
    {
      column: 'Status',
      field: 'state',
      values: { Offen: 'new', Wartet: { state: 'pending', holdReason: 'awaiting_vendor' }, Erledigt: 'closed' },
    },
    { column: 'Melder', field: 'requesterId', transform: ['mail-address', 'lower-case'] },
    { column: 'Eröffnet', field: 'openedAt' },
    { column: 'Erledigt am', field: 'closedAt', optional: true },
    { column: 'Team', field: 'assignedGroup', values: { IT: 'service-desk' }, otherwise: 'kept' },
  ],
  ignored: ['Kostenstelle'],
  others: 'refused',
  defaults: { priority: 4 },
};

const file = (...rows: readonly string[]): Buffer =>
  Buffer.from(
    ['Nummer;Betreff;Text;Status;Melder;Eröffnet;Erledigt am;Team;Kostenstelle', ...rows, ''].join('\r\n'),
    'latin1',
  );

const rows = [
  'T-1;Gerät defekt;"Es riecht; nach Rauch.";Offen;"Rita Muster <Rita@Example.com>";01.03.2026 10:00;;IT;4711',
  'T-2;Büro zu kalt;k. A.;Erledigt;karl;02.03.2026 08:00;03.03.2026 09:30;Haustechnik;k. A.',
  'T-3;Lift steht;;Unbekannt;karl;02.03.2026 08:00;;IT;4711',
  'T-4;Tür klemmt;;Offen;karl;31.02.2026 08:00;;IT;4711',
  'T-1;Gerät defekt;;Wartet;rita;01.03.2026 10:00;;IT;4711',
];

const put = (body: object, headers = {}) => stage.ask('PUT /v1/import-mappings/old-desk', { body, headers });

test('field-report 21 a mapping of our columns is set, read, and its file imported', async () => {
  expect(await put(document)).toMatchObject({ status: 201, body: { id: 'old-desk', version: 1, origin: 'own' } });
  const { body: list } = await stage.ask('GET /v1/import-mappings');
  expect(list.items.map(({ id, origin }: { id: string; origin: string }) => [id, origin])).toEqual(
    expect.arrayContaining([
      ['old-desk', 'own'],
      ['servicenow-incidents', 'default'],
      ['jira-service-management', 'default'],
    ]),
  );

  const job = await importedFile(stage, file(...rows), { mapping: 'old-desk' });

  expect(job).toMatchObject({
    mapping: 'old-desk',
    mappingVersion: 1,
    encoding: 'windows-1252',
    zone: 'Europe/Vienna',
    ignoredColumns: ['Kostenstelle'],
    progress: { rows: 5, imported: 2, rejected: 3, records: 2 },
  });
  const rejected = await rowsOf(stage, job.id, 'rejected');
  expect(rejected.map(({ row, column, code }) => [row, column, code]).sort()).toEqual([
    [4, 'Status', 'unknown-value'],
    [5, 'Eröffnet', 'malformed-instant'],
    [6, 'Nummer', 'repeated-record'],
  ]);
  const [first, second] = await Promise.all(
    (await rowsOf(stage, job.id, 'imported'))
      .toSorted((a, b) => a.row - b.row)
      .map(async ({ record }) => (await stage.ask(`GET /v1/incidents/${record}`, { roles: 'AGT' })).body),
  );
  expect(first).toMatchObject({
    externalId: 'T-1',
    title: 'Gerät defekt',
    description: 'Es riecht; nach Rauch.',
    state: 'new',
    priority: 'P4',
    requesterId: 'rita@example.com',
    assignedGroup: 'service-desk',
    openedAt: '2026-03-01T09:00:00Z',
  });
  expect(second).toMatchObject({ state: 'closed', assignedGroup: 'Haustechnik', closedAt: '2026-03-03T08:30:00Z' });
});

test('field-report 21 a mapping is tried before it is stored: what each of ten rows would become, or why not', async () => {
  const many = Array.from({ length: 12 }, (_, index) => `N-${index};a;;Offen;k;01.03.2026 10:00;;IT;1`);
  const ask = (body: object) => stage.ask('POST /v1/import-mappings/preview', { body });
  const tried = await ask({ document, base64: file(...rows, ...many).toString('base64') });

  expect(tried.status, JSON.stringify(tried.body)).toBe(200);
  expect(tried.body.rows).toHaveLength(10);
  expect(tried.body).toMatchObject({ zone: 'Europe/Vienna', ignoredColumns: ['Kostenstelle'] });
  expect(tried.body.rows[0]).toMatchObject({
    row: 2,
    outcome: 'imported',
    becomes: { externalId: 'T-1', title: 'Gerät defekt', state: 'new', priority: 4 },
  });
  expect(tried.body.rows[2]).toMatchObject({ row: 4, outcome: 'rejected', code: 'unknown-value', column: 'Status' });
  const named = { mapping: 'servicenow-incident-list', text: 'number,opened_at\r\nINC1,2026-03-01 10:00:00\r\n' };
  expect(await ask(named)).toMatchObject({
    status: 422,
    body: { reason: 'header-mismatch', missing: expect.arrayContaining(['short_description']) },
  });
  for (const [wrong, pointer] of [
    [{ text: 'a' }, '/mapping'],
    [{ mapping: 'nothing', text: 'a' }, '/mapping'],
    [{ document, text: 'a', base64: 'YQ==' }, '/text'],
    [{ document, text: 'a', zone: 'Mars' }, '/zone'],
    [{ document: { ...document, dates: ['dd.QQ'] }, text: 'a' }, '/document/dates/0'],
  ] as const)
    expect(await ask(wrong), JSON.stringify(wrong)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('field-report 21 an import goes on with the version of its mapping that it was announced with', async () => {
  const { body: before } = await stage.ask('GET /v1/import-mappings/old-desk');
  const csv = file('P-1;Alt;;Offen;k;01.03.2026 10:00;;IT;1');
  const id = await sent(stage, csv, { mapping: 'old-desk' });
  const changed = { ...document, delimiter: '|', defaults: { priority: 1 } };
  expect(await put(changed, { 'if-match': `"${before.version}"` })).toMatchObject({
    status: 200,
    body: { version: 2 },
  });

  const kept = await stage.ask('GET /v1/import-mappings/old-desk/versions');
  expect(kept.body.items.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
  const start = await stage.ask(`POST /v1/imports/${id}/start`);
  await stage.drive(id);

  expect(start).toMatchObject({ status: 202, body: { mappingVersion: 1, progress: { rows: 1 } } });
  const [{ record }] = await rowsOf(stage, id);
  expect((await stage.ask(`GET /v1/incidents/${record}`, { roles: 'AGT' })).body).toMatchObject({ priority: 'P4' });
});

test('field-report 21 what an MSP maps, its clients import with', async () => {
  const inherited = { kind: 'import-mapping', id: 'of-the-msp', version: 7, updatedAt: '2026-01-01T00:00:00Z' };
  const key = documentKey(globex, 'inherited', 'import-mapping', 'of-the-msp');
  await (await stage.store(globex)).put({ ...key, ...inherited, body: document });
  const own = { mapping: 'of-the-msp', fileName: 'x.csv', bytes: 1, sha256: 'a'.repeat(64) };

  expect(await stage.ask('GET /v1/import-mappings/of-the-msp', { tenant: globex })).toMatchObject({
    status: 200,
    body: { origin: 'inherited', version: 7 },
  });
  expect(await stage.ask('POST /v1/imports', { body: own, tenant: globex })).toMatchObject({
    status: 201,
    body: { mappingVersion: 7, zone: 'Europe/Vienna', encoding: 'windows-1252' },
  });
});

test('field-report 21 nobody else has the mapping; agents set none; deleted, it is unknown', async () => {
  const own = { mapping: 'old-desk', fileName: 'x.csv', bytes: 1, sha256: 'a'.repeat(64) };
  const elsewhere = await stage.ask('POST /v1/imports', { body: own, tenant: globex });
  expect(elsewhere).toMatchObject({
    status: 422,
    body: {
      errors: [
        {
          pointer: '/mapping',
          message: expect.stringMatching(/no mapping old-desk; known: (?!.*old-desk).*servicenow-incidents,/),
        },
      ],
    },
  });
  expect((await stage.ask('PUT /v1/import-mappings/mine', { body: document, roles: 'AGT' })).status).toBe(403);
  const { headers } = await stage.ask('GET /v1/import-mappings/old-desk');
  const gone = await stage.ask('DELETE /v1/import-mappings/old-desk', {
    headers: { 'if-match': String(headers.etag) },
  });
  expect(gone.status).toBe(204);
  expect(await stage.ask('POST /v1/imports', { body: own })).toMatchObject({ status: 422 });
});

const columnsWith = (column: object) => ({ columns: [...document.columns.slice(0, 6), column] });

test.each([
  ['an unknown field', columnsWith({ column: 'Team', field: 'clocks' }), '/columns/6/field'],
  ['a field that is ours to make', columnsWith({ column: 'Team', field: 'id' }), '/columns/6/field'],
  ['a field that two columns fill', columnsWith({ column: 'Team', field: 'title' }), '/columns/6/field'],
  [
    'a state that is none',
    { columns: columnsWith({ column: 'S', field: 'channel', values: { a: 'pigeon' } }).columns },
    '/columns/6/values/a',
  ],
  ['a level too low', columnsWith({ column: 'I', field: 'impact', values: { low: 4 } }), '/columns/6/values/low'],
  ['a pattern that is none', { dates: ['dd.MM.yyyy HH:mm', '(a+)+$'] }, '/dates/1'],
  ['a pattern without a year', { dates: ['dd.MM. HH:mm'] }, '/dates/0'],
  [
    'an unknown transformation',
    columnsWith({ column: 'T', field: 'location', transform: ['eval'] }),
    '/columns/6/transform/0',
  ],
  ['an unknown encoding', { encoding: 'ebcdic' }, '/encoding'],
  ['a delimiter that is none', { delimiter: 'x' }, '/delimiter'],
  ['an unknown zone', { zone: 'Mars/Olympus' }, '/zone'],
  ['no word on other columns', { others: undefined }, '/others'],
  ['an ignored column that is mapped', { ignored: ['Status'] }, '/ignored/0'],
  ['no priority', { defaults: {} }, '/defaults/priority'],
  ['a log without the instant of a row', { rows: 'log' }, '/columns'],
  [
    'a log of everything',
    {
      columns: columnsWith({
        column: 'Team',
        field: 'category',
        values: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`w${n}`, 'x'])),
      }).columns,
    },
    '/columns/6/values',
  ],
  ['an unknown property', { script: 'return 1' }, '/script'],
])('field-report 21 %s is refused with its place', async (_, wrong, pointer) => {
  const { status, body } = await stage.ask('PUT /v1/import-mappings/wrong', { body: { ...document, ...wrong } });

  expect([status, body.errors?.map((each: { pointer: string }) => each.pointer)]).toEqual([
    422,
    expect.arrayContaining([pointer]),
  ]);
});

test('field-report 21 what everybody has could have been written by anybody', async () => {
  for (const [name, body] of builtInMappings) {
    expect(faultsOf(body), name).toEqual([]);
    expect(await stage.ask(`PUT /v1/import-mappings/${name}`, { body })).toMatchObject({
      status: 201,
      body: { version: 2, origin: 'own' },
    });
  }
});

test('field-report 21 a mapping is posted under a name that is not taken', async () => {
  const post = (body: object) => stage.ask('POST /v1/import-mappings', { body });

  const made = await post({ id: 'posted', ...document });
  const again = await post({ id: 'posted', ...document });
  const other = await post({ id: 'posted', ...document, title: 'Another' });
  const strange = await post({ id: 'Ours!', ...document });

  expect(made).toMatchObject({ status: 201, body: { id: 'posted', version: 1, origin: 'own' } });
  expect(again).toMatchObject({ status: 201, body: { id: 'posted', version: 1 } });
  expect(other).toMatchObject({ status: 409, body: { type: 'urn:itsm:problem:duplicate' } });
  expect(strange).toMatchObject({ status: 422, body: { errors: [{ pointer: '/id' }] } });
  expect(await stage.ask('GET /v1/import-mappings/posted')).toMatchObject({
    body: { body: { title: document.title } },
  });
});
