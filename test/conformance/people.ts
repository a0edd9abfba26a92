/** Who the conformance tests act as: one person a role, whose memberships are those of the seeded tenants. */
import { processes } from '#functions/registry';
import { effectiveRoles, type Role, roles } from '#shared/tenancy/roles';

export interface Person {
  readonly user: string;
  readonly role: Role;
}

/** What they are called where the seeded tenants, or examples of the API's description, know somebody of the role. */
const known: Readonly<Partial<Record<Role, string>>> = {
  AGT: 'ada',
  LEAD: 'lea',
  CAB: 'vera',
  REQ: 'kim',
  INT: 'zabbix',
};

/** Roles that some record names: whoever has another one only may as much as an agent. */
const named = new Set(
  processes.flatMap(({ records }) => records.flatMap(({ permissions }) => Object.keys(permissions))),
);
/** Who reads only, works for other tenants, or is nobody. */
const NO_HANDS: ReadonlySet<Role> = new Set(['AUD', 'MSP', 'PAD', 'SYS']);
/** Whom the service desk would ask at first, and at last. */
const FIRST: readonly Role[] = ['AGT', 'LEAD'];
const LAST: readonly Role[] = ['REQ', 'INT', 'TAD'];
const between = roles.filter((role) => named.has(role) && !NO_HANDS.has(role) && ![...FIRST, ...LAST].includes(role));

/** In the order in which they are asked to do something: whoever may, does. */
export const people: readonly Person[] = [...FIRST, ...between, ...LAST].map((role) => ({
  user: known[role] ?? `one-${role.toLowerCase()}`,
  role,
}));

/** Our own automation: it never comes by HTTP. */
export const automation: Person = { user: 'clock', role: 'SYS' };
export const auditor: Person = { user: 'audrey', role: 'AUD' };

/** Somebody who has this role and nothing to do with any record. */
export const strangerWith = (role: Role): Person => ({ user: `stranger-${role.toLowerCase()}`, role });

/** Roles that a token can carry. */
export const publicRoles: readonly Role[] = roles.filter((role) => role !== 'SYS');

export const rolesOf = ({ role }: Person): ReadonlySet<Role> => effectiveRoles([role]);
