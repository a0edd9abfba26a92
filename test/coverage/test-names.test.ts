/** Which names of tests claim a scenario. */
import { expect, it } from 'vitest';
import { scenariosOf, testsIn } from '#test/coverage/test-names';

it('a title claims the scenarios that it begins with', () => {
  expect(scenariosOf('D2.3 five people report mail')).toEqual(['D2.3']);
  expect(scenariosOf('D2.8, B8.15 closes and reopens')).toEqual(['D2.8', 'B8.15']);
  expect(scenariosOf('A20.1: numbers')).toEqual(['A20.1']);
  expect(scenariosOf('field-report 9, discovery P3 breaches can be polled')).toEqual([
    'field-report 9',
    'discovery P3',
  ]);
  expect(scenariosOf('field-case mail/11: answers, security 3')).toEqual(['field-case mail/11']);
  expect(scenariosOf('WOR.1, WOR.12 is told')).toEqual(['WOR.1', 'WOR.12']);
  expect(scenariosOf('closes as D2.8 says')).toEqual([]);
  expect(scenariosOf('A4 history')).toEqual([]);
  expect(scenariosOf('D2.10.4 is no scenario')).toEqual([]);
});

it('tests and suites of every form are found; skipped ones are known as such', () => {
  const text = [
    "describe('D2.1 a suite', () => { it('counts', () => {}); });",
    "it.concurrent('A20.2 at once', async () => {});",
    `it(\`A20.3 with \${key}\`, () => {});`,
    "it.each(rows)('A20.4 %s', () => {});",
    "describe.skip('later', () => { it('A20.5 inside', () => {}); });",
    "it.todo('A20.6 to come');",
    "expect('A20.7 not a test', 1);",
  ].join('\n');

  const claims = testsIn(text).filter(({ scenarios }) => scenarios.length > 0);

  expect(claims).toEqual([
    { name: 'D2.1 a suite', scenarios: ['D2.1'], skipped: false },
    { name: 'A20.2 at once', scenarios: ['A20.2'], skipped: false },
    { name: 'A20.3 with …', scenarios: ['A20.3'], skipped: false },
    { name: 'A20.4 %s', scenarios: ['A20.4'], skipped: false },
    { name: 'A20.5 inside', scenarios: ['A20.5'], skipped: true },
    { name: 'A20.6 to come', scenarios: ['A20.6'], skipped: true },
  ]);
});

it('a title that comes from a table claims the ids in the file', () => {
  const table = "const vectors = [{ id: 'B8.1', due: 1 }, { id: 'B8.2', due: 2 }, { id: 'see B8.3' }];";

  expect(testsIn(`${table} it.each(vectors)('$id is due', () => {});`).at(-1)?.scenarios).toEqual(['B8.1', 'B8.2']);
  expect(testsIn(`${table} for (const v of vectors) it(\`\${v.id} is due\`, () => {});`).at(-1)?.scenarios).toEqual([
    'B8.1',
    'B8.2',
  ]);
});
