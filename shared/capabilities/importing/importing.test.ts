/** Imports of a specimen's records: a process's own function and the imports service on one table, as files come and their steps are delivered. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPk } from '#shared/capabilities/importing/keys';
import { listPk } from '#shared/store/keys';
import { lambda } from '#test/platform/lambda-context';
import {
  type Answer,
  type Asking,
  acme,
  globex,
  type Handler,
  openStage,
  proxyEvent,
  type Stage,
} from '#test/platform/stage';

let stage: Stage;
let own: Handler;
beforeAll(async () => {
  stage = await openStage();
  // Made under the stage's environment, as its other handlers are.
  const { serve } = await import('#shared/serve/serve');
  const { depots } = await import('#shared/capabilities/importing/specimen');
  const { devices } = await import('#shared/capabilities/sources/specimen');
  const served = serve({ ...depots, records: [...depots.records, ...devices.records] });
  own = async (event, context) => Reflect.apply(served, undefined, [event, context]) as ReturnType<Handler>;
}, 120_000);
afterAll(() => stage.close());

interface Row {
  readonly row: number;
  readonly outcome: string;
  readonly record?: string;
  readonly column?: string;
  readonly code?: string;
}

/** Whether it is the report of the first or the third row of a file, which a change of a record is written with. */
const isOfChange = (sk: string): boolean => /kept#00000[02]#/.test(sk);

const AGT: Asking = { roles: 'AGT' };
async function ask(request: string, asking: Asking = AGT): Promise<Answer> {
  const answer = await own(proxyEvent(request, asking), lambda);
  if (!answer) throw new Error(`no answer to ${request}`);
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    body: answer.body ? JSON.parse(answer.body) : null,
  };
}

const mapping = (of: string, columns: readonly object[], more: object = {}): object => ({
  ...{ title: 'Old system', of, rows: 'state', encoding: 'utf-8', delimiter: ';', key: 'Number', missing: ['-'] },
  ...{ dates: ['dd.MM.yyyy HH:mm', 'dd.MM.yyyy'], columns, others: 'refused' },
  ...more,
});
const ofDepots = mapping('depot', [
  { column: 'Name', field: 'title' },
  { column: 'Code', field: 'code' },
]);
const ofCrates = mapping(
  'crate',
  [
    { column: 'Name', field: 'title' },
    { column: 'Depot', field: 'depot' },
    { column: 'Kind', field: 'kind', values: { Glas: 'glass', Eisen: 'iron' } },
    { column: 'Weight', field: 'weight' },
    { column: 'Fragile', field: 'fragile', values: { ja: true, nein: false } },
    { column: 'Packed', field: 'packed' },
    { column: 'Expires', field: 'expires' },
    { column: 'Price', field: 'price' },
    { column: 'Marks', field: 'marks', split: ',' },
    { column: 'Slots', field: 'facts/slots', as: 'number' },
    { column: 'Full', field: 'state', values: { voll: 'full', leer: 'empty' } },
  ],
  { fixed: { remark: 'From the old system', 'facts/origin': 'old' } },
);
const HEADER = 'Number;Name;Depot;Kind;Weight;Fragile;Packed;Expires;Price;Marks;Slots;Full';

