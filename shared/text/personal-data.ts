/** E-mail addresses and phone numbers in a text, so that somebody can decide whether they are to stay. Pure. */

export type PersonalKind = 'email' | 'phone';

export interface PersonalDatum {
  readonly kind: PersonalKind;
  readonly text: string;
}

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
/** With a country's code, with an area's code and a separator, or in groups of three, three and four as in North America. */
const PHONE =
  /(?<![\p{L}\p{N}.])(?:(?:\+|00)[1-9]\d{0,2}(?:[ ./()-]{0,3}\d){6,13}|\(?0\d{1,5}\)?[ /-]{1,3}\d(?:[ -]?\d){4,9}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\p{L}\p{N}])/gu;

/** Each once, in the order in which they stand. */
export function personalDataIn(text: string): readonly PersonalDatum[] {
  const found = new Map<string, PersonalDatum & { readonly at: number }>();
  for (const [kind, pattern] of [
    ['email', EMAIL],
    ['phone', PHONE],
  ] as const)
    for (const match of text.matchAll(pattern))
      if (!found.has(match[0])) found.set(match[0], { kind, text: match[0], at: match.index });
  return [...found.values()].sort((a, b) => a.at - b.at).map(({ at: _, ...datum }) => datum);
}

const MASKS: Readonly<Record<PersonalKind, string>> = { email: '[e-mail address]', phone: '[phone number]' };

/** The text with each of these in a mask. */
export const masked = (text: string, data: readonly PersonalDatum[]): string =>
  data.reduce((done, { kind, text: datum }) => done.replaceAll(datum, MASKS[kind]), text);
