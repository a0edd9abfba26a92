/** What a tenant may set stands with its owner, who alone reads it: no other function knows its default. */
import { expect, it } from 'vitest';
import { processes, services } from '#functions/registry';
import { settings } from '#functions/settings';
import { folderOf } from '#infra/functions';
import { partsOf } from '#shared/grammar/capability';
import { defaultSettings } from '#shared/tenancy/defaults';
import { defineSettings } from '#shared/tenancy/settings';
import { filesIn, textOf } from '#test/architecture/tree';

const owners = [...processes, ...services].filter((unit) => unit.settings);
const capabilities = new Map(
  processes
    .flatMap(({ records }) => records.flatMap(partsOf))
    .flatMap((part) => (part.settings ? [[part.name, part.settings]] : [])),
);
const sources = [...filesIn('functions'), ...filesIn('shared')].filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('/examples.ts'),
);

it('every settings.ts is named by its process, service or capability', () => {
  const named = [...owners.map((unit) => unit.settings), ...capabilities.values()];

  expect(named).toEqual(expect.arrayContaining([...settings]));
  expect(named).toHaveLength(settings.length);
});

it.each(owners)('settings of $id are read in its folder only', (unit) => {
  const words = new RegExp(`\\b(?:${Object.keys(unit.settings ?? {}).join('|')})\\b`);
  const readers = sources.filter((path) => words.test(textOf(path)));

  expect(readers).toContain(`${folderOf(unit)}/settings.ts`);
  expect(readers.filter((path) => !path.startsWith(`${folderOf(unit)}/`))).toEqual([]);
});

it('a function knows the defaults of what it carries', () => {
  for (const [name, row] of Object.entries(Object.assign({}, ...settings)))
    expect(Object(defaultSettings())[name], name).toEqual(Object(row).default);
  expect(() =>
    defineSettings({ closeAfterDays: { is: 'integer', min: 0, max: 9, default: 1, says: 'Another one' } }),
  ).toThrow('two owners state the setting closeAfterDays');
});

it('defaults are what may be set', () => {
  for (const row of settings.flatMap((rows) => Object.values(rows))) {
    expect(row.says).toMatch(/^\p{Lu}.*[^.]$/u);
    if (row.is === 'integer') expect(row.default >= row.min && row.default <= row.max).toBe(true);
    if (row.is === 'choice') expect(row.of).toContain(row.default);
  }
});
