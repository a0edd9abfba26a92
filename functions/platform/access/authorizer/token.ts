/** Verifies tokens of the configured OpenID Connect issuer. */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { environment } from '#shared/aws/environment';
import { alike, faultOfOwnId } from '#shared/ids/person';
import { isRole, type Role } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';
import type { Identity } from './identity.ts';
import { findTenant, findUser } from './registry.ts';
import { type Fault, Unauthenticated } from './unauthenticated.ts';

const keys = createRemoteJWKSet(new URL(environment('OIDC_JWKS_URI')));

/** How far the issuer's clock may be ahead of ours. */
const SKEW_MS = 60_000;

/** What functions are called that act by themselves: what they make is theirs by this id, and nobody else's. */
const automation: ReadonlySet<string> = new Set(environment('AUTOMATION').split(' '));

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isRoleName = (value: unknown): value is Role => typeof value === 'string' && isRole(value);

/** @throws Unauthenticated when signature, issuer, audience or time do not hold, or the tenant is not known. */
export async function tokenIdentity(token: string): Promise<Identity> {
  const claims = await claimsOf(token);
  if (claims.iat !== undefined && claims.iat * 1000 > clock.now() + SKEW_MS)
    throw new Unauthenticated('early', 'the token was issued in the future');
  const sub = text(claims.sub);
  const fault = automation.has(alike(sub)) ? 'is what a function of ours is called' : faultOfOwnId(sub);
  if (fault) throw new Unauthenticated('subject', `the token's sub ${fault}`);
  const tenant = await findTenant(text(claims.tenant));
  if (!tenant) throw new Unauthenticated('tenant', 'the token names no tenant that is known here');
  const claimed = Array.isArray(claims.roles) ? claims.roles.filter(isRoleName) : [];
  // Whom the tenant has stored has the roles stored; who is not stored, those that the identity provider claims (docs/adr).
  const user = await findUser(tenant.id, sub);
  if (user && user.id !== sub)
    throw new Unauthenticated('subject', `the tenant has stored ${user.id}, which is written otherwise`);
  return {
    tenant,
    userId: sub,
    clientId: text(claims.azp) || sub,
    name: text(claims.name) || sub,
    actorType: claimed.includes('INT') ? 'machine' : 'human',
    roles: (user?.roles ?? claimed).filter((role) => role !== 'SYS' && role !== 'PRV'),
    ...(user?.clients && { clients: user.clients }),
    ...(user && !user.active && { deactivated: true }),
  };
}

/** What a token says whose signature held a short while ago is not computed again; for that long a key that the issuer has withdrawn is good, too. */
const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 1000;
const remembered = new Map<string, { readonly at: number; readonly claims: JWTPayload }>();

/** @throws Unauthenticated when signature, issuer, audience or time do not hold */
async function claimsOf(token: string): Promise<JWTPayload> {
  const now = clock.now();
  const known = remembered.get(token);
  if (known && Math.abs(now - known.at) < REMEMBERED_MS && isCurrent(known.claims, now)) return known.claims;
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: environment('OIDC_ISSUER'),
      audience: environment('OIDC_AUDIENCE'),
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    });
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(token, { at: now, claims: payload });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !isOfIssuer(error))
      throw new Unauthenticated(faultOf(error), error.message);
    throw error;
  }
}

const isCurrent = ({ exp = 0, nbf = 0 }: JWTPayload, now: number): boolean => exp * 1000 > now && nbf * 1000 <= now;

/** The issuer's keys could not be had: that says nothing of the token, and the next request may succeed. */
const isOfIssuer = ({ code }: errors.JOSEError): boolean =>
  [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code].includes(code);

/** Claims are looked at once the signature holds, so whoever is told that a token has expired has had a good one. */
function faultOf(error: errors.JOSEError): Fault {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'unreadable';
  // Other issuers may have the same keys, as the tenants of one identity provider do.
  if (!(error instanceof errors.JWTClaimValidationFailed) || error.payload.iss !== environment('OIDC_ISSUER'))
    return 'foreign';
  if (error.reason !== 'check_failed') return 'incomplete';
  return error.claim === 'nbf' ? 'early' : 'audience';
}
