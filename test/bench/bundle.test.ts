/** Bundle sizes are the same on every machine, so they are a test. */
import { expect, it } from 'vitest';
import { deployedBundles, mostBytes } from '#test/bench/bundle';

it('no function is larger than 450 KB, but for those of which it was decided', async () => {
  const bundles = await deployedBundles();

  expect(bundles.length).toBeGreaterThan(0);
  expect(bundles.filter(({ id, bytes }) => bytes > mostBytes(id))).toEqual([]);
});
