/** What the rules see of a file: the facts, taken from the syntax and not from comments or look-alikes. */
import { expect, it } from 'vitest';
import { factsOf } from '#test/architecture/source';

it('imports of every form are found, with the names that survive erasure', () => {
  const text = [
    "import type { A } from 'erased';",
    "import { b, type C, d as e } from 'mixed';",
    "import * as f from 'all';",
    "import 'bare';",
    "export { g } from 'again';",
    "export * from 'everything';",
    "const h = await import('later');",
    "type I = import('in-a-type').I;",
    "// import { j } from 'comment';",
    'const k = "import { l } from \'string\'";',
  ].join('\n');

  const { imports } = factsOf('shared/sample.ts', text);

  expect(imports).toEqual([
    { specifier: 'erased', typeOnly: true, names: ['A'], line: 1 },
    { specifier: 'mixed', typeOnly: false, names: ['b', 'd'], line: 2 },
    { specifier: 'all', typeOnly: false, names: ['*'], line: 3 },
    { specifier: 'bare', typeOnly: false, names: [], line: 4 },
    { specifier: 'again', typeOnly: false, names: ['g'], line: 5 },
    { specifier: 'everything', typeOnly: false, names: ['*'], line: 6 },
    { specifier: 'later', typeOnly: false, names: [], line: 7 },
    { specifier: 'in-a-type', typeOnly: true, names: [], line: 8 },
  ]);
});

it('reads of the clock are calls, not types, mentions or conversions', () => {
  const text =
    'const a: Date = new Date(0);\n// Date.now()\nconst b = "Math.random()";\nconst c = [Date.now(), new Date()];';

  const { ambient } = factsOf('shared/sample.ts', text);

  expect(ambient).toEqual([
    { text: 'Date.now', line: 4 },
    { text: 'new Date()', line: 4 },
  ]);
});

it('a file that does not parse is an error, not an empty file', () => {
  expect(() => factsOf('shared/sample.ts', 'const = ;')).toThrow();
});
