/** What publishing makes of custom fields: conditions and patterns parsed, and everything that is wrong with them. Pure. */
import type { Expression } from '#shared/kit/templates/expression';
import { ExpressionError, parseExpression, pathsOf } from '#shared/kit/templates/expression-parser';
import { MAX_PATTERN_STEPS, patternBudget } from '#shared/kit/templates/pattern';
import { type CompileBudget, compileBudget, compilePattern, PatternError } from '#shared/kit/templates/pattern-parser';
import {
  type CustomField,
  type CustomFieldType,
  isInternal,
  type PublishedField,
} from '#shared/kit/templates/template';
import { type Judge, patternSteps } from '#shared/kit/templates/values';

/** What is wrong, and where. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** Where fields stand, what conditions call their values, and types beside those of templates. */
export interface Publishing<T extends string = CustomFieldType> {
  readonly pointer: string;
  readonly values: string;
  readonly judge: Judge<T>;
  /** Of those types, which have least and most. */
  readonly numbers?: readonly string[];
  /** Keys of fields that stand elsewhere, and that conditions may read. */
  readonly beside?: readonly string[];
}

/** Fields as they are published, with what is wrong with them: each by itself, and together. */
export function publishedFields<T extends string>(
  fields: readonly CustomField<T>[],
  publishing: Publishing<T>,
): readonly [readonly PublishedField<T>[], readonly Fault[]] {
  const { pointer } = publishing;
  const budget = compileBudget();
  const parts = fields.map((field, index) => compiled(field, `${pointer}/${index}`, fields, budget, publishing));
  const published = parts.map(([field]) => field);
  const repeated = fields.flatMap(({ key }, index): Fault[] =>
    fields.findIndex((other) => other.key === key) < index
      ? [{ pointer: `${pointer}/${index}/key`, message: `there is another field ${key}` }]
      : [],
  );
  return [published, [...parts.flatMap(([, wrong]) => wrong), ...repeated, ...costs(published, pointer)]];
}

const parsed = new WeakMap<object, Pick<PublishedField, 'requiredWhen' | 'program'>>();

/** Fields that were found right, with what was parsed of them. */
export const compiledFields = <T extends string>(fields: readonly CustomField<T>[]): readonly PublishedField<T>[] =>
  fields.map((field) => {
    const { requiredIf, pattern } = field;
    if (requiredIf === undefined && pattern === undefined) return field;
    const known = parsed.get(field) ?? {
      ...(requiredIf !== undefined && { requiredWhen: parseExpression(requiredIf) }),
      ...(pattern !== undefined && { program: compilePattern(pattern, compileBudget()) }),
    };
    parsed.set(field, known);
    return { ...field, ...known };
  });

/** A field as it is published, and what is wrong with it. */
function compiled<T extends string>(
  field: CustomField<T>,
  pointer: string,
  all: readonly CustomField<string>[],
  budget: CompileBudget,
  { values, judge, numbers = [], beside = [] }: Publishing<T>,
): readonly [PublishedField<T>, Fault[]] {
  const faults: Fault[] = [];
  const attempt = <T>(name: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ExpressionError || error instanceof PatternError)) throw error;
      faults.push({ pointer: `${pointer}/${name}`, message: error.message });
      return undefined;
    }
  };
  const { requiredIf, pattern } = field;
  const requiredWhen = requiredIf === undefined ? undefined : attempt('requiredIf', () => parseExpression(requiredIf));
  const program = pattern === undefined ? undefined : attempt('pattern', () => compilePattern(pattern, budget));
  const published = { ...field, ...(requiredWhen && { requiredWhen }), ...(program && { program }) };
  faults.push(...misfits(field, pointer, numbers), ...leaks(field, requiredWhen, { pointer, values, beside }, all));
  if (field.default !== undefined && patternSteps(published) <= MAX_PATTERN_STEPS) {
    const fault = judge.faultOf(published, field.default, patternBudget());
    if (fault !== undefined) faults.push({ pointer: `${pointer}/default`, message: fault });
  }
  return [published, faults];
}

const NUMBERS = ['int', 'decimal'];
const TEXTS = ['string', 'text', 'url'];
const CHOICES = ['enum', 'multiEnum'];

/** Settings that say nothing for the field's type are mistakes. */
function misfits(
  { type, min, max, maxLength, pattern, options }: CustomField<string>,
  pointer: string,
  numbers: readonly string[],
): Fault[] {
  const faults: Fault[] = [];
  const only = (name: string, value: unknown, types: readonly string[]): void => {
    if (value !== undefined && !types.includes(type))
      faults.push({ pointer: `${pointer}/${name}`, message: `${name} is for ${types.join(', ')}, not for ${type}` });
  };
  only('min', min, [...NUMBERS, ...numbers]);
  only('max', max, [...NUMBERS, ...numbers]);
  only('maxLength', maxLength, TEXTS);
  only('pattern', pattern, ['string', 'text']);
  only('options', options, CHOICES);
  if (min !== undefined && max !== undefined && min > max)
    faults.push({ pointer: `${pointer}/min`, message: `min ${min} is above max ${max}` });
  const codes = (options ?? []).map(({ code }) => code);
  if (CHOICES.includes(type) && codes.length === 0)
    faults.push({ pointer: `${pointer}/options`, message: `a field of type ${type} has options` });
  if (new Set(codes).size < codes.length)
    faults.push({ pointer: `${pointer}/options`, message: 'two options have the same code' });
  return faults;
}

/** Whether a public field is required must not tell a requester what an internal one holds. */
function leaks(
  field: CustomField<string>,
  condition: Expression | undefined,
  { pointer, values, beside }: Required<Pick<Publishing, 'pointer' | 'values' | 'beside'>>,
  all: readonly CustomField<string>[],
): Fault[] {
  if (!condition) return [];
  return pathsOf(condition).flatMap(([first, key]) => {
    if (first !== values) return [];
    const read = all.find((other) => other.key === key);
    if (!read && beside.includes(String(key))) return [];
    if (!read) return [{ pointer: `${pointer}/requiredIf`, message: `there is no field ${key}` }];
    if (isInternal(field) || !isInternal(read)) return [];
    return [
      { pointer: `${pointer}/requiredIf`, message: `a public field may not depend on the internal field ${key}` },
    ];
  });
}

/** Whoever fills in the form may make every pattern work on the longest text: together they stay within what matching may take. */
function costs(fields: readonly PublishedField<string>[], pointer: string): Fault[] {
  let sum = 0;
  return fields.flatMap((field, index) => {
    const before = sum;
    sum += patternSteps(field);
    if (sum <= MAX_PATTERN_STEPS || before > MAX_PATTERN_STEPS) return [];
    const message = `the patterns up to this one may take ${sum} steps for the longest texts, at most ${MAX_PATTERN_STEPS} together; give a smaller maxLength or a shorter pattern`;
    return [{ pointer: `${pointer}/${index}/pattern`, message }];
  });
}
