/** Which time-zone data are bundled: those of this release, or what the admin put beside `package.json` when it is newer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** The admin's own file, relative to the repository; `npm run zones` writes it. */
export const overridePath = 'zone-data.json';
/** This release's, relative to the repository. */
export const shippedPath = join('shared', 'time', 'zone-data.json');

const schema = z.object({
  version: z.string().check(z.regex(/^(19|20)\d\d[a-z]+$/)),
  zones: z.record(z.string(), z.string()),
});

/** A file of time-zone data. */
export interface ChosenZoneData {
  /** Relative to the repository. */
  readonly path: string;
  readonly version: string;
}

/**
 * The newer of the two, so that a file that was forgotten does not hold back a later release.
 * @throws Error when the admin's file cannot be used, saying how to mend it
 */
export function chosenZoneData(root = process.cwd()): ChosenZoneData {
  const shipped = { path: shippedPath, version: versionOf(root, shippedPath) };
  if (!existsSync(join(root, overridePath))) return shipped;
  const own = { path: overridePath, version: versionOf(root, overridePath) };
  return own.version > shipped.version ? own : shipped;
}

function versionOf(root: string, path: string): string {
  try {
    return schema.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))).version;
  } catch {
    throw new Error(`${path} holds no time-zone data; write it anew with npm run zones, or remove it`);
  }
}
