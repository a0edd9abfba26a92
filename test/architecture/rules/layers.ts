/** Who may import whom: processes do not know each other, shared knows no process, nobody in production knows the tests. */
import { importsRefused, type Rule } from '#test/architecture/rule';
import { isTest, moduleOf, targetOf } from '#test/architecture/tree';

/** What knows every process: the list of them, what of it is deployed, and examples of it. */
const REGISTRY: readonly string[] = ['functions/registry', 'functions/deployables', 'functions/examples'];

/** The process or platform function that a path belongs to; the workers are one family. */
export function unitOf(path: string): string | undefined {
  return path.match(/^functions\/(platform\/(?:workers|service-info|[^/]+\/[^/]+)|[^/]+\/[^/]+)\//)?.[1];
}

/** Whoever takes a person out of everything is told where everybody keeps people. */
const ERASURE = 'platform/care/retention';

export const processesAreStrangers: Rule = {
  says: 'of functions/x, functions/y imports the letterbox (contract.ts) only: processes meet through events, links and shared/',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const own = unitOf(source.path);
      const other = unitOf(targetOf(source, imported));
      const target = targetOf(source, imported);
      const posted = /\/contract$/.test(target) || (own === ERASURE && /\/keys$/.test(target));
      return own && other && own !== other && !posted ? `${own} imports ${other}` : undefined;
    }),
  refuses: [
    {
      'functions/service-operation/incident-management/rules.ts':
        "import { risk } from '#functions/service-transition/change-management/rules';",
    },
    {
      'functions/platform/access/tenants/handler.ts': "import type { Relay } from '../workers/stream-relay/relay.ts';",
    },
    {
      'functions/platform/insight/views/views.ts': "import { wordPk } from '#functions/platform/insight/search/keys';",
    },
    {
      'functions/service-operation/event-management/rules.ts':
        "const { incident } = await import('#functions/service-operation/incident-management/record');",
    },
  ],
  accepts: [
    {
      'functions/platform/care/retention/elsewhere.ts':
        "import { webhookPk } from '#functions/platform/exchange/webhooks/keys';",
      'functions/service-operation/incident-management/process.ts':
        "import { incident } from '#functions/service-operation/incident-management/record';",
      'functions/platform/workers/clock/handler.ts': "import { invoke } from '#functions/platform/workers/invoke';",
      'functions/registry.ts':
        "import { incidentManagement } from '#functions/service-operation/incident-management/process';",
      'functions/service-operation/service-notices/process.ts':
        "import { majorIncidentEvents } from '#functions/service-operation/incident-management/contract';",
    },
  ],
};

/** What a letterbox is made of, beside types and other letterboxes. */
const LETTERS: readonly string[] = ['zod/mini', 'shared/grammar/contract', 'shared/grammar/payload'];

/** What several letterboxes promise alike stands with its capability, and is data as they are. */
const isPayload = (module: string): boolean => /^shared\/capabilities\/[^/]+\/payload$/.test(module);
const isLetter = (path: string): boolean =>
  /^functions\/.*\/contract\.ts$/.test(path) || isPayload(path.replace(/\.ts$/, ''));

export const lettersAreData: Rule = {
  says: 'a letterbox (contract.ts) is data and types: it reaches no rule, no definition, no store and no SDK',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      if (!isLetter(source.path) || imported.typeOnly) return undefined;
      const target = targetOf(source, imported);
      const allowed = LETTERS.includes(target) || isPayload(target) || /^functions\/.*\/contract$/.test(target);
      return allowed ? undefined : `a letterbox imports ${target}`;
    }),
  refuses: [
    { 'functions/s/p/contract.ts': "import { incidentFields } from './incident/record.ts';" },
    { 'functions/s/p/contract.ts': "import { createStore } from '#shared/store/store';" },
    { 'shared/capabilities/rounds/payload.ts': "import { ask } from '#shared/capabilities/rounds/decide';" },
  ],
  accepts: [
    {
      'functions/s/p/contract.ts':
        "import * as z from 'zod/mini';\nimport { name } from '#shared/grammar/payload';\n" +
        "import { rounds } from '#functions/s/q/contract';\nimport { roundEvents } from '#shared/capabilities/rounds/payload';\nimport type { Incident } from './incident/record.ts';",
      'functions/s/p/process.ts': "import { incidentFields } from './incident/record.ts';",
    },
  ],
};

export const registryStaysOutOfBundles: Rule = {
  says: 'functions/registry.ts, deployables.ts and every examples.ts are imported by infra, docs and tests, never by what reaches a bundle',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const target = targetOf(source, imported);
      if (!/^(functions|shared)\//.test(source.path) || REGISTRY.includes(moduleOf(source))) return undefined;
      if (REGISTRY.includes(target)) return 'imports the registry, and with it every process';
      return /^(functions|shared\/capabilities)\/.*\/examples$/.test(target)
        ? 'imports examples, which only describe'
        : undefined;
    }),
  refuses: [
    { 'functions/s/p/record/rules.ts': "import { recordExamples } from './examples.ts';" },
    { 'functions/platform/service-info/page.ts': "import { examples } from '#functions/examples';" },
    { 'functions/platform/service-info/handler.ts': "import { processes } from '#functions/registry';" },
    { 'shared/describe/openapi.ts': "import { processes } from '../../functions/registry.ts';" },
  ],
  accepts: [
    { 'infra/stacks/processes.ts': "import { processes } from '#functions/registry';" },
    { 'functions/examples.ts': "import { recordExamples } from './s/p/record/examples.ts';" },
  ],
};

