/** Values of custom fields: whether each is what its field asks for. */

import { bytesOf } from '#shared/kit/templates/bytes';
import { matchesPattern, type PatternBudget, stepsPerCharacter } from '#shared/kit/templates/pattern';
import type { CustomField, CustomFieldType, PublishedField } from '#shared/kit/templates/template';
import type { FieldError } from '#shared/problems/problems';
import { isPlain, isPlainThroughout, isSeen } from '#shared/text/line';
import { asInstant } from '#shared/time/clock';

type Verdict = string | undefined;
type Judgement = (value: unknown, field: CustomField) => Verdict;

/** Characters that a type holds unless its field says fewer. */
const LENGTHS: Readonly<Partial<Record<string, number>>> = { string: 1000, text: 32_000, url: 2000 };
const MAX_JSON_BYTES = 16_384;
const MAX_JSON_DEPTH = 6;
/** Numbers closer to zero than this, and not zero, cannot be stored. */
const SMALLEST = 1e-100;

const expected = (ok: boolean, what: string): Verdict => (ok ? undefined : `expected ${what}`);

const longest = ({ type, maxLength }: CustomField<string>): number =>
  Math.min(maxLength ?? Number.POSITIVE_INFINITY, LENGTHS[type] ?? 0);

const text: Judgement = (value, field) => {
  const most = longest(field);
  const fits = typeof value === 'string' && value.length > 0 && value.length <= most && isSeen(value) && isPlain(value);
  return expected(fits, `text of 1 to ${most} characters in which something is to be seen, without control characters`);
};

const number: Judgement = (value, { type, min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }) => {
  const kind = type === 'int' ? 'a whole number' : 'a number';
  const fits =
    typeof value === 'number' &&
    (type === 'int' ? Number.isSafeInteger(value) : isStorableNumber(value)) &&
    value >= min &&
    value <= max;
  return expected(fits, `${kind} from ${min} to ${max}`);
};

const isStorableNumber = (value: number): boolean =>
  Math.abs(value) <= Number.MAX_SAFE_INTEGER && (value === 0 || Math.abs(value) >= SMALLEST);

const reference: Judgement = (value) =>
  expected(
    typeof value === 'string' && /^[^\s#]{1,120}$/.test(value) && isPlain(value),
    'an id of up to 120 characters',
  );

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MAX_INSTANT = 64;

/** Whether a day is one of the calendar: 30 February is none. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

const date: Judgement = (value) =>
  expected(typeof value === 'string' && DATE.test(value) && isDay(value), 'a day such as 2026-06-30');
const datetime: Judgement = (value) =>
  expected(
    typeof value === 'string' && value.length <= MAX_INSTANT && asInstant(value) !== undefined,
    'an RFC 3339 date and time with offset',
  );

const codes = ({ options = [] }: CustomField): readonly string[] => options.map(({ code }) => code);
const one: Judgement = (value, field) =>
  expected(typeof value === 'string' && codes(field).includes(value), `one of ${codes(field).join(', ')}`);
const many: Judgement = (value, field) => {
  const known = codes(field);
  const fits =
    Array.isArray(value) && value.every((item) => known.includes(item)) && new Set(value).size === value.length;
  return expected(fits, `a list of ${known.join(', ')}, each once`);
};

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value);
}

/** Whether JSON can be kept: bounded in depth, no number out of range, no empty key. */
export function isStorable(value: unknown, depth = MAX_JSON_DEPTH): boolean {
  if (typeof value === 'number') return isStorableNumber(value);
  if (value === null || typeof value !== 'object') return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, child]) => key !== '' && isStorable(child, depth - 1));
}

const json: Judgement = (value) =>
  expected(
    isStorable(value) && bytesOf(value) <= MAX_JSON_BYTES && isPlainThroughout(value),
    `JSON of up to ${MAX_JSON_BYTES} bytes and ${MAX_JSON_DEPTH} levels, without control characters`,
  );

const judges: Readonly<Record<CustomFieldType, Judgement>> = {
  string: text,
  text,
  int: number,
  decimal: number,
  bool: (value) => expected(typeof value === 'boolean', 'true or false'),
  date,
  datetime,
  enum: one,
  multiEnum: many,
  user: reference,
  group: reference,
  ci: reference,
  service: reference,
  url: (value, field) => text(value, field) ?? expected(isUrl(value), 'an http or https address'),
  json,
};

/** Steps that the field's pattern may take for its longest text. */
export function patternSteps(field: PublishedField<string>): number {
  return field.program === undefined ? 0 : stepsPerCharacter(field.program) * (longest(field) + 1);
}

/**
 * What is wrong with a value of a field, in words; undefined when nothing is.
 * @param budget what the patterns of the record may still take @throws PatternTooCostly
 */
export function faultOf(field: PublishedField, value: unknown, budget: PatternBudget): string | undefined {
  const verdict = judges[field.type](value, field);
  if (verdict !== undefined || field.program === undefined || typeof value !== 'string') return verdict;
  return expected(matchesPattern(field.program, value, budget), `text that matches ${field.pattern}`);
}

/** The value as it is kept: instants in UTC, so that they compare as text. */
export function kept(field: CustomField, value: unknown): unknown {
  return field.type === 'datetime' ? (asInstant(String(value)) ?? value) : value;
}

/** Judges values of fields, and says how they are kept: of templates, or of whoever has more types of them. */
export interface Judge<T extends string = CustomFieldType> {
  readonly faultOf: (field: PublishedField<T>, value: unknown, budget: PatternBudget) => string | undefined;
  readonly kept: (field: CustomField<T>, value: unknown) => unknown;
}
export const ofTemplates: Judge = { faultOf, kept };

/** One error in the form of A1. @param values what the values stand in */
export function customError(key: string, code: string, message: string, values = 'customFields'): FieldError {
  return { pointer: `/${values}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, code, message };
}
