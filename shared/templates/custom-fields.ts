/** Custom fields of a record against the template version that it was made with (A6): pure, for create, change and every action. */
import { type FieldError, Problem, type ProblemSlug } from '#shared/http/problems';
import { bytesOf } from '#shared/templates/bytes';
import { ExpressionTooCostly, holds } from '#shared/templates/expression';
import { isInternal, MAX_CUSTOM_BYTES, type PublishedField, type Template } from '#shared/templates/template';
import { customError, faultOf, kept } from '#shared/templates/values';

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

function refuse(errors: readonly FieldError[]): void {
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

/** Values by who may see them; an empty part is absent. */
function parted(template: Template, values: Values): { readonly [K in keyof CustomValues]-?: Values | null } {
  const internal = new Set(template.fields.filter(isInternal).map(({ key }) => key));
  const part = (inside: boolean): Values | null => {
    const entries = Object.entries(values).filter(([key]) => internal.has(key) === inside);
    return entries.length > 0 ? Object.fromEntries(entries) : null;
  };
  return { customFields: part(false), customFieldsInternal: part(true) };
}

/**
 * What a record's custom values become when `given` is merged in (null clears, RFC 7396); the defaults of the template first, for a record that is
 * new or gets another version.
 * @param readOnly says whether a field no longer changes
 * @throws Problem unknown-field, validation-failed, read-only-field, unknown-reference, limit-exceeded
 */
export function mergeCustomValues(
  template: Template | undefined,
  before: Values,
  given: Values,
  { seesInternal, hasGroup }: Writer,
  readOnly: (field: PublishedField) => boolean = () => false,
): ReturnType<typeof parted> {
  const fields = new Map((template?.fields ?? []).map((field) => [field.key, field]));
  const next: Record<string, unknown> = { ...before };
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(given)) {
    const field = fields.get(key);
    if (!field || (isInternal(field) && !seesInternal)) {
      const known = [...fields.values()].filter((each) => seesInternal || !isInternal(each)).map((each) => each.key);
      const names = template
        ? `known ones of ${template.id} version ${template.version}: ${known.join(', ') || 'none'}`
        : 'the record has no template, and so no custom fields';
      errors.push(customError(key, 'unknown-field', `unknown field ${key}; ${names}`));
    } else if (readOnly(field)) {
      errors.push(customError(key, 'read-only-field', `${key} no longer changes after ${field.readOnlyAfter}`));
    } else if (value === null) {
      delete next[key];
    } else {
      const fault = faultOf(field, value);
      if (fault !== undefined) errors.push(customError(key, 'validation-failed', fault));
      else if (field.type === 'group' && !hasGroup(String(value)))
        errors.push(customError(key, 'unknown-reference', `there is no group ${value}`));
      else next[key] = kept(field, value);
    }
  }
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

/** Values that another version of the template still knows, and accepts; what it no longer knows is left behind. */
export function carriedOver(template: Template, values: Values): Values {
  return Object.fromEntries(
    template.fields.flatMap((field) => {
      const value = values[field.key];
      return value !== undefined && faultOf(field, value) === undefined ? [[field.key, value]] : [];
    }),
  );
}

/** The record as conditions see it: its own fields, and its custom values together. */
function seenByConditions(record: Values & CustomValues): Values {
  return { ...record, customFields: allValues(record) };
}

/** Keys of the fields that the record must have a value for and has none. @throws Problem expression-too-costly */
export function missingFields(
  template: Template,
  record: Values & CustomValues,
  { seesInternal }: Pick<Writer, 'seesInternal'>,
): readonly string[] {
  const values = allValues(record);
  const view = seenByConditions(record);
  try {
    return template.fields
      .filter((field) => (seesInternal || !isInternal(field)) && values[field.key] === undefined)
      .filter(({ required, requiredWhen }) => required || (requiredWhen && holds(requiredWhen, view)))
      .map(({ key }) => key);
  } catch (error) {
    if (!(error instanceof ExpressionTooCostly)) throw error;
    throw new Problem('expression-too-costly', `a condition of template ${template.id}: ${error.message}`);
  }
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
