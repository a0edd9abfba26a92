/** The commands in the README and in CONTRIBUTING exist, and the build server runs the README's own test command. */
import { describe, expect, it } from 'vitest';
import { textOf } from '#test/architecture/tree';
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

it('.ci/run runs the commands with which the README installs and tests', () => {
  const readme = textOf('README.md');
  const commands = textOf('.ci/run')
    .split('\n')
    .filter((line) => line.startsWith('npm '));

  expect(readme).toMatch(/\bnpm install\b/);
  expect(readme).toMatch(/\bnpm test\b/);
  expect(commands[0]).toMatch(/^npm install\b/);
  expect(commands.at(-1)).toBe('npm test');
});
