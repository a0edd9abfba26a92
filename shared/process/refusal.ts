/** Refusals that rules of several processes give. */
import type { Refusal } from '#shared/process/definition';

/** A field of the input, or of the record, is needed in this situation. @param detail why, and what to give */
export const missing = (field: string, detail: string): Refusal => ({
  slug: 'required-field-missing',
  detail,
  extra: { errors: [{ pointer: `/${field}`, code: 'required-field-missing', message: detail }] },
});
