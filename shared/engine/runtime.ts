/** What a process function keeps between invocations: stores per tenant, configuration, number blocks, known ids. */
import { Logger } from '@aws-lambda-powertools/logger';
import { environment } from '#shared/aws/environment';
import { type Numbers, numbers } from '#shared/engine/numbers';
import { type Turns, turns } from '#shared/engine/turns';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import { type RecordRoute, routesOf } from '#shared/grammar/routes';
import type { TenantId } from '#shared/ids/tenant-id';
import type { ObjectSigner } from '#shared/objects/signer';
import type { Store } from '#shared/store/store';
import { type ConfigurationLoader, configurationLoader } from '#shared/tenancy/configuration';
import { tenantSessions } from '#shared/tenancy/credentials';

export interface Runtime {
  readonly process: ProcessDefinition;
  readonly routes: readonly RecordRoute[];
  readonly logger: Logger;
  readonly configurations: ConfigurationLoader;
  readonly numbers: Numbers;
  /** Reactions to events about the same thing. */
  readonly turns: Turns;
  /** Number → ulid never changes, so it is remembered: a record asked for by number then costs one call. */
  readonly uids: Map<string, string>;
  /** Declared lists that have rows of every record, by tenant and type: that stays so. */
  readonly listed: Map<string, ReadonlySet<string>>;
  store(tenant: TenantId): Promise<Store>;
  /** Signs requests for the tenant's objects. */
  objects(tenant: TenantId): Promise<ObjectSigner>;
}

export function createRuntime(definition: ProcessDefinition): Runtime {
  const sessions = tenantSessions({
    table: environment('TABLE_NAME'),
    role: environment('TENANT_ROLE_ARN'),
    bucket: environment('BUCKET_NAME'),
    name: definition.id,
  });
  return {
    process: definition,
    routes: definition.records.flatMap(routesOf),
    logger: new Logger({ serviceName: definition.id }),
    configurations: configurationLoader(),
    numbers: numbers(),
    turns: turns(),
    uids: new Map(),
    listed: new Map(),
    store: async (tenant) => (await sessions(tenant)).store,
    objects: async (tenant) => (await sessions(tenant)).sign,
  };
}
