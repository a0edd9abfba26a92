/** Every problem that the API answers with, by who states it. */
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { groundProblems } from '#shared/problems/problems';
import type { ProblemRows } from '#shared/problems/row';
import { problemsOf } from '#shared/serve/problems';
import type { ServiceDefinition } from '#shared/serve/service';

/** Slug → row. @throws Error when two owners mean something else by a slug */
export function everyProblem(
  processes: readonly ProcessDefinition[],
  services: readonly Pick<ServiceDefinition, 'problems'>[],
): ProblemRows {
  const all = new Map(Object.entries<ProblemRows[string]>(groundProblems));
  for (const rows of [...processes.map(problemsOf), ...services.map(({ problems = {} }) => problems)])
    for (const [slug, row] of Object.entries(rows)) {
      const known = all.get(slug) ?? row;
      if (known.status !== row.status || known.title !== row.title)
        throw new Error(`${slug} is "${known.title}" (${known.status}) and "${row.title}" (${row.status})`);
      all.set(slug, known);
    }
  return Object.fromEntries(all);
}
