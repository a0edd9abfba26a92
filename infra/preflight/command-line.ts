/** What preflight and deploy read of their command line: which configuration, by the same option as the cdk command line. */
import { parseArgs } from 'node:util';

/** The configuration file that `-c config=<file>` names, `deploy.config.json` if none; the last one counts, as it does for cdk. */
export function configPath(args: readonly string[]): string {
  const { values } = parseArgs({
    args: [...args],
    options: { context: { type: 'string', short: 'c', multiple: true } },
    // The other options are cdk's own.
    strict: false,
  });
  const named = [values.context ?? []]
    .flat()
    .map(String)
    .filter((each) => each.startsWith('config='));
  return named.at(-1)?.slice('config='.length) || 'deploy.config.json';
}
