/** One folder for everything temporary of a test run: what tests, and the processes they start, leave there goes with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the first test; the answer is called after the last. Workers inherit where `os.tmpdir()` points. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'helmdesk-tests-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
