/** The problems that the function of a process answers with, beside those of every request. */
import { recordsProblems } from '#shared/capabilities/records/problems';
import { partsOf } from '#shared/grammar/capability';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import type { ProblemRows } from '#shared/problems/row';

/** By slug: those of its capabilities, and its own. */
export function problemsOf({ records, problems }: ProcessDefinition): ProblemRows {
  return Object.assign({ ...recordsProblems }, ...records.flatMap(partsOf).map((part) => part.problems), problems);
}
