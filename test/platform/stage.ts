/** The exported handlers on a real engine, behind the tenant role's policy: what the platform services are tested on. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { vi } from 'vitest';
import { startEngine } from '#infra/local/edges/dynamodb/engine';
import { startDynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { sessionOf } from '#infra/local/edges/iam/principal';
import { startSts } from '#infra/local/edges/iam/sts';
import { importPk } from '#shared/capabilities/importing/keys';
import type { HistoryEntry } from '#shared/engine/history';
import type { BusEvent } from '#shared/events/envelope';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { EVENT, listPk } from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import { documentKey } from '#shared/tenancy/keys';
import { checkAnswer } from '#test/contract/check';
import { ACCOUNT, PROCESS_ROLE, REGION, TABLE, TENANT_ROLE, tableProperties } from '#test/local/dynamodb/template';
import { lambda } from '#test/platform/lambda-context';
import { setEnvironment } from '#test/support/surroundings';

export type Handler = (
  event: APIGatewayProxyEvent | BusEvent,
  context: Context,
) => Promise<APIGatewayProxyResult | undefined>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers; tests say what they expect of it
  readonly body: any;
}

export interface Asking {
  readonly roles?: string;
  readonly user?: string;
  readonly tenant?: TenantId;
  readonly type?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly handlers: Readonly<Record<'imports' | 'kpis' | 'incidents' | 'operations' | 'configuration', Handler>>;
  readonly store: (tenant: TenantId) => Promise<Store>;
  /** `GET /v1/imports?limit=2` and the like, by a tenant's administrator unless said otherwise. */
  ask(request: string, asking?: Asking): Promise<Answer>;
  /** Steps that were asked for and not yet taken, as the relay delivers them. */
  steps(id: string): Promise<readonly BusEvent[]>;
  /** Delivers steps until none is asked for any more. @returns how many it took. */
  drive(id: string): Promise<number>;
  close(): Promise<void>;
}

export const acme = tenantId('acme00000000');
export const globex = tenantId('globex000000');

