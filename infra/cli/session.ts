/** Who asks, and where: options before the environment, the environment before the profile. */
import type { Command } from 'commander';
import * as z from 'zod/mini';
import { NotLoggedInError, UsageError } from '#infra/cli/exit-codes';
import { readProfiles } from '#infra/cli/profile';
import { createClient, type HelmdeskClient } from '#shared/client/client';
import { NoAnswerError } from '#shared/client/problem';

export const LOCAL_URL = 'http://127.0.0.1:8080';

const globals = z.object({
  profile: z.string(),
  url: z.optional(z.string()),
  token: z.optional(z.string()),
  tenant: z.optional(z.string()),
  json: z.boolean(),
});

/** The options that every command has. */
export const globalsOf = (command: Command): z.infer<typeof globals> => globals.parse(command.optsWithGlobals());

/** A person of the seeded stack, as whom a command may ask it where nobody has logged in. */
export interface LocalPerson {
  readonly tenant: string;
  readonly user: string;
  readonly roles: readonly string[];
}

/** @throws NotLoggedInError when nothing says who asks */
export async function clientOf(command: Command, local?: LocalPerson): Promise<HelmdeskClient> {
  const given = globalsOf(command);
  const profile = readProfiles()[given.profile];
  const url = given.url ?? process.env.HELMDESK_URL ?? profile?.url ?? LOCAL_URL;
  const tenant = given.tenant ?? process.env.HELMDESK_TENANT ?? profile?.tenant;
  // A token goes to the host that it was given for, and to no other.
  const kept = profile && new URL(profile.url).origin === new URL(url).origin ? profile.token : undefined;
  const token = given.token ?? process.env.HELMDESK_TOKEN ?? kept ?? (local && (await localToken(url, local)));
  if (token === undefined)
    throw new NotLoggedInError(`nobody is logged in for ${url}: helmdesk login, or set HELMDESK_TOKEN`);
  return createClient({ url, token, ...(tenant !== undefined && { tenant }) });
}

const issued = z.object({ token: z.string() });

/** A token of a stack on this machine; nothing else gives one. @throws UsageError when the stack is elsewhere */
export async function localToken(url: string, person: LocalPerson): Promise<string> {
  const { hostname } = new URL(url);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new NotLoggedInError(`${hostname} needs a token: helmdesk login --token, or set HELMDESK_TOKEN`);
  const response = await fetch(`${url.replace(/\/+$/, '')}/_local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  }).catch((cause: unknown) => {
    throw new NoAnswerError(`${url} does not answer; is it running (npm start)?`, { cause });
  });
  const said: unknown = await response.json();
  const read = issued.safeParse(said);
  if (!read.success) throw new UsageError(`${url} gave no token: ${JSON.stringify(said)}`);
  return read.data.token;
}
