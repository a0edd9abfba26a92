/** A small OpenID Connect issuer: its key stays in the data directory, so tokens outlive a restart. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { asObject } from '#infra/local/machine/json';
import { toSeconds } from '#shared/time/clock';

export interface TokenRequest {
  /** Id or slug of the tenant. */
  readonly tenant: string;
  readonly user: string;
  readonly roles: readonly string[];
  /** The person's name; the user id when not given. */
  readonly name?: string;
}

export interface Identity {
  /** Signs a token; `now` in epoch milliseconds. */
  issue(request: TokenRequest, now: number): Promise<string>;
  /** /.well-known/openid-configuration. */
  readonly configuration: object;
  /** The public keys, /.well-known/jwks.json. */
  readonly keys: object;
}

const ALGORITHM = 'ES256';
/** Tokens do not expire because somebody moved the clock a few years: they live for fifty. */
const LIFETIME_SECONDS = 50 * 365 * 86_400;

/** Opens the issuer of this data directory, creating its key the first time. */
export async function createIdentity(options: {
  readonly directory: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly audience: string;
}): Promise<Identity> {
  const { issuer, jwksUri, audience } = options;
  const secret = await keyIn(join(options.directory, 'identity.json'));
  const key = await importJWK(secret, ALGORITHM);
  const { d: _, ...open } = secret;
  const published = { ...open, alg: ALGORITHM, use: 'sig' };
  return {
    issue: ({ tenant, user, roles, name = user }, now) =>
      new SignJWT({ tenant, roles: [...roles], name })
        .setProtectedHeader({ alg: ALGORITHM, kid: published.kid ?? 'local', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(user)
        .setIssuedAt(toSeconds(now))
        .setExpirationTime(toSeconds(now) + LIFETIME_SECONDS)
        .sign(key),
    configuration: {
      issuer,
      jwks_uri: jwksUri,
      token_endpoint: `${issuer}/token`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [ALGORITHM],
    },
    keys: { keys: [published] },
  };
}

async function keyIn(file: string): Promise<JWK> {
  const known = stored(file);
  if (known) return known;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'local' };
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}

function stored(file: string): JWK | undefined {
  try {
    return asObject(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // the first start, or a write that was interrupted before any token was issued
  }
}