/** Tables that are written from the folders of records, and what each gathers. */
const gathered: ReadonlyMap<string, RegExp> = new Map([
  ['functions/examples', /\/examples$/],
  ['functions/measures', /\/kpis$/],
  ['functions/notification-texts', /\/texts$/],
  ['functions/settings', /\/settings$/],
  ['functions/document-forms', /\/document-forms$/],
]);

export const gatheredTablesAreForThePlatform: Rule = {
  says: 'a gathered table imports its one kind of file of records, and only functions of the platform import it',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const target = targetOf(source, imported);
      const holds = gathered.get(moduleOf(source));
      if (holds && target.startsWith('functions/') && !holds.test(target))
        return `${target} is nothing that it gathers`;
      return gathered.has(target) && /^functions\/(?!platform\/)/.test(source.path) ? 'reads every process' : undefined;
    }),
  refuses: [
    {
      'functions/measures.ts':
        "import { incident } from './service-operation/incident-management/incident/incident.ts';",
    },
    {
      'functions/service-operation/event-management/alert/rules.ts': "import { measures } from '#functions/measures';",
    },
  ],
  accepts: [
    {
      'functions/measures.ts':
        "import { incidentKpis } from './service-operation/incident-management/incident/kpis.ts';",
    },
    { 'functions/platform/insight/kpis/figures.ts': "import { measures } from '#functions/measures';" },
  ],
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
    { 'shared/serve/serve.ts': "import type { Stack } from '#infra/stacks/api';" },
    {
      'shared/describe/events/catalogue.ts':
        "export { incident } from '#functions/service-operation/incident-management/record';",
    },
    { 'functions/platform/access/tenants/handler.ts': "import { config } from '#infra/config';" },
  ],
  accepts: [{ 'infra/app.ts': "import { stages } from '#shared/grammar/process-definition';" }],
};

export const infraReadsTheRegistryOnly: Rule = {
  says: 'of functions/, infra/ imports the registry, deployables and gathered tables only: it deploys bundles by path',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const target = targetOf(source, imported);
      const reaches =
        source.path.startsWith('infra/') &&
        target.startsWith('functions/') &&
        !REGISTRY.includes(target) &&
        !gathered.has(target);
      return reaches ? `imports ${target}` : undefined;
    }),
  refuses: [
    { 'infra/local/machine/clock/clock.ts': "import { handler } from '#functions/platform/workers/clock/handler';" },
  ],
  accepts: [{ 'infra/app.ts': "import { processes } from '#functions/registry';" }],
};

export const productionIgnoresTests: Rule = {
  says: 'shared/, functions/ and infra/ import neither test/ nor the tests and scenarios.ts that stand beside them',
  violations: (sources) =>
    importsRefused(sources, (source, imported) =>
      !isTest(source.path) && isTest(targetOf(source, imported)) ? 'imports a test' : undefined,
    ),
  refuses: [
    { 'infra/local/seed.ts': "import { people } from '#test/fixtures/people';" },
    { 'functions/s/p/record/rules.ts': "import { story } from './rules.test.ts';" },
    { 'functions/s/p/process.ts': "import { pScenarios } from './scenarios.ts';" },
  ],
  accepts: [
    { 'functions/s/p/scenarios.ts': "import { section } from '#test/coverage/scenario';" },
    { 'test/store/keys.test.ts': "import { people } from '#test/fixtures/people';" },
    { 'functions/s/p/record/rules.test.ts': "import { people } from '#test/fixtures/people';" },
  ],
};

const ROOM_OF_RUNNER = /^infra\/local\/(machine|edges|front)\//;
const runnerFloors = ['machine', 'edges', 'front'];

export const runnerHasFloors: Rule = {
  says: 'in infra/local, machine/ imports neither edges/ nor front/, and edges/ does not import front/',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const own = ROOM_OF_RUNNER.exec(source.path)?.[1];
      const other = ROOM_OF_RUNNER.exec(targetOf(source, imported))?.[1];
      if (own === undefined || other === undefined) return undefined;
      return runnerFloors.indexOf(other) > runnerFloors.indexOf(own) ? `${own} imports ${other}` : undefined;
    }),
  refuses: [{ 'infra/local/machine/clock/clock.ts': "import { createApi } from '#infra/local/front/api/api';" }],
  accepts: [{ 'infra/local/front/api/api.ts': "import { clockCell } from '#infra/local/machine/clock/cell';" }],
};