async function delivered(id: string, most = Number.POSITIVE_INFINITY): Promise<number> {
  const taken = new Set<string>();
  for (let count = 0; count < most; ) {
    const steps = (await stage.steps(id)).filter(({ detail }) => !taken.has(detail.eventId));
    if (steps.length === 0) return count;
    for (const { detail } of steps) {
      taken.add(detail.eventId);
      await own({ source: `itsm.${detail.process}`, 'detail-type': detail.name, detail }, lambda);
      count += 1;
    }
  }
  return most;
}
async function begun(
  collection: string,
  document: object,
  text: string,
  more: object = {},
  asking = AGT,
): Promise<string> {
  const body = { mapping: 'old-system', document, fileName: 'file.csv', text, ...more };
  const answer = await ask(`POST /v1/${collection}/imports`, { ...asking, body });
  expect([answer.status, answer.body.detail]).toEqual([202, undefined]);
  expect(answer.headers.location).toBe(`/v1/imports/${answer.body.id}`);
  return answer.body.id;
}
async function imported(
  collection: string,
  document: object,
  text: string,
  more: object = {},
): Promise<{ readonly job: Answer['body']; readonly rows: readonly Row[] }> {
  const id = await begun(collection, document, text, more);
  await delivered(id);
  return { job: (await stage.ask(`GET /v1/imports/${id}`)).body, rows: await rowsOf(id) };
}
async function rowsOf(id: string): Promise<readonly Row[]> {
  const { items } = (await stage.ask(`GET /v1/imports/${id}/rows?limit=200`)).body;
  return items.toSorted((a: Row, b: Row) => a.row - b.row);
}
const many = async (type: string): Promise<number> =>
  (await (await stage.store(acme)).queryAll({ index: 'list', pk: listPk(acme, type) })).length;
let codes = 0;
/** A depot's number. */
async function depot(): Promise<string> {
  const { status, body } = await ask('POST /v1/depots', { ...AGT, body: { title: 'Depot', code: `made-${codes++}` } });
  expect(status).toBe(201);
  return body.id;
}

describe('a file', () => {
  it('becomes records, each cell as its field takes it, with what its rows have in common', async () => {
    const at = await depot();
    const { job, rows } = await imported(
      'crates',
      ofCrates,
      `${HEADER}\nK 1;Crate one;${at};Eisen;120;ja;29.06.2026 14:30;01.07.2026;"{""amount"":950,""currency"":""EUR""}";a, b;7;voll\n`,
    );
    expect([job.state, job.collection, job.progress.imported, job.progress.records]).toEqual([
      'finished',
      'crates',
      1,
      1,
    ]);
    const { body } = await ask(`GET /v1/crates/${rows[0]?.record}`);
    expect(body).toMatchObject({
      ...{ title: 'Crate one', depot: at, kind: 'iron', weight: 120, fragile: true, state: 'full', externalId: 'K-1' },
      ...{ packed: '2026-06-29T12:30:00Z', expires: '2026-07-01', price: { amount: 950, currency: 'EUR' } },
      ...{ marks: ['a', 'b'], facts: { slots: 7, origin: 'old' }, remark: 'From the old system', createdBy: 'ada' },
    });
    const history = (await ask(`GET /v1/crates/${rows[0]?.record}/history`)).body.items;
    expect(history.map(({ command }: { command: string }) => command)).toEqual(['create']);
  });

  it('accounts for every row: what a create would refuse is refused, by the column that it is about', async () => {
    const at = await depot();
    const { job, rows } = await imported(
      'crates',
      ofCrates,
      [
        HEADER,
        `1a;Good;${at};Eisen;1;-;-;-;-;-;-;-`,
        `2a;No such depot;DPO9999999;Eisen;1;-;-;-;-;-;-;-`,
        `3a;Heavy glass;${at};Glas;500;-;-;-;-;-;-;-`,
        `4a;Wood;${at};Holz;1;-;-;-;-;-;-;-`,
        `5a;No weight;${at};Eisen;heavy;-;-;-;-;-;-;-`,
        `6a;;${at};Eisen;1;-;-;-;-;-;-;-`,
        `1a;Again;${at};Eisen;1;-;-;-;-;-;-;-`,
        '7a;Short',
        ';Nobody;x;Eisen;1;-;-;-;-;-;-;-',
      ].join('\n'),
    );
    expect(rows.map(({ row, outcome, column, code }) => [row, outcome, column, code])).toEqual([
      [2, 'imported', undefined, undefined],
      [3, 'rejected', 'Depot', 'unknown-reference'],
      [4, 'rejected', 'Number', 'limit-exceeded'],
      [5, 'rejected', 'Kind', 'unknown-value'],
      [6, 'rejected', 'Weight', 'unsuitable-value'],
      [7, 'rejected', 'Name', 'required-field-missing'],
      [8, 'rejected', 'Number', 'repeated-record'],
      [9, 'rejected', expect.any(String), 'column-count'],
      [10, 'rejected', 'Number', 'missing-value'],
    ]);
    expect([job.progress.imported, job.progress.rejected]).toEqual([1, 8]);
  });

  it('tried makes nothing, and its report says what would be', async () => {
    const at = await depot();
    const before = await many('crate');
    const text = `${HEADER}\n1b;Good;${at};Eisen;1;-;-;-;-;-;-;-\n2b;Bad;DPO9999999;Eisen;1;-;-;-;-;-;-;-\n`;
    const { job, rows } = await imported('crates', ofCrates, text, { dryRun: true });
    expect([job.dryRun, job.progress.records, rows.map(({ outcome }) => outcome)]).toEqual([
      true,
      1,
      ['imported', 'rejected'],
    ]);
    expect(await many('crate')).toBe(before);
    expect((await imported('crates', ofCrates, text)).job.progress.records).toBe(1);
  });

  it('of a type that refers to nothing else holds values that differ: twice the same is refused', async () => {
    const text = 'Number;Name;Code\nd1;One;code-x\nd2;Two;code-x\n';
    const { rows } = await imported('depots', ofDepots, text);
    const outcomes = rows.map(({ outcome, code }) => `${outcome} ${code ?? ''}`.trim()).sort();
    expect(outcomes).toEqual(['imported', 'rejected duplicate']);
  });
});

