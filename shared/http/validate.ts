/** Bodies against schemas: every error with its pointer, in the codes of A1. */
import type * as z from 'zod/mini';
import { type FieldError, Problem } from '#shared/http/problems';

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
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'unknown-field',
      message: `unknown field ${key.slice(0, MAX_POINTER)}${names}`,
    }));
  }
  const missing = at(body, issue.path) === undefined;
  return [
    {
      pointer: pointerOf(issue.path),
      code: missing ? 'required-field-missing' : 'validation-failed',
      message: missing ? `${pointerOf(issue.path).slice(1) || 'the body'} is required` : describe(issue),
    },
  ];
}

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
      return `expected ${issue.format === 'datetime' ? 'an RFC 3339 date and time with offset' : `the format ${issue.format}`}`;
    default:
      return 'not acceptable';
  }
}

/** @throws Problem validation-failed, required-field-missing or unknown-field with one entry in `errors` per fault. */
export function validated<T>(schema: z.ZodMiniType<T>, body: unknown, known: readonly string[]): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, body, known)).slice(0, 50);
  const codes = new Set(errors.map(({ code }) => code));
  const slug =
    codes.size === 1 && codes.has('required-field-missing')
      ? 'required-field-missing'
      : codes.size === 1 && codes.has('unknown-field')
        ? 'unknown-field'
        : 'validation-failed';
  throw new Problem(
    slug,
    errors
      .map(({ pointer, message }) => `${pointer || 'body'}: ${message}`)
      .slice(0, 5)
      .join('; '),
    { errors },
  );
}
