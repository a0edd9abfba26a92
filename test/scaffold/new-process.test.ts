/** A scaffolded process, and a record added to one that is there, work as they are, and nothing outside of their folder is edited by hand. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generatedDirectory } from '#infra/generated/current';
import { root } from '#test/architecture/tree';

const copy = mkdtempSync(join(tmpdir(), 'helmdesk-scaffold-'));
const folder = join(copy, 'functions/service-operation/work-order-management');
const scaffold = (...given: readonly string[]) =>
  spawnSync(process.execPath, [join(copy, 'infra/scaffold/new-process.ts'), ...given], { cwd: copy, encoding: 'utf8' });
const read = (path: string): string => readFileSync(join(copy, path), 'utf8');

/** Files of the copy that the repository has not, or has otherwise. */
function changedFiles(): readonly string[] {
  return ['functions', 'shared', 'docs', 'infra', 'test']
    .flatMap((folder) => readdirSync(join(copy, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
    .filter((path) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== read(path));
}

const run = (...given: readonly string[]) => spawnSync(process.execPath, given, { cwd: copy, encoding: 'utf8' });
/** Does what every script of ours does first. */
const make = () => run('--import', './infra/needs-node.mjs', '--eval', '0');
const builtAt = (): number => statSync(join(copy, generatedDirectory, 'openapi.json')).mtimeMs;

let generated: ReturnType<typeof make>;
let first: ReturnType<typeof scaffold>;
let added: readonly ReturnType<typeof scaffold>[];
let documented: ReturnType<typeof run>;
let changed: readonly string[];
/** What was generated before there was anything new. */
let before: string;
/** What is written by `npm run docs:generate`, as far as there is something new for it. */
const written = [
  'docs/errors.md',
  'docs/surface.txt',
  'functions/examples.ts',
  'functions/measures.ts',
  'functions/notification-texts.ts',
  'functions/registry.ts',
  'functions/settings.ts',
  'test/coverage/scenarios.ts',
];
/** Folders that a stranger works in: of a new process, and of records that are added to it, and to one of ours. */
const own = ['functions/service-operation/work-order-management/', 'functions/service-operation/incident-management/'];

beforeAll(() => {
  const copied = ['docs/errors.md', 'docs/surface.txt', 'biome.json', 'cdk.json', 'package.json', 'tsconfig.json'];
  for (const path of ['functions', 'shared', 'infra', 'test', ...copied])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  generated = make();
  before = read(`${generatedDirectory}/collections.json`);
  const asked = ['--examples', '--problems', '--settings'];
  first = scaffold('service-operation', 'work-order-management', 'work-order', 'WOR', 'inspection', 'ISP', ...asked);
  added = [
    scaffold('service-operation', 'work-order-management', 'appointment', 'APT'),
    scaffold('service-operation', 'incident-management', 'known-outage', 'KNO', '--examples'),
  ];
  documented = run('--import', './infra/needs-node.mjs', 'infra/docs/generate.ts');
  changed = changedFiles();
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('writes the folder, and says what to do next', () => {
  expect(first.stderr).toBe('');
  expect(first.stdout).toContain('npm run docs:generate');
  const files = ['process', 'contract', 'handler', 'scenarios', 'problems', 'settings'].map((file) => `${file}.ts`);
  for (const file of [
    ...files,
    'README.md',
    ...['work-order', 'inspection'].flatMap((record) =>
      [record, 'record', 'rules', 'fact', 'fact-fields', 'kpis', 'texts', 'examples', `${record}.test`].map(
        (file) => `${record}/${file}.ts`,
      ),
    ),
  ])
    expect(existsSync(join(folder, file)), file).toBe(true);
  expect(read('functions/registry.ts')).toContain(
    '  { ...workOrderManagement, contract: workOrderManagementContract },\n',
  );
});

it('adds a record to a process that is there: its letterbox and its definition name it', () => {
  expect(added.map(({ stderr, status }) => [stderr, status])).toEqual([
    ['', 0],
    ['', 0],
  ]);
  expect(read('functions/service-operation/work-order-management/process.ts')).toContain(
    'records: [workOrder, inspection, appointment],',
  );
  const letterbox = read('functions/service-operation/incident-management/contract.ts');
  expect(letterbox).toContain('records: [incident, majorIncident, knownOutage],');
  expect(letterbox).toMatch(/events: \[[^\]]*, knownOutageEvents,?\s*\]/);
  expect(existsSync(join(folder, 'appointment/appointment.test.ts'))).toBe(true);
});

it('outside of the folders only what is generated changes', () => {
  expect([documented.stderr, documented.status]).toEqual(['', 0]);
  expect(changed.filter((path) => !own.some((each) => path.startsWith(each))).sort()).toEqual(written);
});

it('is formatted and linted as the repository is', () => {
  const given = ['ci', '--max-diagnostics=20', ...own];
  const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin/biome'), given, {
    cwd: copy,
    encoding: 'utf8',
  });

  expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
});

it('what is generated was made in a clean copy, is made anew with the new process, and not once more', () => {
  expect([generated.status, generated.stderr]).toEqual([0, '']);
  expect(before).not.toContain('work-orders');
  make();
  const made = builtAt();
  make();

  expect(read(`${generatedDirectory}/collections.json`)).toContain('"work-order": "work-orders"');
  expect(JSON.parse(read(`${generatedDirectory}/directory.json`))).toMatchObject({
    prefixes: { WOR: 'work-order', ISP: 'inspection', APT: 'appointment', KNO: 'known-outage' },
  });
  expect(builtAt()).toBe(made);
});

it('type-checks', () => {
  const options = JSON.stringify({
    extends: './tsconfig.json',
    include: own,
  });
  writeFileSync(join(copy, 'tsconfig.scaffold.json'), options);

  const checked = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.scaffold.json'], {
    cwd: copy,
    encoding: 'utf8',
  });

  expect(checked.stdout + checked.stderr).toBe('');
});

