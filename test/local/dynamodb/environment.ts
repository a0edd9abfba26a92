/** A tenant role on a real engine: dynoxide in a temporary folder, the proxy in front of it, STS beside it, a clock to move. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { type Engine, startEngine } from '#infra/local/edges/dynamodb/engine';
import { type DynamoDbProxy, startDynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { type Credentials, createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { startSts } from '#infra/local/edges/iam/sts';
import { ACCOUNT, PROCESS_ROLE, REGION, TABLE, TENANT_ROLE, tableProperties } from '#test/local/dynamodb/template';

export interface Environment {
  readonly engine: Engine;
  readonly proxy: DynamoDbProxy;
  /** The clock of credentials; set it to move it. */
  now: number;
  /** A client with a session of the tenant role, tagged with the tenant. */
  clientOf(tenant: string): Promise<DynamoDBClient>;
  /** A client of a session that is made up: of any role, with any tags. */
  clientFor(role: Role, tags?: Readonly<Record<string, string>>): DynamoDBClient;
  /** AssumeRole of the tenant role by the process role, with what is given on top. */
  assume(input?: Partial<AssumeRoleCommandInput>, caller?: Role): Promise<Credentials & { readonly expiration: Date }>;
  stop(): Promise<void>;
}

/** Starts it with the given roles; those of the template by default. */
export async function startEnvironment(
  tenantRole: Role = TENANT_ROLE,
  processRole: Role = PROCESS_ROLE,
): Promise<Environment> {
  const directory = mkdtempSync(join(tmpdir(), 'helmdesk-'));
  const engine = await startEngine({ directory });
  await engine.ensureTable(tableProperties);
  const now = () => environment.now;
  const credentials = createCredentialRegistry({ now });
  const location = {
    partition: 'aws',
    region: REGION,
    account: ACCOUNT,
    tables: new Map([[TABLE, tableKeys(tableProperties)]]),
  };
  const proxy = await startDynamoDbProxy({ upstream: engine.endpoint, credentials, location, now });
  const sts = await startSts({ roles: new Map([[tenantRole.arn, tenantRole]]), credentials, now });
  const clients: { destroy(): void }[] = [];
  const client = (identity: Credentials): DynamoDBClient => {
    const created = new DynamoDBClient({ endpoint: proxy.url, region: REGION, credentials: identity });
    clients.push(created);
    return created;
  };

  const environment: Environment = {
    engine,
    proxy,
    now: Date.now(),
    clientOf: async (tenant) => client(await environment.assume({ Tags: [{ Key: 'tenantId', Value: tenant }] })),
    clientFor: (role, tags) => client(credentials.issue(sessionOf(role, 'test', tags))),
    async assume(input = {}, caller = processRole) {
      const identity = credentials.issue(sessionOf(caller, 'run'));
      const client = new STSClient({ endpoint: sts.url, region: REGION, credentials: identity });
      clients.push(client);
      const RoleSessionName = 'incident-management';
      const answer = await client.send(new AssumeRoleCommand({ RoleArn: tenantRole.arn, RoleSessionName, ...input }));
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = answer.Credentials ?? {};
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration ?? new Date(Number.NaN),
      };
    },
    async stop() {
      for (const each of clients) each.destroy();
      await Promise.all([proxy.close(), sts.close()]);
      await engine.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return environment;
}
