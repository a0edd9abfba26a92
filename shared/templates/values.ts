/** Values of custom fields: whether each is what its field asks for. */
import type { FieldError } from '#shared/http/problems';
import { bytesOf } from '#shared/templates/bytes';
import { matchesPattern } from '#shared/templates/pattern';
import type { CustomField, CustomFieldType, PublishedField } from '#shared/templates/template';

type Verdict = string | undefined;
type Judge = (value: unknown, field: CustomField) => Verdict;

/** Characters that a type holds unless its field says fewer. */
const LENGTHS: Readonly<Partial<Record<CustomFieldType, number>>> = { string: 1000, text: 32_000, url: 2000 };
const MAX_JSON_BYTES = 16_384;
const MAX_JSON_DEPTH = 6;
/** Numbers closer to zero than this, and not zero, cannot be stored. */
const SMALLEST = 1e-100;

const expected = (ok: boolean, what: string): Verdict => (ok ? undefined : `expected ${what}`);

const text: Judge = (value, { type, maxLength }) => {
  const most = Math.min(maxLength ?? Number.POSITIVE_INFINITY, LENGTHS[type] ?? 0);
  const fits = typeof value === 'string' && value.length > 0 && value.length <= most;
  return expected(fits, `text of 1 to ${most} characters`);
};

const number: Judge = (value, { type, min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }) => {
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

const reference: Judge = (value) =>
  expected(typeof value === 'string' && /^[^\s#]{1,120}$/.test(value), 'an id of up to 120 characters');

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a day is one of the calendar: 30 February is none. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

const date: Judge = (value) =>
  expected(typeof value === 'string' && DATE.test(value) && isDay(value), 'a day such as 2026-06-30');
const datetime: Judge = (value) =>
  expected(
    typeof value === 'string' && DATETIME.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)),
    'an RFC 3339 date and time with offset',
  );

const codes = ({ options = [] }: CustomField): readonly string[] => options.map(({ code }) => code);
const one: Judge = (value, field) =>
  expected(typeof value === 'string' && codes(field).includes(value), `one of ${codes(field).join(', ')}`);
const many: Judge = (value, field) => {
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

const json: Judge = (value) =>
  expected(
    isStorable(value) && bytesOf(value) <= MAX_JSON_BYTES,
    `JSON of up to ${MAX_JSON_BYTES} bytes and ${MAX_JSON_DEPTH} levels`,
  );

const judges: Readonly<Record<CustomFieldType, Judge>> = {
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

/** What is wrong with a value of a field, in words; undefined when nothing is. */
export function faultOf(field: PublishedField, value: unknown): string | undefined {
  const verdict = judges[field.type](value, field);
  if (verdict !== undefined || field.program === undefined || typeof value !== 'string') return verdict;
  return expected(matchesPattern(field.program, value), `text that matches ${field.pattern}`);
}

/** The value as it is kept: instants in UTC, so that they compare as text. */
export function kept(field: CustomField, value: unknown): unknown {
  return field.type === 'datetime' ? new Date(String(value)).toISOString().replace('.000Z', 'Z') : value;
}

/** One error in the form of A1. */
export function customError(key: string, code: string, message: string): FieldError {
  return { pointer: `/customFields/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, code, message };
}
