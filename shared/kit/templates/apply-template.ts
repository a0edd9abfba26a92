/** Body of `apply-template`. */
import * as z from 'zod/mini';

export const applyTemplateBody = z.strictObject({
  templateId: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  version: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
  customFields: z.optional(z.record(z.string().check(z.minLength(1), z.maxLength(80)), z.unknown())),
});
