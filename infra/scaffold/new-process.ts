/** Makes the folder of a new process, or of new records in one that is there, and their lines in what is generated: `npm run new:process -- <stage> <id> <type> <PREFIX> …`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addedToContract, addedToProcess } from '#infra/scaffold/added-records';
import { type ProcessName, processName } from '#infra/scaffold/process-name';
import { processFiles, recordFiles } from '#infra/scaffold/templates';
import { recordTypes } from '#shared/grammar/directory';

const root = join(import.meta.dirname, '../..');

const folderOf = ({ stage, id }: ProcessName): string => `functions/${stage}/${id}`;

/** @throws Error that says what is taken */
function refuseTaken(name: ProcessName): void {
  const { records } = name;
  const taken = Object.entries(recordTypes).find(([its, type]) =>
    records.some((record) => its === record.prefix || type === record.type),
  );
  if (taken) throw new Error(`${taken.join(' stands for ')} already; choose another prefix and type`);
  const there = [folderOf(name), ...records.map(({ type }) => `${folderOf(name)}/${type}`)].filter((path) =>
    existsSync(join(root, path)),
  );
  if (there.length > 1) throw new Error(`${there[1]} exists already`);
}

/** What becomes of the process's folder: all of a new one, or the records and what names them of one that is there. @throws Error that says what is in the way */
function filesFor(name: ProcessName): Readonly<Record<string, string>> {
  const folder = folderOf(name);
  if (!existsSync(join(root, folder))) return processFiles(name);
  for (const extra of ['problems', 'settings'] as const)
    if (name.extras.has(extra))
      throw new Error(`${folder} exists already: write ${extra}.ts by hand, and name it in its process.ts`);
  const grown = { 'contract.ts': addedToContract, 'process.ts': addedToProcess };
  const named = Object.entries(grown).map(([file, added]) => {
    const path = `${folder}/${file}`;
    if (!existsSync(join(root, path))) throw new Error(`expected ${folder} to be a process, it has no ${file}`);
    return [file, added(readFileSync(join(root, path), 'utf8'), path, name.records)];
  });
  return { ...Object.fromEntries(named), ...recordFiles(name) };
}

/** Everything is worked out before anything is written. @returns the paths written. @throws Error that says what is in the way */
function newProcess(name: ProcessName): readonly string[] {
  refuseTaken(name);
  const files = Object.entries(filesFor(name)).map(([file, text]) => [`${folderOf(name)}/${file}`, text] as const);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return files.map(([path]) => path);
}

try {
  const name = processName(process.argv.slice(2));
  console.log(
    newProcess(name)
      .map((path) => `written   ${path}`)
      .join('\n'),
  );
  const folder = folderOf(name);
  await import('#infra/docs/gather');
  console.log(`
Next (CONTRIBUTING.md, "A process in a day", tells each step):
  1. contract.ts: who may do what, what its events carry. In each record's folder record.ts: fields, states and inputs with ITIL's words;
     the definition beside it: actions; rules.ts: what they mean; kpis.ts over what fact.ts leaves; texts.ts, in every language.
  2. npm run format && npm run docs:generate   the tables below functions/, the lifecycle in the README, docs/surface.txt and docs/errors.md: all of it is written, nothing by hand
  3. npm test -- ${folder}   the scenarios on a running stack; then npm test -- test/conformance, which runs over the new process by itself; what no
     declaration tells, such as values that a rule asks for, stands in the record's examples.ts
  4. ${folder}/scenarios.ts: what it promises, and tests that bear the scenarios' ids; npm run docs:coverage; a line in CHANGELOG.md`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
