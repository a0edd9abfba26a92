/** docs/errors.md and the catalogue of problems say the same, both ways. */
import { expect, it } from 'vitest';
import { problems } from '#shared/http/problems';
import { textOf } from '#test/architecture/tree';

const rows = textOf('docs/errors.md')
  .split('\n')
  .flatMap((line) => {
    const [, slug, status, title, when, remedy] =
      line.match(/^\| `([^`]+)` \| (\d{3}) \| (.+) \| (.+) \| (.+) \|$/) ?? [];
    return slug && title && when && remedy ? [{ slug, status: Number(status), title, when, remedy }] : [];
  });

it('each problem has one row with its status and title, in the order of the catalogue', () => {
  const listed = rows.map(({ slug, status, title }) => [slug, status, title]);

  expect(listed).toEqual(Object.entries(problems).map(([slug, [status, title]]) => [slug, status, title]));
});

it('each row says in sentences when it happens and what to do', () => {
  expect(rows.filter(({ when, remedy }) => !when.endsWith('.') || !remedy.endsWith('.'))).toEqual([]);
});

it('every row of the table was read', () => {
  expect(rows.length).toBe(
    textOf('docs/errors.md')
      .split('\n')
      .filter((line) => line.startsWith('| `')).length,
  );
});
