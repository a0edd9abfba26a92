/** Request schemas of a definition: made once per definition, used by validation and by the OpenAPI document. */
import * as z from 'zod/mini';
import { type Fields, instant, objectSchema, text } from '#shared/grammar/fields';
import { commonFields } from '#shared/grammar/record';

export type ObjectSchema = z.ZodMiniType<Record<string, unknown>>;

/** What of a definition they are made of. */
interface Fielded {
  readonly fields: Fields;
}

/** What is made of a definition once. */
export function once<T>(make: (definition: Fielded) => T): (definition: Fielded) => T {
  const made = new WeakMap<Fielded, T>();
  return (definition) => {
    const known = made.get(definition) ?? make(definition);
    made.set(definition, known);
    return known;
  };
}

/** Fields of a record: the common ones, overridden by its own. */
export function recordFields(definition: Fielded): Fields {
  return { ...commonFields, ...definition.fields };
}

/** Fields a request may write. */
export function writableFields(definition: Fielded): Fields {
  return Object.fromEntries(Object.entries(recordFields(definition)).filter(([, { options }]) => !options.readOnly));
}

/** Those of some fields that a PATCH may write. */
export function patchFieldsOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, { options }]) => !options.readOnly && !options.fixed));
}

/** Fields that a PATCH may write. */
export const patchFields = (definition: Fielded): Fields => patchFieldsOf(recordFields(definition));

/** Fields of a create body. */
export const createFields = once(
  (definition): Fields => ({
    openedAt: instant({ description: 'When it really began; up to 72 hours back, with a reason' }),
    reason: text({ max: 1000, description: 'Why the record is back-dated' }),
    // A record may have a reason of its own, which is then also the reason for back-dating it.
    ...writableFields(definition),
  }),
);

export const createSchema = once((definition) => objectSchema(createFields(definition)));

/** A merge patch of these fields: every one optional, `null` clears an optional one. */
export function patchSchemaOf(fields: Fields): ObjectSchema {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const [name, { schema, options }] of Object.entries(fields)) {
    shape[name] = z.optional(options.required ? schema : z.nullable(schema));
  }
  return z.strictObject(shape) as unknown as ObjectSchema;
}

export const patchSchema = once((definition) => patchSchemaOf(patchFields(definition)));

const actionSchemas = new WeakMap<Fields, ObjectSchema>();
/** The input of an action. */
export function inputSchema(input: Fields): ObjectSchema {
  const known = actionSchemas.get(input) ?? objectSchema(input);
  actionSchemas.set(input, known);
  return known;
}
