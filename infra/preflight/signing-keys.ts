/** Can tokens be verified? The authorizer will ask the same address. */
import * as z from 'zod/mini';
import type { DeployConfig } from '#infra/config';
import { type Check, reason } from '#infra/preflight/check';

const keySetSchema = z.object({ keys: z.array(z.object({ kty: z.string() })).check(z.minLength(1)) });

/** A deployment that cannot verify a token answers 401 to everybody. */
export async function signingKeysCheck({ oidc }: DeployConfig): Promise<Check> {
  const what = 'Signing keys';
  const wrong = (why: string): Check => ({
    what,
    result: 'warning',
    detail: `${oidc.jwksUri} ${why}; correct oidc.jwksUri`,
  });
  try {
    const response = await fetch(oidc.jwksUri, { signal: AbortSignal.timeout(5000) });
    const found = keySetSchema.safeParse(await response.json());
    if (response.ok && found.success)
      return { what, result: 'ok', detail: `${found.data.keys.length} at ${oidc.jwksUri}` };
    return wrong(`answers ${response.status} without keys`);
  } catch (error) {
    return wrong(`cannot be read (${reason(error)})`);
  }
}
