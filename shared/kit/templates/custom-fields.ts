/** Custom fields of a record against the template version that it was made with (A6): pure, for create, change and every action. */

import { bytesOf } from '#shared/kit/templates/bytes';
import { ExpressionTooCostly, holds } from '#shared/kit/templates/expression';
import { PatternTooCostly, patternBudget } from '#shared/kit/templates/pattern';
import {
  type CustomFieldType,
  isInternal,
  MAX_CUSTOM_BYTES,
  type PublishedField,
  type Template,
} from '#shared/kit/templates/template';
import { customError, faultOf, type Judge, kept, ofTemplates } from '#shared/kit/templates/values';
import { type FieldError, Problem, type ProblemSlug } from '#shared/problems/problems';

export type Values = Readonly<Record<string, unknown>>;

/** A record's custom values, those that a requester may not see apart: so nothing has to remember to leave them out. */
export interface CustomValues {
  readonly customFields?: Values;
  readonly customFieldsInternal?: Values;
}

/** Who writes: whether they see internal fields, and which groups there are. */
export interface Writer {
  readonly seesInternal: boolean;
  readonly hasGroup: (id: string) => boolean;
}

/** @throws Problem of the code that all errors have, else validation-failed */
export function refuse(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (!first) return;
  const same = errors.every(({ code }) => code === first.code);
  throw new Problem(
    same ? (first.code as ProblemSlug) : 'validation-failed',
    errors
      .map(({ pointer, message }) => `${pointer}: ${message}`)
      .slice(0, 5)
      .join('; '),
    { errors: errors.slice(0, 50) },
  );
}

/** All of a record's values, whoever may see them. */
export const allValues = ({ customFields, customFieldsInternal }: CustomValues): Values => ({
  ...customFields,
  ...customFieldsInternal,
});

/** What is said when something of a template was too much work. */
function costly<T>(template: Template | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpressionTooCostly || error instanceof PatternTooCostly)) throw error;
    throw new Problem('expression-too-costly', `template ${template?.id ?? ''}: ${error.message}`);
  }
}

/** Values by who may see them; an empty part is absent. */
function parted(template: Template, values: Values): { readonly [K in keyof CustomValues]-?: Values | null } {
  const internal = new Set(template.fields.filter(isInternal).map(({ key }) => key));
  const part = (inside: boolean): Values | null => {
    const entries = Object.entries(values).filter(([key]) => internal.has(key) === inside);
    return entries.length > 0 ? Object.fromEntries(entries) : null;
  };
  return { customFields: part(false), customFieldsInternal: part(true) };
}

/** What judges some values: how they are written, who knows which groups there are, and why a key or its change is refused. */
export interface Judging<T extends string = CustomFieldType> extends Pick<Writer, 'hasGroup'> {
  /** What the values stand in: `customFields`. */
  readonly values: string;
  readonly judge: Judge<T>;
  /** What is said of a key that has no field, or none that the writer may know of. */
  readonly unknown: (key: string, field: PublishedField<T> | undefined) => string | undefined;
  /** Why a field does not change. */
  readonly refused: (field: PublishedField<T>, value: unknown) => FieldError | undefined;
}

/** Values when `given` is merged in (null clears, RFC 7396), and what is wrong with these. @throws PatternTooCostly */
export function mergedValues<T extends string>(
  fields: readonly PublishedField<T>[],
  before: Values,
  given: Values,
  { values, judge, unknown, refused, hasGroup }: Judging<T>,
): readonly [Values, readonly FieldError[]] {
  const known = new Map(fields.map((field) => [field.key, field]));
  const next: Record<string, unknown> = { ...before };
  const errors: FieldError[] = [];
  const budget = patternBudget();
  const wrong = (key: string, code: string, message: string) => errors.push(customError(key, code, message, values));
  for (const [key, value] of Object.entries(given)) {
    const field = known.get(key);
    const stranger = unknown(key, field);
    if (!field || stranger !== undefined) {
      wrong(key, 'unknown-field', stranger ?? `unknown field ${key}`);
      continue;
    }
    const refusal = refused(field, value);
    if (refusal) errors.push(refusal);
    else if (value === null) delete next[key];
    else {
      const fault = judge.faultOf(field, value, budget);
      if (fault !== undefined) wrong(key, 'validation-failed', fault);
      else if (field.type === 'group' && !hasGroup(String(value)))
        wrong(key, 'unknown-reference', `there is no group ${value}`);
      else next[key] = judge.kept(field, value);
    }
  }
  return [next, errors];
}

