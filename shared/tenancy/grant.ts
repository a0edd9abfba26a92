/** Does the maker's grant still hold? Whatever acts later asks this, here, before it acts (ADR 27). Pure. */

import { operatorOf } from '#shared/ids/person';
import { covers, type Delegation, delegatedRoles } from '#shared/tenancy/delegation';
import { effectiveRoles, type Role } from '#shared/tenancy/roles';

/** Who made something that acts later, and since when it is theirs. */
export interface Maker {
  /** Who they are inside the tenant: a person, an operator such as `olga@northwind`, a machine such as `key:0f3a…`. */
  readonly id: string;
  /** When they made it, changed it last, or took it over. */
  readonly at: string;
  /** Whose the access key is by which it was made. */
  readonly keyOf?: Maker;
  /** When that access key expires by itself. */
  readonly until?: string;
}

/** What a maker needs today, to have made it today. */
export interface Needs {
  /** Where it is made: a delegation may be for some collections only. */
  readonly collection?: string;
  /** One of these roles; absent: whoever is let in. */
  readonly roles?: readonly Role[] | undefined;
}

/** What somebody needs for their access keys, and for all that is made with these. */
export const ACCESS_KEY: Needs = { collection: 'access-keys', roles: ['TAD'] };

/** What is known of the people of a tenant at this moment. */
export interface Standings {
  /** Somebody who was deactivated, an operator who left the MSP, an access key that was revoked. */
  isGone(id: string): boolean;
  /** What the MSP of this slug may do here. */
  delegation(slug: string): Delegation | undefined;
}

/** Why nothing of somebody's acts any more. */
export type Ending = 'delegation-ended' | 'maker-left' | 'key-ended';

/**
 * Why what somebody made acts no more; undefined while their grant holds. It holds while they could make it today: so it ends with the
 * delegation, with its roles and its scope, and with its maker. What was made under an earlier delegation does not come back with a new one.
 * @param now epoch milliseconds
 */
export function endOf(maker: Maker, needs: Needs, known: Standings, now: number): Ending | undefined {
  const { id, at, keyOf, until } = maker;
  const operator = operatorOf(id);
  if (operator) {
    const delegation = known.delegation(operator.slug);
    if (!delegation || !covers(delegation, needs.collection, now)) return 'delegation-ended';
    if (delegation.since !== undefined && Date.parse(at) < Date.parse(delegation.since)) return 'delegation-ended';
    const held = effectiveRoles(delegatedRoles(delegation));
    if (needs.roles && !needs.roles.some((role) => held.has(role))) return 'delegation-ended';
  }
  if (until !== undefined && Date.parse(until) <= now) return 'key-ended';
  if (known.isGone(id)) return keyOf ? 'key-ended' : 'maker-left';
  return keyOf && (endOf(keyOf, ACCESS_KEY, known, now) ?? endOf(keyOf, { ...needs, roles: undefined }, known, now));
}

/** A machine's own, which it is not for a delegation to have. */
const MACHINES: readonly Role[] = ['INT', 'PRV'];

/** Of the roles that something was made with, those that its maker still has; people of the tenant keep them. */
export function rolesLeft(maker: Maker, given: readonly Role[], known: Standings): readonly Role[] {
  const whose = maker.keyOf ?? maker;
  const operator = operatorOf(whose.id);
  if (!operator) return given;
  const delegation = known.delegation(operator.slug);
  const held = effectiveRoles(delegation ? delegatedRoles(delegation) : []);
  // A machine's own roles are nobody's to delegate.
  return given.filter((role) => held.has(role) || MACHINES.includes(role) || role === 'REQ');
}

const says: Readonly<Record<Ending, string>> = {
  'delegation-ended': 'the delegation under which it was made has ended, or no longer covers it',
  'maker-left': 'whoever made it was deactivated, or has left',
  'key-ended': 'the access key by which it was made was revoked, or has expired',
};

/** The reason as the rest of a sentence. */
export const whyEnded = (ending: Ending): string => says[ending];
