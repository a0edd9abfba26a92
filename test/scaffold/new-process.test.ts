/** A scaffolded process works as it is: it type-checks, its lifecycle holds, the API description and its README can be made of it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { root } from '#test/architecture/tree';

const copy = mkdtempSync(join(tmpdir(), 'helmdesk-scaffold-'));
const folder = join(copy, 'functions/service-operation/work-order-management');
const scaffold = (...given: readonly string[]) =>
  spawnSync(process.execPath, [join(copy, 'infra/scaffold/new-process.ts'), ...given], { cwd: copy, encoding: 'utf8' });
const read = (path: string): string => readFileSync(join(copy, path), 'utf8');

let first: ReturnType<typeof scaffold>;

beforeAll(() => {
  for (const path of ['functions', 'shared', 'infra/docs', 'infra/scaffold', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  first = scaffold('service-operation', 'work-order-management', 'work-order', 'WOR');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('writes the folder, the line in the registry and the prefix, and says what to do next', () => {
  expect(first.stderr).toBe('');
  expect(first.stdout).toContain('npm run docs:generate');
  for (const file of ['record.ts', 'rules.ts', 'process.ts', 'handler.ts', 'README.md'])
    expect(existsSync(join(folder, file)), file).toBe(true);
  expect(read('functions/registry.ts')).toContain(
    "import { workOrderManagement } from './service-operation/work-order-management/process.ts';",
  );
  expect(read('functions/registry.ts')).toMatch(
    /processes: readonly ProcessDefinition\[\] = \[[^\]]*workOrderManagement/,
  );
  expect(read('shared/process/directory.ts')).toContain("  WOR: 'work-order',\n};");
});

it('type-checks', () => {
  const options = JSON.stringify({
    extends: './tsconfig.json',
    include: ['functions/service-operation/work-order-management'],
  });
  writeFileSync(join(copy, 'tsconfig.scaffold.json'), options);

  const checked = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.scaffold.json'], {
    cwd: copy,
    encoding: 'utf8',
  });

  expect(checked.stdout + checked.stderr).toBe('');
});

it('has a lifecycle in which every state is reached and none is a dead end, and documents itself', () => {
  const script = `
    import { readFileSync } from 'node:fs';
    import { withLifecycle } from '#infra/docs/lifecycle';
    import { openApiDocument } from '#shared/openapi/document';
    import { workOrderManagement } from '#functions/service-operation/work-order-management/process';
    const [{ lifecycle, actions }] = workOrderManagement.records;
    const { paths } = openApiDocument({ version: '0.0.0', processes: [workOrderManagement], services: [] });
    const readme = withLifecycle(readFileSync('functions/service-operation/work-order-management/README.md', 'utf8'), workOrderManagement);
    console.log(JSON.stringify({ lifecycle, moves: Object.values(actions).map(({ from, to }) => ({ from, to })), paths: Object.keys(paths), readme }));`;
  const names = z.array(z.string());
  const { lifecycle, moves, paths, readme } = z
    .object({
      lifecycle: z.object({ initial: z.string(), states: z.record(z.string(), z.string()) }),
      moves: z.array(z.object({ from: names, to: z.string() })),
      paths: names,
      readme: z.string(),
    })
    .parse(
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: copy, encoding: 'utf8' }),
      ),
    );

  const reached = new Set([lifecycle.initial]);
  for (const _ of moves)
    for (const { from, to } of moves) if (from.some((state) => reached.has(state))) reached.add(to);
  const stuck = Object.entries(lifecycle.states).filter(
    ([state, kind]) => kind !== 'final' && !moves.some(({ from, to }) => from.includes(state) && to !== state),
  );
  expect([...reached].sort()).toEqual(Object.keys(lifecycle.states).sort());
  expect(stuck).toEqual([]);
  expect(paths).toContain('/v1/work-orders/{id}/complete');
  expect(readme).toContain('in_progress --> completed: complete');
});

it.each([
  ['a folder that exists', ['service-operation', 'work-order-management', 'order', 'ORD'], 'exists already'],
  ['a prefix that is taken', ['service-operation', 'problem-management', 'problem', 'INC'], 'choose another prefix'],
  ['a type that is taken', ['service-operation', 'problem-management', 'incident', 'PRB'], 'choose another prefix'],
  ['a stage that is none', ['operation', 'problem-management', 'problem', 'PRB'], 'usage:'],
  ['an id that is not kebab-case', ['service-operation', 'ProblemManagement', 'problem', 'PRB'], 'kebab-case'],
])('refuses %s and writes nothing', (_, given, says) => {
  const before = read('functions/registry.ts') + read('shared/process/directory.ts');

  const { status, stderr } = scaffold(...given);

  expect(status).toBe(1);
  expect(stderr).toContain(says);
  expect(read('functions/registry.ts') + read('shared/process/directory.ts')).toBe(before);
  expect(existsSync(join(copy, 'functions/service-operation/problem-management'))).toBe(false);
});
