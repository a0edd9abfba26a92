/** `npm start` as a person meets it: mistakes are answered in one sentence, what is lost is said, and the printed story works each time. */
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDynoxide } from '#infra/local/edges/dynamodb/binary';
import { welcome } from '#infra/local/front/welcome';
import { checkDataDirectory } from '#infra/local/machine/data-check';
import { isDiskFull } from '#infra/local/machine/disk-full';
import { problemResponse } from '#shared/http/response';
import { textOf } from '#test/architecture/tree';
import { outcome } from '#test/cli/run';
import { consumed, startFixture, tool, writeEvents } from '#test/local/fixtures/stack';
import { openWorld, type World } from '#test/support/world';

const folder = mkdtempSync(join(tmpdir(), 'helmdesk-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What our scripts load before they begin, and a machine that says of itself what is given. */
const NEEDS_NODE = ['--import', './infra/needs-node.mjs'];
const pretending = (statement: string): readonly string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(statement)}`,
];

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, before: readonly string[] = []) {
  const { PORT: _, ...surroundings } = process.env;
  const program = [...before, ...NEEDS_NODE, 'infra/local/main.ts', ...args];
  return outcome(process.execPath, program, { ...surroundings, PORT: '0', ...env });
}

/** One line, and nothing of Node's own. */
function expectOneSentence({ code, err }: { readonly code: number | null; readonly err: string }): void {
  expect(err.trim().split('\n'), err).toHaveLength(1);
  expect(err).not.toMatch(/^\s+at |ERR_/m);
  expect(code).toBe(1);
}

describe('field-report 33 npm start answers in one sentence', () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
    [
      'an option that there is not',
      ['--frsh'],
      {},
      /'--frsh': npm start takes --fresh, --memory, --data DIR and --help/,
    ],
    ['a word without an option', ['fresh'], {}, /'fresh'.*npm start takes/],
    ['a port that is none', [], { PORT: 'abc' }, /PORT is abc, but a port is a number/],
    ['a port that is too large', [], { PORT: '70000' }, /PORT is 70000/],
    [
      'an option that npm has kept',
      [],
      { npm_lifecycle_event: 'start', npm_config_fresh: 'true' },
      /write npm start -- --fresh/,
    ],
    ['a folder below a file', ['--data', 'package.json/below'], {}, /package\.json\/below cannot be made .*--data/],
    // Node's own recursive mkdir never comes back from here.
    ...(existsSync('/proc/self')
      ? [
          ['a folder that no one can make', ['--data', '/proc/nope'], {}, /\/proc\/nope cannot be made/] satisfies [
            string,
            string[],
            object,
            RegExp,
          ],
        ]
      : []),
  ])('%s', async (_, args, env, said) => {
    const ended = await start(args, env);

    expectOneSentence(ended);
    expect(ended.err).toMatch(said);
  });
});

describe('field-report 3 where there is no database for the machine', () => {
  it('npm start says so in one sentence, with how to name another endpoint', async () => {
    const machine = pretending("Object.defineProperty(process,'platform',{value:'freebsd'})");
    const ended = await start(['--data', join(folder, 'elsewhere')], {}, machine);

    expectOneSentence(ended);
    expect(ended.err).toContain(`dynoxide is not built for freebsd-${process.arch}`);
    expect(ended.err).toContain('HELMDESK_DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start');
  });

  it('a platform whose package npm did not install is told how to get it', () => {
    const other = process.platform === 'darwin' ? 'linux' : 'darwin';

    expect(() => findDynoxide({ platform: other, arch: 'arm64' })).toThrow(
      new RegExp(
        `@dynoxide/${other}-arm64 is not installed: try npm install --include=optional.*HELMDESK_DYNAMODB_ENDPOINT`,
      ),
    );
  });
});

describe('field-report 32 without the Node that npm brings', () => {
  const old = pretending("Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})");

  it('our scripts say which install script did not run', async () => {
    const ended = await start([], {}, old);

    expectOneSentence(ended);
    expect(ended.err).toContain('This is Node.js 20.20.2');
    expect(ended.err).toContain('npm rebuild node --ignore-scripts=false');
  });

  it('and all of them look', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const ours = Object.values<string>(scripts).filter((script) => script.includes('node '));

    expect(ours.length).toBeGreaterThan(5);
    // The one that makes what is generated looks, and does not have it made first.
    expect(ours.filter((script) => !/^node --import \.\/infra\/(needs|right)-node\.mjs /.test(script))).toEqual([]);
    expect(JSON.parse(textOf('cdk.json')).app).toBe(`node ${NEEDS_NODE.join(' ')} infra/app.ts`);
  });

  it('the command line says it too', async () => {
    const alone = join(folder, 'alone', 'infra', 'cli');
    mkdirSync(alone, { recursive: true });
    cpSync('infra/cli/helmdesk.mjs', join(alone, 'helmdesk.mjs'));

    const ended = await outcome(process.execPath, [join(alone, 'helmdesk.mjs'), '--help'], process.env);

    expectOneSentence(ended);
    expect(ended.err).toContain('npm rebuild node --ignore-scripts=false');
  });
});

describe('security weaknesses: a data folder that is not whole', () => {
  const kept = join(folder, 'kept');
  const copy = (name: string): string => {
    const target = join(folder, name);
    cpSync(kept, target, { recursive: true });
    return target;
  };
  beforeAll(async () => {
    const stack = await startFixture({ dataDir: kept });
    await writeEvents(
      stack,
      Array.from({ length: 40 }, (_, at) => `kept-${at}`),
    );
    await stack.settled();
    stack.backend.journal.set('seeded', '2026-03-27T10:00:00Z');
    await stack.stop();
  });

  it('is fine when it is', () => {
    expect(() => checkDataDirectory(copy('fine'), true)).not.toThrow();
    expect(() => checkDataDirectory(join(folder, 'new'), true)).not.toThrow();
  });

  it.each([
    ['journal.sqlite', /journal\.sqlite is gone, though the table/],
    ['dynamodb.sqlite', /dynamodb\.sqlite is gone, though the journal/],
  ])('says that %s is gone, and starts nothing', async (file, said) => {
    const dataDir = copy(`without-${file}`);
    for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(join(dataDir, each), { force: true });

    await expect(startFixture({ dataDir })).rejects.toThrow(said);
    await expect(startFixture({ dataDir })).rejects.toThrow('begin anew with --fresh');
  });

  it.each(['first', 'middle', 'last'])('says that the table is damaged in its %s page', async (place) => {
    const dataDir = copy(`damaged-${place}`);
    const file = join(dataDir, 'dynamodb.sqlite');
    const { pages, size } = pagesOf(file);
    const page = { first: 0, middle: Math.floor(pages / 2), last: pages - 1 }[place] ?? 0;
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(size, 0xa5), 0, size, page * size);
    closeSync(descriptor);

    await expect(startFixture({ dataDir })).rejects.toThrow(/dynamodb\.sqlite is damaged \(.+begin anew with --fresh/);
  });
});

function pagesOf(file: string): { readonly pages: number; readonly size: number } {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const one = (query: string): number => Number(Object.values(database.prepare(query).get() ?? {})[0]);
  const found = { pages: one('PRAGMA page_count'), size: one('PRAGMA page_size') };
  database.close();
  return found;
}

describe('security 13 a full disk', () => {
  it('of logs drops lines and ends nothing', async () => {
    const dataDir = join(folder, 'logs-full');
    mkdirSync(join(dataDir, 'logs', 'access.log'), { recursive: true });
    if (existsSync('/dev/full'))
      symlinkSync('/dev/full', join(dataDir, 'logs', 'helmdesk-local-incident-management.log'));
    const stack = await startFixture({ dataDir });

    await writeEvents(stack, ['logged-1', 'logged-2']);
    await stack.settled();

    expect(await consumed(stack, 'logged-2')).toHaveLength(1);
    await stack.stop();
  });

  it('of the table is answered 503, to be tried again', () => {
    const full = Object.assign(new Error('commit failed (backend: database or disk is full)'), {
      name: 'InternalServerError',
    });

    expect(problemResponse(full, 'id')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { type: 'urn:itsm:problem:dependency-unavailable', detail: expect.stringContaining('send it again') },
    });
    expect(isDiskFull(new Error('dynoxide does not start', { cause: full }))).toBe(true);
    expect(isDiskFull(new Error('something else'))).toBe(false);
  });

  it('of the journal loses nothing: what could not be noted happens when there is room again', async () => {
    const stack = await startFixture();
    const { journal } = stack.backend;
    const pages = (most: number) => journal.sql(`PRAGMA max_page_count = ${most}`).get();
    pages(1); // as few as there are now
    const ids = Array.from({ length: 30 }, (_, at) => `full-${at}`);

    await writeEvents(stack, ids);
    expect(() => {
      for (let at = 0; at < 2000; at++) journal.set(`filler-${at}`, 'x'.repeat(1000));
    }).toThrow('database or disk is full');
    pages(1_000_000);
    await stack.settled();

    const seen = await Promise.all(ids.map((id) => consumed(stack, id)));
    expect(seen.filter((times) => times.length === 0)).toEqual([]);
    await stack.stop();
  });
});

describe('field-report 26, field-report 27 the printed story', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('2026-06-15T07:00:00Z', { routed: true });
  });
  afterAll(() => world.close());

  const storyOf = (text: string): string =>
    text
      .split('\n')
      .filter((line) => /^ {2}(curl |[A-Z]+=)/.test(line))
      .join('\n');

  it('is of a fresh incident each time, from its first line to its resolution', async () => {
    const story = storyOf(await welcome(world.stack, true)).replaceAll('curl -s', 'curl --fail-with-body -s');
    const script = join(folder, 'story.sh');
    writeFileSync(script, `${story}\ncurl -sf $INCIDENT -H "$ADA"\n`);

    for (const number of ['INC0000001', 'INC0000002']) {
      const { code, out, err } = await outcome('bash', ['-euo', 'pipefail', script], process.env);

      expect(code, `${out}\n${err}`).toBe(0);
      const answers = out.trim().split('\n');
      expect(JSON.parse(answers.at(-1) ?? '')).toMatchObject({ id: number, state: 'resolved' });
      const atClients = answers.filter((answer) => answer.includes('"unanswered":'));
      expect(atClients).toHaveLength(1);
      expect(atClients[0]).toContain(`"id":"${number}"`);
    }
  });

  it('field-report 34 asks for no newer curl, and ends each answer with an end of line', async () => {
    const lines = storyOf(await welcome(world.stack, true)).split('\n');

    expect(lines.filter((line) => line.includes('--json'))).toEqual([]);
    const shown = lines.filter((line) => line.startsWith('  curl '));
    expect(shown.length).toBeGreaterThan(8);
    expect(shown.filter((line) => !line.startsWith("  curl -sw '\\n' "))).toEqual([]);
  });

  it('field-report 6 what it names first, in a browser, leads to the page of the API', async () => {
    const led = await fetch(world.url, { redirect: 'manual' });
    const page = await fetch(world.url);

    expect([led.status, led.headers.get('location')]).toEqual([302, '/docs']);
    expect([page.status, page.url]).toEqual([200, `${world.url}/docs`]);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('field-report 5 has a default group: new work stands in a queue, and its members have heard of it', async () => {
    const ada = await world.as('ada', 'AGT');
    const urgent = { title: 'Nobody can print', category: 'printing', impact: 1, urgency: 1 };
    const { body } = await ada.post('/v1/incidents', urgent);
    await world.settled();

    const queue = await ada.get('/v1/queues/service-desk/incidents');
    const told = await (await world.as('bob', 'AGT')).get('/v1/notifications');

    expect(queue.body.items.map(({ id }: { readonly id: string }) => id)).toContain(body.id);
    expect(told.body.items[0]).toMatchObject({ event: 'incident.assigned', record: { id: body.id } });
  });

  it('says of a clock that stands ahead that it does, and how to go back', async () => {
    const ahead = new Date(Date.now() + 4 * 86_400_000).toISOString();
    const { clock } = world.stack;
    const told = (now: number) => welcome({ ...world.stack, clock: { ...clock, now: () => now } }, true);

    expect(await told(Date.parse(ahead))).toMatch(/The clock stands 4 days ahead .*\n.*npm start -- --fresh/);
    expect(await told(Date.now())).not.toContain('stands');
  });
});

describe('security weaknesses: the tools', () => {
  it('answer to this machine’s own names only, and to no page of another', async () => {
    const stack = await startFixture();
    const { port } = new URL(stack.url);
    const asked = async (headers: Readonly<Record<string, string>>, path = '/_local/clock') => {
      const args = ['-s', '-o', join(folder, 'answer'), '-w', '%{http_code}', `${stack.url}${path}`];
      const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
      return (await outcome('curl', [...args, ...given], process.env)).out;
    };

    expect(await asked({})).toBe('200');
    expect(await asked({ host: `localhost:${port}` })).toBe('200');
    expect(await asked({ origin: stack.url })).toBe('200');
    expect(await asked({ host: `rebound.example:${port}` })).toBe('403');
    expect(await asked({ host: `127.0.0.1.example:${port}` })).toBe('403');
    expect(await asked({ origin: 'https://page.example' })).toBe('403');
    expect(await asked({ origin: 'null' }, '/_local/token')).toBe('403');
    expect(await asked({ 'webhook-id': 'msg_1' })).toBe('403');
    expect((await tool(stack, '/clock', { freeze: true })).status).toBe(200);
    await stack.stop();
  });
});
