/** Makes the folder of a new process, its line in the registry and its prefix: `npm run new:process -- <stage> <id> <type> <PREFIX>`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directed, registered } from '#infra/scaffold/edits';
import { type ProcessName, processName } from '#infra/scaffold/process-name';
import { processFiles } from '#infra/scaffold/templates';

const root = join(import.meta.dirname, '../..');

/** Everything is worked out before anything is written. @returns the paths written. @throws Error that says what is in the way. */
function newProcess(name: ProcessName): readonly string[] {
  const folder = `functions/${name.stage}/${name.id}`;
  if (existsSync(join(root, folder))) throw new Error(`${folder} exists already`);
  const edited = (path: string, edit: (text: string, name: ProcessName) => string) =>
    [path, edit(readFileSync(join(root, path), 'utf8'), name)] as const;
  const files = [
    ...Object.entries(processFiles(name)).map(([file, text]) => [`${folder}/${file}`, text] as const),
    edited('functions/registry.ts', registered),
    edited('shared/process/directory.ts', directed),
  ];
  mkdirSync(join(root, folder), { recursive: true });
  for (const [path, text] of files) writeFileSync(join(root, path), text);
  return files.map(([path]) => path);
}

try {
  const name = processName(process.argv.slice(2));
  console.log(
    newProcess(name)
      .map((path) => `written ${path}`)
      .join('\n'),
  );
  console.log(`
Next:
  1. record.ts: fields, states and inputs with ITIL's words; process.ts: the table of actions, permissions, purpose; rules.ts: what they mean.
  2. npm run docs:generate   the lifecycle in the README, docs/openapi.json, docs/events.json
  3. npm run check && npm test   the conformance tests run over the new process by themselves
  4. scenarios in test/coverage/scenarios.ts, tests that bear their ids, a line in CHANGELOG.md (see CONTRIBUTING.md)`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
