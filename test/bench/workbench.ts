/** One process function in this very process, on a real engine behind the proxy, with the synthesised table and roles. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { marshall } from '@aws-sdk/util-dynamodb';
import { parseConfig } from '#infra/config';
import { callDynamoDb } from '#infra/local/dynamodb/control';
import { startEngine } from '#infra/local/dynamodb/engine';
import type { ConsumedCapacity, Observation } from '#infra/local/dynamodb/observation';
import { startDynamoDbProxy } from '#infra/local/dynamodb/proxy';
import { tableKeys } from '#infra/local/dynamodb/table';
import { createCredentialRegistry } from '#infra/local/iam/credentials';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/iam/json';
import { sessionOf } from '#infra/local/iam/principal';
import { rolesOf } from '#infra/local/roles';
import { startSts } from '#infra/local/sts';
import { readDeployment } from '#infra/local/template';
import { ACCOUNT, PARTITION, REGION } from '#infra/local/template/physical';
import { namesOf } from '#infra/names';
import { configurationPk, documentKey, documentVersionKey } from '#shared/store/keys';
import type { TemplateVersion } from '#shared/templates/template';
import { tenantId } from '#shared/tenancy/tenant-id';
import { apiEvent, type Call } from '#test/bench/api-event';
import { deployedBundles } from '#test/bench/bundle';
import type { Index, Snapshot } from '#test/bench/capacity';
import { application } from '#test/infra/templates';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

export interface Workbench {
  /** Calls the incident process as API Gateway would, as an agent of the only tenant. */
  call(call: Call): Promise<Answer>;
  /** What the proxy saw of requests beyond configuration that is cached in the function. */
  observed(work: () => Promise<unknown>): Promise<readonly Observation[]>;
  snapshot(): Promise<Snapshot>;
  readonly indexes: readonly Index[];
  stop(): Promise<void>;
}

/** What Lambda calls. */
export type Handler = (event: object, context: object) => Promise<unknown>;

const TENANT = tenantId('workbench0000');
const PROCESS = { id: 'incident-management', stage: 'service-operation', paths: ['incidents'], consumes: [] } as const;

