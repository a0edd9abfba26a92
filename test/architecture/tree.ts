/** The source tree as the architecture rules see it, and where an import in it leads. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { factsOf, type Import, type Source } from '#test/architecture/source';

/** The repository's root folder. */
export const root = resolve(import.meta.dirname, '../..');

/** Files below a folder of the repository, relative to it and sorted; none when the folder does not exist. */
export function filesIn(folder: string): readonly string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** Whether it stands below test/, is a test beside what it tests, or says what tests have to show (`scenarios.ts`). */
export const isTest = (path: string): boolean => path.startsWith('test/') || /(\.test|\/scenarios)(\.ts)?$/.test(path);

/** A text file of the repository. @throws when it does not exist. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Facts of every TypeScript file below these folders. */
export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap(filesIn)
    .filter((path) => path.endsWith('.ts') && !path.startsWith('test/fixtures/'))
    .map((path) => factsOf(path, textOf(path)));
}

/**
 * Where an import leads: a path of the repository without extension for our own files (`shared/store/keys`), the specifier
 * itself for packages and Node's modules.
 */
export function targetOf(source: Source, { specifier }: Import): string {
  const bare = (path: string): string => path.replace(/\.ts$/, '');
  if (specifier.startsWith('#')) return bare(specifier.slice(1));
  if (specifier.startsWith('.')) return bare(normalize(join(dirname(source.path), specifier)).replaceAll('\\', '/'));
  return specifier;
}

/** A path of the repository as {@link targetOf} names it. */
export const moduleOf = (source: Source): string => source.path.replace(/\.ts$/, '');
