/** Finds the dynoxide binary that npm installed for this machine. */
import { createRequire } from 'node:module';

/** What dynoxide is built for; npm installs the one of the machine, where the registry has it. */
const PLATFORMS: ReadonlySet<string> = new Set(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64']);

/** The path of the dynoxide binary of a platform. @throws Error in one sentence, with what to do, where there is none */
export function findDynoxide({ platform, arch }: { platform: string; arch: string } = process): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide${platform === 'win32' ? '.exe' : ''}`);
  } catch {
    const why = PLATFORMS.has(`${platform}-${arch}`)
      ? `its package ${name} is not installed: try npm install --include=optional, and if your registry does not have it, name`
      : `dynoxide is not built for ${platform}-${arch}: name`;
    throw new Error(
      `There is no local database for this machine, as ${why} another DynamoDB engine, for example ` +
        'HELMDESK_DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start for DynamoDB Local.',
    );
  }
}
