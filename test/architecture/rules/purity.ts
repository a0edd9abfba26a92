/** Rules are pure: whatever a rules file reaches, through however many files, reads no clock, store, network or system. */
import { at, type Rule } from '#test/architecture/rule';
import type { Import, Source } from '#test/architecture/source';
import { moduleOf, targetOf } from '#test/architecture/tree';

/** Packages that compute and do nothing else. */
const PURE_PACKAGES = ['zod', 'temporal-polyfill'];

const isOurs = (target: string): boolean => /^(shared|functions|infra|test)\//.test(target);

/** Of Node's modules, what computes and does nothing else. */
const PURE_NAMES: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['createHash', 'createHmac', 'timingSafeEqual'],
};

/** Why an import makes its importer impure; undefined when it does not by itself. */
function impurity(source: Source, imported: Import): string | undefined {
  if (imported.typeOnly) return undefined;
  const target = targetOf(source, imported);
  // Generated tables are data.
  if (target.startsWith('generated/') && target.endsWith('.json')) return undefined;
  if (!isOurs(target)) {
    if (imported.names.length > 0 && imported.names.every((name) => PURE_NAMES[target]?.includes(name)))
      return undefined;
    return PURE_PACKAGES.some((pure) => target === pure || target.startsWith(`${pure}/`)) ? undefined : target;
  }
  // The clock's module may offer pure conversions beside the clock.
  if (target === 'shared/time/clock')
    return imported.names.some((name) => name === 'clock' || name === '*') ? target : undefined;
  return /^shared\/(store\/|ids\/ulid$|tenancy\/credentials$)/.test(target) ? target : undefined;
}

/** The chain from a file to something impure, or undefined. */
function chainToImpurity(
  source: Source,
  imported: Import,
  byModule: ReadonlyMap<string, Source>,
  seen: Set<string>,
): readonly string[] | undefined {
  const impure = impurity(source, imported);
  if (impure) return [impure];
  const target = targetOf(source, imported);
  const next = byModule.get(target);
  if (imported.typeOnly || !next || seen.has(target) || target === 'shared/time/clock') return undefined;
  seen.add(target);
  for (const onward of next.imports) {
    const rest = chainToImpurity(next, onward, byModule, seen);
    if (rest) return [target, ...rest];
  }
  return undefined;
}

const isRules = (path: string): boolean => /^functions\/.*\/(rules[^/]*|fact|fact-fields|kpis|texts)\.ts$/.test(path);

export const rulesArePure: Rule = {
  says: 'rules, facts, KPIs and texts reach nothing impure: no SDK, no store, no Node module, no clock',
  violations: (sources) => {
    const byModule = new Map(sources.map((source) => [moduleOf(source), source]));
    return sources
      .filter(({ path }) => isRules(path))
      .flatMap((source) =>
        source.imports.flatMap((imported) => {
          const chain = chainToImpurity(source, imported, byModule, new Set());
          return chain ? [at(source, imported, `reaches ${chain.join(' → ')}`)] : [];
        }),
      );
  },
  refuses: [
    { 'functions/s/p/rules.ts': "import { randomUUID } from 'node:crypto';" },
    { 'functions/s/p/rules-closure.ts': "import { clock } from '#shared/time/clock';" },
    { 'functions/s/p/rules.ts': "import { createStore } from '#shared/store/store';" },
    { 'functions/s/p/rules.ts': "import { SFNClient } from '@aws-sdk/client-sfn';" },
    { 'functions/s/p/r/kpis.ts': "import { clock } from '#shared/time/clock';" },
    {
      'functions/s/p/rules.ts': "import { due } from '#shared/kit/service-levels/due';",
      'shared/kit/service-levels/due.ts': "import { clock } from '#shared/time/clock';",
    },
  ],
  accepts: [
    {
      'functions/s/p/rules.ts':
        "import { incident } from './record.ts';\nimport type { Store } from '#shared/store/store';\n" +
        "import { toInstant } from '#shared/time/clock';",
      'functions/s/p/record.ts': "import * as z from 'zod/mini';",
      'functions/s/p/rules-types.ts': "import types from '#generated/directory.json' with { type: 'json' };",
      'functions/s/p/rules-hash.ts': "import { createHash } from 'node:crypto';",
      'functions/s/p/handler.ts': "import { clock } from '#shared/time/clock';",
    },
  ],
};