describe('imported twice', () => {
  it('a file makes no second record, and says of its rows that they are there', async () => {
    const text = 'Number;Name;Code\ne1;One;e-1\ne2;Two;e-2\n';
    const first = await imported('depots', ofDepots, text);
    const before = await many('depot');
    const second = await imported('depots', ofDepots, text);
    expect(second.rows.map(({ outcome, record }) => [outcome, record])).toEqual(
      first.rows.map(({ record }) => ['merged', record]),
    );
    expect([await many('depot'), second.job.progress.records]).toEqual([before, 0]);
    const changed = await imported('depots', ofDepots, text.replace('One', 'Other'));
    expect(changed.rows[0]).toMatchObject({ outcome: 'rejected', code: 'imported-before' });
    const other = await imported('depots', ofDepots, 'Number;Name;Code\ne1;One;e-3\n', { mapping: 'another-system' });
    expect(other.rows[0]?.outcome).toBe('imported');
  });

  it('a record is brought up to date where its type says so, judged as a PATCH is', async () => {
    const at = await depot();
    const row = (weight: number, kind = 'Eisen') => `${HEADER}\n1c;Crate;${at};${kind};${weight};-;-;-;-;-;-;-\n`;
    const first = await imported('crates', ofCrates, row(10));
    const { record } = first.rows[0] ?? {};
    const second = await imported('crates', ofCrates, row(20));
    expect(second.rows[0]).toMatchObject({ outcome: 'imported', record });
    const { body } = await ask(`GET /v1/crates/${record}`);
    expect([body.weight, body.version]).toEqual([20, 2]);
    const refused = await imported('crates', ofCrates, row(500, 'Glas'));
    expect(refused.rows[0]).toMatchObject({ outcome: 'rejected', code: 'limit-exceeded' });
    const same = await imported('crates', ofCrates, row(20).replace('Crate;', 'Crate ;'));
    expect(same.rows[0]).toMatchObject({ outcome: 'merged', record });
    expect((await ask(`GET /v1/crates/${record}`)).body.version).toBe(2);
  });

  it('a step that is delivered to several at once, and again, makes each record once', async () => {
    const text = `Number;Name;Code\n${Array.from({ length: 120 }, (_, index) => `f${index};Depot;f-${index}`).join('\n')}\n`;
    const before = await many('depot');
    const id = await begun('depots', ofDepots, text);
    const [step] = await stage.steps(id);
    if (!step) throw new Error('no step was asked for');
    const again = () => own({ ...step, source: `itsm.${step.detail.process}` }, lambda);
    await Promise.allSettled([again(), again(), again()]);
    await delivered(id);
    const { body } = await stage.ask(`GET /v1/imports/${id}`);
    expect([body.state, body.progress.records, await many('depot')]).toEqual(['finished', 120, before + 120]);
    const rows = await rowsOf(id);
    expect(new Set(rows.map(({ record }) => record)).size).toBe(120);
  }, 60_000);
});

