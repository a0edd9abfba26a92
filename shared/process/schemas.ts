/** Request schemas of a definition: made once per definition, used by validation and by the OpenAPI document. */
import * as z from 'zod/mini';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { type Fields, group, instant, integer, list, objectSchema, reference, text } from '#shared/process/fields';
import { commonFields } from '#shared/process/record';

type ObjectSchema = z.ZodMiniType<Record<string, unknown>>;

function once<T>(make: (definition: AnyRecordDefinition) => T): (definition: AnyRecordDefinition) => T {
  const made = new WeakMap<AnyRecordDefinition, T>();
  return (definition) => {
    const known = made.get(definition) ?? make(definition);
    made.set(definition, known);
    return known;
  };
}

/** Fields of a record: the common ones, overridden by its own. */
export function recordFields(definition: AnyRecordDefinition): Fields {
  return { ...commonFields, ...definition.fields };
}

/** Fields a request may write. */
export function writableFields(definition: AnyRecordDefinition): Fields {
  return Object.fromEntries(Object.entries(recordFields(definition)).filter(([, { options }]) => !options.readOnly));
}

/** Fields that a PATCH may write. */
export function patchFields(definition: AnyRecordDefinition): Fields {
  return Object.fromEntries(Object.entries(writableFields(definition)).filter(([, { options }]) => !options.fixed));
}

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

/** A merge patch: every writable field optional, `null` clears an optional one. */
export const patchSchema = once((definition) => {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const [name, { schema, options }] of Object.entries(patchFields(definition))) {
    shape[name] = z.optional(options.required ? schema : z.nullable(schema));
  }
  return z.strictObject(shape) as unknown as ObjectSchema;
});

const carry = group(
  {
    comments: list(reference(), { max: 50, description: 'Ids of comments that are shown on the new record as well' }),
    attachments: list(reference(), { max: 50, description: 'Ids of attachments that are shown there as well' }),
    tasks: list(integer({ min: 1, max: 2_147_483_647 }), {
      max: 25,
      description: 'Numbers of open tasks that go to it',
    }),
  },
  { description: 'What belongs to the second matter' },
);

/** What is said of a record that is split off: its title, why, and what is otherwise than on the old one. */
export const splitFields = once(
  (definition): Fields => ({
    ...createFields(definition),
    reason: text({ max: 1000, required: true, description: 'Why the record is split' }),
    carry,
  }),
);

/** Every field but title and reason optional, `null` for none. */
export const splitSchema = once((definition) => {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const [name, { schema }] of Object.entries(splitFields(definition)))
    shape[name] = name === 'title' || name === 'reason' ? schema : z.optional(z.nullable(schema));
  return z.strictObject(shape) as unknown as ObjectSchema;
});

const actionSchemas = new WeakMap<Fields, ObjectSchema>();
/** The input of an action. */
export function inputSchema(input: Fields): ObjectSchema {
  const known = actionSchemas.get(input) ?? objectSchema(input);
  actionSchemas.set(input, known);
  return known;
}
