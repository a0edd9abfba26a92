/** Starts MiniStack on a free port, for this run alone. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { start } from '#infra/emulator/child';
import { anywhere } from '#infra/local/machine/http';

/** The account and region that it plays: the first is one of AWS's documentation. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

export interface Emulator {
  readonly url: string;
  /** With this environment AWS's tools and clients ask the emulator and nobody else: profiles and credentials of yours are out of reach. */
  readonly env: NodeJS.ProcessEnv;
}

/** What it prints, functions' logs included. */
export const MINISTACK_LOG = 'ministack.log';
const PATIENCE_MS = 60_000;

/** @throws Error when it does not answer within a minute */
export async function startMinistack(python: string, folder: string): Promise<Emulator> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, MINISTACK_LOG);
  const temporary = join(folder, 'ministack');
  mkdirSync(temporary);
  const env = withoutYours({
    AWS_ENDPOINT_URL: url,
    ...{ AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION },
    ...{ AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'emulator' },
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
  });
  const own = {
    ...{ GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', MINISTACK_HOST: '127.0.0.1' },
    ...{ MINISTACK_ACCOUNT_ID: ACCOUNT, MINISTACK_REGION: REGION },
    ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary, TZ: 'UTC' },
    ...{ S3_DATA_DIR: join(temporary, 's3'), STATE_DIR: join(temporary, 'state') },
  };
  const { alive } = start({ command: python, args: ['-m', 'ministack'], env: { ...env, ...own }, log });
  const until = performance.now() + PATIENCE_MS;
  while (alive() && performance.now() < until) {
    const answer = await fetch(`${url}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return { url, env };
    await setTimeout(250);
  }
  throw new Error(`MiniStack does not answer at ${url}, which it should within a minute`);
}

/** The environment without what would lead AWS's tools elsewhere. */
function withoutYours(instead: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK|MINISTACK|LAMBDA)_/.test(name));
  return { ...Object.fromEntries(rest), ...instead };
}

async function freePort(): Promise<number> {
  const { port, close } = await anywhere(async () => {});
  await close();
  return port;
}
