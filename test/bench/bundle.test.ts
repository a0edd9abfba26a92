/** Bundle sizes are the same on every machine, so they are a test. */
import { expect, it } from 'vitest';
import { BUNDLE_BYTES, deployedBundles } from '#test/bench/bundle';

it('no function is larger than 450 KB', async () => {
  const bundles = await deployedBundles();

  expect(bundles.length).toBeGreaterThan(0);
  expect(bundles.filter(({ bytes }) => bytes > BUNDLE_BYTES)).toEqual([]);
});
