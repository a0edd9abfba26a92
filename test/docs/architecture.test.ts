/** architecture.md is read from the code: its files exist, and its tables are those of the keys, the workers and the stacks. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexes } from '#shared/store/keys';
import { root, textOf } from '#test/architecture/tree';
import { stacks } from '#test/infra/templates';

const page = textOf('docs/architecture.md');
const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

/** First cells of the table below a header. */
function firstColumn(header: string): readonly string[] {
  const rows =
    page
      .slice(page.indexOf(`| ${header} |`))
      .split('\n\n')[0]
      ?.split('\n')
      .slice(2) ?? [];
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

describe('field-report 29 architecture.md', () => {
  it('names files and folders that exist', () => {
    const paths = quoted.filter((text) => /^(functions|shared|infra|test)\/[\w/.-]+$/.test(text));

    expect(paths.length).toBeGreaterThan(25);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('has the indexes of the table, the stacks, and the workers that cross tenants', () => {
    const workers = readdirSync(join(root, 'functions/platform/workers')).filter((name) => !name.includes('.'));

    expect(firstColumn('index').toSorted()).toEqual(Object.keys(indexes).toSorted());
    expect(firstColumn('stack')).toEqual([...stacks]);
    for (const worker of workers) expect(quoted).toContain(worker);
  });
});
