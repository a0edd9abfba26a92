/** The generator of KC.6 by its vector, and the middle of values by KC.3. */
import { expect, it } from 'vitest';
import { generator } from '#shared/kit/statistics/generator';
import { deviation, median, spread } from '#shared/kit/statistics/middle';

it('KC.6 the seed 20260615 gives the numbers of the specification, each time', () => {
  for (const _ of [1, 2]) {
    const next = generator(20_260_615);
    expect([next(), next(), next(), next()]).toEqual([
      0.08267802721820772, 0.5006178584881127, 0.880968788638711, 0.9559201577212662,
    ]);
  }
});

it('KC.6 numbers are from 0 to less than 1, and spread evenly', () => {
  const next = generator(1);
  const numbers = Array.from({ length: 10_000 }, next);
  expect(numbers.every((each) => each >= 0 && each < 1)).toBe(true);
  const tenths = Map.groupBy(numbers, (each) => Math.floor(each * 10));
  expect([...tenths.values()].every(({ length }) => length > 900 && length < 1100)).toBe(true);
});

it('KC.3 the median is the middle value or the mean of two, and the deviation is about it', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNull();
  expect(deviation([1, 1, 2, 2, 4, 6, 9])).toBe(1);
  expect(spread([1, 1, 2, 2, 4, 6, 9])).toBe(1.4826);
  expect(spread([])).toBeNull();
});
