/** The problems that the API answers with (RFC 9457): those of every request, and those that owners state. */
import { objections } from '#shared/problems/objections';
import { protocol } from '#shared/problems/protocol';
import type { ProblemRow, ProblemRows } from '#shared/problems/row';
import { values } from '#shared/problems/values';

/** The rows that every function knows. */
export const groundProblems = { ...protocol, ...objections, ...values };

/** Rows by their owners: each owner's `problems.ts` adds its own, so that a slug nobody states is an error of types. */
export interface Problems {
  readonly ground: typeof groundProblems;
}

export type ProblemSlug = { [Owner in keyof Problems]: keyof Problems[Owner] & string }[keyof Problems];

const known = new Map<string, ProblemRow>(Object.entries(groundProblems));

/** Makes rows known to this function, when it starts: those of what it serves. */
export function registerProblems(rows: ProblemRows): void {
  for (const [slug, row] of Object.entries(rows)) known.set(slug, row);
}

export const isProblem = (slug: string): slug is ProblemSlug => known.has(slug);

/** The row of a slug; what no owner here states is a fault of ours, and told as one. */
export const problemRow = (slug: ProblemSlug): ProblemRow => known.get(slug) ?? protocol['internal-error'];

/** One field's error; `pointer` is a JSON Pointer into the body (RFC 6901). */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** Thrown once, rendered once by `serve`: what was expected, what was given, what to do. */
export class Problem extends Error {
  readonly slug: ProblemSlug;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(slug: ProblemSlug, detail: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.slug = slug;
    this.extra = extra;
  }

  get status(): number {
    return problemRow(this.slug).status;
  }

  /** The document on the wire; `instance` is the request id. */
  document(instance: string): Record<string, unknown> {
    const { status, title } = problemRow(this.slug);
    return {
      type: `urn:itsm:problem:${this.slug}`,
      title,
      status,
      detail: shortened(this.message),
      instance,
      ...this.extra,
    };
  }
}

/** A problem with one place of the body, which says as much as the whole. @param pointer JSON Pointer into the body (RFC 6901) */
export const problemAt = (slug: ProblemSlug, pointer: string, message: string): Problem =>
  new Problem(slug, message, { errors: [{ pointer, code: slug, message }] });

/** What was given stands in messages; nobody needs a megabyte of it back. */
const MAX_DETAIL = 4_000;

const shortened = (text: string): string =>
  text.length <= MAX_DETAIL ? text : `${text.slice(0, MAX_DETAIL).toWellFormed()}…`;
