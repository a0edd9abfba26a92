/** The architecture as tests: each rule holds in the tree, and each is shown to notice when it does not. */
import { describe, expect, it } from 'vitest';
import { type Rule, sourcesOf } from '#test/architecture/rule';
import { noCycles } from '#test/architecture/rules/cycles';
import {
  infraReadsTheRegistryOnly,
  processesAreStrangers,
  productionIgnoresTests,
  registryStaysOutOfBundles,
  sharedStandsAlone,
} from '#test/architecture/rules/layers';
import { rulesArePure } from '#test/architecture/rules/purity';
import {
  keysAreBuiltOnce,
  tableIsReachedOnce,
  timeIsInjected,
  workersSpeakToTheBus,
} from '#test/architecture/rules/reach';
import {
  exportsHaveNames,
  filesAreSmall,
  filesFitTheHead,
  LOOK_AGAIN,
  noBarrels,
} from '#test/architecture/rules/shape';
import { sourcesIn } from '#test/architecture/tree';

const product = sourcesIn('shared', 'functions', 'infra');
const everything = [...product, ...sourcesIn('test')];

const judged: readonly (readonly [Rule, typeof product])[] = [
  [processesAreStrangers, product],
  [registryStaysOutOfBundles, product],
  [sharedStandsAlone, product],
  [infraReadsTheRegistryOnly, product],
  [productionIgnoresTests, product],
  [keysAreBuiltOnce, product],
  [tableIsReachedOnce, product],
  [workersSpeakToTheBus, product],
  [timeIsInjected, product],
  [rulesArePure, product],
  [noCycles, everything],
  [noBarrels, everything],
  [exportsHaveNames, everything],
  [filesFitTheHead, everything],
  [filesAreSmall, product],
];

describe.each(judged)('$says', (rule, sources) => {
  it('holds in the tree', () => {
    expect(rule.violations(sources)).toEqual([]);
  });

  it('notices when it does not', () => {
    for (const sample of rule.refuses)
      expect(rule.violations(sourcesOf(sample)), JSON.stringify(sample)).toHaveLength(1);
  });

  it('lets pass what only looks alike', () => {
    for (const sample of rule.accepts) expect(rule.violations(sourcesOf(sample)), JSON.stringify(sample)).toEqual([]);
  });
});

it('there is a tree to judge', () => {
  expect(product.length).toBeGreaterThan(0);
});

it(`files over ${LOOK_AGAIN} lines are listed`, () => {
  const long = everything.filter(({ lines }) => lines > LOOK_AGAIN).map(({ path, lines }) => `  ${lines} ${path}`);

  if (long.length > 0) console.warn(`look again at files over ${LOOK_AGAIN} lines:\n${long.join('\n')}`);
});
