/** Texts in several languages, and which of them somebody reads (A14). Pure. */

/** Text by BCP 47 language tag: a language, with or without a region. */
export type Texts = Readonly<Record<string, string>>;

export const LANGUAGE = /^[a-z]{2,3}(-[A-Z]{2})?$/;

const known = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Whether there is such a language, and such a region of it. */
export const isLanguage = (tag: string): boolean => LANGUAGE.test(tag) && known.of(tag) !== undefined;

/** The language without its region. */
export const languageOf = (tag: string): string => tag.split('-')[0] ?? tag;

/**
 * The tag that suits the first wish that any suits: itself, then its language, then another region of it.
 * @param offered tags there are texts for
 * @param wished tags in the order of preference, the fallback last
 * @returns the first of those offered when none suits; undefined when none is offered
 */
export function bestLanguage(offered: readonly string[], wished: readonly string[]): string | undefined {
  for (const wish of wished) {
    const suits = [wish, languageOf(wish)].find((tag) => offered.includes(tag));
    const near = suits ?? offered.find((tag) => languageOf(tag) === languageOf(wish));
    if (near !== undefined) return near;
  }
  return offered[0];
}

/** A text in the language that suits best, and which that is. */
export function inLanguage(
  texts: Texts,
  wished: readonly string[],
): { readonly language: string; readonly text: string } | undefined {
  const language = bestLanguage(Object.keys(texts), wished);
  const text = language === undefined ? undefined : texts[language];
  return language === undefined || text === undefined ? undefined : { language, text };
}

/** More languages than anybody reads are noise. */
const MAX_WISHES = 20;

/**
 * The tags of an `Accept-Language` header, best first (RFC 9110, 12.5.4); `*` and what is no tag are left out, `q=0` too.
 * Tags are answered as `LANGUAGE` has them: `de-at` is `de-AT`, `zh-Hant-TW` is `zh-TW`.
 */
export function wishedLanguages(header: string | undefined): readonly string[] {
  return (header ?? '')
    .slice(0, 1000)
    .split(',')
    .flatMap((part, position) => {
      const [range = '', ...parameters] = part.split(';').map((each) => each.trim());
      const [language = '', ...subtags] = range.toLowerCase().split('-');
      const region = subtags.find((tag) => /^[a-z]{2}$/.test(tag));
      const tag = region === undefined ? language : `${language}-${region.toUpperCase()}`;
      const given = parameters.find((each) => each.startsWith('q='));
      const quality = given === undefined ? 1 : Number(given.slice(2));
      return LANGUAGE.test(tag) && quality > 0 && quality <= 1 ? [{ tag, quality, position }] : [];
    })
    .sort((a, b) => b.quality - a.quality || a.position - b.position)
    .slice(0, MAX_WISHES)
    .map(({ tag }) => tag);
}
