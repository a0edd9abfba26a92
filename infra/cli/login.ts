/** `helmdesk login` and `logout`: keeps who asks, and where, as a profile. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '#infra/cli/exit-codes';
import { profileFile, readProfiles, writeProfiles } from '#infra/cli/profile';
import { globalsOf, LOCAL_URL, localToken } from '#infra/cli/session';
import { createClient } from '#shared/client/client';
import { ProblemError } from '#shared/client/problem';

interface Options {
  readonly tokenStdin: boolean;
  readonly as?: string;
  readonly roles: string;
  readonly of: string;
}

export function addLogin(program: Command): void {
  program
    .command('login')
    .description('keep a token or access key, and where the API is, as a profile')
    .option('--token-stdin', 'read the token from standard input, so that it stands in no history', false)
    .option('--as <user>', 'on a stack on this machine: as this person, no token needed')
    .option('--roles <roles>', 'with --as: roles, joined by commas', 'AGT')
    .option('--of <tenant>', 'with --as: the tenant', 'acme')
    .action(async (options: Options, command: Command) => {
      const { profile, url: given, token, tenant } = globalsOf(command);
      const url = given ?? process.env.HELMDESK_URL ?? LOCAL_URL;
      const bearer = await bearerOf(url, options, token);
      await checked(url, bearer, tenant);
      writeProfiles({ ...readProfiles(), [profile]: { url, token: bearer, ...(tenant !== undefined && { tenant }) } });
      process.stderr.write(`Logged in to ${url}; kept as profile ${profile} in ${profileFile()}\n`);
    });
  program
    .command('logout')
    .description('forget the profile')
    .action((_: unknown, command: Command) => {
      const { profile } = globalsOf(command);
      const { [profile]: gone, ...rest } = readProfiles();
      if (!gone) throw new UsageError(`there is no profile ${profile}`);
      writeProfiles(rest);
      process.stderr.write(`Profile ${profile} is forgotten; revoke an access key that nobody needs any more\n`);
    });
}

async function bearerOf(url: string, { tokenStdin, as: user, roles, of }: Options, token?: string): Promise<string> {
  const given = token ?? process.env.HELMDESK_TOKEN;
  if (tokenStdin) return readFileSync(0, 'utf8').trim();
  if (given !== undefined) return given;
  if (user !== undefined) return localToken(url, { tenant: of, user, roles: roles.split(',') });
  throw new UsageError('expected --token-stdin, --token, HELMDESK_TOKEN, or --as on a stack of this machine');
}

/** Asks once, so that a wrong token is told now. @throws ProblemError unauthenticated, or not-found for an unknown client */
async function checked(url: string, token: string, tenant: string | undefined): Promise<void> {
  const client = createClient({ url, token, ...(tenant !== undefined && { tenant }) });
  try {
    await client.call('GET /v1/incidents', { query: { limit: 1 } });
  } catch (error) {
    // Who may not read incidents is known all the same.
    if (!(error instanceof ProblemError && error.is('forbidden'))) throw error;
  }
}
