/** How long a module takes to load in a process that has loaded nothing else. */
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { median } from '#test/bench/percentile';

const run = promisify(execFile);

/** What the handlers read when they are loaded, and nothing of this machine. */
const environment = {
  STAGE: 'local',
  LOG_LEVEL: 'ERROR',
  TABLE_NAME: 'helmdesk-local',
  BUCKET_NAME: 'helmdesk-local-attachments',
  TENANT_ROLE_ARN: 'arn:aws:iam::000000000000:role/helmdesk-local-tenant',
  FUNCTION_NAME_PREFIX: 'helmdesk-local-',
  EVENT_BUS_NAME: 'helmdesk-local',
  APPROVAL_STATE_MACHINE_ARN: 'arn:aws:states:eu-central-1:000000000000:stateMachine:helmdesk-local-approval',
  TIERS: 'standard',
  AUTOMATION: 'clock workflow',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_AUDIENCE: 'helmdesk',
  OIDC_JWKS_URI: 'https://issuer.example/jwks.json',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIA0000000000000000',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};

const PROGRAM = `const began = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - began));`;

/** Milliseconds that one fresh process takes to import the module. */
export async function loadTime(module: string): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    ['--input-type=module', '--eval', PROGRAM, pathToFileURL(module).href],
    { env: environment },
  );
  return Number(stdout);
}

/** Median load times of two modules, loaded in turns so that what else the machine does weighs on both. */
export async function loadTimes(one: string, other: string, times: number): Promise<readonly [number, number]> {
  const measured: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i++) {
    measured[0].push(await loadTime(one));
    measured[1].push(await loadTime(other));
  }
  return [median(measured[0]), median(measured[1])];
}
