/** The OpenAPI 3.1 description of the whole API, derived from the definitions. */
import { answers } from '#shared/openapi/answers';
import { processOperations } from '#shared/openapi/operations';
import { headers, parameters } from '#shared/openapi/parameters';
import { problemComponents } from '#shared/openapi/problems';
import { pruned } from '#shared/openapi/prune';
import { publicPaths } from '#shared/openapi/public-operations';
import { pascal, recordComponents, recordExample } from '#shared/openapi/record';
import { bodyOf, recordOperation } from '#shared/openapi/record-operations';
import { isSchema, jsonSchema, propertiesOf, ref, type Schema } from '#shared/openapi/schema';
import { serviceAnswers } from '#shared/openapi/service-answers';
import { bodyName, serviceBody, serviceOperation } from '#shared/openapi/service-operations';
import type { ProcessDefinition } from '#shared/process/definition';
import type { ServiceDefinition } from '#shared/process/service';

/** What is described. */
export interface Described {
  readonly version: string;
  readonly processes: readonly ProcessDefinition[];
  readonly services: readonly ServiceDefinition[];
}

const SERVICE_TAG = 'Service information';

const introduction = `Multi-tenant IT service management: every ITIL process as an API.

**Actions.** What can be done with a record is \`POST /v1/{collection}/{id}/{verb}\`; \`GET …/actions\` says which of them are possible now, and why not the
others. \`?dryRun=true\` on a write answers what would happen and stores nothing.

**Versions.** Every record has an \`ETag\`; changes name the version they are based on in \`If-Match\`. An \`Idempotency-Key\` makes a POST safe to repeat.

**Tenants.** The token or access key says for which tenant; an MSP’s operator names a client in \`Itsm-Tenant\`.

**Problems.** Refusals are problem documents (RFC 9457); their types are listed in docs/errors.md.`;

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
export function openApiDocument({ version, processes, services }: Described): Schema {
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
      paths: { ...recordPaths(processes), ...servicePaths(services), ...publicPaths(SERVICE_TAG) },
      components: components(processes, services),
    }),
  );
}

const pathOf = (segments: readonly string[]): string => `/v1/${segments.join('/')}`;

type Paths = Record<string, Record<string, Schema>>;

function recordPaths(processes: readonly ProcessDefinition[]): Paths {
  const paths: Paths = {};
  for (const process of processes) {
    for (const operation of processOperations(process)) {
      const path = pathOf(operation.path);
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: recordOperation(operation, process.title) };
    }
  }
  return paths;
}

function servicePaths(services: readonly ServiceDefinition[]): Paths {
  const paths: Paths = {};
  for (const { operations, title } of services) {
    for (const operation of operations) {
      const path = pathOf(operation.path);
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: serviceOperation(operation, title) };
    }
  }
  return paths;
}

const fixedSchemas: Readonly<Record<string, Schema>> = {
  Health: {
    type: 'object',
    description: 'The service answers, in this version.',
    required: ['status', 'version', 'dependencies'],
    properties: {
      status: { type: 'string', enum: ['up'] },
      version: { type: 'string', maxLength: 40 },
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

function components(processes: readonly ProcessDefinition[], services: readonly ServiceDefinition[]): Schema {
  const definitions = processes.flatMap(({ records }) => records);
  const operations = processes.flatMap(processOperations);
  const fixed = Object.entries({ ...answers, ...serviceAnswers }).map(([name, [schema, description, of]]) => [
    name,
    { description, ...listOf(jsonSchema(schema), of) },
  ]);
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
    NewComment: 'A comment to add.',
    NewTask: 'A task to add.',
    Reason: 'Why.',
    NewAttachment: 'A file that is to be uploaded, as it is.',
    CommentEdit: 'What the comment is to say instead.',
    Redaction: 'What is to be taken out, and why.',
    TaskInput: 'Why, where that is asked.',
    NewLink: 'A link to make.',
    ApplyTemplate: 'Which template, and values that it asks for.',
  };
  const given = services.flatMap(({ operations: own }) =>
    own.flatMap((operation) => {
      const body = serviceBody(operation);
      return body ? [[bodyName(operation), { description: `Body of ${operation.id}.`, ...body }]] : [];
    }),
  );
  const schemas = Object.fromEntries([...Object.entries(fixedSchemas), ...fixed, ...records, ...bodies, ...given]);
  for (const [name, description] of Object.entries(shared))
    if (isSchema(schemas[name])) schemas[name] = { ...schemas[name], description };
  return {
    securitySchemes: security,
    parameters,
    headers,
    responses: problemComponents(),
    examples: Object.fromEntries(
      definitions.map((definition) => [
        pascal(definition.type),
        { summary: `One ${definition.title.toLowerCase()}`, value: recordExample(definition) },
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
