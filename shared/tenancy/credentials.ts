/** A store per tenant: the function assumes the tenant role with the tenant's id as session tag, and IAM decides what it reaches. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createStore, type Store } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

/** Role chaining caps sessions at one hour; they are renewed this long before they end. */
const SESSION_SECONDS = 3600;
const RENEW_BEFORE_MS = 10 * 60_000;
/** Tenants kept at once in one function instance; the least recently used goes first. */
const MAX_TENANTS = 50;

interface Session {
  readonly store: Promise<Store>;
  readonly expiresAt: number;
}

/**
 * @param options.table the table's name; `options.role` the tenant role's ARN; `options.name` the process, which with the tenant
 * makes the session name, so that the cloud trail answers who read what.
 * @returns a function from tenant to store: one session per tenant, shared by concurrent requests, on one connection pool.
 */
export function tenantStores(options: {
  table: string;
  role: string;
  name: string;
}): (tenant: TenantId) => Promise<Store> {
  const sts = new STSClient({});
  const { requestHandler } = new DynamoDBClient({}).config;
  const sessions = new Map<TenantId, Session>();

  async function open(tenant: TenantId): Promise<Store> {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: options.role,
        RoleSessionName: `${options.name}-${tenant}`.slice(0, 64),
        DurationSeconds: SESSION_SECONDS,
        Tags: [{ Key: 'tenantId', Value: tenant }],
      }),
    );
    if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
      throw new Error(`STS gave no credentials for role ${options.role}`);
    }
    const credentials = {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    };
    return createStore(new DynamoDBClient({ credentials, requestHandler }), options.table);
  }

  return (tenant) => {
    const now = clock.now();
    const known = sessions.get(tenant);
    if (known && now < known.expiresAt - RENEW_BEFORE_MS) {
      sessions.delete(tenant); // re-inserted below: Map order is the order of use
      sessions.set(tenant, known);
      return known.store;
    }
    const store = open(tenant);
    sessions.set(tenant, { store, expiresAt: now + SESSION_SECONDS * 1000 });
    store.catch(() => sessions.delete(tenant));
    const [oldest] = sessions.keys();
    if (sessions.size > MAX_TENANTS && oldest) sessions.delete(oldest);
    return store;
  };
}
