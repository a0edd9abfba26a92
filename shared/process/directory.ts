/** Which record type a number belongs to: links cross processes, and a process knows no other's definition. A test holds this to the registry. */

/** Number prefix → record type. */
export const recordTypes: Readonly<Record<string, string>> = {
  INC: 'incident',
  CHG: 'change',
  EVT: 'event',
  ALT: 'alert',
  MIN: 'major-incident',
  APR: 'approval',
  TMP: 'template',
  SCD: 'schedule',
  NTC: 'service-notice',
};

/** Record types that mail may open, with the process that does (A15). A test holds this to the registry. */
export const openedByMail: Readonly<Record<string, string>> = { incident: 'incident-management' };

/** Types whose closed records are evidence: what they refer to is not deleted (A9). */
export const evidence: ReadonlySet<string> = new Set(['change', 'release']);

/** Fields of any record that describe its requester without being an id: gone when the person is erased. A test holds this to the registry. */
export const aboutRequesters: readonly string[] = ['contact'];

/** The type that a number such as INC0000042 belongs to. */
export function typeOfNumber(number: string): string | undefined {
  const prefix = /^([A-Z]+)\d{7,9}$/.exec(number.toUpperCase())?.[1];
  return prefix === undefined ? undefined : recordTypes[prefix];
}

/** Kinds of links and their inverses (A6). */
export const linkKinds = {
  caused_by: 'causes',
  causes: 'caused_by',
  resolved_by: 'resolves',
  resolves: 'resolved_by',
  duplicate_of: 'has_duplicate',
  has_duplicate: 'duplicate_of',
  parent: 'child',
  child: 'parent',
  related: 'related',
  blocks: 'blocked_by',
  blocked_by: 'blocks',
  implements: 'implemented_by',
  implemented_by: 'implements',
  derived_from: 'origin_of',
  origin_of: 'derived_from',
} as const;
export type LinkKind = keyof typeof linkKinds;

export function isLinkKind(text: string): text is LinkKind {
  return Object.hasOwn(linkKinds, text);
}

/** Kinds that must stay acyclic, followed in this direction. */
export const acyclic: ReadonlySet<LinkKind> = new Set(['parent', 'blocks', 'duplicate_of']);
/** Kinds that stay within one record type. */
export const sameType: ReadonlySet<LinkKind> = new Set(['parent', 'child', 'duplicate_of', 'has_duplicate']);
