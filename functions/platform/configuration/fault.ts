/** One thing that is wrong with a document. */
import type { ProblemSlug } from '#shared/http/problems';

export interface Fault {
  readonly slug: ProblemSlug;
  readonly pointer: string;
  readonly message: string;
}
