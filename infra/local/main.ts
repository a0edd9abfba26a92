/** `npm start`: runs the whole system on this machine until it is interrupted. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { emptyDataDirectory } from '#infra/local/data-directory';
import { seededTenants } from '#infra/local/seed';
import { type Stack, startStack } from '#infra/local/start';

const USAGE = `npm start -- [options]
  --fresh      begin empty, seeded anew
  --memory     keep nothing
  --data DIR   keep everything in DIR instead of .local
The environment variable PORT names the port of the API, 8080 by default.`;

async function main(): Promise<void> {
  const began = performance.now();
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      data: { type: 'string', default: '.local' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  // As on Lambda: a local time zone must not make a difference to anything.
  process.env.TZ = 'UTC';
  const dataDir = resolve(values.data);
  if (values.fresh && !values.memory) await emptyDataDirectory(dataDir);
  const stack = await startStack({
    dataDir,
    memory: values.memory,
    port: Number(process.env.PORT ?? 8080),
    seeded: true,
    onStep: (step, milliseconds) => console.log(line(step, milliseconds)),
  });
  console.log(line('ready', performance.now() - began));
  stopOnSignals(stack);
  console.log(await welcome(stack, values.memory));
}

const line = (step: string, milliseconds: number): string =>
  `${step.padEnd(12)}${(milliseconds / 1000).toFixed(1).padStart(5)} s`;

async function welcome(stack: Stack, memory: boolean): Promise<string> {
  const { url } = stack;
  const lines = [
    '',
    `Helmdesk runs at ${url}`,
    `  API description    ${url}/docs`,
    `  clock              ${url}/_local/clock`,
    `  events             ${url}/_local/events`,
    `  other tools        ${url}/_local`,
    `  data               ${memory ? 'nothing is kept' : stack.dataDir}`,
  ];
  for (const { slug, name, user, roles } of seededTenants) {
    const token = await stack.token(slug, user, roles);
    lines.push('', `${name} (${slug}), as ${user} with ${roles.join(' ')}:`);
    lines.push(`  ${variable(user)}='Authorization: Bearer ${token}'`);
    lines.push(`  curl -s ${url}/v1/incidents -H "$${variable(user)}"`);
  }
  const incident = `${url}/v1/incidents/INC0000001`;
  lines.push(
    '',
    'Log an incident for Acme, and follow it:',
    `  curl -s ${url}/v1/incidents -H "$ADA" --json '{"title":"Mail does not arrive","serviceId":"mail","requesterId":"rita","impact":2,"urgency":2}'`,
    `  curl -s ${incident}/actions -H "$ADA"`,
    `  curl -s ${incident}/accept -H "$ADA" -H 'If-Match: "1"' --json '{}'`,
    `  curl -s ${url}/_local/clock -d '{"advance":"P4D"}'`,
    `  curl -s ${incident}/clocks/resolution/explain -H "$ADA"`,
    '',
    'A token for somebody else:',
    `  curl -s ${url}/_local/token -d '{"tenant":"acme","user":"rita","roles":["REQ"]}'`,
    '',
    'Ctrl-C ends it.',
  );
  return lines.join('\n');
}

/** The shell variable that holds somebody's header. */
const variable = (user: string): string => user.toUpperCase();

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
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const hint = `port ${process.env.PORT ?? 8080} is in use: choose another, such as PORT=8081 npm start`;
  // What a person can mend says so by itself; anything else needs to be seen where it happened.
  const plain = error instanceof Error && error.name === 'Error';
  console.error(taken ? hint : plain ? error.message : error);
  process.exit(1);
});
