/** The OpenAPI 3.1 description of the whole API, derived from the definitions. */
import { workKinds } from '#shared/describe/events/catalogue';
import { answers, operationAnswer } from '#shared/describe/openapi/answers';
import { processOperations } from '#shared/describe/openapi/operations';
import { headers, parameters } from '#shared/describe/openapi/parameters';
import { partAnswers, partProblems, partWork } from '#shared/describe/openapi/part-operations';
import { problemComponents, setsOf } from '#shared/describe/openapi/problems';
import { pruned } from '#shared/describe/openapi/prune';
import { publicPaths } from '#shared/describe/openapi/public-operations';
import { pascal, recordComponents, recordExample } from '#shared/describe/openapi/record';
import { bodyOf, recordOperation } from '#shared/describe/openapi/record-operations';
import { isSchema, jsonSchema, propertiesOf, ref, type Schema } from '#shared/describe/openapi/schema';
import { serviceAnswers } from '#shared/describe/openapi/service-answers';
import { bodyName, serviceBody, serviceOperation } from '#shared/describe/openapi/service-operations';
import { webhookHeaders, webhookPaths, webhookSchemas, webhooksIntroduction } from '#shared/describe/openapi/webhooks';
import { everyProblem } from '#shared/describe/problems';
import { type Examples, type ExamplesOf, examplesAmong } from '#shared/grammar/examples';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { registerProblems } from '#shared/problems/problems';
import type { ServiceDefinition } from '#shared/serve/service';

/** What is described. */
export interface Described {
  readonly version: string;
  readonly processes: readonly ProcessDefinition[];
  readonly services: readonly ServiceDefinition[];
  /** What their folders state as examples. */
  readonly examples?: readonly Examples[];
}

const SERVICE_TAG = 'Service information';
const WEBHOOKS_TAG = 'Webhooks';

const introduction = `Multi-tenant IT service management: every ITIL process as an API.

**Actions.** What can be done with a record is \`POST /v1/{collection}/{id}/{verb}\`; \`GET …/actions\` says which of them are possible now, and why not the
others. \`?dryRun=true\` on a write answers what would happen and stores nothing.

**Methods.** \`HEAD\` answers wherever \`GET\` does. Pages on other hosts may call the API where the tenant’s settings list their origin (\`webOrigins\`).

**Versions.** Every record has an \`ETag\`; changes name the version they are based on in \`If-Match\`. An \`Idempotency-Key\` makes a POST safe to repeat. A GET that names the version it knows in \`If-None-Match\` is answered 304 as long as it is the current one.

**Polling.** Lists by \`updatedAt[gte]\`, the last instant that was seen included, tell of every change that a requester could see, missed targets and escalations too. What changes
while pages are read comes once more at the end.

${webhooksIntroduction}

**Tenants.** The token or access key says for which tenant; an MSP’s operator names a client in \`Itsm-Tenant\`.

**Problems.** Refusals are problem documents (RFC 9457); the last part of their \`type\` is explained at \`/errors\`, with what to do: \`/errors#version-mismatch\`.`;

const security = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token of the configured OpenID Connect issuer, verified as RFC8725 asks: issuer, audience, expiry, RS256 or ES256 only.',
  },
  accessKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'hd_ access key',
    description:
      'A machine client’s access key, sent as a bearer token; it takes the place of a token (it is opaque, so RFC8725 does not apply).',
  },
};

/** The document as plain JSON; the same definitions give the same document. */
export function openApiDocument({ version, processes, services, examples = [] }: Described): Schema {
  const shown = examplesAmong(examples);
  registerProblems(everyProblem(processes, services));
  return pruned(
    sorted({
      openapi: '3.1.0',
      info: {
        title: 'Helmdesk',
        version,
        summary: 'Serverless, multi-tenant IT service management.',
        description: introduction,
        contact: { name: 'The administrator of this deployment', url: 'https://github.com/helmdesk/helmdesk' },
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [
        {
          url: 'https://{host}',
          'x-internal': false,
          description: 'Production: the deployment’s own host, such as the output ApiUrl of its stack.',
          variables: { host: { default: 'helmdesk.example', description: 'Host, and path prefix if there is one.' } },
        },
      ],
      security: [{ token: [] }, { accessKey: [] }],
      tags: [
        ...[...processes, ...services].map(({ title, purpose }) => ({ name: title, description: purpose })),
        { name: SERVICE_TAG, description: 'What the service is, for anyone.' },
      ],
      paths: { ...recordPaths(processes, shown), ...servicePaths(services, shown), ...publicPaths(SERVICE_TAG) },
      webhooks: webhookPaths(processes, WEBHOOKS_TAG, shown),
      components: components(processes, services, shown),
    }),
  );
}

const pathOf = (segments: readonly string[]): string => `/v1/${segments.join('/')}`;

type Paths = Record<string, Record<string, Schema>>;

function recordPaths(processes: readonly ProcessDefinition[], shown: ExamplesOf): Paths {
  const paths: Paths = {};
  for (const process of processes) {
    for (const operation of processOperations(process)) {
      const path = pathOf(operation.path);
      const described = recordOperation(operation, process, shown(operation.definition.type));
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described };
    }
  }
  return paths;
}

