/** Refusals that rules of several processes give. */
import type { Refusal } from '#shared/process/definition';

/** A field of the input, or of the record, is not acceptable. @param detail why, and what would be */
export const wrong = (field: string, detail: string, slug: Refusal['slug'] = 'validation-failed'): Refusal => ({
  slug,
  detail,
  extra: { errors: [{ pointer: `/${field}`, code: slug, message: detail }] },
});

/** A field of the input, or of the record, is needed in this situation. @param detail why, and what to give */
export const missing = (field: string, detail: string): Refusal => wrong(field, detail, 'required-field-missing');
