/** Budgets that are the same on every machine: calls of DynamoDB and capacity units of each operation. */
import { describe, expect, it } from 'vitest';
import { CAPACITY_RATIO, measureOperations } from '#test/bench/calls';

describe('an operation, configuration cached', async () => {
  const costs = await measureOperations();

  it.each(costs)('$operation takes no more calls than its budget', ({ calls, budget }) => {
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(budget);
  });

  it.each(costs)('$operation consumes little more than its items cost', ({ units, minimum }) => {
    expect(units / minimum).toBeLessThanOrEqual(CAPACITY_RATIO);
    expect(units / minimum).toBeGreaterThanOrEqual(1);
  });
});
