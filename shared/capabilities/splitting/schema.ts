/** What is said of a record that is split off. */
import * as z from 'zod/mini';
import { type Fields, group, integer, list, reference, text } from '#shared/grammar/fields';
import { createFields, type ObjectSchema, once } from '#shared/grammar/schemas';

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

/** Its title, why, and what is otherwise than on the old one. */
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
