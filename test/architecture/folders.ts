/** What a process folder holds, and that the registry knows it. */
import { posix } from 'node:path';
import { stages } from '#shared/grammar/process-definition';
import type { Source } from '#test/architecture/source';
import { targetOf } from '#test/architecture/tree';

/** Where processes stand: by the field's stages, and those that the platform needs by itself. */
const HOMES: readonly string[] = [
  ...stages.filter((stage) => stage !== 'platform').map((stage) => `functions/${stage}`),
  'functions/platform/records',
];

const REQUIRED = ['process.ts', 'contract.ts', 'handler.ts', 'README.md'];
/** What a process may have beside them and its records have not: what it promises, all in one place. */
const PROMISES = 'scenarios.ts';
const NAME = '[a-z][a-z0-9]*(-[a-z0-9]+)*';
/** Topics under their own kebab-case names, each with its test beside it. */
const TOPIC = new RegExp(`^${NAME}(\\.test)?\\.ts$`);
const FOLDER = new RegExp(`^${NAME}$`);

/** Home and process of every file that stands where processes do, with the names of its files below that. */
export function processFolders(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const home = HOMES.find((each) => file.startsWith(`${each}/`));
    if (home === undefined) continue;
    const [process = '', ...rest] = file.slice(home.length + 1).split('/');
    const folder = posix.join(home, process);
    folders.set(folder, [...(folders.get(folder) ?? []), rest.join('/')]);
  }
  return folders;
}

/** Whether it is a file of the process or of one of its records, by its name. */
const isTopic = (name: string): boolean => TOPIC.test(name) && name !== 'index.ts';

/** What is wrong with the folder of a record: it bears the type's name, and so does the definition in it. */
function misshapenRecord(folder: string, names: readonly string[]): readonly string[] {
  const record = posix.basename(folder);
  if (!FOLDER.test(record)) return [`${folder} does not bear the name of a record type`];
  const strange = names.filter((name) => !isTopic(name) || name === PROMISES);
  return [
    ...[`${record}.ts`, 'record.ts'].filter((name) => !names.includes(name)).map((name) => `${folder} has no ${name}`),
    ...strange.map((name) => `${folder}/${name} does not belong in the folder of a record`),
  ];
}

/** The folders in a process folder, with what is in them. */
function recordFolders(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const records = new Map<string, string[]>();
  for (const name of names.filter((each) => each.includes('/'))) {
    const [record = '', ...rest] = name.split('/');
    records.set(record, [...(records.get(record) ?? []), rest.join('/')]);
  }
  return records;
}

/** What is wrong with the files of the process folders; one line each. */
export function misshapen(files: readonly string[]): readonly string[] {
  return [...processFolders(files)].flatMap(([folder, names]) => {
    if (names.includes('')) return [`${folder} is a file; a process is a folder`];
    const records = recordFolders(names);
    const own = names.filter((name) => !name.includes('/') && !REQUIRED.includes(name));
    return [
      ...REQUIRED.filter((name) => !names.includes(name)).map((name) => `${folder} has no ${name}`),
      ...(records.size === 0 ? [`${folder} has no folder of a record`] : []),
      ...own.filter((name) => !isTopic(name)).map((name) => `${folder}/${name} does not belong in a process folder`),
      ...[...records].flatMap(([record, its]) => misshapenRecord(posix.join(folder, record), its)),
    ];
  });
}

/** Lines of a `process.ts`: what a record is stands in the record's folder. */
const LINES = 120;

/** Definitions of processes that say more than what a process is. */
export function longWinded(sources: readonly Source[]): readonly string[] {
  const folders = processFolders(sources.map(({ path }) => path));
  return sources
    .filter(({ path, lines }) => lines > LINES && [...folders.keys()].some((each) => path === `${each}/process.ts`))
    .map(({ path, lines }) => `${path} has ${lines} lines; a record's definition stands in the folder of the record`);
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
    const stage = folder.split('/')[1] ?? '';
    return [posix.basename(folder), stage]
      .filter((word) => !words.has(word))
      .map((word) => `${folder}/process.ts does not say '${word}'`);
  });
  const known = new Set(files);
  const stale = [...imported]
    .filter((target) => target.startsWith('functions/') && !known.has(`${target}.ts`))
    .map((target) => `functions/registry.ts imports ${target}, which does not exist`);
  return [...missing, ...misnamed, ...stale];
}
