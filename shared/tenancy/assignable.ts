/** Which roles may be assigned together, to a user, a key or an MSP (A17). */
import { Problem } from '#shared/problems/problems';
import { isRole, type Role } from '#shared/tenancy/roles';

/** @throws Problem validation-failed naming the roles that may be given; auditor-exclusive for an auditor with another role */
export function assignable(given: readonly string[], allowed: readonly Role[]): readonly Role[] {
  const roles = [...new Set(given)].filter(isRole).filter((role) => allowed.includes(role));
  const refused = given.filter((role) => !roles.some((each) => each === role));
  if (refused.length > 0)
    throw new Problem(
      'validation-failed',
      `roles that may be given: ${allowed.join(', ')}; not ${refused.join(', ')}`,
      { errors: [{ pointer: '/roles', code: 'validation-failed', message: `expected ${allowed.join(', ')}` }] },
    );
  if (roles.includes('AUD') && roles.length > 1)
    throw new Problem(
      'auditor-exclusive',
      'an auditor reads everything and changes nothing: no other role goes with AUD',
    );
  return roles;
}
