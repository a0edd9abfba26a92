/** `npm run verify:emulator`: deploys the templates on MiniStack, an emulator of AWS that others wrote, and follows an incident through them. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, lastLines } from '#infra/emulator/child';
import { assemble, bootstrap, deploy } from '#infra/emulator/deploy';
import { install } from '#infra/emulator/install';
import { startIssuer } from '#infra/emulator/issuer';
import { MINISTACK } from '#infra/emulator/lacks';
import { learnt } from '#infra/emulator/learnt';
import { MINISTACK_LOG, startMinistack } from '#infra/emulator/ministack';
import { reportOf } from '#infra/emulator/report';
import { tell } from '#infra/emulator/story';

const began = performance.now();
const say = (what: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);

/** Another release of MiniStack can be named, to see whether it serves as well. */
const [version = MINISTACK] = process.argv.slice(2);
// Where AWS's tools and the emulator write: removed at the end, however that comes.
const folder = mkdtempSync(join(tmpdir(), 'helmdesk-emulator-'));

async function verify(): Promise<void> {
  say(`ministack ${version} is installed below .build/emulator, unless it is there`);
  const python = await install(version, join(folder, 'install.log'));
  const issuer = await startIssuer(folder);
  try {
    say('functions are bundled, stacks synthesised, and their templates trimmed');
    const assembly = await assemble(issuer.jwksUri, join(folder, 'assembly'));
    const emulator = await startMinistack(python, folder);
    say(`MiniStack answers at ${emulator.url}; cdk bootstrap`);
    await bootstrap(emulator, folder);
    say(`cdk deploy: ${assembly.stacks.join(', ')}`);
    const front = await deploy(emulator, assembly, folder);
    try {
      say(`deployed; the address is ${front.url}`);
      await tell({ api: front.url, emulator, issuer, folder, seen: (what) => say(`✓ ${what}`) });
    } finally {
      await front.close();
    }
    console.log(reportOf(version, assembly.trimmed, await learnt(emulator)));
  } finally {
    await issuer.close();
  }
}

async function cleanUp(): Promise<void> {
  await endAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

let interrupted = false;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    interrupted = true;
    void cleanUp().finally(() => process.exit(code));
  });

await verify()
  .catch((error: unknown) => {
    process.exitCode = 1;
    if (interrupted) return;
    console.error(error instanceof Error ? error.message : error);
    const log = join(folder, MINISTACK_LOG);
    if (existsSync(log)) console.error(`MiniStack wrote last:\n${lastLines(log)}`);
  })
  .finally(cleanUp);