/** Starts it with two tenants: acme in Berlin, globex in New York. */
export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'helmdesk-'));
  const engine = await startEngine({ directory });
  await engine.ensureTable(tableProperties);
  const now = () => Date.now();
  const credentials = createCredentialRegistry({ now });
  const location = {
    partition: 'aws',
    region: REGION,
    account: ACCOUNT,
    tables: new Map([[TABLE, tableKeys(tableProperties)]]),
  };
  const proxy = await startDynamoDbProxy({ upstream: engine.endpoint, credentials, location, now });
  const sts = await startSts({ roles: new Map([[TENANT_ROLE.arn, TENANT_ROLE]]), credentials, now });
  const identity = credentials.issue(sessionOf(PROCESS_ROLE, 'run'));
  const environment: Readonly<Record<string, string>> = {
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ACCESS_KEY_ID: identity.accessKeyId,
    AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
    AWS_SESSION_TOKEN: identity.sessionToken,
    TABLE_NAME: TABLE,
    BUCKET_NAME: 'helmdesk-local-attachments',
    TENANT_ROLE_ARN: TENANT_ROLE.arn,
    STAGE: 'local',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
  };
  const restoreEnvironment = setEnvironment(environment);
  // Files of tests may share a process: handlers that keep connections must be new ones.
  vi.resetModules();
  const { storesOf } = await import('#shared/tenancy/place');
  const store = storesOf('test');
  await onboard(await store(acme), acme, 'Europe/Berlin');
  await onboard(await store(globex), globex, 'America/New_York');
  const handlers = {
    imports: (await import('#functions/platform/exchange/imports/handler')).handler as Handler,
    kpis: (await import('#functions/platform/insight/kpis/handler')).handler as Handler,
    incidents: (await import('#functions/service-operation/incident-management/handler')).handler as Handler,
    operations: (await import('#functions/platform/insight/operations/handler')).handler as Handler,
    configuration: (await import('#functions/platform/access/configuration/handler')).handler as Handler,
  };

  const taken = new Set<string>();
  const stage: Stage = {
    handlers,
    store,
    async ask(request, asking = {}) {
      const event = proxyEvent(request, asking);
      const [, , first = ''] = event.path.split('/');
      const handler = Object.entries({
        ...handlers,
        reports: handlers.kpis,
        'import-mappings': handlers.configuration,
      }).find(([name]) => name === first)?.[1];
      if (!handler) throw new Error(`no handler for ${request}`);
      const answer = await handler(event, lambda);
      if (!answer) throw new Error(`no answer to ${request}`);
      const [method = '', target = ''] = request.split(' ');
      const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]);
      checkAnswer({
        method,
        target,
        status: answer.statusCode,
        headers: Object.fromEntries(headers),
        text: answer.body,
      });
      return {
        status: answer.statusCode,
        headers: answer.headers ?? {},
        body: answer.body ? parsed(answer) : null,
      };
    },
    async steps(id) {
      const items = await (await store(acme)).queryAll({ pk: importPk(acme, id), begins: EVENT });
      return items
        .flatMap((item) => (item.entry as Pick<HistoryEntry, 'events'>).events)
        .filter(({ name, eventId }) => name === 'import.progressed' && !taken.has(eventId))
        .map((detail) => ({ source: 'itsm.imports', 'detail-type': detail.name, detail }));
    },
    async drive(id) {
      for (let count = 0; ; ) {
        const steps = await stage.steps(id);
        if (steps.length === 0) return count;
        for (const step of steps) {
          taken.add(step.detail.eventId);
          await handlers.imports(step, lambda);
          count += 1;
        }
      }
    },
    async close() {
      await Promise.all([proxy.close(), sts.close()]);
      await engine.stop();
      rmSync(directory, { recursive: true, force: true });
      restoreEnvironment();
    },
  };
  return stage;
}

/** JSON as what it means, anything else as text. */
const parsed = ({ headers, body }: APIGatewayProxyResult): unknown =>
  String(headers?.['content-type']).includes('json') ? JSON.parse(body) : body;

async function onboard(store: Store, tenant: TenantId, zone: string): Promise<void> {
  const body = {
    slug: 'test',
    name: 'Test',
    zone,
    kind: 'client',
    cursorKey: Buffer.alloc(32, tenant).toString('base64url'),
  };
  await store.put({
    ...documentKey(tenant, 'own', 'tenant', 'tenant'),
    kind: 'tenant',
    id: 'tenant',
    version: 1,
    updatedAt: '2026-01-01T00:00:00Z',
    body,
  });
}

export function proxyEvent(request: string, asking: Asking): APIGatewayProxyEvent {
  const { roles = 'TAD', user = 'ada', tenant = acme, type = 'application/json', body, headers = {} } = asking;
  const [method = 'GET', target = '/'] = request.split(' ');
  const url = new URL(target, 'http://localhost');
  const names = [...new Set(url.searchParams.keys())];
  return {
    httpMethod: method,
    path: url.pathname,
    headers: { 'content-type': type, ...headers },
    multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)])),
    body: body === undefined ? null : textOfBody(body),
    // As the gateway does with bytes.
    isBase64Encoded: Buffer.isBuffer(body),
    requestContext: {
      requestId: 'request',
      authorizer: { tenantId: tenant, userId: user, actorType: 'human', roles, homeTenantId: tenant, clientId: user },
    },
  } as unknown as APIGatewayProxyEvent;
}

function textOfBody(body: unknown): string {
  if (Buffer.isBuffer(body)) return body.toString('base64');
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** How many incidents a tenant has. */
export async function incidentCount(stage: Stage, tenant: TenantId = acme): Promise<number> {
  const items = await (await stage.store(tenant)).queryAll({ index: 'list', pk: listPk(tenant, 'incident') });
  return items.length;
}
