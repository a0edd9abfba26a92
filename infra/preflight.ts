/** Before a deployment: is the configuration usable, are the credentials there, and is the account they lead to ready? */
import { accountChecks } from '#infra/preflight/account';
import { type Check, lineOf } from '#infra/preflight/check';
import { configPath } from '#infra/preflight/command-line';
import { configurationCheck, exampleCheck } from '#infra/preflight/configuration';
import { signingKeysCheck } from '#infra/preflight/signing-keys';
import { timeZonesCheck } from '#infra/preflight/time-zones';

/**
 * Looks at everything that can be looked at without changing anything; `path` names the configuration file.
 * @param zonesPublished where the newest release of the time-zone database is named; IANA's own page when absent
 */
export async function preflight(path: string, zonesPublished?: string): Promise<readonly Check[]> {
  const node = nodeCheck(process.versions.node);
  const [configuration, config] = configurationCheck(path);
  if (config === undefined) return [node, configuration];
  const [keys, zones] = await Promise.all([signingKeysCheck(config), timeZonesCheck(zonesPublished)]);
  return [node, configuration, exampleCheck(config), keys, zones, ...(await accountChecks(config))];
}

function nodeCheck(version: string): Check {
  const what = 'Node.js';
  if (Number.parseInt(version, 10) >= 24) return { what, result: 'ok', detail: version };
  return {
    what,
    result: 'failed',
    detail: `this is ${version}; use npm run deploy, which runs the Node.js 24 of node_modules`,
  };
}

/** Prints every check; whether a deployment may go on. */
export async function passesPreflight(path: string): Promise<boolean> {
  const checks = await preflight(path);
  for (const check of checks) console.log(lineOf(check));
  return checks.every(({ result }) => result !== 'failed');
}

if (import.meta.main && !(await passesPreflight(configPath(process.argv.slice(2))))) process.exitCode = 1;
