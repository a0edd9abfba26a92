/** Who may import whom: processes do not know each other, shared knows no process, nobody in production knows the tests. */
import { importsRefused, type Rule } from '#test/architecture/rule';
import { targetOf } from '#test/architecture/tree';

const REGISTRY = 'functions/registry';

/** The process or platform function that a path belongs to; the workers are one family. */
export function unitOf(path: string): string | undefined {
  return path.match(/^functions\/(platform\/workers|[^/]+\/[^/]+)\//)?.[1];
}

export const processesAreStrangers: Rule = {
  says: 'functions/x never imports functions/y: processes meet through events, links and shared/',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const own = unitOf(source.path);
      const other = unitOf(targetOf(source, imported));
      return own && other && own !== other ? `${own} imports ${other}` : undefined;
    }),
  refuses: [
    {
      'functions/service-operation/incident-management/rules.ts':
        "import { risk } from '#functions/service-transition/change-management/rules';",
    },
    { 'functions/platform/tenants/handler.ts': "import type { Relay } from '../workers/stream-relay/relay.ts';" },
    {
      'functions/service-operation/event-management/rules.ts':
        "const { incident } = await import('#functions/service-operation/incident-management/record');",
    },
  ],
  accepts: [
    {
      'functions/service-operation/incident-management/process.ts':
        "import { incident } from '#functions/service-operation/incident-management/record';",
      'functions/platform/workers/clock/handler.ts': "import { invoke } from '#functions/platform/workers/invoke';",
      'functions/registry.ts':
        "import { incidentManagement } from '#functions/service-operation/incident-management/process';",
    },
  ],
};

export const registryStaysOutOfBundles: Rule = {
  says: 'functions/registry.ts is imported by infra, docs and tests, never by what reaches a bundle',
  violations: (sources) =>
    importsRefused(sources, (source, imported) =>
      /^(functions|shared)\//.test(source.path) && targetOf(source, imported) === REGISTRY
        ? 'imports the registry, and with it every process'
        : undefined,
    ),
  refuses: [
    { 'functions/platform/service-info/handler.ts': "import { processes } from '#functions/registry';" },
    { 'shared/process/openapi.ts': "import { processes } from '../../functions/registry.ts';" },
  ],
  accepts: [{ 'infra/stacks/processes.ts': "import { processes } from '#functions/registry';" }],
};

export const sharedStandsAlone: Rule = {
  says: 'shared/ imports neither functions/ nor infra/, and functions/ does not import infra/',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const layer = source.path.split('/')[0];
      const target = targetOf(source, imported).split('/')[0];
      const upwards = target === 'infra' || (target === 'functions' && layer === 'shared');
      return (layer === 'shared' || layer === 'functions') && upwards ? `${layer} imports ${target}` : undefined;
    }),
  refuses: [
    { 'shared/process/serve.ts': "import type { Stack } from '#infra/stacks/api';" },
    {
      'shared/events/catalogue.ts':
        "export { incident } from '#functions/service-operation/incident-management/record';",
    },
    { 'functions/platform/tenants/handler.ts': "import { config } from '#infra/config';" },
  ],
  accepts: [{ 'infra/app.ts': "import { stages } from '#shared/process/definition';" }],
};

export const infraReadsTheRegistryOnly: Rule = {
  says: 'of functions/, infra/ imports the registry only: it deploys bundles by path',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const target = targetOf(source, imported);
      const reaches = source.path.startsWith('infra/') && target.startsWith('functions/') && target !== REGISTRY;
      return reaches ? `imports ${target}` : undefined;
    }),
  refuses: [{ 'infra/local/clock.ts': "import { handler } from '#functions/platform/workers/clock/handler';" }],
  accepts: [{ 'infra/app.ts': "import { processes } from '#functions/registry';" }],
};

export const productionIgnoresTests: Rule = {
  says: 'shared/, functions/ and infra/ do not import test/',
  violations: (sources) =>
    importsRefused(sources, (source, imported) =>
      !source.path.startsWith('test/') && targetOf(source, imported).startsWith('test/') ? 'imports a test' : undefined,
    ),
  refuses: [{ 'infra/local/seed.ts': "import { people } from '#test/fixtures/people';" }],
  accepts: [{ 'test/store/keys.test.ts': "import { people } from '#test/fixtures/people';" }],
};
