/** package-lock.json knows the optional packages of every platform, so that `npm ci` works wherever it is run. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { textOf } from '#test/architecture/tree';

const names = z.optional(z.record(z.string(), z.string()));
const locked = z.object({
  version: z.optional(z.string()),
  optional: z.optional(z.boolean()),
  os: z.optional(z.array(z.string())),
  cpu: z.optional(z.array(z.string())),
  optionalDependencies: names,
});
const lock = z.object({ packages: z.record(z.string(), locked) });
type Packages = z.infer<typeof lock>['packages'];

/** Where npm would find a package that the one at `path` asks for. */
function resolved(packages: Packages, path: string, name: string): z.infer<typeof locked> | undefined {
  const folders =
    path === ''
      ? ['']
      : path.split('/node_modules/').map((_, at, parts) => parts.slice(0, at + 1).join('/node_modules/'));
  const places = [...folders.reverse().map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
  return places.map((place) => packages[place.replace(/^\//, '')]).find((found) => found !== undefined);
}

/** Optional packages that a package asks for and the lock does not have at the version asked for. */
function missingIn(packages: Packages): readonly string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => {
        const found = resolved(packages, path, name);
        return found?.version === undefined || (/^\d/.test(version) && found.version !== version);
      })
      .map(([name]) => `${name}, of ${path || 'package.json'}`),
  );
}

const { packages } = lock.parse(JSON.parse(textOf('package-lock.json')));

describe('field-report 2 the lock', () => {
  it('names every optional package of package.json and of the packages it locks', () => {
    const asked = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));

    expect(asked).toEqual(expect.arrayContaining(['@dynoxide/darwin-arm64', '@biomejs/cli-darwin-arm64']));
    expect(missingIn(packages)).toEqual([]);
  });

  it('says for which system each package of one system is, so that others skip it', () => {
    const binaries = Object.entries(packages).filter(([path]) => /\/(@dynoxide|@biomejs)\/.+-(x64|arm64)/.test(path));

    expect(binaries.length).toBeGreaterThanOrEqual(13);
    for (const [path, { optional, os, cpu }] of binaries)
      expect({ path, optional, os: os?.length, cpu: cpu?.length }).toEqual({ path, optional: true, os: 1, cpu: 1 });
  });

  it('would be seen to lack a package', () => {
    const { 'node_modules/@dynoxide/darwin-arm64': _, ...rest } = packages;

    expect(missingIn(rest)).toEqual(['@dynoxide/darwin-arm64, of package.json']);
  });
});
