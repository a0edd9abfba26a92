/** Writes what is committed of the documentation that is derived from the definitions: docs/surface.txt, docs/errors.md, docs/roles.md and the processes' READMEs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from '#infra/docs/errors';
import { lifecycleReadmes } from '#infra/docs/readmes';
import { ROLES, rolesPage } from '#infra/docs/roles';
import { brokenPromises, surface } from '#infra/docs/texts';

const root = join(import.meta.dirname, '../..');

function write(path: string, text: string): void {
  const file = join(root, path);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!same) writeFileSync(file, text);
  console.log(`${same ? 'unchanged' : 'written  '} ${path}`);
}

const broken = brokenPromises(root);
if (broken.length > 0) {
  console.error(
    `Callers or consumers of events would break; nothing was written:\n${broken.map((line) => `  ${line}`).join('\n')}`,
  );
  process.exit(1);
}
write('docs/surface.txt', surface(root));
write('docs/errors.md', errorsPage(root));
write(ROLES, rolesPage());
for (const { path, text } of lifecycleReadmes(root)) write(path, text);
