/** The architecture as tests: each rule holds in the tree, and each is shown to notice when it does not. */
import { describe, expect, it } from 'vitest';
import { type Rule, sourcesOf } from '#test/architecture/rule';
import {
  capabilitiesAreNamedByDefinitions,
  capabilitiesAreNotNamed,
  capabilitiesAreSmall,
  capabilitiesAreStated,
} from '#test/architecture/rules/capabilities';
import { noCycles } from '#test/architecture/rules/cycles';
import { documentsStandAtHome } from '#test/architecture/rules/documents';
import { emissionsArePromised } from '#test/architecture/rules/emissions';
import {
  gatheredTablesAreForThePlatform,
  infraReadsTheRegistryOnly,
  lettersAreData,
  processesAreStrangers,
  productionIgnoresTests,
  registryStaysOutOfBundles,
  runnerHasFloors,
  sharedStandsAlone,
} from '#test/architecture/rules/layers';
import { atHome, namesStandAtHome } from '#test/architecture/rules/names';
import { peopleAreNamedOnce } from '#test/architecture/rules/people';
import { rulesArePure } from '#test/architecture/rules/purity';
import { racesAreLostOnce, retriesHaveTwoBounds } from '#test/architecture/rules/races';
import {
  keysAreBuiltOnce,
  keysStandWithOwners,
  tableIsReachedOnce,
  timeIsInjected,
  workersSpeakToTheBus,
  zonesHaveOneSource,
} from '#test/architecture/rules/reach';
import { arrowsRunDown } from '#test/architecture/rules/rooms';
import {
  exportsHaveNames,
  filesAreSmall,
  filesFitTheHead,
  LOOK_AGAIN,
  noBarrels,
} from '#test/architecture/rules/shape';
import type { Source } from '#test/architecture/source';
import { isTest, sourcesIn } from '#test/architecture/tree';

const everything = sourcesIn('shared', 'functions', 'infra', 'test');
const product = everything.filter(({ path }) => !isTest(path));

const judged: readonly (readonly [Rule, readonly Source[]])[] = [
  [processesAreStrangers, product],
  [lettersAreData, product],
  [registryStaysOutOfBundles, product],
  [gatheredTablesAreForThePlatform, product],
  [sharedStandsAlone, product],
  [arrowsRunDown, product],
  [infraReadsTheRegistryOnly, product],
  [runnerHasFloors, product],
  [productionIgnoresTests, product],
  [keysAreBuiltOnce, product],
  [keysStandWithOwners, product],
  [tableIsReachedOnce, product],
  [workersSpeakToTheBus, product],
  [capabilitiesAreNotNamed, product],
  [capabilitiesAreNamedByDefinitions, product],
  [capabilitiesAreStated, product],
  [capabilitiesAreSmall, product],
  [racesAreLostOnce, product],
  [retriesHaveTwoBounds, product],
  [timeIsInjected, product],
  [namesStandAtHome, product],
  [documentsStandAtHome, product],
  [emissionsArePromised, product],
  [peopleAreNamedOnce, product],
  [zonesHaveOneSource, product],
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

it('exceptions to the names that stand at home are those that are needed', () => {
  expect(atHome(product)).toEqual([]);
});

it('there is a tree to judge', () => {
  expect(product.length).toBeGreaterThan(0);
});

it(`files over ${LOOK_AGAIN} lines are listed`, () => {
  const long = everything.filter(({ lines }) => lines > LOOK_AGAIN).map(({ path, lines }) => `  ${lines} ${path}`);

  if (long.length > 0) console.warn(`look again at files over ${LOOK_AGAIN} lines:\n${long.join('\n')}`);
});
