/** What `npm start` was asked for; a mistake is one sentence that says what to write instead. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm start -- [options]
  --fresh      begin empty, seeded anew
  --memory     keep nothing
  --data DIR   keep everything in DIR instead of .local
The environment variable PORT names the port of the API, 8080 by default.`;

export interface Wishes {
  readonly fresh: boolean;
  readonly memory: boolean;
  readonly dataDir: string;
  readonly help: boolean;
  readonly port: number;
}

const options = {
  fresh: { type: 'boolean', default: false },
  memory: { type: 'boolean', default: false },
  data: { type: 'string', default: '.local' },
  help: { type: 'boolean', default: false },
} as const;

/** @throws Error in one sentence for an option or a port that there is not, and for options that npm took for its own */
export function wishesOf(args: readonly string[], environment: NodeJS.ProcessEnv): Wishes {
  // `npm start --fresh` gives the option to npm, which tells us of it here only.
  const taken = Object.keys(options).find((name) => environment[`npm_config_${name}`] !== undefined && name !== 'help');
  if (taken !== undefined && environment.npm_lifecycle_event === 'start')
    throw new Error(`npm has kept --${taken} for itself: write npm start -- --${taken}, with -- before our options`);
  const { values } = parsed(args);
  return {
    fresh: values.fresh,
    memory: values.memory,
    dataDir: resolve(values.data),
    help: values.help,
    port: portOf(environment.PORT),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    // Node's first sentence names the option; what follows it is about dashes.
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new Error(`${why}: npm start takes --fresh, --memory, --data DIR and --help`);
  }
}

function portOf(given: string | undefined): number {
  if (given === undefined || given === '') return 8080;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new Error(`PORT is ${given}, but a port is a number from 1 to 65535: for example PORT=8081 npm start`);
}