function servicePaths(services: readonly ServiceDefinition[], shown: ExamplesOf): Paths {
  const paths: Paths = {};
  for (const service of services) {
    for (const operation of service.operations) {
      const path = pathOf(operation.path);
      const described = serviceOperation(operation, service, shown(service.id));
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described };
    }
  }
  return paths;
}

const fixedSchemas: Readonly<Record<string, Schema>> = {
  Health: {
    type: 'object',
    description: 'Whether the service and what it depends on answer, and in which version it is.',
    required: ['status', 'version', 'timeZones', 'dependencies'],
    properties: {
      status: { type: 'string', enum: ['up', 'down'] },
      version: { type: 'string', maxLength: 40 },
      timeZones: {
        type: 'string',
        maxLength: 40,
        description: 'Release of the IANA time-zone database by which calendars and clocks are reckoned, such as 2026f',
      },
      dependencies: {
        type: 'object',
        maxProperties: 20,
        additionalProperties: { type: 'string', enum: ['up', 'down'] },
      },
    },
  },
  ServiceDryRun: { type: 'object', description: 'What the operation would answer; nothing was stored.' },
  ServiceAnswer: { type: 'object', description: 'What the operation answers; see its summary.' },
};

function components(
  processes: readonly ProcessDefinition[],
  services: readonly ServiceDefinition[],
  shown: ExamplesOf,
): Schema {
  const definitions = processes.flatMap(({ records }) => records);
  const operations = processes.flatMap(processOperations);
  const fixed = Object.entries({
    ...answers,
    Operation: operationAnswer(workKinds(definitions), partWork(definitions)),
    ...partAnswers(definitions),
    ...serviceAnswers,
  }).map(([name, [schema, description, of]]) => [name, { description, ...listOf(jsonSchema(schema), of) }]);
  const records = definitions.flatMap((definition) => Object.entries(recordComponents(definition)));
  const known = new Set(records.map(([name]) => name));
  const bodies = operations.flatMap((operation) => {
    const body = bodyOf(operation);
    return body && !known.has(body.name)
      ? [[body.name, { description: `Body of ${operation.id}.`, ...body.schema }]]
      : [];
  });
  const shared = {
    NoInput: 'No fields.',
  };
  const given = services.flatMap(({ operations: own }) =>
    own.flatMap((operation) => {
      const body = serviceBody(operation);
      return body ? [[bodyName(operation), { description: `Body of ${operation.id}.`, ...body }]] : [];
    }),
  );
  const sent = Object.entries(webhookSchemas(processes));
  const schemas = Object.fromEntries([
    ...Object.entries(fixedSchemas),
    ...fixed,
    ...records,
    ...bodies,
    ...given,
    ...sent,
  ]);
  for (const [name, description] of Object.entries(shared))
    if (isSchema(schemas[name])) schemas[name] = { ...schemas[name], description };
  return {
    securitySchemes: security,
    parameters: { ...parameters, ...webhookHeaders },
    headers,
    responses: problemComponents([
      ...partProblems(definitions),
      ...processes.flatMap((process) => setsOf(process, partProblems(process.records))),
      ...services.flatMap((service) => setsOf(service)),
    ]),
    examples: Object.fromEntries(
      definitions.map((definition) => [
        pascal(definition.type),
        { summary: `One ${definition.title.toLowerCase()}`, value: recordExample(definition, shown(definition.type)) },
      ]),
    ),
    schemas,
  };
}

/** A list whose items are the component `of`. */
function listOf(schema: Schema, of: string | undefined): Schema {
  const { items, ...properties } = propertiesOf(schema);
  if (of === undefined || !items) return schema;
  return { ...schema, properties: { items: { ...items, items: ref('schemas', of) }, ...properties } };
}

/** Components and paths in the order of their names, so that a new definition moves nothing else. */
function sorted(document: Schema): Schema {
  const byName = (value: unknown): unknown =>
    isSchema(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  const parts = isSchema(document.components)
    ? Object.entries(document.components).map(([name, part]) => [name, byName(part)])
    : [];
  return { ...document, paths: byName(document.paths), components: Object.fromEntries(parts) };
}
