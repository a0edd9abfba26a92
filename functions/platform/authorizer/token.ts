/** Verifies tokens of the configured OpenID Connect issuer. */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { environment } from '#shared/process/environment';
import { isRole } from '#shared/tenancy/roles';
import { clock } from '#shared/time/clock';
import { type Identity, Unauthenticated } from './identity.ts';
import { findTenant, findUser } from './registry.ts';

const keys = createRemoteJWKSet(new URL(environment('OIDC_JWKS_URI')));

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** @throws Unauthenticated when signature, issuer, audience or time do not hold, or the tenant is not known. */
export async function tokenIdentity(token: string): Promise<Identity> {
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(token, keys, {
      issuer: environment('OIDC_ISSUER'),
      audience: environment('OIDC_AUDIENCE'),
      algorithms: ['RS256', 'ES256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(clock.now()),
    });
    claims = verified.payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new Unauthenticated(error.message);
    throw error;
  }
  const tenant = await findTenant(text(claims.tenant));
  if (!tenant || !claims.sub) throw new Unauthenticated('the token names no tenant that is known here');
  const claimed = Array.isArray(claims.roles) ? claims.roles.map(String).filter(isRole) : [];
  // Whom the tenant has stored has the roles stored; who is not stored, those that the identity provider claims (docs/adr).
  const user = await findUser(tenant.id, claims.sub);
  return {
    tenant,
    userId: claims.sub,
    clientId: text(claims.azp) || claims.sub,
    name: text(claims.name) || claims.sub,
    actorType: claimed.includes('INT') ? 'machine' : 'human',
    roles: (user?.roles ?? claimed).filter((role) => role !== 'SYS'),
    ...(user && !user.active && { deactivated: true }),
  };
}
