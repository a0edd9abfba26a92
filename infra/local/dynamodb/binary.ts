/** Finds the dynoxide binary that npm installed for this machine. */
import { createRequire } from 'node:module';

/**
 * The path of the dynoxide binary of a platform; throws an Error that says how to mend it when its package is missing.
 */
export function findDynoxide({ platform, arch }: { platform: string; arch: string } = process): string {
  const name = `@dynoxide/${platform}-${arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/dynoxide${platform === 'win32' ? '.exe' : ''}`);
  } catch {
    throw new Error(
      `dynoxide, the local DynamoDB engine, is not installed for this machine (package ${name} is missing). ` +
        'Install it with `npm install --include=optional`, or set HELMDESK_DYNAMODB_ENDPOINT to the URL of ' +
        'another engine, such as DynamoDB Local.',
    );
  }
}
