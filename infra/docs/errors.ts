/** docs/errors.md and errors.json, what the API serves as a page: paragraphs by hand, and the rows that owners of problems state. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes, services } from '#functions/registry';
import { everyProblem } from '#shared/describe/problems';

export interface ErrorRow {
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  readonly when: string;
  readonly remedy: string;
}

/** Every problem, by status. */
export const errorRows = (): readonly ErrorRow[] =>
  Object.entries(everyProblem(processes, services))
    .map(([slug, row]) => ({ slug, ...row }))
    .sort((a, b) => a.status - b.status);

const HEAD = '| slug | status | title | when | what to do |\n|---|---|---|---|---|\n';

/** Paragraphs and the example, without the heading, fences and table. */
function introductionOf(page: string): readonly string[] {
  const blocks = page.split(/\n\n+/).map((block) => block.replace(/^```\w*\n|\n```$/g, '').trim());
  const paragraphs = blocks.filter((block) => block !== '' && !block.startsWith('#') && !block.startsWith('|'));
  return paragraphs.map((block) => (block.startsWith('{') ? block : block.replaceAll('\n', ' ')));
}

const pageIn = (root: string): string => readFileSync(join(root, 'docs/errors.md'), 'utf8');

/** The text of docs/errors.md with its table made anew. @throws Error when it has no table */
export function errorsPage(root: string): string {
  const [text, table] = pageIn(root).split(HEAD);
  if (text === undefined || table === undefined) throw new Error('docs/errors.md has no table of problems');
  const lines = errorRows().map(
    ({ slug, status, title, when, remedy }) => `| \`${slug}\` | ${status} | ${title} | ${when} | ${remedy} |\n`,
  );
  return `${text}${HEAD}${lines.join('')}`;
}

/** The text of errors.json. */
export function errorsText(root: string): string {
  return `${JSON.stringify({ introduction: introductionOf(pageIn(root)), problems: errorRows() }, null, 1)}\n`;
}
