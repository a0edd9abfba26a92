/** `npm start`: runs the whole system on this machine until it is interrupted. */
import { USAGE, wishesOf } from '#infra/local/command-line';
import { welcome } from '#infra/local/front/welcome';
import { emptyDataDirectory } from '#infra/local/machine/data-directory';
import { diskFullAdvice, isDiskFull } from '#infra/local/machine/disk-full';
import { type Stack, startStack } from '#infra/local/start';

async function main(): Promise<void> {
  const began = performance.now();
  const { dataDir, fresh, help, memory, port } = wishesOf(process.argv.slice(2), process.env);
  if (help) {
    console.log(USAGE);
    return;
  }
  // As on Lambda: a local time zone must not make a difference to anything.
  process.env.TZ = 'UTC';
  if (fresh && !memory) await emptyDataDirectory(dataDir);
  surviveFullDisk(dataDir);
  try {
    const stack = await startStack({
      ...{ dataDir, memory, port, seeded: 'routed', givesBack: true },
      onStep: (step, milliseconds) => console.log(line(step, milliseconds)),
    });
    console.log(line('ready', performance.now() - began));
    stopOnSignals(stack);
    console.log(await welcome(stack, memory));
  } catch (error) {
    if (isDiskFull(error)) throw new Error(diskFullAdvice(dataDir));
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      throw new Error(
        `port ${port} ${error.code === 'EACCES' ? 'is not yours to take' : 'is in use'}: choose another, such as PORT=8081 npm start`,
      );
    throw error;
  }
}

const line = (step: string, milliseconds: number): string =>
  `${step.padEnd(12)}${(milliseconds / 1000).toFixed(1).padStart(5)} s`;

/** Requests are answered that the disk is full; what else was under way stays in the journal, and goes on at the latest after a restart. */
function surviveFullDisk(dataDir: string): void {
  let said = false;
  process.on('uncaughtException', (error) => {
    if (!isDiskFull(error)) {
      console.error(error);
      process.exit(1);
    }
    if (!said) console.error(diskFullAdvice(dataDir));
    said = true;
  });
}

function stopOnSignals(stack: Stack): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1); // asked twice: at once
      stopping = true;
      stack.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

await main().catch((error: unknown) => {
  // What a person can mend says so by itself; anything else needs to be seen where it happened.
  const plain = error instanceof Error && error.name === 'Error';
  console.error(plain ? error.message : error);
  process.exit(1);
});