/** Starts it; `load` gives the handler, from its bundle or from its source, and is called last, because a handler reads its environment then. */
export async function openWorkbench(load: () => Promise<Handler>): Promise<Workbench> {
  const config = parseConfig({ stage: 'bench', oidc: { issuer: 'https://issuer.example', audience: 'helmdesk' } });
  const names = namesOf('bench');
  const deployment = readDeployment(application(config, [PROCESS]).synth().directory);
  const [table] = deployment.ofType('AWS::DynamoDB::Table');
  const roles = rolesOf(deployment);
  const role = [...roles.values()].find(({ name }) => name === names.processRole(PROCESS.id));
  const tenantRole = [...roles.values()].find(({ name }) => name === names.tenantRole);
  if (!table || !role || !tenantRole)
    throw new Error('the templates lack the table, the process role or the tenant role');

  const directory = mkdtempSync(join(tmpdir(), 'helmdesk-bench-'));
  const engine = await startEngine({ directory });
  await engine.ensureTable(table.properties);
  const credentials = createCredentialRegistry({ now: Date.now });
  const tables = new Map([[names.table, tableKeys(table.properties)]]);
  const location = { partition: PARTITION, region: REGION, account: ACCOUNT, tables };
  const proxy = await startDynamoDbProxy({ upstream: engine.endpoint, credentials, location, now: Date.now });
  const sts = await startSts({ roles, credentials, now: Date.now });
  const own = credentials.issue(sessionOf(role, PROCESS.id));
  for (const item of configuration()) {
    await callDynamoDb(engine.endpoint, 'PutItem', { TableName: names.table, Item: marshall(item) });
  }
  Object.assign(process.env, {
    STAGE: 'bench',
    LOG_LEVEL: 'ERROR',
    TABLE_NAME: names.table,
    BUCKET_NAME: 'helmdesk-local-attachments',
    TENANT_ROLE_ARN: tenantRole.arn,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: own.accessKeyId,
    AWS_SECRET_ACCESS_KEY: own.secretAccessKey,
    AWS_SESSION_TOKEN: own.sessionToken,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
    AWS_ENDPOINT_URL_STS: sts.url,
  });
  const handler = await load();
  const context = { awsRequestId: 'workbench' };

  return {
    indexes: indexesOf(table.properties),
    async call(call) {
      const result = asObject(await handler(apiEvent(TENANT, call), context));
      if (typeof result?.statusCode !== 'number') throw new Error('the handler gave no HTTP answer');
      const body = asObject(JSON.parse(asString(result.body) ?? '')) ?? {};
      const given = Object.entries(asObject(result.headers) ?? {});
      const headers = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
      return { status: result.statusCode, headers, body };
    },
    async observed(work) {
      const seen: Observation[] = [];
      const end = proxy.subscribe((observation) => seen.push(observation), { consumedCapacity: true });
      await work();
      end();
      return seen.filter(({ requests }) => !requests.some((r) => r.leadingKeys?.includes(configurationPk(TENANT))));
    },
    async snapshot() {
      const { Items } = await callDynamoDb(engine.endpoint, 'Scan', { TableName: names.table });
      const items = asArray(Items).map((item) => asObject(item) ?? {});
      return new Map(items.map((item) => [JSON.stringify([item.pk, item.sk]), item]));
    },
    async stop() {
      await Promise.all([proxy.close(), sts.close()]);
      await engine.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The handler as it is deployed. */
export async function deployedHandler(): Promise<Handler> {
  const built = (await deployedBundles()).find(({ id }) => id === PROCESS.id);
  if (!built) throw new Error(`${PROCESS.id} is not among the bundles`);
  const { handler } = await import(pathToFileURL(join(process.cwd(), built.dir, 'index.mjs')).href);
  return handler;
}

/** Units that an observation consumed, table and indexes together. */
export function unitsOf(observations: readonly Observation[]): number {
  const consumed = observations.flatMap(
    (observation): readonly ConsumedCapacity[] => observation.consumedCapacity ?? [],
  );
  return consumed.reduce((sum, { capacityUnits }) => sum + capacityUnits, 0);
}

/** The template that some of the bench's records are made with. */
export const TEMPLATE = 'TMP0000001';

const templateVersion = {
  recordType: 'incident',
  title: 'Hardware',
  fields: [{ key: 'tag', type: 'string', required: true, requiredWhen: ['=', ['path', 'state'], ['value', 'closed']] }],
  defaults: {},
  tasks: [],
} satisfies TemplateVersion;

/** The tenant's profile, its one group, and a template. */
function configuration() {
  const document = (kind: string, id: string, body: unknown) => ({
    ...documentKey(TENANT, 'own', kind, id),
    kind,
    id,
    version: 1,
    body,
    updatedAt: '2026-01-01T00:00:00Z',
  });
  const cursorKey = Buffer.alloc(32, 7).toString('base64');
  return [
    document('tenant', 'tenant', { slug: 'bench', name: 'Bench', zone: 'Europe/Berlin', kind: 'client', cursorKey }),
    document('template', TEMPLATE, {
      recordType: 'incident',
      title: 'Hardware',
      retired: false,
      keys: { tag: 'public' },
    }),
    { ...documentVersionKey(TENANT, 'template', TEMPLATE, 1), body: JSON.stringify(templateVersion) },
    document('group', 'service-desk', { name: 'Service desk', active: true, members: ['ada', 'ben'] }),
  ];
}

function indexesOf(properties: JsonObject): readonly Index[] {
  return asArray(properties.GlobalSecondaryIndexes).map((given) => {
    const index = asObject(given) ?? {};
    const projection = asObject(index.Projection) ?? {};
    const keys = asArray(index.KeySchema).map((key) => asString(asObject(key)?.AttributeName) ?? '');
    if (projection.ProjectionType === 'ALL') return { keys };
    return { keys, projected: asArray(projection.NonKeyAttributes).map(String) };
  });
}
