/** The client as a package of its own, for programs elsewhere: ES modules with their types, without dependencies and without this repository. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { generate, generatedDirectory } from '#infra/generated/current';

const manifest = z.object({ version: z.string(), license: z.string() });

/** Where the package is written, relative to the repository; `npm pack` makes the file that is installed of it. */
export const clientDirectory = join('.build', 'client');

/** What can be imported: the client, and what it throws. */
const EXPORTS = { '.': 'client', './problem': 'problem', './api': 'api' } as const;

/** The types of operations and schemas, as they are generated. */
const TYPES = 'client-api.ts';

const OPTIONS = [
  '--ignoreConfig',
  ...['--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom', '--types', ''],
  ...['--declaration', '--strict', '--exactOptionalPropertyTypes', '--rewriteRelativeImportExtensions'],
] as const;

/**
 * @param root the repository
 * @param directory where the package is written; what is there is replaced
 * @throws Error with what the compiler says, when the sources cannot be compiled
 */
export function writeClientPackage(root: string, directory = join(root, clientDirectory)): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  compile(root, directory);
  const { version, license } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const exports = Object.entries(EXPORTS).map(([path, name]) => [
    path,
    { types: `./${name}.d.ts`, default: `./${name}.js` },
  ]);
  const described = {
    ...{ name: 'helmdesk-client', version, license, type: 'module', engines: { node: '>=20.3' } },
    description: 'The client of the Helmdesk API: typed, it repeats what may be repeated and follows pages.',
    exports: Object.fromEntries(exports),
    sideEffects: false,
  };
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(directory, 'LICENSE'));
  copyFileSync(join(root, 'shared/client/README.md'), join(directory, 'README.md'));
}

/** The types stand beside the client there, as nothing else of the repository comes along. */
function compile(root: string, directory: string): void {
  generate();
  const sources = mkdtempSync(join(root, '.build', 'client-sources-'));
  for (const name of ['client', 'problem', 'retry'])
    writeFileSync(
      join(sources, `${name}.ts`),
      readFileSync(join(root, 'shared/client', `${name}.ts`), 'utf8').replace(`'#generated/${TYPES}'`, `'./api.ts'`),
    );
  copyFileSync(join(root, generatedDirectory, TYPES), join(sources, 'api.ts'));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const files = readdirSync(sources).map((name) => join(sources, name));
  const given = [compiler, ...OPTIONS, '--rootDir', sources, '--outDir', directory, ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd: root, encoding: 'utf8' });
  rmSync(sources, { recursive: true });
  if (status !== 0) throw new Error(`the client cannot be compiled:\n${stdout}${stderr}`);
  // Declarations keep the extension of the source, which the package has not.
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.d.ts'))) {
    const text = readFileSync(join(directory, name), 'utf8');
    writeFileSync(
      join(directory, name),
      text.replaceAll(/(from '\.\/\w+)\.ts'/g, "$1.js'").replaceAll(/(from "\.\/\w+)\.ts"/g, '$1.js"'),
    );
  }
}
