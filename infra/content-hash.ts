/** A hash of what files hold: what is made from them is made again only when it has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @param inputs files and folders relative to `root`; notes for readers and tests in folders do not count, and what is not there counts as empty
 * @param text whatever else the result depends on
 */
export function contentHash(root: string, inputs: readonly string[], text = ''): string {
  const hash = createHash('sha256').update(text);
  for (const file of inputs.flatMap((input) => filesUnder(join(root, input))))
    hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest('hex');
}

/** The files under `path` (or `path` itself, or none if there is no such path), in a stable order. */
function filesUnder(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(md|test\.ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