/**
 * What a record's custom values become when `given` is merged in; the defaults of the template first, for a record that is new or gets another
 * version.
 * @param readOnly says whether a field no longer changes
 * @throws Problem unknown-field, validation-failed, read-only-field, unknown-reference, limit-exceeded, expression-too-costly
 */
export function mergeCustomValues(
  template: Template | undefined,
  before: Values,
  given: Values,
  { seesInternal, hasGroup }: Writer,
  readOnly: (field: PublishedField) => boolean = () => false,
): ReturnType<typeof parted> {
  const { fields = [] } = template ?? {};
  const known = fields.filter((each) => seesInternal || !isInternal(each)).map(({ key }) => key);
  const names = template
    ? `known ones of ${template.id} version ${template.version}: ${known.join(', ') || 'none'}`
    : 'the record has no template, and so no custom fields';
  const judging: Judging = {
    values: 'customFields',
    judge: ofTemplates,
    hasGroup,
    unknown: (key, field) =>
      field && (seesInternal || !isInternal(field)) ? undefined : `unknown field ${key}; ${names}`,
    refused: (field) =>
      readOnly(field)
        ? customError(field.key, 'read-only-field', `${field.key} no longer changes after ${field.readOnlyAfter}`)
        : undefined,
  };
  const [next, errors] = costly(template, () => mergedValues(fields, before, given, judging));
  refuse(errors);
  if (bytesOf(next) > MAX_CUSTOM_BYTES)
    throw new Problem(
      'limit-exceeded',
      `custom fields hold up to ${MAX_CUSTOM_BYTES} bytes; these are ${bytesOf(next)}`,
    );
  return template ? parted(template, next) : { customFields: null, customFieldsInternal: null };
}

/** The template's own values for fields that have none. */
export function customDefaults(template: Template): Values {
  return Object.fromEntries(
    template.fields.flatMap((field) => (field.default === undefined ? [] : [[field.key, kept(field, field.default)]])),
  );
}

/** Values that another version of the template still knows, and accepts; what it no longer knows is left behind. @throws Problem expression-too-costly */
export function carriedOver(template: Template, values: Values): Values {
  const budget = patternBudget();
  return Object.fromEntries(
    template.fields.flatMap((field) => {
      const value = values[field.key];
      if (value === undefined) return [];
      return costly(template, () => faultOf(field, value, budget)) === undefined ? [[field.key, value]] : [];
    }),
  );
}

/** The record as conditions see it: its own fields, and its custom values together. */
function seenByConditions(record: Values & CustomValues): Values {
  return { ...record, customFields: allValues(record) };
}

/** Keys of fields that must have a value and have none. @param view the record as conditions see it @throws ExpressionTooCostly */
export const missingAmong = (
  fields: readonly PublishedField<string>[],
  values: Values,
  view: Values,
): readonly string[] =>
  fields
    .filter(({ key }) => values[key] === undefined)
    .filter(({ required, requiredWhen }) => required || (requiredWhen && holds(requiredWhen, view)))
    .map(({ key }) => key);

/** Keys of the fields that the record must have a value for and has none. @throws Problem expression-too-costly */
export function missingFields(
  template: Template,
  record: Values & CustomValues,
  { seesInternal }: Pick<Writer, 'seesInternal'>,
): readonly string[] {
  const values = allValues(record);
  const view = seenByConditions(record);
  return costly(template, () =>
    missingAmong(
      template.fields.filter((field) => seesInternal || !isInternal(field)),
      values,
      view,
    ),
  );
}

/** @throws Problem required-field-missing, expression-too-costly */
export function refuseMissing(
  template: Template,
  record: Values & CustomValues,
  writer: Pick<Writer, 'seesInternal'>,
): void {
  refuse(
    missingFields(template, record, writer).map((key) =>
      customError(key, 'required-field-missing', `${key} is required by ${template.id} version ${template.version}`),
    ),
  );
}
