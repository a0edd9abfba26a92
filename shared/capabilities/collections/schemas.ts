/** What requests about items may say: made once of a collection, for validation and for the API's description. */
import * as z from 'zod/mini';
import type { AnyCollection } from '#shared/capabilities/collections/collection';
import type { Fields } from '#shared/grammar/fields';
import { inputSchema, type ObjectSchema, once, patchFieldsOf, patchSchemaOf } from '#shared/grammar/schemas';
import { textSchema } from '#shared/text/line';

/** Fields that somebody may state of a new item. */
export const statedFields = once(
  ({ fields }): Fields => Object.fromEntries(Object.entries(fields).filter(([, { options }]) => !options.readOnly)),
);
export const newItemSchema = (collection: AnyCollection): ObjectSchema => inputSchema(statedFields(collection));

/** Fields that a PATCH may write. */
export const changedFields = once(({ fields }): Fields => patchFieldsOf(fields));
export const itemPatchSchema = once(({ fields }) => patchSchemaOf(patchFieldsOf(fields)));

export const itemRedactionSchema = z.strictObject({
  fields: z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.minLength(1), z.maxLength(100)),
  reason: textSchema(1000),
});
