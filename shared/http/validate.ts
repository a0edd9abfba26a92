/** Bodies against schemas: every error with its pointer, in the codes of A1. */
import type * as z from 'zod/mini';
import { type FieldError, isProblem, Problem, type ProblemSlug } from '#shared/problems/problems';

/** Faults that are told of at most. */
const MAX_ERRORS = 50;
/** Characters of a pointer: a name that somebody made up is not echoed at any length. */
const MAX_POINTER = 400;

const pointerOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, MAX_POINTER);

function at(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function fieldErrors(issue: z.core.$ZodIssue, body: unknown, known: readonly string[]): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.path.length === 0 ? `; known ones: ${known.join(', ')}` : '';
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'unknown-field',
      message: `unknown field ${key.slice(0, MAX_POINTER)}${names}`,
    }));
  }
  const missing = at(body, issue.path) === undefined;
  if (issue.code === 'invalid_union' && !missing) {
    const meant = nearest(issue);
    if (meant)
      return meant.flatMap((each) => fieldErrors({ ...each, path: [...issue.path, ...each.path] }, body, known));
  }
  return [
    {
      pointer: pointerOf(issue.path),
      code: missing ? 'required-field-missing' : (ownCode(issue) ?? 'validation-failed'),
      message: missing ? `${pointerOf(issue.path).slice(1) || 'the body'} is required` : describe(issue),
    },
  ];
}

/** The name that a schema of ours has for what is wrong, where the specification gives it one. */
function ownCode(issue: z.core.$ZodIssue): ProblemSlug | undefined {
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return typeof code === 'string' && isProblem(code) ? code : undefined;
}

/** Whether a value is of another kind than an alternative is about. */
const isAlien = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);

/** What is wrong by the alternative that was meant: of those of the value's kind, the one with the fewest faults. */
function nearest({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  return errors.filter((issues) => !isAlien(issues)).sort((a, b) => a.length - b.length)[0];
}

/** The kinds that the alternatives are of. */
function kindsOf({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const kinds = errors.flat().flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : []));
  return [...new Set(kinds)].join(' or ');
}

/** Formats of the library in words; patterns of our own bear theirs. */
const formats: Readonly<Record<string, string>> = {
  datetime: 'expected an RFC 3339 date and time with offset, of the years 1 to 9999',
  date: 'expected a day such as 2026-03-31, of the years 1 to 9999',
  duration: 'expected a duration such as PT4H, of weeks, days, hours, minutes and seconds',
  email: 'expected an e-mail address',
};

/** The words that a schema of ours has for what is wrong; without a locale, the library has but these two. */
const said = ({ message }: z.core.$ZodIssue): string | undefined => (message === 'Invalid input' ? undefined : message);

/** What was expected, in words that do not depend on the library's locale tables (they are not bundled). */
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : ''}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : ''}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] ?? said(issue) ?? 'expected another form of text';
    case 'invalid_union':
      return said(issue) ?? `expected ${kindsOf(issue)}`;
    default:
      return said(issue) ?? 'not acceptable';
  }
}

/** @throws Problem with one entry in `errors` per fault: by the code that all of them have, such as required-field-missing, else validation-failed. */
export function validated<T>(schema: z.ZodMiniType<T>, body: unknown, known: readonly string[]): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, body, known)).slice(0, MAX_ERRORS);
  const [slug = 'validation-failed', ...others] = new Set(errors.map(({ code }) => code as ProblemSlug));
  throw new Problem(
    others.length === 0 ? slug : 'validation-failed',
    errors
      .map(({ pointer, message }) => `${pointer || 'body'}: ${message}`)
      .slice(0, 5)
      .join('; '),
    { errors },
  );
}
