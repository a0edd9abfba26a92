/** Decision records are numbered once each, in one row, as their headings say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'adr');

it('decision records are numbered from 1, without gaps or doubles', () => {
  const files = readdirSync(FOLDER).sort();
  const headings = files.map((file) => /^# (\d+)\. /.exec(readFileSync(join(FOLDER, file), 'utf8'))?.[1]);

  expect(files.length).toBeGreaterThan(10);
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
  expect(headings.map(Number)).toEqual(files.map((_, index) => index + 1));
});
