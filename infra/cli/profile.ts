/** Profiles: where the API is and who asks, kept in the user's own configuration folder, readable by nobody else. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';

const profile = z.object({ url: z.string(), token: z.string(), tenant: z.optional(z.string()) });
export type Profile = z.infer<typeof profile>;

const profiles = z.record(z.string(), profile);

/** HELMDESK_CONFIG, else the platform's place for configuration. */
export function profileFile(env: NodeJS.ProcessEnv = process.env): string {
  if (env.HELMDESK_CONFIG) return env.HELMDESK_CONFIG;
  const folder = process.platform === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME;
  return join(folder || join(homedir(), '.config'), 'helmdesk', 'profiles.json');
}

/** @throws Error when the file is not one of ours */
export function readProfiles(file = profileFile()): Readonly<Record<string, Profile>> {
  if (!existsSync(file)) return {};
  const read = profiles.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} holds no profiles; remove it and log in again`);
  return read.data;
}

/** Writes them whole or not at all, with mode 0600 in a folder of 0700. */
export function writeProfiles(all: Readonly<Record<string, Profile>>, file = profileFile()): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}
