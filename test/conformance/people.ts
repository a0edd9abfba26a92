/** Who the conformance tests act as: one person a role, whose memberships are those of the seeded tenants. */
import { effectiveRoles, type Role, roles } from '#shared/tenancy/roles';

export interface Person {
  readonly user: string;
  readonly role: Role;
}

/** In the order in which they are asked to do something: whoever may, does. */
export const people: readonly Person[] = [
  { user: 'ada', role: 'AGT' },
  { user: 'lea', role: 'LEAD' },
  { user: 'ina', role: 'INM' },
  { user: 'chris', role: 'CHM' },
  { user: 'vera', role: 'CAB' },
  { user: 'otto', role: 'OPC' },
  { user: 'kim', role: 'REQ' },
  { user: 'zabbix', role: 'INT' },
  { user: 'sam', role: 'SEC' },
  { user: 'petra', role: 'PRO' },
  { user: 'finn', role: 'FAC' },
  { user: 'paul', role: 'PJM' },
  { user: 'dora', role: 'DEV' },
  { user: 'tess', role: 'TSM' },
  { user: 'abel', role: 'APO' },
  { user: 'theo', role: 'TEC' },
];

/** Our own automation: it never comes by HTTP. */
export const automation: Person = { user: 'clock', role: 'SYS' };
export const auditor: Person = { user: 'audrey', role: 'AUD' };

/** Somebody who has this role and nothing to do with any record. */
export const strangerWith = (role: Role): Person => ({ user: `stranger-${role.toLowerCase()}`, role });

/** Roles that a token can carry. */
export const publicRoles: readonly Role[] = roles.filter((role) => role !== 'SYS');

export const rolesOf = ({ role }: Person): ReadonlySet<Role> => effectiveRoles([role]);
