/** The folder that holds everything a stack remembers. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDirectory } from '#infra/local/machine/data-check';
import { endOrphan } from '#infra/local/machine/process-file';

export interface DataDirectory {
  readonly path: string;
  /** Deletes it when it was made for this stack alone. */
  release(): void;
}

/** The given folder, made if need be, or a temporary one that nothing is kept of. @throws Error in one sentence where it cannot be made */
export function openDataDirectory(path: string | undefined): DataDirectory {
  if (path !== undefined) {
    makeDirectory(path);
    return { path, release: () => {} };
  }
  const temporary = mkdtempSync(join(tmpdir(), 'helmdesk-'));
  return { path: temporary, release: () => rmSync(temporary, { recursive: true, force: true }) };
}

/** Everything that the runner ever writes there. */
const OURS = /^(dynamodb\.|journal\.sqlite|identity\.json$|logs$|objects$)/;

/**
 * Empties the folder. Throws when a runner is at work in it, or when it holds anything that is not ours: a folder named by
 * mistake keeps its contents.
 */
export async function emptyDataDirectory(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const foreign = readdirSync(path).find((name) => !OURS.test(name));
  if (foreign !== undefined) {
    throw new Error(`${path} is not emptied: it holds ${foreign}, which is not the runner's. Name another folder.`);
  }
  await endOrphan(join(path, 'dynamodb.process.json'));
  for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true, force: true });
}
