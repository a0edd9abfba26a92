/** What the client throws: a refusal of the API as a typed error, or that no answer came. */
import type { ProblemSlug, Schemas } from '#generated/client-api.ts';

export type ProblemDocument = Schemas['Problem'];

const PREFIX = 'urn:itsm:problem:';

/** A refusal (RFC 9457). `slug` is a row of docs/errors.md; the document has the facts to react to. */
export class ProblemError extends Error {
  readonly slug: ProblemSlug | undefined;
  readonly status: number;
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.problem = problem;
    this.slug = slugOf(problem.type);
  }

  /** Whether it is this refusal: `error.is('version-mismatch')`. */
  is(slug: ProblemSlug): boolean {
    return this.slug === slug;
  }
}

function slugOf(type: string): ProblemSlug | undefined {
  // The catalogue may grow within v1: a slug that this client does not know is still told by `problem.type`.
  return type.startsWith(PREFIX) ? (type.slice(PREFIX.length) as ProblemSlug) : undefined;
}

/** No answer, or one that is none of the API's: the network, a proxy, a wrong address. */
export class NoAnswerError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NoAnswerError';
  }
}
