/** Who may reach outside: one module sends requests to the table, workers alone speak to the bus, time and chance enter once. */
import { at, importsRefused, type Rule } from '#test/architecture/rule';

const inProduct = (path: string): boolean => /^(shared|functions)\//.test(path);

export const keysAreBuiltOnce: Rule = {
  says: 'only shared/store/keys.ts spells a partition key',
  violations: (sources) =>
    sources
      .filter(({ path }) => inProduct(path) && path !== 'shared/store/keys.ts')
      .flatMap((source) =>
        source.strings
          .filter(({ text }) => /(TENANT|PLATFORM|DUE)#/.test(text))
          .map((fact) => at(source, fact, `spells ${JSON.stringify(fact.text)}; build it in shared/store/keys.ts`)),
      ),
  refuses: [
    { 'functions/platform/tenants/rules.ts': `export const key = (t: string) => \`TENANT#\${t}#settings\`;` },
    { 'functions/platform/authorizer/keys.ts': "export const prefix = 'PLATFORM#access-key#';" },
  ],
  accepts: [
    { 'shared/store/keys.ts': `export const key = (t: string) => \`TENANT#\${t}\`;` },
    { 'shared/tenancy/context.ts': '/** Keys begin with TENANT#t. */\nexport const tenant = 1;' },
    { 'infra/constructs/tenant-role.ts': "export const pattern = 'TENANT#*';" },
  ],
};

export const tableIsReachedOnce: Rule = {
  says: 'only shared/store/store.ts imports DynamoDB commands',
  violations: (sources) =>
    importsRefused(sources, (source, { specifier, typeOnly, names }) => {
      if (!inProduct(source.path) || typeOnly || source.path === 'shared/store/store.ts') return undefined;
      if (specifier === '@aws-sdk/lib-dynamodb') return 'imports a second way to the table';
      const commands = names.filter((name) => name === '*' || name === 'DynamoDB' || name.endsWith('Command'));
      return specifier === '@aws-sdk/client-dynamodb' && commands.length > 0
        ? `imports ${commands.join(', ')}`
        : undefined;
    }),
  refuses: [
    {
      'functions/platform/authorizer/keys.ts':
        "import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';",
    },
    { 'shared/store/items.ts': "import * as dynamodb from '@aws-sdk/client-dynamodb';" },
  ],
  accepts: [
    { 'shared/store/store.ts': "import { GetItemCommand } from '@aws-sdk/client-dynamodb';" },
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

export const timeIsInjected: Rule = {
  says: 'the system clock and chance are read in shared/time/clock.ts and shared/ids only',
  violations: (sources) =>
    sources
      .filter(({ path }) => inProduct(path) && !mayReadTime(path))
      .flatMap((source) => source.ambient.map((fact) => at(source, fact, `reads ${fact.text}`))),
  refuses: [
    { 'shared/store/store.ts': 'export const now = () => Date.now();' },
    { 'functions/platform/workers/clock/handler.ts': 'export const at = new Date().toISOString();' },
    { 'shared/process/retry.ts': 'export const jitter = () => Math.random() * 50;' },
    { 'shared/time/calendar.ts': 'export const today = Temporal.Now.plainDateISO();' },
  ],
  accepts: [
    { 'shared/time/clock.ts': 'export const now = () => Date.now();', 'shared/ids.ts': 'Math.random();' },
    { 'shared/time/instant.ts': '// not Date.now()\nexport const at = (ms: number) => new Date(ms).toISOString();' },
    { 'infra/local/start.ts': 'const started = Date.now();' },
  ],
};
