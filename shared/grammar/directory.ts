/** Which record type a number belongs to, and what else crosses processes: no process knows another's definition. Generated from the letterboxes. */
import generated from '#generated/directory.json' with { type: 'json' };

/** Number prefix → record type. */
export const recordTypes: Readonly<Record<string, string>> = generated.prefixes;

/** Record types that mail may open, with the process that does (A15). */
export const openedByMail: Readonly<Record<string, string>> = generated.openedByMail;

/** Record types that are approved in rounds, with the process that asks for them (A10). */
export const approvable: Readonly<Record<string, string>> = generated.approvable;

/** Record types that are made when a schedule asks (A6). */
export const schedulable: readonly string[] = generated.schedulable;

/** Types whose closed records are evidence: what they refer to is not deleted (A9). */
export const evidence: ReadonlySet<string> = new Set(generated.evidence);

/** Fields of any record that describe its requester without being an id: gone when the person is erased. */
export const aboutRequesters: readonly string[] = generated.aboutRequesters;

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

/** Kinds that say what one record is to the other: for the pairs of types that letterboxes name (R20). The others are for any two records, or for two of a type. */
export const pairedKinds = [
  'caused_by',
  'resolves',
  'implements',
  'derived_from',
] as const satisfies readonly LinkKind[];
export type PairedKind = (typeof pairedKinds)[number];

const pairs: Readonly<Record<string, readonly string[] | undefined>> = generated.links;

/** Whether the kind is for a record of one type and, at its other end, one of another. A copy is derived from its original, whatever type they have. */
export function isLinkFor(kind: LinkKind, from: string, to: string): boolean {
  if (sameType.has(kind)) return from === to;
  const forwards = pairedKinds.find((each) => each === kind);
  const backwards = pairedKinds.find((each) => linkKinds[each] === kind);
  const paired = forwards ?? backwards;
  if (paired === undefined || (paired === 'derived_from' && from === to)) return true;
  return pairs[paired]?.includes(forwards ? `${from} ${to}` : `${to} ${from}`) ?? false;
}

/** The kinds of links that a record of one type may have to one of another. */
export const linkKindsFor = (from: string, to: string): readonly LinkKind[] =>
  Object.keys(linkKinds).filter((kind): kind is LinkKind => isLinkKind(kind) && isLinkFor(kind, from, to));