it('every state of its records is reached, every action is taken, and the README shows it', () => {
  const script = `
    import { definitions } from '#test/conformance/definitions';
    import { adviceOn, explore } from '#test/conformance/explore';
    const types = ['work-order', 'inspection', 'appointment', 'known-outage'];
    const explored = definitions.filter(({ type }) => types.includes(type)).map(({ type, definition }) => {
      const { ways, taken } = explore(definition);
      const missed = [...Object.keys(definition.lifecycle.states).filter((state) => !ways.has(state)), ...Object.keys(definition.actions).filter((name) => !taken.has(name))];
      return [type, missed.length === 0 ? 'all' : adviceOn(definition, missed)];
    });
    console.log(JSON.stringify(Object.fromEntries(explored)));`;
  const { stdout, stderr } = run('--import', './infra/needs-node.mjs', '--input-type=module', '--eval', script);

  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    'work-order': 'all',
    inspection: 'all',
    appointment: 'all',
    'known-outage': 'all',
  });
  expect(read('functions/service-operation/work-order-management/README.md')).toContain(
    'in_progress --> completed: complete',
  );
  const { paths } = JSON.parse(read(`${generatedDirectory}/openapi.json`));
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/v1/work-orders/{id}/complete', '/v1/known-outages']));
});

it.each([
  [
    'problems of a process that is there',
    ['service-operation', 'work-order-management', 'order', 'ORD', '--problems'],
    'write problems.ts by hand',
  ],
  ['an option that there is not', ['service-operation', 'x-management', 'order', 'ORD', '--colour'], 'given --colour'],
  ['a prefix that is taken', ['service-operation', 'problem-management', 'problem', 'INC'], 'choose another prefix'],
  ['a type that is taken', ['service-operation', 'problem-management', 'incident', 'PRB'], 'choose another prefix'],
  [
    'a second record without a prefix',
    ['service-operation', 'problem-management', 'problem', 'PRB', 'known-error'],
    'expected a prefix',
  ],
  [
    'a prefix for two records',
    ['service-operation', 'problem-management', 'problem', 'PRB', 'known-error', 'PRB'],
    'given PRB twice',
  ],
  ['a stage that is none', ['operation', 'problem-management', 'problem', 'PRB'], 'usage:'],
  ['an id that is not kebab-case', ['service-operation', 'ProblemManagement', 'problem', 'PRB'], 'kebab-case'],
])('refuses %s and writes nothing', (_, given, says) => {
  const before = read('functions/registry.ts');

  const { status, stderr } = scaffold(...given);

  expect(status).toBe(1);
  expect(stderr).toContain(says);
  expect(read('functions/registry.ts')).toBe(before);
  expect(existsSync(join(copy, 'functions/service-operation/problem-management'))).toBe(false);
});
