/** What the API says of a problem (RFC 9457): its owner states it in a file `problems.ts`. */

/** A row of the table of problems; `when` and `remedy` are for people, and stand in no bundle. */
export interface ProblemRow {
  readonly status: number;
  /** The same each time, a sentence without its full stop. */
  readonly title: string;
  /** When it happens. */
  readonly when: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Slug → row. The `type` on the wire is `urn:itsm:problem:<slug>` (A1). */
export type ProblemRows = Readonly<Record<string, ProblemRow>>;

/** States the problems of an owner; beside it stands how they join the slugs that the compiler knows. */
export const defineProblems = <const P extends ProblemRows>(rows: P): P => rows;
