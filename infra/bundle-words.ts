/** What definitions say for the description of the API goes into no bundle: it is built from the definitions, and no function reads it (docs/adr/0006). */
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/** A label or a sentence, as one literal; a field of these names is made by a function and stays, and so do summaries of actions, which `GET …/actions` tells. */
const SAID = /\b(?:label|description|says|purpose):\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"),?/g;

/** When a problem happens and what to do about it: for the page of errors. */
const TOLD = /\b(?:when|remedy):\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"),?/g;

/** Files that state definitions: elsewhere a description may be what a record is given. */
const STATING: ReadonlySet<string> = new Set(['record', 'lifecycle', 'process', 'settings', 'schemas']);

const states = (path: string): boolean => {
  if (!/[\\/](?:functions|shared[\\/]grammar)[\\/]/.test(path)) return false;
  const name = basename(path, '.ts');
  return STATING.has(name) || basename(dirname(path)) === name;
};

/** The source of a definition without its words. */
export const withoutWords = (text: string): string => text.replace(SAID, '');

const statesProblems = (path: string): boolean =>
  basename(path) === 'problems.ts' || /[\\/]shared[\\/]problems[\\/]/.test(path);

/** The source of a table of problems with nothing but statuses and titles. */
export const withoutAdvice = (text: string): string => text.replace(TOLD, '');

export const definitionsWithoutWords: Plugin = {
  name: 'definitions without their words',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:functions|shared)[\\/].*\.ts$/ }, async ({ path }) => {
      if (statesProblems(path)) return { contents: withoutAdvice(await readFile(path, 'utf8')), loader: 'ts' };
      return states(path) ? { contents: withoutWords(await readFile(path, 'utf8')), loader: 'ts' } : undefined;
    });
  },
};
