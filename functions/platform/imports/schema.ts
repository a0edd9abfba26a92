/** What announces a file. */
import * as z from 'zod/mini';
import { mappingNames } from './mappings.ts';
import { MAX_FILE_BYTES } from './parts.ts';

export const announcement = z.strictObject({
  mapping: z.enum(mappingNames as [string, ...string[]]),
  fileName: z.string().check(z.minLength(1), z.maxLength(255)),
  bytes: z.int().check(z.gte(1), z.lte(MAX_FILE_BYTES)),
  /** Of the whole file, in lower-case hexadecimal. */
  sha256: z.string().check(z.maxLength(64), z.regex(/^[0-9a-f]{64}$/)),
  /** IANA zone of the file's wall times; the tenant's own when absent. */
  zone: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** Finds out what would become of every row, and makes no records. */
  dryRun: z.optional(z.boolean()),
});

export type Announcement = z.infer<typeof announcement>;

export const announcementFields = ['mapping', 'fileName', 'bytes', 'sha256', 'zone', 'dryRun'];
