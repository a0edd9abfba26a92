/** docs/coverage.md says what the tests say, and a scenario without a test is seen to be missing. */
import { expect, it } from 'vitest';
import { textOf } from '#test/architecture/tree';
import { type Claim, COVERAGE, claimsInTree, coverageText, sections, unknownClaims } from '#test/coverage/generate';

const claim = (scenario: string, skipped = false): Claim => ({
  file: 'test/acceptance/sample.test.ts',
  name: `${scenario} shown | here`,
  scenarios: [scenario],
  skipped,
});

const rowOf = (text: string, id: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(`| ${id} |`));

it('docs/coverage.md is up to date (npm run docs:coverage)', () => {
  expect(textOf(COVERAGE)).toBe(coverageText(claimsInTree()));
});

it('tests name scenarios that exist', () => {
  expect(unknownClaims(claimsInTree())).toEqual([]);
  expect(unknownClaims([claim('D2.99'), claim('D2.3'), claim('Z9.1')])).toEqual([
    'test/acceptance/sample.test.ts names D2.99, which is no scenario',
  ]);
});

it('a proved scenario shows its test, a skipped or absent one does not count', () => {
  const text = coverageText([claim('D2.3'), claim('D2.4', true)]);

  expect(rowOf(text, 'D2.3')).toMatch(/\| `test\/acceptance\/sample\.test\.ts` D2\.3 shown \\\| here \|$/);
  expect(rowOf(text, 'D2.4')).toContain('— skipped');
  expect(rowOf(text, 'D2.5')).toMatch(/\| — missing \|$/);
  expect(text).toContain('## D2 Incident management: 1 of 10');
});

it('every scenario has its own id and title', () => {
  const all = sections.flatMap(({ scenarios }) => scenarios);

  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
});
