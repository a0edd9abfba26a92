/** Who somebody is inside a tenant: one id that is theirs alone, be they its own people or operators of an MSP (ADR 21). */

/** As long as a reference to a person may be. */
const MAX_OWN_ID = 120;

/** What nobody sees: two ids that differ in such characters only would look the same. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** How an operator's id ends. No own one does, and the domain of a mail address has a dot. */
const OF_AN_MSP = /@[^@.]*$/;

/** Ids that machinery gives: to access keys, and to whoever was erased. */
const GIVEN_BY_US = /^(key:|anonymised-)/;

/** Whether this stands for somebody who was erased, and for nobody else. */
export const isPseudonym = (id: string): boolean => id.startsWith('anonymised-');

/**
 * Why a tenant's own person cannot have this id, as the rest of a sentence that begins with it; undefined when they can. What is refused
 * here could be taken for somebody else.
 */
export function faultOfOwnId(id: string): string | undefined {
  if (id === '' || id.length > MAX_OWN_ID) return `is to have 1 to ${MAX_OWN_ID} characters`;
  if (INVISIBLE.test(id)) return 'is to have no spaces and no invisible characters';
  if (id === 'me') return 'is what callers call themselves';
  if (OF_AN_MSP.test(id)) return 'ends as the id of an operator of an MSP does: after its last @ it needs a dot';
  if (GIVEN_BY_US.test(id)) return 'begins as ids do that the system gives: key: and anonymised-';
  return undefined;
}

/** An operator's id inside a client: what they are called at home, and where that is, such as `olga@northwind`. */
export const operatorId = (atHome: string, slug: string): string => `${atHome}@${slug}`;

/** An operator's id taken apart; undefined for the tenant's own people and for machines. */
export function operatorOf(id: string): { readonly atHome: string; readonly slug: string } | undefined {
  const at = OF_AN_MSP.exec(id)?.index ?? 0;
  return at === 0 ? undefined : { atHome: id.slice(0, at), slug: id.slice(at + 1) };
}

/** Ids that differ in nothing but this are written alike: capitals, and other forms of the same characters. */
export const alike = (id: string): string => id.normalize('NFKC').toLowerCase();

/**
 * Whether an id is of one of these people, written in whatever way. This is for what somebody may not do themselves: another spelling of
 * an id is still them. What somebody may do goes by the id as it is.
 */
export function anyOf(people: Iterable<string | undefined>): (id: string) => boolean {
  const known = new Set([...people].map((id) => id !== undefined && alike(id)));
  return (id) => known.has(alike(id));
}

/** Whether an id is of somebody who is in no directory of the tenant's: an operator, an access key, or whoever was erased. */
export const isNobodysOwn = (id: string): boolean => OF_AN_MSP.test(id) || GIVEN_BY_US.test(id);
