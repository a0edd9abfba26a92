/** Decision records are numbered once each, as their headings say. Bodies of work that go on at the same time take numbers apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'adr');

it('decision records are numbered from 1, without doubles, as their headings say', () => {
  const files = readdirSync(FOLDER).sort();
  const headings = files.map((file) => /^# (\d+)\. /.exec(readFileSync(join(FOLDER, file), 'utf8'))?.[1]);

  expect(files.length).toBeGreaterThan(10);
  const numbers = files.map((file) => Number(file.slice(0, 4)));
  expect(numbers[0]).toBe(1);
  expect(new Set(numbers).size).toBe(files.length);
  expect(headings.map(Number)).toEqual(numbers);
});
