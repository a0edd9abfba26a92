/** Bundles every function with one call of esbuild; does nothing when nothing they are made from has changed. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type BuildResult, build, type OutputFile, type Plugin, stop } from 'esbuild';
import * as z from 'zod/mini';
import { clientPlugins } from '#infra/bundle-clients';
import { definitionsWithoutWords } from '#infra/bundle-words';
import { contentHash } from '#infra/content-hash';
import type { FunctionEntry } from '#infra/functions';
import { generate, generatedDirectory } from '#infra/generated/current';
import { countsTime, writeZoneData, zoneDataBeside } from '#infra/time-zones/beside';
import { overridePath } from '#infra/time-zones/choose';

/** One bundled function: its folder, relative to the repository, and the size of its minified code. */
export interface Bundle {
  readonly id: string;
  readonly dir: string;
  readonly bytes: number;
}

/** Where bundles are written, relative to the repository. */
export const bundleDirectory = join('.build', 'functions');

/** What bundles are made from: our code, what is generated from it, the locked dependencies, and this file's options. */
const inputs = [
  'functions',
  'shared',
  'package.json',
  'package-lock.json',
  generatedDirectory,
  join('infra', 'bundle.ts'),
  join('infra', 'bundle-clients.ts'),
  join('infra', 'bundle-dynamodb.ts'),
  join('infra', 'bundle-words.ts'),
  join('infra', 'time-zones', 'beside.ts'),
  overridePath,
];

/**
 * Writes `.build/functions/<id>/index.mjs` with its source map for each of `functions`, and esbuild's metafile to `.build/meta.json`.
 * Skipped while the content of all inputs is what it was.
 * @param root the repository
 * @throws when an entry is missing or cannot be bundled; the message is esbuild's.
 */
export async function bundle(functions: readonly FunctionEntry[], root = process.cwd()): Promise<readonly Bundle[]> {
  generate();
  const hash = contentHash(root, inputs, JSON.stringify(functions));
  const known = await recorded(root, hash);
  if (known !== undefined) return known;
  const plain = await esbuild(functions, root);
  const requiring = plain.outputFiles.filter(({ text }) => text.includes(dynamicRequire)).map(functionOf);
  const patched = requiring.length > 0 ? await esbuild(only(functions, requiring), root, requireBanner) : undefined;
  // Its service would stay for as long as we do.
  await stop();
  const files = [
    ...plain.outputFiles.filter((file) => !requiring.includes(functionOf(file))),
    ...(patched?.outputFiles ?? []),
  ];

  await Promise.all([...files.map(write), ...files.filter(countsTime).map(({ path }) => writeZoneData(path, root))]);
  await removeOthers(join(root, bundleDirectory), functions);
  const bundles = functions.map(({ id }) => ({ id, dir: join(bundleDirectory, id), bytes: sizeOf(files, id) }));
  const outputs = { ...plain.metafile.outputs, ...patched?.metafile.outputs };
  await writeFile(join(root, '.build', 'meta.json'), JSON.stringify({ inputs: plain.metafile.inputs, outputs }));
  await writeFile(recordFile(root), JSON.stringify({ hash, bundles }));
  return bundles;
}

/** What esbuild leaves in an ES module where a CommonJS dependency requires a built-in module; it throws when it is reached. */
const dynamicRequire = 'Dynamic require of';

/** Makes such a `require` work; only for bundles that need it, as it costs them a module load. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** What capabilities tell of themselves is for the API's description, which is built before: a function holds what it does. */
const untold: Plugin = {
  name: 'untold',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]capabilities[\\/][^\\/]+[\\/]described\.ts$/ }, async ({ path }) => {
      const told = [...(await readFile(path, 'utf8')).matchAll(/^export (const|function) (\w+)/gm)];
      const nothing = "import { nothing } from '#shared/grammar/capability';";
      const empty = told.map(([, kind, name]) =>
        kind === 'function' ? `export const ${name} = () => nothing;` : `export { nothing as ${name} };`,
      );
      return { contents: [nothing, ...empty].join(''), loader: 'js', resolveDir: dirname(path) };
    });
  },
};

/** The description, and the tools that are made of it, have a thousand lines a process: they travel compressed, a fifteenth of their size, and are unpacked when they are first loaded. */
const compressedDescription: Plugin = {
  name: 'compressed description',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]generated[\\/](openapi|tools)\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      const packed = brotliCompressSync(text).toString('base64');
      const contents = `import { brotliDecompressSync } from 'node:zlib';
export default JSON.parse(brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString('utf8'));`;
      return { contents, loader: 'js' };
    });
  },
};

type Built = BuildResult<{ metafile: true; write: false }>;

function esbuild(functions: readonly FunctionEntry[], root: string, banner = ''): Promise<Built> {
  return build({
    absWorkingDir: root,
    entryPoints: functions.map(({ id, entry }) => ({ in: entry, out: `${id}/index` })),
    outdir: bundleDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Packages that offer both are bundled from their ES modules, of which only what is used remains.
    mainFields: ['module', 'main'],
    // Imported only for streams of events, which no request of ours has (docs/adr/0006).
    external: ['@smithy/core/event-streams'],
    minify: true,
    plugins: [untold, definitionsWithoutWords, compressedDescription, zoneDataBeside, ...clientPlugins],
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    banner: { js: banner },
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

function functionOf(file: OutputFile): string {
  return basename(dirname(file.path));
}

function only(functions: readonly FunctionEntry[], ids: readonly string[]): readonly FunctionEntry[] {
  return functions.filter(({ id }) => ids.includes(id));
}

/** Replaces the file in one step, so that a process that loads it meanwhile sees the old one or the new one. */
async function write(file: OutputFile): Promise<void> {
  await mkdir(dirname(file.path), { recursive: true });
  const unfinished = `${file.path}.${process.pid}`;
  await writeFile(unfinished, file.contents);
  await rename(unfinished, file.path);
}

/** Removes the bundles of functions that are no more. */
async function removeOthers(directory: string, functions: readonly FunctionEntry[]): Promise<void> {
  const wanted = functions.map(({ id }) => id);
  const gone = (await readdir(directory)).filter((id) => !wanted.includes(id));
  await Promise.all(gone.map((id) => rm(join(directory, id), { recursive: true, force: true })));
}

function sizeOf(files: readonly OutputFile[], id: string): number {
  return files.find((file) => functionOf(file) === id && file.path.endsWith('.mjs'))?.contents.byteLength ?? 0;
}

const recordSchema = z.object({
  hash: z.string(),
  bundles: z.array(z.object({ id: z.string(), dir: z.string(), bytes: z.number() })),
});

function recordFile(root: string): string {
  return join(root, '.build', 'bundles.json');
}

/** The bundles of the last run, if they were made from the same inputs and are still there. */
async function recorded(root: string, hash: string): Promise<readonly Bundle[] | undefined> {
  if (!existsSync(recordFile(root))) return undefined;
  const record = recordSchema.safeParse(JSON.parse(await readFile(recordFile(root), 'utf8')));
  if (!record.success || record.data.hash !== hash) return undefined;
  return record.data.bundles.every(({ dir }) => existsSync(join(root, dir, 'index.mjs')))
    ? record.data.bundles
    : undefined;
}
