/** Refusals that rules of several processes give. */
import type { Refusal } from '#shared/grammar/definition';
import type { Configuration } from '#shared/tenancy/configuration';

/** A field of the input, or of the record, is not acceptable. @param detail why, and what would be */
export const wrong = (field: string, detail: string, slug: Refusal['slug'] = 'validation-failed'): Refusal => ({
  slug,
  detail,
  extra: { errors: [{ pointer: `/${field}`, code: slug, message: detail }] },
});

/** A field of the input, or of the record, is needed in this situation. @param detail why, and what to give */
export const missing = (field: string, detail: string): Refusal => wrong(field, detail, 'required-field-missing');

/** A group that work is to go to: there is one, and it is active. @param field of the input that names it */
export function groupRefusal(config: Configuration, group: string, field = 'group'): Refusal | undefined {
  const found = config.group(group);
  if (found?.active) return undefined;
  const groups = config.documents.flatMap(({ kind, id }) => (kind === 'group' && config.group(id)?.active ? [id] : []));
  const known = `; active groups: ${groups.slice(0, 50).join(', ') || 'none'}`;
  return found
    ? wrong(field, `expected an active group, was given ${group}, which is not${known}`, 'inactive-group')
    : wrong(field, `there is no group ${group}${known}`, 'unknown-reference');
}
