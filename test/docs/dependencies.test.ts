/** docs/dependencies.md gives each dependency its reason; versions are exact and licences let anyone use the result. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { root, textOf } from '#test/architecture/tree';
import { readManifest } from '#test/docs/manifest';

const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** A choice of licences is permissive when one of them is: `(MIT OR GPL-3.0-or-later)`. */
const isPermissive = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => PERMISSIVE.has(choice));

interface Row {
  readonly name: string;
  readonly why: string;
  readonly licence: string;
  readonly maintenance: string;
}

const rows: readonly Row[] = textOf('docs/dependencies.md')
  .split('\n')
  .flatMap((line) => {
    const [, name, why, licence, maintenance] = line.match(/^\| `([^`]+)` \| (.+) \| (.+) \| (.+) \|$/) ?? [];
    return name && why && licence && maintenance ? [{ name, why, licence, maintenance }] : [];
  });
const { dependencies } = readManifest();
const installed = Object.keys(dependencies).filter((name) =>
  existsSync(join(root, 'node_modules', name, 'package.json')),
);

it('each dependency has one row, and each row a dependency', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(dependencies).sort());
});

it('each version is pinned exactly', () => {
  const loose = Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));

  expect(loose).toEqual([]);
});

describe('licences', () => {
  it('each row names a permissive one', () => {
    expect(rows.filter(({ licence }) => !isPermissive(licence))).toEqual([]);
    expect(['GPL-3.0-only', 'MPL-2.0', 'UNLICENSED', 'MIT AND GPL-3.0-only'].filter(isPermissive)).toEqual([]);
  });

  it('each row says what the installed package declares', () => {
    const declared = installed.map((name) => {
      const { license } = z
        .object({ license: z.string() })
        .parse(JSON.parse(textOf(`node_modules/${name}/package.json`)));
      return [name, license.replace(/^\((.*)\)$/, '$1')];
    });

    expect(installed.length).toBeGreaterThan(0);
    expect(declared).toEqual(installed.map((name) => [name, rows.find((row) => row.name === name)?.licence]));
  });
});
