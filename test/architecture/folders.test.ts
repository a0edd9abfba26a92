/** Process folders are alike and registered: judged in the tree, and on small trees that are not. */
import { describe, expect, it } from 'vitest';
import { longWinded, misshapen, processFolders, unregistered } from '#test/architecture/folders';
import { sourcesOf } from '#test/architecture/rule';
import { filesIn, sourcesIn } from '#test/architecture/tree';

const folder = 'functions/service-operation/incident-management';
const own = ['process.ts', 'contract.ts', 'handler.ts', 'README.md'].map((file) => `${folder}/${file}`);
const complete = [...own, `${folder}/incident/incident.ts`, `${folder}/incident/record.ts`];

describe('every process folder has process.ts, contract.ts, handler.ts, README.md and a folder a record, with scenarios.ts and topics beside them', () => {
  it('holds in the tree', () => {
    expect(misshapen(filesIn('functions'))).toEqual([]);
  });

  it.each([
    ['README.md is missing', complete.filter((file) => !file.endsWith('README.md'))],
    ['no record', own],
    ['a folder of a record without its definition', [...complete, `${folder}/major-incident/record.ts`]],
    ['a folder in the folder of a record', [...complete, `${folder}/incident/rules/hold.ts`]],
    ['a barrel', [...complete, `${folder}/index.ts`]],
    ['a barrel of a record', [...complete, `${folder}/incident/index.ts`]],
    ['a name that is not kebab-case', [...complete, `${folder}/incident/rulesHold.ts`]],
    ['scenarios in the folder of a record', [...complete, `${folder}/incident/scenarios.ts`]],
    ['a loose file', [...complete, 'functions/service-operation/notes.ts']],
  ])('notices: %s', (_, files) => {
    expect(misshapen(files)).toHaveLength(1);
  });

  it('lets topics, the platform and the registry be', () => {
    const topics = [
      'scenarios.ts',
      'settings.ts',
      'settings.test.ts',
      'incident/rules-hold.ts',
      'incident/rules-hold.test.ts',
    ].map((name) => `${folder}/${name}`);

    expect(
      misshapen([...complete, ...topics, 'functions/registry.ts', 'functions/platform/workers/clock/drain.ts']),
    ).toEqual([]);
  });
});

describe('process.ts says what the process is, and leaves its records to their folders', () => {
  const lines = (many: number) => ({ [`${folder}/process.ts`]: 'export const a = 1;\n'.repeat(many) });

  it('holds in the tree', () => {
    expect(longWinded(sourcesIn('functions'))).toEqual([]);
  });

  it('notices one that is longer than 120 lines', () => {
    expect(longWinded(sourcesOf(lines(121)))).toHaveLength(1);
    expect(longWinded(sourcesOf(lines(119)))).toEqual([]);
  });
});

describe('every process folder is in the registry, under its own names', () => {
  const registry = `import { incidentManagement } from '#${folder}/process';\nexport const processes = [incidentManagement];`;
  const process = "export const p = { id: 'incident-management', stage: 'service-operation' };";
  const tree = { 'functions/registry.ts': registry, [`${folder}/process.ts`]: process };
  const files = ['functions/registry.ts', ...complete];

  it('holds in the tree', () => {
    expect(unregistered(filesIn('functions'), sourcesIn('functions'))).toEqual([]);
  });

  it('accepts a registered process', () => {
    expect(processFolders(files).size).toBe(1);
    expect(unregistered(files, sourcesOf(tree))).toEqual([]);
  });

  it('notices a process that is not registered, a stale import and another name', () => {
    const empty = { ...tree, 'functions/registry.ts': 'export const processes = [];' };
    const renamed = {
      ...tree,
      [`${folder}/process.ts`]: process.replace("id: 'incident-management'", "id: 'incidents'"),
    };

    expect(unregistered(files, sourcesOf(empty))).toEqual([`functions/registry.ts does not import ${folder}/process`]);
    expect(unregistered(['functions/registry.ts'], sourcesOf(tree))).toEqual([
      `functions/registry.ts imports ${folder}/process, which does not exist`,
    ]);
    expect(unregistered(files, sourcesOf(renamed))).toEqual([
      `${folder}/process.ts does not say 'incident-management'`,
    ]);
  });
});
