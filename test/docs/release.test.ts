/** The changelog has a release that one can be on, and everything that says a version says the newest. */
import { expect, it } from 'vitest';
import { generatedDirectory } from '#infra/generated/current';
import { textOf } from '#test/architecture/tree';

const sections = [...textOf('CHANGELOG.md').matchAll(/^## \[(.+?)\](?: - (.+))?$/gm)].map(([, version = '', date]) => ({
  version,
  date,
}));

it('field-report 29 the changelog begins with what is unreleased, then dated releases, the newest first', () => {
  const [unreleased, ...releases] = sections;

  expect(unreleased).toEqual({ version: 'Unreleased', date: undefined });
  expect(releases.length).toBeGreaterThan(0);
  for (const { version, date = '' } of releases) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.isNaN(Date.parse(date)), `${version} is dated ${date}`).toBe(false);
  }
  const dates = releases.map(({ date = '' }) => date);
  expect(dates).toEqual(dates.toSorted().reverse());
});

it('field-report 29 package, lock, description and health say the newest release, and the docs how one is made and taken', () => {
  const newest = sections[1]?.version;
  const versionOf = (file: string): unknown => JSON.parse(textOf(file)).version;

  expect(versionOf('package.json')).toBe(newest);
  expect(versionOf('package-lock.json')).toBe(newest);
  expect(JSON.parse(textOf(`${generatedDirectory}/openapi.json`)).info.version).toBe(newest);
  expect(textOf('docs/operations.md')).toContain(`git checkout v${newest}`);
  expect(textOf('CONTRIBUTING.md')).toMatch(/## A release[\s\S]*git tag -a v/);
});
