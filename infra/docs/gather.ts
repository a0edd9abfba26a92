/** Writes the tables that are gathered from folders; before anything that reads them is loaded. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatheredTables } from '#infra/docs/gathered';
import { REGISTRY, registryText, unitsIn } from '#infra/docs/registry-text';

const root = join(import.meta.dirname, '../..');
const tables = { [REGISTRY]: registryText(unitsIn(root)), ...gatheredTables(root) };

for (const [path, text] of Object.entries(tables)) {
  const same = existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === text;
  if (!same) writeFileSync(join(root, path), text);
  console.log(`${same ? 'unchanged' : 'written  '} ${path}`);
}
