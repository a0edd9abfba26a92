/** `helmdesk import` against the API over HTTP: a rehearsal, an interruption, the real thing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLine, type Outcome } from '#test/cli/run';
import { logText } from '#test/imports/naive-log';
import { announcementOf } from '#test/platform/imports/file';
import { incidentCount, openStage, type Stage } from '#test/platform/stage';

let stage: Stage;
let url = '';
const folder = mkdtempSync(join(tmpdir(), 'helmdesk-'));
const file = join(folder, 'log.csv');
const unfit = join(folder, 'unfit.csv');
const short = join(folder, 'short.csv');
/** Rows of the log, one of them with a state that nobody knows; `é` so that characters have more bytes than one. */
const rows = (many: number): string =>
  logText
    .split('\r\n')
    .slice(0, many + 1)
    .join('\r\n')
    .replace('INC0000045,New,', 'INC0000045,-100,')
    .replace('Location 143', 'Caf\u00e9, 1'.replace(',', ''));

const front = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (request.url === '/_local/token') return response.end(JSON.stringify({ token: 'local' }));
  const answer = await stage.ask(`${request.method} ${request.url}`, {
    type: String(request.headers['content-type']),
    ...(body.length > 0 && { body }),
  });
  const started = /imports\/(\w+)\/start$/.exec(request.url ?? '')?.[1];
  if (started && answer.status === 202) void stage.drive(started);
  return response
    .writeHead(answer.status, { 'content-type': String(answer.headers['content-type']) })
    .end(JSON.stringify(answer.body));
});

beforeAll(async () => {
  stage = await openStage();
  writeFileSync(file, rows(1_000));
  writeFileSync(short, rows(200));
  writeFileSync(unfit, 'a,b\r\n1,2\r\n');
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const address = front.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(async () => {
  front.close();
  front.closeAllConnections();
  await stage.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: readonly string[]): Promise<Outcome> => commandLine(folder, url)('import', ...args);

test('a dry run lists the rejected rows as CSV and makes nothing', async () => {
  const { code, out, err } = await run(file, '--dry-run', '--mapping', 'servicenow-incidents');

  expect(code, err).toBe(0);
  expect(out.split('\r\n')[0]).toBe('row,column,value,code,reason');
  expect(out).toMatch(/^2,incident_state,-100,unknown-value,"/m);
  expect(err).toMatch(/Dry run \w+\nrows +1,000\n/);
  expect(err).toMatch(/records it would make +\d+/);
  expect(await incidentCount(stage)).toBe(0);
});

test('an import that was begun and interrupted goes on, and is complete', async () => {
  const begun = await stage.ask('POST /v1/imports', { body: announcementOf(rows(200)) });
  const rejected = join(folder, 'rejected.csv');

  const { code, out, err } = await run(short, '--rejected', rejected);

  expect(code, err).toBe(0);
  expect(out).toBe('');
  expect(err).toContain(`Going on with import ${begun.body.id}`);
  expect(readFileSync(rejected, 'utf8')).toContain('2,incident_state,-100,unknown-value,');
  const { progress, state } = (await stage.ask(`GET /v1/imports/${begun.body.id}`)).body;
  expect(state).toBe('finished');
  expect(await incidentCount(stage)).toBe(progress.records);
});

const fixture = (path: string): string => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url));

test('field-report 21 a file is imported by the mapping that is named, in its encoding', async () => {
  const list = fixture('imports/servicenow-incident-list.csv');

  const { code, err } = await run(list, '--dry-run', '--mapping', 'servicenow-incident-list');

  expect(code, err).toBe(0);
  expect(err).toMatch(/rows +4\n/);
  expect(err).toMatch(/records it would make +3\n/);
});

test('field-case csv/25 the command line says that a file is not UTF-8', async () => {
  const { code, err } = await run(fixture('field-cases/csv/25-latin1.csv'), '--dry-run');

  expect(code).toBe(4);
  expect(err).toContain('The file is not UTF-8 (line 2 ');
});

test('what is wrong is said, and what to do', async () => {
  expect(await run(unfit)).toMatchObject({ code: 4, err: expect.stringContaining('missing: number') });
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('import [options] <file>') });
  expect(await run(file, '--zone', 'Mars')).toMatchObject({ code: 4, err: expect.stringContaining('IANA') });
  expect(await run(file, '--mapping', 'remedy')).toMatchObject({
    code: 4,
    err: expect.stringContaining('servicenow-incidents'),
  });
});
