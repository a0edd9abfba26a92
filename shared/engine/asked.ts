/** What an action asks for in a record's situation, told beforehand and, when it is left out, all at once. */

import { vocabularyOf } from '#shared/engine/vocabulary';
import type { Asked } from '#shared/grammar/definition';
import type { Fields, Length } from '#shared/grammar/fields';
import { type FieldError, Problem } from '#shared/problems/problems';
import type { Configuration } from '#shared/tenancy/configuration';

const given = (input: unknown, field: string): unknown =>
  input !== null && typeof input === 'object' ? Reflect.get(input, field) : undefined;

/** What is asked for and not in the input, one error a field. */
export function unanswered(asked: readonly Asked[], input: unknown): readonly FieldError[] {
  return asked.flatMap(({ field, because, when, or }) => {
    if (when && !when.is.includes(String(given(input, when.field)))) return [];
    if ([field, ...(or === undefined ? [] : [or])].some((name) => given(input, name) !== undefined)) return [];
    return [{ pointer: `/${field}`, code: 'required-field-missing', message: because }];
  });
}

/** @throws Problem required-field-missing naming all of them */
export function refuseUnanswered(asked: readonly Asked[], input: unknown): void {
  const errors = unanswered(asked, input);
  if (errors.length > 0)
    throw new Problem('required-field-missing', errors.map(({ message }) => message).join('; '), { errors });
}

/** What was wrong with the input by itself, together with what else is asked for. */
export function withUnanswered(error: unknown, asked: readonly Asked[], input: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const known = Array.isArray(error.extra.errors) ? (error.extra.errors as readonly FieldError[]) : [];
  const more = unanswered(asked, input).filter(({ pointer }) => !known.some((each) => each.pointer === pointer));
  if (more.length === 0) return error;
  const detail = [error.message, ...more.map(({ message }) => message)].join('; ');
  return new Problem(error.slug, detail, { ...error.extra, errors: [...known, ...more] });
}

/** Least and most characters of an input's texts. */
export const lengthsOf = (input: Fields): Readonly<Record<string, Length>> =>
  Object.fromEntries(Object.entries(input).flatMap(([name, { length }]) => (length ? [[name, length] as const] : [])));

/** The values that fields of an input can have, for those of which they are known. */
export function choicesOf(input: Fields, config: Configuration): Readonly<Record<string, readonly string[]>> {
  const known = Object.entries(input).flatMap(([name, { values, options }]) => {
    const choices = values ?? (options.directory && vocabularyOf(config, options.directory));
    return choices ? [[name, choices] as const] : [];
  });
  return Object.fromEntries(known);
}
