/** What is generated from the definitions is built before it is needed, and never depends on what was built before. */
import { expect, it } from 'vitest';
import { gatheredTables } from '#infra/docs/gathered';
import { generatedDirectory } from '#infra/generated/current';
import { DIRECTORY } from '#infra/generated/directory';
import { generatedFiles } from '#infra/generated/files';
import { filesIn, root, textOf } from '#test/architecture/tree';

it('is what the definitions say, though it was made without any of it', () => {
  const files = Object.entries(generatedFiles(root));

  expect(files.map(([name]) => name)).toContain('openapi.json');
  for (const [name, text] of files) expect(textOf(`${generatedDirectory}/${name}`) === text, name).toBe(true);
  // Beside what it is made from, and the letterboxes' directory, which the definitions themselves need.
  expect(filesIn(generatedDirectory).length).toBe(files.length + 2);
  expect(filesIn(generatedDirectory)).toContain(`${generatedDirectory}/${DIRECTORY}`);
});

it('field-report 11 has every event by its name', () => {
  const names: readonly string[] = JSON.parse(textOf(`${generatedDirectory}/event-names.json`));

  expect(names).toContain('incident.resolved');
  expect(names).toEqual([...new Set(names)].sort());
});

it('tables that are gathered from folders of records are up to date (npm run docs:generate)', () => {
  const tables = Object.entries(gatheredTables(root));

  expect(tables.length).toBeGreaterThan(0);
  for (const [path, text] of tables) expect(textOf(path), path).toBe(text);
});
