/** What announces a file. */
import * as z from 'zod/mini';
import { MAX_FILE_BYTES } from '#shared/capabilities/importing/parts';
import { nameSchema } from '#shared/text/line';

export const announcement = z.strictObject({
  /** The name of a mapping: the tenant's own, or one that everybody has. */
  mapping: z
    .string()
    .check(z.maxLength(80), z.regex(/^[a-z0-9][a-z0-9-]*$/, 'expected the name of a mapping in lower case')),
  fileName: nameSchema(255),
  bytes: z.int().check(z.gte(1), z.lte(MAX_FILE_BYTES)),
  /** Of the whole file, in lower-case hexadecimal. */
  sha256: z.string().check(z.maxLength(64), z.regex(/^[0-9a-f]{64}$/, 'expected 64 digits of 0-9 and a-f')),
  /** IANA zone of the file's wall times; the tenant's own when absent. */
  zone: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** Finds out what would become of every row, and makes no records. */
  dryRun: z.optional(z.boolean()),
});

export type Announcement = z.infer<typeof announcement>;

export const announcementFields = ['mapping', 'fileName', 'bytes', 'sha256', 'zone', 'dryRun'];
