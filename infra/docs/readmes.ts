/** READMEs of processes with their generated part made anew. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes } from '#functions/registry';
import { withLifecycle } from '#infra/docs/lifecycle';
import { folderOf } from '#infra/functions';

/** Path and text of every process's README, as it should be. @throws Error when one is missing. */
export function lifecycleReadmes(root: string): readonly { readonly path: string; readonly text: string }[] {
  return processes.map((process) => {
    const path = `${folderOf(process)}/README.md`;
    if (!existsSync(join(root, path)))
      throw new Error(`${path} is missing: purpose, three curl examples, and the markers of its lifecycle`);
    return { path, text: withLifecycle(readFileSync(join(root, path), 'utf8'), process) };
  });
}
