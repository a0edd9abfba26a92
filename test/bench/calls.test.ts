/** Budgets that are the same on every machine: calls of DynamoDB and capacity units of each operation. */
import { describe, expect, it } from 'vitest';
import { CAPACITY_RATIO, measureOperations } from '#test/bench/calls';
import { measureCaused } from '#test/bench/caused';

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

describe('a command with all that it causes, configuration cached', async () => {
  const caused = await measureCaused();

  it.each(caused)('$command asks the table no more often than its budget', ({ requests, budget }) => {
    expect(requests).toBeGreaterThan(0);
    expect(requests).toBeLessThanOrEqual(budget);
  });

  it('invokes nobody who has nothing to do with it', () => {
    expect(caused.find(({ command }) => command === 'comment')?.invocations).toEqual([
      'authorizer',
      'incident-management',
      'notifications',
      'stream-relay',
    ]);
  });
});
