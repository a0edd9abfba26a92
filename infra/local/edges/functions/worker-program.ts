/** The program of a thread of functions as one file of plain JavaScript: without it each thread would bring along, and keep, what strips types. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { contentHash } from '#infra/content-hash';

/** The repository. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const FOLDER = join(ROOT, '.build', 'worker');
const OWN = join('infra', 'local', 'edges', 'functions');
/** What it is made from. */
const INPUTS = [
  OWN,
  join('infra', 'local', 'machine', 'clock', 'cell.ts'),
  join('infra', 'local', 'machine', 'collect.ts'),
  'package-lock.json',
];

let made: URL | undefined;

/** Where the program is; built when anything that it is made from has changed. */
export function workerProgram(): URL {
  made ??= pathToFileURL(build());
  return made;
}

function build(): string {
  const file = join(FOLDER, `${contentHash(ROOT, INPUTS).slice(0, 16)}.mjs`);
  if (existsSync(file)) return file;
  const { outputFiles } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [join(OWN, 'worker.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    write: false,
  });
  mkdirSync(FOLDER, { recursive: true });
  // In one step, since several processes may begin at once.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, outputFiles[0]?.contents ?? '');
  renameSync(unfinished, file);
  return file;
}
