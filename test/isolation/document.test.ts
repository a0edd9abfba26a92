/** docs/isolation.md quotes what is deployed, and names files and tests that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { synthesiseRoles } from '#test/isolation/deployment';
import { rights } from '#test/isolation/principals';

const document = readFileSync('docs/isolation.md', 'utf8');

it('quotes the policy of the tenant role word for word', () => {
  const { tenantPolicy, table, bucket } = synthesiseRoles();
  const [, quoted = ''] = /<!-- policy: the tenant role -->\n```json\n([\s\S]*?)```/.exec(document) ?? [];

  expect(JSON.parse(quoted)).toEqual(
    JSON.parse(JSON.stringify(tenantPolicy).replaceAll(table.arn, '<table>').replaceAll(bucket.arn, '<bucket>')),
  );
});

it('lists every function that may touch the table beside the tenant role', () => {
  const listed = [...document.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);
  const platform = Object.entries(rights).filter(([, lines]) => lines.some((line) => line.includes('PutItem')));

  const others = Object.keys(rights).filter((id) => !platform.some(([each]) => each === id));
  expect(listed.sort()).toEqual(others.sort());
});

it('names files that exist', () => {
  const files = [...document.matchAll(/`((?:infra|shared|test)\/[\w./-]+)`/g)].map(([, file = '']) => file);

  expect(files).not.toEqual([]);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
