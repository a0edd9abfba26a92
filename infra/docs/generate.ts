/** Writes what documentation is derived from the definitions: docs/openapi.json, docs/events.json, the processes' READMEs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lifecycleReadmes } from '#infra/docs/readmes';
import {
  baselineText,
  clientTypesText,
  currentCatalogue,
  eventsText,
  openApiText,
  readBaseline,
  recordTypesText,
} from '#infra/docs/texts';
import { incompatibilities } from '#shared/events/catalogue-document';

const root = join(import.meta.dirname, '../..');

function write(path: string, text: string): void {
  const file = join(root, path);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!same) writeFileSync(file, text);
  console.log(`${same ? 'unchanged' : 'written  '} ${path}`);
}

const broken = incompatibilities(readBaseline(root), currentCatalogue());
if (broken.length > 0) {
  console.error(
    `Consumers of events would break; nothing was written:\n${broken.map((line) => `  ${line}`).join('\n')}`,
  );
  process.exit(1);
}
write('docs/openapi.json', openApiText(root));
write('docs/record-types.json', recordTypesText());
write('shared/client/api.ts', clientTypesText(root));
write('docs/events.json', eventsText());
write('docs/events.baseline.json', baselineText(root));
for (const { path, text } of lifecycleReadmes(root)) write(path, text);
