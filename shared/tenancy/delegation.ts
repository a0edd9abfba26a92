/** A delegation as the registry keeps it (A17): what an MSP's people may do for a client, on what and until when. */
import type { Item } from '#shared/store/store';
import { isRole, type Role } from '#shared/tenancy/roles';

export interface Delegation {
  readonly roles: readonly Role[];
  readonly until?: string;
  /** Collections that it is for, such as `incidents`; absent: all of them. */
  readonly scope?: readonly string[];
  /** When it was granted first, without an end since: what was made earlier was made under another one. */
  readonly since?: string;
}

export const rolesIn = ({ roles }: Item): readonly Role[] =>
  Array.isArray(roles) ? roles.map(String).filter(isRole) : [];

export function delegationIn(item: Item): Delegation {
  return {
    roles: rolesIn(item),
    ...(typeof item.until === 'string' && { until: item.until }),
    ...(Array.isArray(item.scope) && { scope: item.scope.map(String) }),
    ...(typeof item.since === 'string' && { since: item.since }),
  };
}

/** Whether it is over. @param now epoch milliseconds */
export const isOver = ({ until }: Delegation, now: number): boolean => until !== undefined && Date.parse(until) <= now;

/** Whether it is for this collection, or for any at all, and not over. @param now epoch milliseconds */
export function covers(delegation: Delegation, collection: string | undefined, now: number): boolean {
  if (isOver(delegation, now)) return false;
  return collection === undefined || (delegation.scope?.includes(collection) ?? true);
}

/** Roles that an operator of the MSP has in the client's tenant. */
export const delegatedRoles = ({ roles }: Delegation): readonly Role[] => [...new Set<Role>(['MSP', ...roles])];
