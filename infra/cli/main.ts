/** The command line: `npx helmdesk`, described in docs/command-line.md. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import * as z from 'zod/mini';
import { addActions } from '#infra/cli/actions';
import { addCompletion } from '#infra/cli/completion';
import { outcomeOf } from '#infra/cli/exit-codes';
import { addExport } from '#infra/cli/export';
import { addImport } from '#infra/cli/import';
import { addIncidents } from '#infra/cli/incidents';
import { addKpis } from '#infra/cli/kpis';
import { addLogin } from '#infra/cli/login';
import { addWatch } from '#infra/cli/watch';

const manifest = z.object({ version: z.string() });
const { version } = manifest.parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

const program = new Command('helmdesk')
  .description('Helmdesk from the command line')
  .version(version)
  .option('--profile <name>', 'which login to use', process.env.HELMDESK_PROFILE ?? 'default')
  .option('--url <url>', 'where the API is; HELMDESK_URL, or as logged in')
  .option('--token <token>', 'token or access key; better HELMDESK_TOKEN, or as logged in')
  .option('--tenant <client>', 'for MSP operators: the client to work for; HELMDESK_TENANT, or as logged in')
  .option('--json', 'JSON for programs instead of tables for people', false)
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError()
  .exitOverride();

for (const add of [addLogin, addIncidents, addActions, addWatch, addExport, addKpis, addImport, addCompletion])
  add(program);
// Settings of the program are those of each command: all errors end below.
for (const command of program.commands) inherit(command);

function inherit(command: Command): void {
  command.copyInheritedSettings(command.parent ?? program);
  for (const below of command.commands) inherit(below);
}

// Whoever reads the output may stop reading: `helmdesk export | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  const { code, message } = outcomeOf(error);
  if (message !== '') process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
