/** What is made of a confidential record is confidential as well: it says the same, and links to where it came from. */

import type { AnyRecord } from '#shared/grammar/record';
import { Problem } from '#shared/problems/problems';

/** What the new record says of it. @throws Problem validation-failed when it is to be seen by everybody */
export function confidentialLike(
  { id, confidential }: AnyRecord,
  stated: Readonly<Record<string, unknown>>,
): { readonly confidential?: true } {
  if (!confidential) return {};
  if (!('confidential' in stated) || stated.confidential === true) return { confidential: true };
  const message = `${id} is confidential, and so is what is made of it; who may see both can open the new one afterwards`;
  const errors = [{ pointer: '/confidential', code: 'validation-failed', message }];
  throw new Problem('validation-failed', message, { errors });
}
