/** The body of a view. */
import * as z from 'zod/mini';
import { recordTypes } from '#shared/process/directory';
import { audiences } from '#shared/views/view';

const word = z.string().check(z.minLength(1), z.maxLength(120), z.regex(/^[^\s#&=]+$/));
const types = Object.values(recordTypes);

export const viewSchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  recordType: z.enum(types),
  filters: z.record(word, z.string().check(z.minLength(1), z.maxLength(400))).check(
    z.refine((filters) => Object.keys(filters).length <= 30),
    z.refine((filters) => !['cursor', 'limit', 'sort', 'fields', 'view'].some((name) => Object.hasOwn(filters, name))),
  ),
  sort: z.exactOptional(word),
  columns: z.exactOptional(z.array(word).check(z.minLength(1), z.maxLength(40))),
  audience: z.enum(audiences),
  group: z.exactOptional(word),
});
