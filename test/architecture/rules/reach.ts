/** Who may reach outside: one module sends requests to the table, workers alone speak to the bus, time and chance enter once. */
import { at, importsRefused, type Rule } from '#test/architecture/rule';
import { targetOf } from '#test/architecture/tree';

const inProduct = (path: string): boolean => /^(shared|functions)\//.test(path);

const KEYS = 'shared/store/keys.ts';
/** What begins a partition, in {@link KEYS}. */
const BEGINNINGS: readonly string[] = ['tenantKey', 'tenantPattern', 'platformPrefix'];

export const keysAreBuiltOnce: Rule = {
  says: `only ${KEYS} spells how a partition key begins`,
  violations: (sources) =>
    sources
      .filter(({ path }) => inProduct(path) && path !== KEYS)
      .flatMap((source) =>
        source.strings
          .filter(({ text }) => /(TENANT|PLATFORM|DUE)#/.test(text))
          .map((fact) => at(source, fact, `spells ${JSON.stringify(fact.text)}; begin it as ${KEYS} does`)),
      ),
  refuses: [
    { 'functions/platform/access/tenants/rules.ts': `export const key = (t: string) => \`TENANT#\${t}#settings\`;` },
    { 'functions/platform/access/authorizer/keys.ts': "export const prefix = 'PLATFORM#access-key#';" },
  ],
  accepts: [
    { [KEYS]: `export const key = (t: string) => \`TENANT#\${t}\`;` },
    { 'shared/tenancy/context.ts': '/** Keys begin with TENANT#t. */\nexport const tenant = 1;' },
    { 'infra/constructs/tenant-role.ts': "export const pattern = 'TENANT#*';" },
  ],
};

export const keysStandWithOwners: Rule = {
  says: 'partitions are begun in files called keys.ts, which stand with the owner of what they name and import nothing but other keys and ids',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      if (!inProduct(source.path)) return undefined;
      const target = targetOf(source, imported);
      if (!source.path.endsWith('/keys.ts')) {
        const begun = imported.names.filter((name) => BEGINNINGS.includes(name));
        return target === KEYS.replace(/\.ts$/, '') && begun.length > 0
          ? `begins a partition with ${begun.join(', ')}; give it a name in the owner’s keys.ts`
          : undefined;
      }
      const allowed = imported.typeOnly || target === 'node:crypto' || /\/keys$|^shared\/ids\//.test(target);
      return allowed ? undefined : `keys import ${target}`;
    }),
  refuses: [
    { 'shared/capabilities/facts/facts.ts': "import { tenantKey } from '#shared/store/keys';" },
    { 'functions/platform/access/tenants/keys.ts': "import { createStore } from '#shared/store/store';" },
  ],
  accepts: [
    {
      'shared/capabilities/facts/keys.ts':
        "import type { Fact } from '#shared/capabilities/facts/facts';\nimport { recordPk, tenantKey } from '#shared/store/keys';",
      'shared/capabilities/facts/facts.ts':
        "import { factKey } from '#shared/capabilities/facts/keys';\nimport { recordPk } from '#shared/store/keys';",
    },
  ],
};

export const tableIsReachedOnce: Rule = {
  says: 'only shared/store/store.ts sends requests to DynamoDB, and not by the commands of its client',
  violations: (sources) =>
    importsRefused(sources, (source, imported) => {
      const { specifier, typeOnly, names } = imported;
      if (!inProduct(source.path) || typeOnly) return undefined;
      const target = targetOf(source, imported);
      if (specifier === '@aws-sdk/lib-dynamodb') return 'imports a second way to the table';
      if (target === 'shared/aws/dynamodb' && names.includes('dynamoDb') && source.path !== 'shared/store/store.ts')
        return 'asks the table past the store';
      const commands = names.filter((name) => name === '*' || name === 'DynamoDB' || name.endsWith('Command'));
      return specifier === '@aws-sdk/client-dynamodb' && commands.length > 0
        ? `imports ${commands.join(', ')}`
        : undefined;
    }),
  refuses: [
    {
      'functions/platform/access/authorizer/keys.ts':
        "import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';",
    },
    { 'shared/store/items.ts': "import * as dynamodb from '@aws-sdk/client-dynamodb';" },
    { 'shared/store/store.ts': "import { GetItemCommand } from '@aws-sdk/client-dynamodb';" },
    { 'shared/store/items.ts': "import { dynamoDb } from '#shared/aws/dynamodb';" },
  ],
  accepts: [
    { 'shared/store/store.ts': "import { dynamoDb } from '#shared/aws/dynamodb';" },
    { 'shared/store/item.ts': "import { type Attributes, DynamoDbRefused } from '#shared/aws/dynamodb';" },
    { 'shared/store/errors.ts': "import type { QueryCommand } from '@aws-sdk/client-dynamodb';" },
    { 'shared/tenancy/credentials.ts': "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';" },
  ],
};

