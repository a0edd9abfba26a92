/** Bundles as they are deployed: they run, they are small, and they are made again only when something has changed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle } from '#infra/bundle';
import { clientPlugins } from '#infra/bundle-clients';
import { functionEntries } from '#infra/functions';
import { sampleProcesses } from '#test/infra/processes';

const root = mkdtempSync(join(tmpdir(), 'helmdesk-bundle-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function file(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

file('package.json', JSON.stringify({ type: 'module', imports: { '#shared/*': './shared/*.ts' } }));
file('package-lock.json', '{}');
file('shared/greeting.ts', "export const greeting: string = 'hello';\nexport const unused = 'left out';\n");
file(
  'functions/modern/handler.ts',
  "import { greeting } from '#shared/greeting';\nexport const handler = async () => greeting;\n",
);
file(
  'functions/old/handler.ts',
  "import size from '../../node_modules/old/index.cjs';\nexport const handler = async () => size('hello');\n",
);
file(
  'node_modules/old/index.cjs',
  "const { Buffer } = require('node:buffer');\nmodule.exports = (text) => Buffer.byteLength(text);\n",
);

const functions = [
  { id: 'modern', entry: 'functions/modern/handler.ts' },
  { id: 'old', entry: 'functions/old/handler.ts' },
];
const code = (id: string) => join(root, '.build', 'functions', id, 'index.mjs');

async function answer(id: string): Promise<unknown> {
  const module: unknown = await import(
    /* @vite-ignore */ `${pathToFileURL(code(id)).href}?${statSync(code(id)).mtimeMs}`
  );
  if (typeof module === 'object' && module !== null && 'handler' in module && typeof module.handler === 'function')
    return module.handler();
  throw new TypeError(`${id} exports no handler`);
}

describe('bundles', () => {
  it('run as ES modules, with what CommonJS dependencies require, and without what nobody uses', async () => {
    const bundles = await bundle(functions, root);

    expect(bundles.map(({ id, dir }) => [id, dir])).toEqual(
      functions.map(({ id }) => [id, join('.build', 'functions', id)]),
    );
    expect(await answer('modern')).toBe('hello');
    expect(await answer('old')).toBe(5);
    expect(readFileSync(code('modern'), 'utf8')).not.toContain('left out');
    expect(readFileSync(code('modern'), 'utf8')).not.toContain('createRequire');
    for (const { id, bytes } of bundles) expect(bytes).toBe(statSync(code(id)).size);
  });

  it('come with source maps and the metafile of the whole run', async () => {
    await bundle(functions, root);

    expect(JSON.parse(readFileSync(`${code('modern')}.map`, 'utf8'))).toMatchObject({ version: 3 });
    const { outputs } = JSON.parse(readFileSync(join(root, '.build', 'meta.json'), 'utf8'));
    expect(Object.keys(outputs)).toContain('.build/functions/modern/index.mjs');
  });

  it('are left alone while nothing has changed', async () => {
    const first = await bundle(functions, root);
    const { mtimeMs } = statSync(code('modern'));

    expect(await bundle(functions, root)).toEqual(first);
    expect(statSync(code('modern')).mtimeMs).toBe(mtimeMs);
  });

  it('are made again when a shared file has changed', async () => {
    await bundle(functions, root);
    file('shared/greeting.ts', "export const greeting: string = 'good morning';\n");

    await bundle(functions, root);

    expect(readFileSync(code('modern'), 'utf8')).toContain('good morning');
  });

  it('fail with the name of the entry that is missing', async () => {
    const missing = [{ id: 'gone', entry: 'functions/gone/handler.ts' }];
    await expect(bundle(missing, root)).rejects.toThrow('functions/gone/handler.ts');
  });
});

describe('entries', () => {
  it('are a handler a process, and the fixed functions', () => {
    const entries = functionEntries(sampleProcesses).map(({ entry }) => entry);
    expect(entries).toContain('functions/service-operation/incident-management/handler.ts');
    expect(entries).toContain('functions/platform/workers/stream-relay/handler.ts');
    expect(entries).toHaveLength(sampleProcesses.length + 6);
  });
});

describe('errors of clients, written in brief', () => {
  const errorsOf = async (client: string, plugins: readonly Plugin[]) => {
    const resolveDir = join(process.cwd(), 'node_modules', '@aws-sdk', client, 'dist-es', 'models');
    const outfile = join(root, 'errors', `${client}-${plugins.length}.mjs`);
    const contents = "export * from './errors.js'";
    const how = { bundle: true, format: 'esm', platform: 'node', outfile } as const;
    await build({ stdin: { contents, resolveDir }, ...how, plugins: [...plugins] });
    const made: Record<string, new (options: object) => Error> = await import(pathToFileURL(outfile).href);
    return { made, text: readFileSync(outfile, 'utf8') };
  };

  it.each(['client-dynamodb', 'client-eventbridge'])('are what those of %s are', async (client) => {
    const [long, brief] = await Promise.all([errorsOf(client, []), errorsOf(client, clientPlugins)]);
    const given = {
      message: 'No.',
      $metadata: {},
      $fault: 'server',
      Item: { pk: 1 },
      CancellationReasons: [{ Code: 'x' }],
    };
    const seen = ({ made }: typeof long) =>
      Object.entries(made).map(([name, Made]) => {
        const error = new Made(given);
        return [
          name,
          { ...error },
          error.message,
          error instanceof Made,
          error instanceof Error,
          Reflect.get(Made, 'shapeId'),
        ];
      });

    expect(seen(brief)).toEqual(seen(long));
    expect(Object.keys(long.made).length).toBeGreaterThan(5);
    expect(brief.text.length).toBeLessThan(long.text.length);
    const classes = ({ text }: typeof long) => text.match(/class \w* ?extends/g)?.length ?? 0;
    expect(classes(brief)).toBeLessThan(classes(long) / 2);
  });
});
