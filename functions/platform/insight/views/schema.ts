/** The body of a view. */
import * as z from 'zod/mini';
import { audiences } from '#shared/capabilities/lists/view';
import { recordTypes } from '#shared/grammar/directory';
import { nameSchema, plainSchema } from '#shared/text/line';

const word = z
  .string()
  .check(z.minLength(1), z.maxLength(120), z.regex(/^[^\s#&=]+$/, 'expected text without blanks, #, & and ='));
const types = Object.values(recordTypes);

export const viewSchema = z.strictObject({
  name: nameSchema(80),
  recordType: z.enum(types),
  filters: z.record(word, plainSchema(400).check(z.minLength(1))).check(
    z.refine((filters) => Object.keys(filters).length <= 30),
    z.refine((filters) => !['cursor', 'limit', 'sort', 'fields', 'view'].some((name) => Object.hasOwn(filters, name))),
  ),
  sort: z.exactOptional(word),
  columns: z.exactOptional(z.array(word).check(z.minLength(1), z.maxLength(40))),
  audience: z.enum(audiences),
  group: z.exactOptional(word),
});
