/** `npm run zones -- <folder> [<file>]`: newer time-zone data than this release has, for the next start or deployment. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { overridePath } from '#infra/time-zones/choose';
import { compileZones } from '#infra/time-zones/compile';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { version: { type: 'string' }, source: { type: 'string' } },
});
const [folder = '/usr/share/zoneinfo', file = overridePath] = positionals;
try {
  const data = compileZones(folder, values.source ?? folder, values.version);
  writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`);
  console.log(`${file}: ${data.version}, ${Object.keys(data.zones).length} zones of ${data.source}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