describe('rows that sources report', () => {
  const ofDevices = mapping(
    'device',
    [
      { column: 'Serial', field: 'serial' },
      { column: 'Tag', field: 'assetTag' },
      { column: 'Memory', field: 'ram' },
    ],
    { missing: [''] },
  );
  const file = (...rows: readonly string[]): string => ['Number;Serial;Tag;Memory', ...rows].join('\n');

  it('find their records by what identifies them, count where their source is believed, and change nothing when they come again', async () => {
    const text = file('1;CZC7001AAA;T-1;32', '2;Default string;T-2;16', '3;None;n/a;8', '4;CZC7004AAA;T-4;many');
    const first = await imported('devices', ofDevices, text, { mapping: 'inventory' });
    expect(first.rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['imported', undefined],
      ['imported', undefined],
      ['rejected', 'unidentifiable'],
      ['rejected', 'unsuitable-value'],
    ]);
    expect(first.job.progress.records).toBe(2);
    const second = await imported('devices', ofDevices, file('9; czc7001aaa ;T-1;64'), { mapping: 'inventory' });
    expect(second.rows[0]).toMatchObject({ outcome: 'imported', record: first.rows[0]?.record });
    const path = `GET /v1/devices/${first.rows[0]?.record}`;
    expect((await ask(path)).body).toMatchObject({ ram: 64, sources: { inventory: {} } });
    const third = await imported('devices', ofDevices, file('9;czc7001aaa;T-1;64'), { mapping: 'inventory' });
    expect([third.rows[0]?.outcome, third.job.progress.records]).toEqual(['merged', 0]);
    const tried = await imported('devices', ofDevices, file('1;CZC7001AAA;T-1;128'), {
      mapping: 'inventory',
      dryRun: true,
    });
    expect(tried.rows[0]?.outcome).toBe('imported');
    expect((await ask(path)).body.ram).toBe(64);
  });

  it('are counted as what they became, though their step is repeated because it was cut off before it told so', async () => {
    await imported('devices', ofDevices, file('1;CZC7101AAA;T-11;32', '2;CZC7102AAA;T-12;32'), {
      mapping: 'inventory',
    });
    const text = file('1;CZC7101AAA;T-11;64', '2;CZC7102AAA;T-12;32', '3;CZC7103AAA;T-13;32', '4;;;1');
    const id = await begun('devices', ofDevices, text, { mapping: 'inventory' });
    const [step] = await stage.steps(id);
    if (!step) throw new Error('no step was asked for');
    const store = await stage.store(acme);
    const items = () => store.queryAll({ pk: importPk(acme, id) });
    const before = await items();
    const again = () => own({ ...step, source: `itsm.${step.detail.process}` }, lambda);
    await again();
    const whole = await rowsOf(id);
    // Of what it wrote, the progress and the reports that come with it are as if they had not been written.
    const known = new Set(before.map(({ sk }) => sk));
    const told = (await items()).filter(({ sk }) => !known.has(sk) && !isOfChange(sk));
    await store.writeAll(told.map(({ pk, sk }) => ({ delete: { pk, sk } })));
    await store.writeAll(before.map((put) => ({ put })));
    await again();
    const { progress, state } = (await stage.ask(`GET /v1/imports/${id}`)).body;
    expect([state, progress.imported, progress.merged, progress.rejected, progress.records]).toEqual([
      ...['finished', 2, 1, 1, 1],
    ]);
    expect(await rowsOf(id)).toEqual(whole);
  });

  it('wait in quarantine where several may be meant', async () => {
    const made = [1, 2].map(() => ask('POST /v1/devices', { ...AGT, body: { title: 'x', serial: 'TWICE7001' } }));
    await Promise.all(made);
    const { rows } = await imported('devices', ofDevices, file('1;TWICE7001;-;8'), { mapping: 'inventory' });
    expect(rows[0]).toMatchObject({ outcome: 'rejected', code: 'ambiguous-record' });
    const { items } = (await ask('GET /v1/devices/quarantine')).body;
    expect(items.map(({ values }: { values: { serial: string } }) => values.serial)).toEqual(['TWICE7001']);
  });
});

