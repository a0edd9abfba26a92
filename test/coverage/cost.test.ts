/** The budget of the tests is judged by what they took: each test counts for the process that it is about, and for no other. */
import { describe, expect, it } from 'vitest';
import { BUDGET, costOf, costTable, excess, LIMIT, type Process, type Timed, wholeOf } from '#test/coverage/cost';

const incidents: Process = {
  id: 'incident-management',
  folder: 'functions/service-operation/incident-management',
  words: ['incident', 'incidents', 'major-incident', 'major-incidents'],
};
const events: Process = {
  id: 'event-management',
  folder: 'functions/service-operation/event-management',
  words: ['event', 'events'],
};

const file = (path: string, ...tests: readonly (readonly [string, number])[]): Timed => ({
  file: path,
  seconds: tests.reduce((sum, [, seconds]) => sum + seconds, 0),
  tests: tests.map(([name, seconds]) => ({ name, seconds })),
});

const files: readonly Timed[] = [
  file('functions/service-operation/incident-management/incident/rules.test.ts', ['rules', 1]),
  file('test/acceptance/incident.test.ts', ['D2.1 is logged', 2]),
  file('test/acceptance/major-incident.test.ts', ['D2.2 is declared', 4]),
  file('test/acceptance/lists.test.ts', ['incident lists go on', 100]),
  file('test/conformance/lifecycle.test.ts', ['incident > is walked', 8], ['event > is walked', 16]),
  file('test/conformance/records.test.ts', ['incident-like things', 100], ['eventually', 100]),
];

describe('what a process costs', () => {
  const { dearest, processes } = costOf(100, files, [incidents, events]);

  it('is what is in its folder, its scenarios, and what is derived for its types, shared by two workers', () => {
    expect(processes).toEqual([
      ['event-management', 8],
      ['incident-management', 7.5],
    ]);
  });

  it('stands in the table with the dearest files', () => {
    expect(dearest[0]?.seconds).toBe(200);
    expect(costTable({ whole: 100, processes, dearest })).toMatch(/ 8\.0 s +event-management\n[\s\S]* 200\.0 s +test/);
  });
});

it('beyond a bound is said, the whole and the process; within it nothing', () => {
  const cost = { whole: 300, processes: [['a', 4] as const, ['b', 8] as const], dearest: [] };

  expect(excess(cost, BUDGET)).toEqual([
    'all tests took 300 s, more than 215 s',
    'a process adds 6.0 s, more than 5 s',
  ]);
  expect(costTable(cost)).toContain('over budget: a process adds 6.0 s');
  expect(excess(cost, LIMIT)).toEqual([]);
  expect(excess({ ...cost, whole: wholeOf(LIMIT, 1) + 1, processes: [['a', LIMIT.process + 1]] }, LIMIT)).toHaveLength(
    2,
  );
});

it('what all may take grows with the processes that there are: a whole product is not too dear by arithmetic, one dear test still is', () => {
  const product = (whole: number) => ({
    whole,
    processes: Array.from({ length: 43 }, (_, i) => [`p${i}`, BUDGET.process] as const),
    dearest: [],
  });
  const budget = BUDGET.platform + 43 * BUDGET.process;

  expect([excess(product(budget), BUDGET), excess(product(budget), LIMIT)]).toEqual([[], []]);
  expect(excess(product(budget + 1), BUDGET)).toEqual([`all tests took ${budget + 1} s, more than ${budget} s`]);
  expect(excess(product(wholeOf(LIMIT, 43) + 1), LIMIT)).toHaveLength(1);
  const dear = {
    ...product(budget),
    dearest: [file('test/a.test.ts', ['waits', LIMIT.file + 1]), file('test/b.test.ts')],
  };
  expect(excess(dear, LIMIT)).toEqual([`test/a.test.ts takes ${LIMIT.file + 1} s, more than ${LIMIT.file} s`]);
});
