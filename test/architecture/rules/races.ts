/** Losing a race: caught in one place and waited for by two bounds, so that everything that writes starts over alike. */
import { at, importsRefused, type Rule } from '#test/architecture/rule';

const inProduct = (path: string): boolean => /^(shared|functions)\//.test(path);
const LOOP = 'shared/store/attempt.ts';

export const racesAreLostOnce: Rule = {
  says: 'a lost race is caught in shared/store/attempt.ts alone; everybody else is given its name',
  violations: (sources) =>
    importsRefused(sources, ({ path }, { names, typeOnly }) =>
      inProduct(path) && path !== LOOP && !typeOnly && names.includes('TransactionRefused')
        ? 'takes a refused transaction apart; ask attempt, isWritten or answerOnce what became of the write'
        : undefined,
    ),
  refuses: [{ 'functions/a/b.ts': "import { TransactionRefused } from '#shared/store/store';" }],
  accepts: [
    { 'functions/a/b.ts': "import type { TransactionRefused } from '#shared/store/store';" },
    { [LOOP]: "import { TransactionRefused } from '#shared/store/store';" },
  ],
};

export const retriesHaveTwoBounds: Rule = {
  says: 'how often something is tried again is stated twice, in shared/store/attempt.ts: while somebody waits, and while nobody does',
  violations: (sources) =>
    sources
      .filter(({ path }) => inProduct(path))
      .flatMap((source) =>
        (source.path === LOOP ? source.retries.slice(2) : source.retries).map((fact) =>
          at(source, fact, `${fact.text} is a bound of its own; take PATIENCE or PERSISTENCE`),
        ),
      ),
  refuses: [
    { 'functions/a/b.ts': 'const ATTEMPTS = 8;' },
    { [LOOP]: 'export const PATIENCE = 10;\nexport const PERSISTENCE = 30;\nconst MOST_TRIES = 3;' },
  ],
  accepts: [
    { [LOOP]: 'export const PATIENCE = 10;\nexport const PERSISTENCE = 30;' },
    { 'functions/a/b.ts': "const WAITS_MS = [100, 200];\nconst ATTEMPTED = 'attempted';" },
  ],
};
