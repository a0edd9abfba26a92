/** Time-zone data stand beside the code of a bundle, not in it: they are another's, and newer ones may take their place. */
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutputFile, Plugin } from 'esbuild';
import { chosenZoneData } from '#infra/time-zones/choose';

const FILE = 'zone-data.json';

/** Leaves the import of the data as it is, to be found beside the bundle; JSON is read faster than JavaScript. */
export const zoneDataBeside: Plugin = {
  name: 'zone data beside the code',
  setup({ onResolve }) {
    onResolve({ filter: /[\\/]zone-data\.json$/ }, () => ({ path: `./${FILE}`, external: true }));
  },
};

/** Whether a bundle imports the data. */
export function countsTime({ path, text }: Pick<OutputFile, 'path' | 'text'>): boolean {
  return path.endsWith('.mjs') && text.includes(`./${FILE}`);
}

/**
 * Puts the newer of the release's and the admin's data beside a bundle, in one step.
 * @param root the repository @throws Error when the admin's file cannot be used
 */
export async function writeZoneData(bundle: string, root: string): Promise<void> {
  const target = join(dirname(bundle), FILE);
  const unfinished = `${target}.${process.pid}`;
  await mkdir(dirname(bundle), { recursive: true });
  await copyFile(join(root, chosenZoneData(root).path), unfinished);
  await rename(unfinished, target);
}
