/** The commands in the README and in CONTRIBUTING exist, and the build server runs the README's own test command. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedDirectory } from '#infra/generated/current';
import { root, textOf } from '#test/architecture/tree';
import { readManifest } from '#test/docs/manifest';

/** Scripts of package.json that a text tells people to run: `npm test`, `npm start`, `npm run <script>`. */
function scriptsNamedIn(text: string): readonly string[] {
  const named = [...text.matchAll(/\bnpm (?:(start|test|stop)|(?:run|run-script) ([\w:-]+))(?![\w-])/g)];
  return [...new Set(named.map(([, shorthand, script]) => shorthand ?? script ?? ''))];
}

it('finds the scripts that a text names', () => {
  const text =
    'Run `npm install && npm start`, then:\n```\nnpm run new:process -- --help\nnpm test\n```\nnpm starts nothing.';

  expect(scriptsNamedIn(text)).toEqual(['start', 'new:process', 'test']);
});

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (document) => {
  it('names commands that exist', () => {
    const { scripts } = readManifest();

    const named = scriptsNamedIn(textOf(document));

    expect(named).not.toEqual([]);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

it('field-report 2 .ci/run installs as operations.md says, then runs the README’s own test command', () => {
  const commands = textOf('.ci/run')
    .split('\n')
    .filter((line) => line.startsWith('npm '));

  expect(commands).toEqual([expect.stringMatching(/^npm ci\b/), 'npm install && npm test']);
  expect(textOf('README.md')).toContain('```sh\nnpm install && npm test\n```');
  expect(textOf('docs/operations.md')).toMatch(/^1\. `npm ci`$/m);
});

it('field-report 18 README says in its first lines what there is, what comes, and that there are no screens yet', () => {
  const beginning = textOf('README.md').slice(0, textOf('README.md').indexOf('What sets it apart'));
  const [, is = '', comes = ''] = /\*\*There is\*\*:([\s\S]*)\*\*There comes\*\*:([\s\S]*)/.exec(beginning) ?? [];
  const described = textOf(`${generatedDirectory}/openapi.json`);

  expect(beginning).toContain('no screens to work on yet');
  for (const [word, path] of [
    ['incidents', '/v1/incidents'],
    ['alerts', '/v1/alerts'],
    ['changes', '/v1/changes'],
    ['requests with their catalogue', '/v1/catalogue-items'],
    ['knowledge', '/v1/articles'],
    ['status page', '/v1/status-page'],
    ['search', '/v1/search'],
    ['imports', '/v1/imports'],
    ['webhooks', '/v1/webhooks'],
  ]) {
    expect(is).toContain(word);
    expect(described).toContain(`"${path}"`);
  }
  // What comes is not said to be there before it is.
  for (const [word, path] of [
    ['problems', '/v1/problems'],
    ['reviewing and closing changes', '/v1/changes/{id}/review'],
  ]) {
    expect(comes).toContain(word);
    expect(described).not.toContain(`"${path}"`);
  }
});

it.each([
  'README.md',
  'CONTRIBUTING.md',
  'docs/operations.md',
  'docs/architecture.md',
  'docs/quickstart-admin.md',
  'docs/quickstart-integrator.md',
  'docs/quickstart-customer.md',
])('field-report 29 every page that %s links to is there', (page) => {
  const links = [
    ...textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g),
    ...textOf(page).matchAll(/`(docs\/[\w-]+\.md)`/g),
  ];
  const targets = links.map(([whole, target = '']) => (whole.startsWith('`') ? target : join(dirname(page), target)));

  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});
