/** What a process function keeps between invocations: stores per tenant, configuration, number blocks, known ids. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { ObjectSigner } from '#shared/objects/signer';
import type { ProcessDefinition } from '#shared/process/definition';
import { environment } from '#shared/process/environment';
import { type Numbers, numbers } from '#shared/process/numbers';
import { type RecordRoute, routesOf } from '#shared/process/routes';
import { type Turns, turns } from '#shared/process/turns';
import type { Store } from '#shared/store/store';
import { type ConfigurationLoader, configurationLoader } from '#shared/tenancy/configuration';
import { tenantSessions } from '#shared/tenancy/credentials';
import { type TemplateVersions, templateVersions } from '#shared/tenancy/template-versions';
import type { TenantId } from '#shared/tenancy/tenant-id';

export interface Runtime {
  readonly process: ProcessDefinition;
  readonly routes: readonly RecordRoute[];
  readonly logger: Logger;
  readonly configurations: ConfigurationLoader;
  readonly templates: TemplateVersions;
  readonly numbers: Numbers;
  /** Reactions to events about the same thing. */
  readonly turns: Turns;
  /** Number → ulid never changes, so it is remembered: a record asked for by number then costs one call. */
  readonly uids: Map<string, string>;
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
    templates: templateVersions(),
    numbers: numbers(),
    turns: turns(),
    uids: new Map(),
    store: async (tenant) => (await sessions(tenant)).store,
    objects: async (tenant) => (await sessions(tenant)).sign,
  };
}