describe('an import', () => {
  it('is for those who make such records, and a mapping for the type that it names', async () => {
    const body = { mapping: 'old-system', document: ofDepots, fileName: 'f.csv', text: 'Number;Name;Code\n1;a;b\n' };
    expect((await ask('POST /v1/depots/imports', { roles: 'REQ', body })).status).toBe(403);
    expect((await ask('POST /v1/crates/imports', { roles: 'TAD', body })).status).toBe(403);
    const wrong = await ask('POST /v1/crates/imports', { ...AGT, body });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/document/of']);
    const unknown = mapping('depot', [
      { column: 'Name', field: 'nothing' },
      { column: 'Code', field: 'openedAt' },
    ]);
    const refused = await ask('POST /v1/depots/imports', { ...AGT, body: { ...body, document: unknown } });
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/document/columns/0/field',
      '/document/columns/1/field',
    ]);
    const header = await ask('POST /v1/depots/imports', { ...AGT, body: { ...body, text: 'Number;Name\n1;a\n' } });
    expect([header.status, header.body.reason]).toEqual([422, 'header-mismatch']);
    const { document: _, ...named } = body;
    expect((await ask('POST /v1/depots/imports', { ...AGT, body: { ...named, mapping: 'nobodys' } })).status).toBe(422);
  });

  it('is read with a mapping that is stored, in its encoding, which the service of incidents does not take', async () => {
    const stored = { ...ofDepots, encoding: 'windows-1252' };
    const put = await stage.ask('PUT /v1/import-mappings/depots-of-old', { body: stored });
    expect([put.status, put.body.detail]).toEqual([201, undefined]);
    const base64 = Buffer.from('Number;Name;Code\ng1;K\u00f6ln;g-1\n', 'latin1').toString('base64');
    const { status, body } = await ask('POST /v1/depots/imports', {
      ...AGT,
      body: { mapping: 'depots-of-old', fileName: 'f.csv', base64 },
    });
    expect(status).toBe(202);
    await delivered(body.id);
    const [row] = await rowsOf(body.id);
    expect((await ask(`GET /v1/depots/${row?.record}`)).body.title).toBe('Köln');
    const announced = await stage.ask('POST /v1/imports', {
      body: { mapping: 'depots-of-old', fileName: 'f.csv', bytes: 1, sha256: 'a'.repeat(64) },
    });
    expect([announced.status, announced.body.detail]).toEqual([422, expect.stringContaining('depot')]);
  });

  it('is one of its tenant’s, is canceled with the others, and is sent twice under its key as one', async () => {
    const text = 'Number;Name;Code\nh1;a;h-1\n';
    const id = await begun('depots', ofDepots, text);
    const neighbour = await stage.ask(`GET /v1/imports/${id}`, { tenant: globex });
    expect(neighbour.status).toBe(404);
    expect((await stage.ask(`POST /v1/imports/${id}/cancel`)).body.state).toBe('canceled');
    expect(await delivered(id)).toBeLessThanOrEqual(1);
    expect((await stage.ask(`GET /v1/imports/${id}`)).body.progress.imported).toBe(0);
    const body = { mapping: 'old-system', document: ofDepots, fileName: 'f.csv', text };
    const asking = { ...AGT, body, headers: { 'idempotency-key': 'once' } };
    const answers = [await ask('POST /v1/depots/imports', asking), await ask('POST /v1/depots/imports', asking)];
    expect(new Set(answers.map((each) => each.body.id)).size).toBe(1);
  });
});
