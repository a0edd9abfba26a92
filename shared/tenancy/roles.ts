/** Roles and duties of A17 and of the parts that add to it, and which role includes which. */

export const roles = [
  ...(['REQ', 'AGT', 'LEAD', 'CHM', 'CAB', 'REL', 'PRB', 'CFG', 'KED', 'SEC', 'SVO', 'PRO'] as const),
  ...(['TAD', 'MSP', 'PAD', 'AUD', 'INT', 'SYS'] as const),
  ...(['INM', 'PJM', 'DEV', 'TSM', 'OPC', 'FAC', 'APO', 'TEC'] as const),
  // Strategy, design and improvement (J0, KC.2, K0.2)
  ...(['STM', 'PFM', 'DMM', 'FIN', 'BRM'] as const),
  ...(['DCO', 'SCM', 'SLM', 'RKM', 'CPM', 'AVM'] as const),
  ...(['CTM', 'CMP', 'ARC', 'SUM', 'CSM'] as const),
  // People of the business, of customers and of suppliers, who are no agents (KC.2, K0.2)
  ...(['DPO', 'SPN', 'CUR', 'SUG'] as const),
  // What provisions users for a directory (M0)
  'PRV',
] as const;
export type Role = (typeof roles)[number];

/** Duties are additional assignments that include AGT (A17, J0, KC.2, K0.2); a resolver-group lead is an agent too. */
const duties: readonly Role[] = [
  ...(['LEAD', 'INM', 'PJM', 'DEV', 'TSM', 'OPC', 'FAC', 'APO', 'TEC', 'STM', 'PFM', 'DMM', 'FIN', 'BRM'] as const),
  ...(['DCO', 'SCM', 'SLM', 'RKM', 'CPM', 'AVM', 'CTM', 'CMP', 'ARC', 'SUM', 'CSM'] as const),
];

/** What else a role includes: a customer's representative asks for services as everybody does (KC.2). */
export const includedRoles: ReadonlyMap<Role, Role> = new Map<Role, Role>([
  ...duties.map((duty) => [duty, 'AGT'] as const),
  ['CUR', 'REQ'],
]);

/** Whoever has these only comes by a door of their own, a supplier's portal or a directory's, and finds no other open (K0.2, M0). */
export const guests: ReadonlySet<Role> = new Set(['SUG', 'PRV']);

/** Whether somebody has nothing but roles of guests: only what names their role is for them. */
export const isGuest = (held: ReadonlySet<Role>): boolean =>
  held.size > 0 && [...held].every((role) => guests.has(role));

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** The roles a caller holds in effect: those given, and what they include. */
export function effectiveRoles(given: readonly Role[]): ReadonlySet<Role> {
  const held = new Set(given);
  for (const role of given) {
    const included = includedRoles.get(role);
    if (included) held.add(included);
  }
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
