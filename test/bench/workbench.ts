/** One process function in this very process, on a real engine behind the proxy, with the synthesised table and roles. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { marshall } from '@aws-sdk/util-dynamodb';
import { parseConfig } from '#infra/config';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { startEngine } from '#infra/local/edges/dynamodb/engine';
import type { ConsumedCapacity, Observation } from '#infra/local/edges/dynamodb/observation';
import { startDynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { sessionOf } from '#infra/local/edges/iam/principal';
import { rolesOf } from '#infra/local/edges/iam/roles';
import { startSts } from '#infra/local/edges/iam/sts';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { ACCOUNT, PARTITION, REGION } from '#infra/local/machine/template/physical';
import { readDeployment } from '#infra/local/machine/template/template';
import { namesOf } from '#infra/names';
import type { DueTimer } from '#shared/engine/due';
import type { BusEvent } from '#shared/events/envelope';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import type { TemplateVersion } from '#shared/kit/templates/template';
import type { Item } from '#shared/store/item';
import { configurationPk, documentKey, documentVersionKey } from '#shared/tenancy/keys';
import { apiEvent, type Call } from '#test/bench/api-event';
import { deployedBundles } from '#test/bench/bundle';
import type { Index, Snapshot } from '#test/bench/capacity';
import { application } from '#test/infra/templates';
import { setEnvironment } from '#test/support/surroundings';
import { attributesIn, itemsIn } from '#test/support/table';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for an answer that is no JSON. */
  readonly body: JsonObject;
  readonly text: string;
}

export interface Workbench {
  /** Calls the process as API Gateway would, as an agent of the tenant. */
  call(call: Call): Promise<Answer>;
  /** The same, of another tenant. */
  neighbour(call: Call): Promise<Answer>;
  /** Has the process take an event, as the bus delivers it. @throws what the function throws: the bus would deliver it again */
  deliver(event: BusEvent): Promise<void>;
  /** Has the process look at records of which something is due. */
  tick(timers: readonly DueTimer[]): Promise<void>;
  /** Replaces an item past everything: what an older build left, for one. */
  put(item: JsonObject): Promise<void>;
  remove(item: JsonObject): Promise<void>;
  /** What the proxy saw of requests beyond configuration that is cached in the function. */
  observed(work: () => Promise<unknown>): Promise<readonly Observation[]>;
  snapshot(): Promise<Snapshot>;
  /** The whole table, as the store reads it. */
  items(): Promise<readonly Item[]>;
  readonly indexes: readonly Index[];
  stop(): Promise<void>;
}

/** What Lambda calls. */
export type Handler = (event: object, context: object) => Promise<unknown>;

export const TENANT = tenantId('workbench0000');
const NEIGHBOUR = tenantId('neighbour0000');
const PROCESS = { id: 'incident-management', stage: 'service-operation', paths: ['incidents'], consumes: [] } as const;

/** Starts it; `load` gives the handler, from its bundle or from its source, and is called last, because a handler reads its environment then. `options` of the deployment. */
export async function openWorkbench(load: () => Promise<Handler>, options: object = {}): Promise<Workbench> {
  const config = parseConfig({
    ...options,
    stage: 'bench',
    oidc: { issuer: 'https://issuer.example', audience: 'helmdesk' },
  });
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
  const put = async (Item: object): Promise<void> => {
    await callDynamoDb(engine.endpoint, 'PutItem', { TableName: names.table, Item });
  };
  for (const item of [TENANT, NEIGHBOUR].flatMap(configuration)) await put(marshall(item));
  const restoreEnvironment = setEnvironment({
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
  const answerOf = async (tenant: TenantId, call: Call): Promise<Answer> => {
    const result = asObject(await handler(apiEvent(tenant, call), context));
    if (typeof result?.statusCode !== 'number') throw new Error('the handler gave no HTTP answer');
    const text = asString(result.body) ?? '';
    const given = Object.entries(asObject(result.headers) ?? {});
    const headers = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
    const isJson = /\bjson\b/.test(headers['content-type'] ?? '') && text !== '';
    return { status: result.statusCode, headers, body: (isJson && asObject(JSON.parse(text))) || {}, text };
  };

  return {
    indexes: indexesOf(table.properties),
    call: (call) => answerOf(TENANT, call),
    neighbour: (call) => answerOf(NEIGHBOUR, call),
    deliver: async (event) => void (await handler(event, context)),
    tick: async (timers) => void (await handler({ timers }, context)),
    put,
    async remove({ pk, sk }) {
      await callDynamoDb(engine.endpoint, 'DeleteItem', { TableName: names.table, Key: { pk, sk } });
    },
    async observed(work) {
      const seen: Observation[] = [];
      const end = proxy.subscribe((observation) => seen.push(observation), { consumedCapacity: true });
      await work();
      end();
      return seen.filter(({ requests }) => !requests.some((r) => r.leadingKeys?.includes(configurationPk(TENANT))));
    },
    items: () => itemsIn(engine.endpoint, names.table),
    snapshot: () => snapshotOf(engine.endpoint, names.table),
    async stop() {
      await Promise.all([proxy.close(), sts.close()]);
      await engine.stop();
      rmSync(directory, { recursive: true, force: true });
      restoreEnvironment();
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

/** A tenant's profile, its one group, and a template. */
function configuration(tenant: TenantId) {
  const document = (kind: string, id: string, body: unknown) => ({
    ...documentKey(tenant, 'own', kind, id),
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
    { ...documentVersionKey(tenant, 'template', TEMPLATE, 1), body: JSON.stringify(templateVersion) },
    document('group', 'service-desk', { name: 'Service desk', active: true, members: ['ada', 'ben'] }),
  ];
}

/** Every item of a table. @param endpoint of the engine */
export async function snapshotOf(endpoint: string, table: string): Promise<Snapshot> {
  const items = await attributesIn(endpoint, table);
  return new Map(items.map((item) => [JSON.stringify([item.pk, item.sk]), item]));
}

/** The indexes of a table as its template describes them. */
export function indexesOf(properties: JsonObject): readonly Index[] {
  return asArray(properties.GlobalSecondaryIndexes).map((given) => {
    const index = asObject(given) ?? {};
    const projection = asObject(index.Projection) ?? {};
    const name = asString(index.IndexName) ?? '';
    const keys = asArray(index.KeySchema).map((key) => asString(asObject(key)?.AttributeName) ?? '');
    if (projection.ProjectionType === 'ALL') return { name, keys };
    return { name, keys, projected: asArray(projection.NonKeyAttributes).map(String) };
  });
}
