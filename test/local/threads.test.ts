/** Functions share threads: each has its own module, environment and output, asks edges without HTTP, errors tell lines of sources, and who crashes a thread or hangs is put apart. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { type Outcome, startThread, type Thread, type ThreadOptions } from '#infra/local/edges/functions/thread';
import { createCell } from '#infra/local/machine/clock/cell';
import { anywhere } from '#infra/local/machine/http';
import type { Stack } from '#infra/local/start';
import { call, startFixture } from '#test/local/fixtures/stack';

const directory = mkdtempSync(join(tmpdir(), 'helmdesk-threads-'));
const threads: Thread[] = [];
afterAll(async () => {
  await Promise.all(threads.map((thread) => thread.stop()));
  rmSync(directory, { recursive: true, force: true });
});

/** A thread, what its functions have written, and who was suspected; `ask` stands for the edges. */
function threadWithLog(ask: ThreadOptions['ask'] = async () => Promise.reject(new Error('nobody answers'))) {
  const written: string[] = [];
  const onLog = (name: string, text: string) => written.push(`${name}: ${text}`);
  const suspects: string[] = [];
  const onSuspect = (name: string) => suspects.push(name);
  const thread = startThread({ clock: createCell(), memoryMb: 128, onLog, onSuspect, ask });
  threads.push(thread);
  return { thread, written, suspects };
}

/** Loads a module as a function of this name. */
function load(thread: Thread, name: string, module: string, env = {}, edges: readonly number[] = []): void {
  const context = { invokedFunctionArn: '', memoryLimitInMB: '128', logGroupName: '', logStreamName: '' };
  thread.load(name, () => ({
    name,
    module,
    handler: 'handler',
    env,
    edges,
    context: { functionName: name, ...context },
  }));
}

function moduleOf(name: string, source: string): string {
  const path = join(directory, `${name}.mjs`);
  writeFileSync(path, source);
  return path;
}

const invoke = (thread: Thread, name: string): Promise<Outcome> => thread.invoke(name, 'request', '{}', 5000);

const outcomeOf = async (thread: Thread, name: string): Promise<unknown> => {
  const outcome = await invoke(thread, name);
  return outcome.ok ? JSON.parse(outcome.payload) : outcome.error;
};

it('two functions of one thread, even with the same code, have nothing of each other', async () => {
  const { thread, written } = threadWithLog();
  const module = moduleOf(
    'counter',
    `import own, { env, platform } from 'node:process';
    let calls = 0;
    export const handler = async () => {
      console.log('said', process.env.NAME);
      process.stdout.write('wrote ' + env.NAME);
      process.env.SET = 'by ' + process.env.NAME;
      return { calls: ++calls, names: [process.env.NAME, env.NAME, own.env.NAME], all: Object.keys(env).sort(), platform };
    };`,
  );
  load(thread, 'one', module, { NAME: 'first' });
  load(thread, 'other', module, { NAME: 'second', MORE: 'x' });

  await outcomeOf(thread, 'one');
  const one = await outcomeOf(thread, 'one');
  const other = await outcomeOf(thread, 'other');

  const { platform } = process;
  expect(one).toEqual({ calls: 2, names: ['first', 'first', 'first'], all: ['NAME', 'SET'], platform });
  expect(other).toEqual({ calls: 1, names: ['second', 'second', 'second'], all: ['MORE', 'NAME', 'SET'], platform });
  expect(written).toContain('one: said first\n');
  expect(written).toContain('other: wrote second');
  expect(written.filter((line) => line.startsWith('other: ') && line.includes('first'))).toEqual([]);
});

const ASKING = `
  import { NodeHttpHandler } from '@smithy/node-http-handler';
  const handler_ = new NodeHttpHandler({ connectionTimeout: 1000, requestTimeout: 5000 });
  export const handler = async () => {
    const ask = async (port) => {
      const request = { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', port: Number(port), path: '/a', query: { b: 'c' }, headers: { 'X-Asked': 'yes' }, body: 'Ä' };
      const { response } = await handler_.handle(request);
      const parts = [];
      for await (const part of response.body) parts.push(part);
      return [response.statusCode, response.headers['x-answered'], Buffer.concat(parts).toString()];
    };
    return [await ask(process.env.EDGE), await ask(process.env.OTHER), await ask(process.env.GONE).catch((error) => error.message)];
  };`;

