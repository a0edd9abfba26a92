/** How a thing is spoken of: "an incident", "a change". */

/** Words that begin with the sound of "you". */
const AS_YOU = /^(u[bcfhjknqrst][aeiou]|eu|uni)/i;

/** The noun with its article, which follows its sound. */
export const withArticle = (noun: string): string =>
  `${/^[aeiou]/i.test(noun) && !AS_YOU.test(noun) ? 'an' : 'a'} ${noun}`;
