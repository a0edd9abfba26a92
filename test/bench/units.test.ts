/** What an incident's life of eight commands writes and asks, on the whole stack: the same on every machine. */
import { expect, it } from 'vitest';
import { MOST_UNITS, measureLife, sumOf } from '#test/bench/life';

it('an incident’s life writes no more units than its budget, two requests a command', async () => {
  const steps = await measureLife(1);

  expect(steps).toHaveLength(8);
  expect(sumOf(steps, ({ own }) => own.writeUnits)).toBeLessThanOrEqual(MOST_UNITS);
  expect(sumOf(steps, ({ own }) => own.writeUnits)).toBeGreaterThan(100);
  for (const { command, own } of steps) expect([command, own.requests]).toEqual([command, 2]);
});
