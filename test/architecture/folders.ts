/** What a process folder holds, and that the registry knows it. */
import { posix } from 'node:path';
import type { Source } from '#test/architecture/source';
import { targetOf } from '#test/architecture/tree';

/** The five stages of the service lifecycle; platform functions are not processes of the field and have their own shapes. */
export const stageFolders = [
  'service-strategy',
  'service-design',
  'service-transition',
  'service-operation',
  'continual-improvement',
] as const;

const REQUIRED = ['process.ts', 'handler.ts', 'README.md'];
/** record.ts, rules.ts, rules-<topic>.ts and other topics under their own kebab-case names. */
const TOPIC = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.ts$/;
const isStage = (name: string | undefined): boolean => stageFolders.some((stage) => stage === name);

/** `functions/<stage>/<process>` of every file below the five stages, with the names of its files. */
export function processFolders(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const [top, stage, process, ...rest] = file.split('/');
    if (top !== 'functions' || !isStage(stage) || process === undefined) continue;
    const folder = posix.join(top, stage ?? '', process);
    folders.set(folder, [...(folders.get(folder) ?? []), rest.join('/')]);
  }
  return folders;
}

/** What is wrong with the files of the process folders; one line each. */
export function misshapen(files: readonly string[]): readonly string[] {
  return [...processFolders(files)].flatMap(([folder, names]) => {
    const wrong: string[] = [];
    if (names.includes('')) return [`${folder} is a file; a process is a folder`];
    for (const name of REQUIRED) if (!names.includes(name)) wrong.push(`${folder} has no ${name}`);
    for (const name of names) {
      if (name.includes('/')) wrong.push(`${folder}/${name} is in a folder of its own; a process folder is flat`);
      else if (name === 'index.ts') wrong.push(`${folder}/${name} names no topic`);
      else if (!TOPIC.test(name) && !REQUIRED.includes(name))
        wrong.push(`${folder}/${name} does not belong in a process folder`);
    }
    return wrong;
  });
}

/**
 * Process folders that the registry does not import, imports of the registry that lead to no folder, and definitions that do
 * not bear their folder's names.
 */
export function unregistered(files: readonly string[], sources: readonly Source[]): readonly string[] {
  const registry = sources.find(({ path }) => path === 'functions/registry.ts');
  const imported = new Set(registry?.imports.map((each) => targetOf(registry, each)));
  const folders = [...processFolders(files).keys()];
  const missing = folders
    .filter((folder) => !imported.has(`${folder}/process`))
    .map((folder) => `functions/registry.ts does not import ${folder}/process`);
  const misnamed = folders.flatMap((folder) => {
    const words = new Set(sources.find(({ path }) => path === `${folder}/process.ts`)?.strings.map(({ text }) => text));
    const [, stage = '', id = ''] = folder.split('/');
    return [id, stage].filter((word) => !words.has(word)).map((word) => `${folder}/process.ts does not say '${word}'`);
  });
  const known = new Set(files);
  const stale = [...imported]
    .filter((target) => target.startsWith('functions/') && !known.has(`${target}.ts`))
    .map((target) => `functions/registry.ts imports ${target}, which does not exist`);
  return [...missing, ...misnamed, ...stale];
}
