/** A capability is whole in its folder: what it adds is data in one small file, and nobody below or above names it but definitions. */
import { importsRefused, type Rule } from '#test/architecture/rule';
import type { Source } from '#test/architecture/source';
import { targetOf } from '#test/architecture/tree';

/** A capability is read in one look. */
const MOST_LINES = 80;

const folderOf = (module: string): string | undefined => /^(shared\/capabilities\/[^/]+)\//.exec(module)?.[1];
const isStatement = (path: string): boolean => /^shared\/capabilities\/[^/]+\/capability\.ts$/.test(path);

/** Who names capabilities: definitions, which stand in a folder of their process, the list of what every record has, and specimens. */
const namesCapabilities = (path: string): boolean =>
  /^functions\/(?:platform\/records|(?!platform\/)[^/]+)\/[^/]+\/[^/]+\/[^/]+\.ts$/.test(path) ||
  path === 'shared/capabilities/every-record.ts' ||
  /^shared\/capabilities\/[^/]+\/specimen/.test(path) ||
  /^infra\/scaffold\//.test(path);

export const capabilitiesAreNamedByDefinitions: Rule = {
  says: 'a capability is named by the definitions that have it and by the list of what every record has: by nothing else',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const target = `${targetOf(source, imported)}.ts`;
      return isStatement(target) && !namesCapabilities(source.path) ? `names ${folderOf(target)}` : undefined;
    }),
  refuses: [
    {
      'shared/capabilities/bulk/requests.ts': "import { merging } from '#shared/capabilities/merging/capability';",
    },
    { 'infra/docs/texts.ts': "import { merging } from '#shared/capabilities/merging/capability';" },
    {
      'functions/platform/insight/search/find.ts': "import { merging } from '#shared/capabilities/merging/capability';",
    },
  ],
  accepts: [
    {
      'functions/service-operation/a/b/b.ts': "import { merging } from '#shared/capabilities/merging/capability';",
      'functions/platform/records/a/b/b.ts': "import { merging } from '#shared/capabilities/merging/capability';",
      'shared/capabilities/every-record.ts': "import { links } from '#shared/capabilities/links/capability';",
      'shared/capabilities/needs/specimen.ts': "import { links } from '#shared/capabilities/links/capability';",
      'shared/capabilities/bulk/requests.ts': "import { act } from '#shared/capabilities/records/write';",
    },
  ],
};

/** Folders of those that are stated as data. */
const statedIn = (sources: readonly Source[]): ReadonlySet<string> =>
  new Set(sources.flatMap(({ path }) => (isStatement(path) ? [folderOf(path) ?? ''] : [])));

export const capabilitiesAreNotNamed: Rule = {
  says: 'grammar, engine, serve and describe name no capability: they read what a definition names in its parts',
  violations: (sources) => {
    const stated = statedIn(sources);
    return importsRefused(sources, (source, imported) => {
      if (!/^shared\/(?:grammar|engine|serve|describe)\//.test(source.path) || source.path.endsWith('.test.ts'))
        return undefined;
      const folder = folderOf(targetOf(source, imported));
      return folder && stated.has(folder) ? `names ${folder}; let its capability.ts say it` : undefined;
    });
  },
  refuses: [
    {
      'shared/capabilities/merging/capability.ts': "export const merging = { name: 'merging' };",
      'shared/serve/serve.ts': "import { merge } from '#shared/capabilities/merging/merge-request';",
    },
  ],
  accepts: [
    {
      'shared/capabilities/merging/capability.ts': "export const merging = { name: 'merging' };",
      'functions/service-operation/a/a.ts': "import { merging } from '#shared/capabilities/merging/capability';",
      'shared/capabilities/bulk/work.ts': "import { merge } from '#shared/capabilities/merging/merge';",
    },
    { 'shared/serve/serve.ts': "import { read } from '#shared/capabilities/records/read';" },
  ],
};

export const capabilitiesAreStated: Rule = {
  says: 'what answers requests is stated as a capability, in capability.ts beside them',
  violations: (sources) => {
    const stated = statedIn(sources);
    return sources.flatMap(({ path }) => {
      const folder = /^(shared\/capabilities\/[^/]+)\/requests\.ts$/.exec(path)?.[1];
      return folder === undefined || stated.has(folder) ? [] : [`${folder} has no capability.ts`];
    });
  },
  refuses: [{ 'shared/capabilities/lists/requests.ts': 'export const list = () => [];' }],
  accepts: [
    {
      'shared/capabilities/lists/capability.ts': "export const lists = { name: 'lists' };",
      'shared/capabilities/lists/requests.ts': 'export const list = () => [];',
      'shared/capabilities/recurrence/next.ts': 'export const next = () => undefined;',
    },
  ],
};

export const capabilitiesAreSmall: Rule = {
  says: `capability.ts has at most ${MOST_LINES} lines`,
  violations: (sources) =>
    sources.flatMap(({ path, lines }) =>
      isStatement(path) && lines > MOST_LINES ? [`${path} has ${lines} lines; move schemas and rules beside it`] : [],
    ),
  refuses: [{ 'shared/capabilities/merging/capability.ts': 'export {};\n'.repeat(MOST_LINES + 1) }],
  accepts: [{ 'shared/capabilities/merging/merge.ts': 'export {};\n'.repeat(MOST_LINES + 1) }],
};
