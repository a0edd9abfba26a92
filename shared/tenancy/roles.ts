/** Roles and duties of A17, and which role includes which. */

export const roles = [
  'REQ',
  'AGT',
  'LEAD',
  'CHM',
  'CAB',
  'REL',
  'PRB',
  'CFG',
  'KED',
  'SEC',
  'SVO',
  'PRO',
  'TAD',
  'MSP',
  'PAD',
  'AUD',
  'INT',
  'SYS',
  'INM',
  'PJM',
  'DEV',
  'TSM',
  'OPC',
  'FAC',
  'APO',
  'TEC',
] as const;
export type Role = (typeof roles)[number];

/** Duties are additional assignments that include AGT (A17); a resolver-group lead is an agent too. */
const includesAgent: ReadonlySet<Role> = new Set(['LEAD', 'INM', 'PJM', 'DEV', 'TSM', 'OPC', 'FAC', 'APO', 'TEC']);

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** The roles a caller holds in effect: those given, and what they include. */
export function effectiveRoles(given: readonly Role[]): ReadonlySet<Role> {
  const held = new Set(given);
  for (const role of given) if (includesAgent.has(role)) held.add('AGT');
  return held;
}

/**
 * Permission letters of A17: `r` read own or involved, `R` read all, `C` create, `U` edit, `X` lifecycle actions,
 * `A` approve, `G` configure, `D` soft-delete.
 */
export type Permissions = Readonly<Partial<Record<Role, string>>>;

/** Whether any of the roles has the letter. Deny is the absence of a letter; roles are unions. An auditor never writes. */
export function permitted(permissions: Permissions, held: ReadonlySet<Role>, letter: string): boolean {
  if (held.has('AUD') && letter !== 'r' && letter !== 'R') return false;
  for (const role of held) if (permissions[role]?.includes(letter)) return true;
  return false;
}
