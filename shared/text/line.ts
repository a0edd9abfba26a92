/** What text of people has to be: something is to be seen in it, and nothing in it is no character or, in one line, moves what stands around it. */
import * as z from 'zod/mini';

/** Control characters but tabs and ends of lines, and code points that Unicode keeps from being characters. */
const NEVER = /[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/u;
/** In a line also tabs and ends of lines, separators of lines, and marks of direction. */
const NOT_IN_LINES = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;
/** Formats, fillers, selectors and the empty pattern of Braille: they stand in texts, and nothing is seen of them alone. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+/gu;
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether something is to be seen. */
export const isSeen = (text: string): boolean => VISIBLE.test(text);

/** Whether nothing in a text of any length is no character. Marks of direction are: right-to-left prose needs them. */
export const isPlain = (text: string): boolean => !NEVER.test(text);

/** Whether a text is a line. */
export const isLine = (text: string): boolean => isSeen(text) && isPlain(text) && !NOT_IN_LINES.test(text);

/** Characters that say something: blanks around them do not, and of several in a row one does. */
const seenLength = (text: string): number => text.replace(UNSEEN, '').replace(/\s+/g, ' ').trim().length;

/** Refuses what is no line, in words. */
export const asLine = () =>
  z.refine<string>(
    isLine,
    'expected one line of text that can be seen, without control characters or marks of direction',
  );

/** Refuses what cannot be in a text, in words. */
const asPlain = () =>
  z.refine<string>(isPlain, 'expected text without control characters, other than tabs and ends of lines');

/** Refuses text in which too little is to be seen, in words; what is too short at all is told so by its bounds. */
const asSeen = (min: number) =>
  z.refine<string>(
    (text) => text.length < min || (isSeen(text) && (min === 1 || seenLength(text) >= min)),
    min === 1
      ? 'expected text in which something is to be seen'
      : `expected at least ${min} characters; repeated blanks and what cannot be seen do not count`,
  );

/** A name of things or people. @param max characters */
export const nameSchema = (max: number) => z.string().check(z.minLength(1), z.maxLength(max), asLine());

/** Text of people on any number of lines, such as a comment or a reason. @param max characters @param min characters that are to be seen */
export const textSchema = (max: number, min = 1) =>
  z.string().check(z.minLength(min), z.maxLength(max), asPlain(), asSeen(min));

/** The id of something, or a word such as one: no blanks, and no `#`, which divides keys. @param max characters */
export const idSchema = (max: number) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(max), z.regex(/^[^\s#]+$/, 'expected text without blanks and #'), asPlain());

/** Text that may be empty, such as a value by key. @param max characters */
export const plainSchema = (max: number) => z.string().check(z.maxLength(max), asPlain());

/** Whether every text in a value is plain, names of keys among them. */
export function isPlainThroughout(value: unknown): boolean {
  if (typeof value === 'string') return isPlain(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, child]) => isPlain(key) && isPlainThroughout(child));
}

/** Refuses values that hold text with what cannot be in one, in words. */
export const asPlainThroughout = <T>() =>
  z.refine<T>(isPlainThroughout, 'expected no text with control characters, other than tabs and ends of lines');
