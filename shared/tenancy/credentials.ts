/** A store per tenant: the function assumes the tenant role with the tenant's id as session tag, and IAM decides what it reaches. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { assumeRole } from '#shared/aws/assume-role';
import type { TenantId } from '#shared/ids/tenant-id';
import { type ObjectSigner, objectSigner } from '#shared/objects/signer';
import { createStore, type Store } from '#shared/store/store';
import { clock } from '#shared/time/clock';

/** Role chaining caps sessions at one hour; they are renewed this long before they end, as pre-signed URLs of 15 minutes end with them. */
const SESSION_SECONDS = 3600;
const RENEW_BEFORE_MS = 20 * 60_000;
/** Tenants kept at once in one function instance; the least recently used goes first. */
const MAX_TENANTS = 50;

/** What a tenant's session reaches: its items, and its objects where the function has a bucket. */
export interface TenantSession {
  readonly store: Store;
  readonly sign: ObjectSigner;
}

interface Session {
  readonly open: Promise<TenantSession>;
  readonly expiresAt: number;
}

/**
 * @param options.table the table's name; `options.role` the tenant role's ARN; `options.name` the process, which with the tenant
 * makes the session name, so that the cloud trail answers who read what; `options.tenants` how many are kept at once.
 * @returns a function from tenant to session: one per tenant, shared by concurrent requests, on one connection pool.
 */
export function tenantSessions(options: {
  table: string;
  role: string;
  name: string;
  bucket?: string | undefined;
  tenants?: number | undefined;
}): (tenant: TenantId) => Promise<TenantSession> {
  const { config } = new DynamoDBClient({});
  const { requestHandler } = config;
  const sessions = new Map<TenantId, Session>();

  async function open(tenant: TenantId): Promise<TenantSession> {
    const credentials = await assumeRole(config, {
      role: options.role,
      session: `${options.name}-${tenant}`.slice(0, 64),
      seconds: SESSION_SECONDS,
      tags: { tenantId: tenant },
    });
    return {
      store: createStore(new DynamoDBClient({ credentials, requestHandler }), options.table),
      sign: objectSigner(options.bucket ?? '', credentials),
    };
  }

  return (tenant) => {
    const now = clock.now();
    const known = sessions.get(tenant);
    if (known && now < known.expiresAt - RENEW_BEFORE_MS) {
      sessions.delete(tenant); // re-inserted below: Map order is the order of use
      sessions.set(tenant, known);
      return known.open;
    }
    const session = open(tenant);
    sessions.set(tenant, { open: session, expiresAt: now + SESSION_SECONDS * 1000 });
    session.catch(() => sessions.delete(tenant));
    const [oldest] = sessions.keys();
    if (sessions.size > (options.tenants ?? MAX_TENANTS) && oldest) sessions.delete(oldest);
    return session;
  };
}