it('AWS clients reach our edges without HTTP, with what they have signed, and everything else as ever', async () => {
  const asked: unknown[] = [];
  const { thread } = threadWithLog(async (port, message) => {
    if (port === 3) throw new Error('gone');
    asked.push({ port, ...message });
    return { status: 203, headers: { 'x-answered': 'directly' }, body: 'Ö' };
  });
  const server = await anywhere(
    async (_, response) => void response.writeHead(200, { 'x-answered': 'by HTTP' }).end('Ü'),
  );
  const outfile = join(directory, 'asking.mjs');
  const stdin = { contents: ASKING, resolveDir: import.meta.dirname };
  buildSync({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'] });
  load(thread, 'asking', outfile, { EDGE: '2', OTHER: String(server.port), GONE: '3' }, [2, 3]);

  const answers = await outcomeOf(thread, 'asking');
  await server.close();

  expect(answers).toEqual([[203, 'directly', 'Ö'], [200, 'by HTTP', 'Ü'], 'Error: gone']);
  expect(asked).toEqual([{ port: 2, method: 'POST', url: '/a?b=c', headers: { 'x-asked': 'yes' }, body: 'Ä' }]);
});

it('an error tells the line of its source, from the first line of the bundle on', async () => {
  const { thread } = threadWithLog();
  const source = join(directory, 'failing.ts');
  writeFileSync(
    source,
    "const words: string = 'as asked';\n\nexport const handler = async () => {\n  throw new TypeError(words);\n};\n",
  );
  const outfile = join(directory, 'failing.mjs');
  buildSync({ entryPoints: [source], outfile, bundle: true, minify: true, format: 'esm', sourcemap: true });
  load(thread, 'failing', outfile);

  const error = await outcomeOf(thread, 'failing');

  expect(error).toMatchObject({
    errorType: 'TypeError',
    errorMessage: 'as asked',
    trace: ['TypeError: as asked', expect.stringContaining('failing.ts:4:9'), ...anyLines(error)],
  });
});

/** The lines of a trace after its second. */
const anyLines = (error: unknown): readonly unknown[] => {
  const { trace } = Object(error);
  return Array.isArray(trace) ? trace.slice(2) : [];
};

it('whoever was at work when a thread crashed is a suspect; it takes no more work', async () => {
  const { thread, suspects } = threadWithLog();
  load(thread, 'idle', moduleOf('idle', 'export const handler = () => 1;'));
  load(thread, 'crashing', moduleOf('crashing', 'export const handler = () => process.exit(3);'));
  expect(await outcomeOf(thread, 'idle')).toBe(1);

  const error = await outcomeOf(thread, 'crashing');

  expect(error).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect(suspects).toEqual(['crashing']);
  expect(thread.healthy).toBe(false);
});

it('whoever has not answered in time is a suspect, and nobody whom it has not kept from answering', async () => {
  const { thread, suspects } = threadWithLog();
  load(
    thread,
    'slow',
    moduleOf('slow', 'export const handler = () => new Promise((done) => setTimeout(done, 300, 2));'),
  );
  load(thread, 'silent', moduleOf('silent', 'export const handler = () => new Promise(() => {});'));
  const slow = outcomeOf(thread, 'slow');

  const outcome = await thread.invoke('silent', 'request', '{}', 50);

  expect(outcome).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
  expect(thread.healthy).toBe(false);
  expect(await slow).toBe(2);
  expect(suspects).toEqual(['silent']);
});

it('a function that has crashed has a thread of its own from then on: its next crash harms nobody else', async () => {
  const stack: Stack = await startFixture();
  expect((await call(stack, '/v1/changes/crash')).status).toBe(503);
  const slow = call(stack, '/v1/incidents/1');
  const crashes = await Promise.all([1, 2, 3].map(() => call(stack, '/v1/changes/crash')));

  expect(crashes.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect((await slow).status).toBe(200);
  expect((await call(stack, '/v1/changes/1')).status).toBe(200);
  await stack.stop();
});

it('a function that has not answered in time has a thread of its own from then on, even if its neighbours timed out first: its next loop keeps nobody waiting', async () => {
  const stack: Stack = await startFixture();
  const ask = (id: string, path: string, timeoutMs: number): Promise<Outcome> =>
    stack.backend.functions.invoke(`helmdesk-local-${id}`, JSON.stringify({ path }), timeoutMs);
  const first = ask('change-management', '/hang', 2000);
  expect((await ask('incident-management', '/malformed', 500)).ok).toBe(false);
  expect((await ask('event-management', '/malformed', 10_000)).ok).toBe(true);
  expect((await first).ok).toBe(false);

  const order: string[] = [];
  const again = ask('change-management', '/hang', 5000).then(({ ok }) => order.push(`change ${ok}`));
  const others = ['incident-management', 'event-management', 'tenants', 'people'].map(async (id) => {
    const { ok } = await ask(id, '/malformed', 10_000);
    order.push(`other ${ok}`);
  });
  await Promise.all([again, ...others]);

  expect(order).toEqual(['other true', 'other true', 'other true', 'other true', 'change false']);
  await stack.stop();
});
