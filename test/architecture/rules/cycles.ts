/** Files can be read in an order: no import leads back to its beginning, types included. */
import type { Rule } from '#test/architecture/rule';
import type { Source } from '#test/architecture/source';
import { moduleOf, targetOf } from '#test/architecture/tree';

/** Each cycle once, as the modules on it, beginning with the first by name. */
export function cyclesOf(sources: readonly Source[]): readonly (readonly string[])[] {
  const targets = new Map(
    sources.map((source) => [moduleOf(source), [...new Set(source.imports.map((each) => targetOf(source, each)))]]),
  );
  const cycles = new Map<string, readonly string[]>();
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (module: string): void => {
    const begins = path.indexOf(module);
    if (begins >= 0) {
      const cycle = path.slice(begins);
      const first = cycle.indexOf([...cycle].sort()[0] ?? module);
      const turned = [...cycle.slice(first), ...cycle.slice(0, first)];
      cycles.set(turned.join(), turned);
    } else if (!finished.has(module)) {
      path.push(module);
      for (const target of targets.get(module) ?? []) if (targets.has(target)) visit(target);
      path.pop();
      finished.add(module);
    }
  };
  for (const module of targets.keys()) visit(module);
  return [...cycles.values()];
}

export const noCycles: Rule = {
  says: 'imports in shared/, functions/ and infra/ form no cycle',
  violations: (sources) => cyclesOf(sources).map((cycle) => [...cycle, cycle[0]].join(' → ')),
  refuses: [
    { 'shared/a.ts': "import { b } from '#shared/b';", 'shared/b.ts': "import { a } from './a.ts';" },
    {
      'shared/a.ts': "import { b } from '#shared/b';",
      'shared/b.ts': "import type { C } from '#shared/c';",
      'shared/c.ts': "export * from '#shared/a';",
    },
    { 'shared/a.ts': "import { a } from '#shared/a';" },
  ],
  accepts: [
    {
      'shared/a.ts': "import { b } from '#shared/b'; import { c } from '#shared/c';",
      'shared/b.ts': "import { c } from '#shared/c';",
      'shared/c.ts': "import 'node:fs';",
    },
  ],
};