const WORKERS_ONLY = new Set(['@aws-sdk/client-eventbridge', '@aws-sdk/client-sfn', '@aws-sdk/client-lambda']);

export const workersSpeakToTheBus: Rule = {
  says: 'the clients of EventBridge, Step Functions and Lambda are used in functions/platform/workers only',
  violations: (sources) =>
    importsRefused(sources, (source, { specifier, typeOnly }) =>
      inProduct(source.path) &&
      !typeOnly &&
      WORKERS_ONLY.has(specifier) &&
      !source.path.startsWith('functions/platform/workers/')
        ? `imports ${specifier}; write the record and let the stream tell`
        : undefined,
    ),
  refuses: [
    {
      'functions/service-transition/change-management/handler.ts': "import { SFNClient } from '@aws-sdk/client-sfn';",
    },
    { 'shared/events/publish.ts': "import { EventBridgeClient } from '@aws-sdk/client-eventbridge';" },
  ],
  accepts: [
    {
      'functions/platform/workers/stream-relay/bus.ts':
        "import { EventBridgeClient } from '@aws-sdk/client-eventbridge';",
    },
  ],
};

const mayReadTime = (path: string): boolean => path === 'shared/time/clock.ts' || /^shared\/ids(\/|\.ts$)/.test(path);

const FORMAT = 'Intl.DateTimeFormat';

export const zonesHaveOneSource: Rule = {
  says: 'shared/time/instants.ts alone formats dates, so nobody asks the platform about a time zone',
  violations: (sources) =>
    sources
      .filter(({ path }) => inProduct(path) && path !== 'shared/time/instants.ts')
      .flatMap((source) =>
        source.ambient
          .filter(({ text }) => text === FORMAT)
          .map((fact) => at(source, fact, `uses ${FORMAT}; wall time is in shared/time/zone.ts`)),
      ),
  refuses: [
    { 'shared/time/zone.ts': "export const of = (timeZone: string) => new Intl.DateTimeFormat('en', { timeZone });" },
  ],
  accepts: [{ 'shared/time/instants.ts': "export const format = new Intl.DateTimeFormat('en', { timeZone: 'UTC' });" }],
};

export const timeIsInjected: Rule = {
  says: 'the system clock and chance are read in shared/time/clock.ts and shared/ids only',
  violations: (sources) =>
    sources
      .filter(({ path }) => inProduct(path) && !mayReadTime(path))
      .flatMap((source) =>
        source.ambient.filter(({ text }) => text !== FORMAT).map((fact) => at(source, fact, `reads ${fact.text}`)),
      ),
  refuses: [
    { 'shared/store/store.ts': 'export const now = () => Date.now();' },
    { 'functions/platform/workers/clock/handler.ts': 'export const at = new Date().toISOString();' },
    { 'shared/engine/retry.ts': 'export const jitter = () => Math.random() * 50;' },
    { 'shared/time/calendar.ts': 'export const today = Temporal.Now.plainDateISO();' },
  ],
  accepts: [
    { 'shared/time/clock.ts': 'export const now = () => Date.now();', 'shared/ids.ts': 'Math.random();' },
    { 'shared/time/instant.ts': '// not Date.now()\nexport const at = (ms: number) => new Date(ms).toISOString();' },
    { 'infra/local/start.ts': 'const started = Date.now();' },
  ],
};
