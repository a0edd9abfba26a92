/** docs/errors.md shows what the owners of problems state of them. */

import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { errorRows, errorsPage } from '#infra/docs/errors';
import { everyProblem } from '#shared/describe/problems';
import { partsOf } from '#shared/grammar/capability';
import { root, textOf } from '#test/architecture/tree';

const rows = errorRows();
/** What every process answers, whatever its records have. */
const ALWAYS = new Set(['records', 'lists', 'bulk']);

it('the page has a row of each problem, by status (npm run docs:generate)', () => {
  expect(textOf('docs/errors.md')).toBe(errorsPage(root));
  expect(textOf('docs/errors.md').match(/^\| `/gm)?.length).toBe(rows.length);
});

it('each row says in sentences when it happens and what to do, in cells of a table', () => {
  expect(rows.filter(({ when, remedy }) => !when.endsWith('.') || !remedy.endsWith('.'))).toEqual([]);
  expect(rows.filter(({ title }) => title.endsWith('.'))).toEqual([]);
  expect(rows.filter(({ title, when, remedy }) => /[|\n]/.test(title + when + remedy))).toEqual([]);
});

it('what an owner states in its problems.ts is known to who serves it', () => {
  // A capability that no process has yet refuses nobody: its specimen does.
  const named = new Set(processes.flatMap(({ records }) => records.flatMap(partsOf)).map(({ name }) => name));
  const paths = globSync('{functions,shared/capabilities}/**/problems.ts', { cwd: root }).filter((path) => {
    const [, capability] = /^shared\/capabilities\/([^/]+)\//.exec(path) ?? [];
    return capability === undefined || named.has(capability) || ALWAYS.has(capability);
  });
  const stated = paths.flatMap((path) =>
    [...textOf(path).matchAll(/^ {2}'?([a-z-]+)'?: \{$/gm)].map(([, slug]) => slug),
  );

  expect(stated.length).toBeGreaterThan(10);
  expect(rows.map(({ slug }) => slug)).toEqual(expect.arrayContaining(stated));
});

it('two owners may state the same problem, and mean the same by it', () => {
  const owner = (status: number) => ({
    problems: { 'no-space': { status, title: 'No space', when: 'It is full.', remedy: 'Choose another.' } },
  });

  expect(everyProblem([], [owner(409), owner(409)])['no-space']?.status).toBe(409);
  expect(() => everyProblem([], [owner(409), owner(422)])).toThrow('no-space');
  expect(Object.keys(everyProblem(processes, services))).toContain('merge-refused');
});
