/** Writes `.build/generated/` for {@link generate}, which gives the hash of what it is made from. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { generatedDirectory, stampFile } from '#infra/generated/current';
import { DIRECTORY, directoryText, letterboxesIn } from '#infra/generated/directory';

const root = join(import.meta.dirname, '../..');
const SCHEME = 'generated:';

/** Modules that import what is made here get nothing meanwhile, but for the directory: what is made may not depend on what was made before. */
function withoutGenerated(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('#generated/') && specifier !== `#generated/${DIRECTORY}`
        ? { url: `${SCHEME}${specifier}`, format: 'json', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url.startsWith(SCHEME) ? { format: 'json', source: '{}', shortCircuit: true } : next(url, context),
  });
}

/** Replaces the file in one step, so that whoever reads it meanwhile sees the old one or the new one. */
function write(path: string, text: string): void {
  const unfinished = join(root, `${path}.${process.pid}`);
  writeFileSync(unfinished, text);
  renameSync(unfinished, join(root, path));
}

withoutGenerated();
mkdirSync(join(root, generatedDirectory), { recursive: true });
rmSync(join(root, stampFile), { force: true });
// Definitions rest on it, and letterboxes rest on nothing.
write(join(generatedDirectory, DIRECTORY), directoryText(await letterboxesIn(root)));
const { generatedFiles } = await import('#infra/generated/files');
for (const [name, text] of Object.entries(generatedFiles(root))) write(join(generatedDirectory, name), text);
write(stampFile, process.argv[2] ?? '');
