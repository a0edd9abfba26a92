/** Process folders are alike and registered: judged in the tree, and on small trees that are not. */
import { describe, expect, it } from 'vitest';
import { misshapen, processFolders, unregistered } from '#test/architecture/folders';
import { sourcesOf } from '#test/architecture/rule';
import { filesIn, sourcesIn } from '#test/architecture/tree';

const folder = 'functions/service-operation/incident-management';
const complete = [`${folder}/process.ts`, `${folder}/handler.ts`, `${folder}/README.md`];

describe('every process folder has process.ts, handler.ts, README.md and topics beside them', () => {
  it('holds in the tree', () => {
    expect(misshapen(filesIn('functions'))).toEqual([]);
  });

  it.each([
    ['README.md is missing', complete.slice(0, 2)],
    ['a folder in the folder', [...complete, `${folder}/rules/hold.ts`]],
    ['a barrel', [...complete, `${folder}/index.ts`]],
    ['a test', [...complete, `${folder}/rules.test.ts`]],
    ['a name that is not kebab-case', [...complete, `${folder}/rulesHold.ts`]],
    ['a loose file', [...complete, 'functions/service-operation/notes.ts']],
  ])('notices: %s', (_, files) => {
    expect(misshapen(files)).toHaveLength(1);
  });

  it('lets topics, the platform and the registry be', () => {
    const topics = ['record.ts', 'rules.ts', 'rules-hold.ts', 'kpis.ts'].map((name) => `${folder}/${name}`);

    expect(
      misshapen([...complete, ...topics, 'functions/registry.ts', 'functions/platform/workers/clock/drain.ts']),
    ).toEqual([]);
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
