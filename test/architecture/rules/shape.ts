/** What a file looks like: one idea, exports with names, no detour through a barrel. */
import type { Rule } from '#test/architecture/rule';
import type { Source } from '#test/architecture/source';

/** No file is longer. */
export const HARD_LIMIT = 400;
/** Files longer than this are listed, to be looked at again. */
export const LOOK_AGAIN = 250;
/** Half of all files are shorter. */
export const MEDIAN_LIMIT = 120;

/** The middle length; 0 without files. */
export function medianLines(sources: readonly Source[]): number {
  const sorted = sources.map(({ lines }) => lines).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const noBarrels: Rule = {
  says: 'no file only re-exports others',
  violations: (sources) => sources.filter(({ isBarrel }) => isBarrel).map(({ path }) => `${path} only re-exports`),
  refuses: [
    { 'shared/time/index.ts': "export * from './clock.ts';\nexport { type Calendar } from './calendar.ts';" },
    { 'shared/store.ts': "export * as keys from '#shared/store/keys';" },
  ],
  accepts: [
    { 'shared/time/clock.ts': 'export const now = 1;', 'shared/empty.ts': '' },
    { 'functions/registry.ts': "import { a } from './a.ts';\nexport const processes = [a];" },
  ],
};

export const exportsHaveNames: Rule = {
  says: 'exports have names; only configuration files of tools have a default export',
  violations: (sources) =>
    sources
      .filter(({ path, hasDefaultExport }) => hasDefaultExport && !path.endsWith('.config.ts'))
      .map(({ path }) => `${path} has a default export`),
  refuses: [{ 'shared/time/clock.ts': 'export default 1;' }],
  accepts: [{ 'vitest.config.ts': 'export default {};', 'shared/a.ts': 'export const a = 1;' }],
};

const linesOf = (count: number): string => 'export {};\n'.repeat(count);

export const filesFitTheHead: Rule = {
  says: `no file has more than ${HARD_LIMIT} lines`,
  violations: (sources) =>
    sources
      .filter(({ lines }) => lines > HARD_LIMIT)
      .map(({ path, lines }) => `${path} has ${lines} lines; split it by idea`),
  refuses: [{ 'shared/a.ts': linesOf(HARD_LIMIT + 1) }],
  accepts: [{ 'shared/a.ts': linesOf(HARD_LIMIT) }],
};

export const filesAreSmall: Rule = {
  says: `half of the files have fewer than ${MEDIAN_LIMIT} lines`,
  violations: (sources) => {
    const median = medianLines(sources);
    return median < MEDIAN_LIMIT ? [] : [`the median file has ${median} lines`];
  },
  refuses: [{ 'shared/a.ts': linesOf(MEDIAN_LIMIT), 'shared/b.ts': linesOf(MEDIAN_LIMIT), 'shared/c.ts': linesOf(1) }],
  accepts: [{ 'shared/a.ts': linesOf(MEDIAN_LIMIT), 'shared/b.ts': linesOf(9), 'shared/c.ts': linesOf(1) }, {}],
};
