/** Figures of the house that are to stay small (ADR 66): each is printed, and bounded by what was reached. */
import { expect, it } from 'vitest';
import { processes } from '#functions/registry';
import { partsOf } from '#shared/grammar/capability';
import type { Source } from '#test/architecture/source';
import { isTest, moduleOf, sourcesIn, targetOf, textOf } from '#test/architecture/tree';

const product = sourcesIn('shared', 'functions').filter(({ path }) => !isTest(path));
const byModule = new Map(product.map((source) => [moduleOf(source), source]));

/** What is told of capabilities and records, which the bundler leaves out. */
const isTold = (module: string): boolean => /\/(?:described|examples)$/.test(module);

/** Modules of ours that are loaded with a module. */
function loadedWith(start: string, sources: ReadonlyMap<string, Source>): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = [start];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    const source = sources.get(module);
    if (!source || loaded.has(module) || isTold(module)) continue;
    loaded.add(module);
    waiting.push(...source.imports.filter(({ typeOnly }) => !typeOnly).map((each) => targetOf(source, each)));
  }
  return loaded;
}

const capabilityOf = (module: string): string | undefined => /^shared\/capabilities\/([^/]+)\//.exec(module)?.[1];
const stated = new Set(
  product.flatMap(({ path }) => (path.endsWith('/capability.ts') ? (capabilityOf(path) ?? []) : [])),
);

const handlerOf = (id: string): string =>
  product.map(moduleOf).find((module) => module.endsWith(`/${id}/handler`)) ?? id;

/** The house asked for 90. Of what is loaded, 79 belong to what every record has, and the rest is what any function of a process is made of; two of these stand for forty of AWS's. */
const MOST_MODULES = 233;

it(`event management loads at most ${MOST_MODULES} modules of ours`, () => {
  const loaded = loadedWith(handlerOf('event-management'), byModule);
  const ofCapabilities = [...loaded].filter((module) => capabilityOf(module) !== undefined);
  console.info(
    `event management loads ${loaded.size} modules of ours, ${ofCapabilities.length} of them of capabilities`,
  );

  expect(loaded.size).toBeGreaterThan(100);
  expect(loaded.size).toBeLessThanOrEqual(MOST_MODULES);
});

/** The folder of a process, as its modules begin. */
const folderOf = (id: string): string => handlerOf(id).replace(/handler$/, '');

/** Capabilities that a process's own files use: what it states for them, or their know-how where it keeps what they go by. */
const usedBy = (id: string): readonly string[] =>
  product
    .filter((source) => moduleOf(source).startsWith(folderOf(id)))
    .flatMap((source) => source.imports.flatMap((each) => capabilityOf(targetOf(source, each)) ?? []));

/** What letterboxes say events carry by: whoever hears of another process has the module, and nothing of the capability. */
const ofLetterboxes: ReadonlySet<string> = new Set(
  product
    .filter(({ path }) => path.endsWith('/contract.ts'))
    .flatMap((source) => source.imports.map((each) => targetOf(source, each))),
);

it.each(processes)('$id carries the capabilities that its records name, and no other', ({ id, records }) => {
  const named = new Set([...records.flatMap(partsOf).map(({ name }) => name), ...usedBy(id)]);
  const carried = new Set(
    [...loadedWith(handlerOf(id), byModule)]
      .filter((module) => !ofLetterboxes.has(module))
      .flatMap((module) => capabilityOf(module) ?? []),
  );

  expect(carried.size).toBeGreaterThan(0);
  expect([...carried].filter((name) => stated.has(name) && !named.has(name))).toEqual([]);
});

const LOST_RACE = 'TransactionRefused';

it('a lost race is caught in one file, and tried again by two bounds', () => {
  const catching = product.filter((source) =>
    source.imports.some(({ names, typeOnly }) => !typeOnly && names.includes(LOST_RACE)),
  );
  const sites = catching.map(({ path }) => textOf(path).match(/instanceof TransactionRefused/g)?.length ?? 0);
  const caught = sites.reduce((sum, each) => sum + each, 0);
  const bounds = product.flatMap(({ retries }) => retries.map(({ text }) => text));
  console.info(`a lost race is caught at ${caught} sites, and tried again by ${bounds.join(' and ')}`);

  expect(catching.map(({ path }) => path)).toEqual(['shared/store/attempt.ts']);
  expect(caught).toBeGreaterThan(0);
  expect(caught).toBeLessThanOrEqual(6);
  expect(bounds).toHaveLength(2);
});
