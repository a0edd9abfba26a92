/** The table behind the back of the functions: to break what they rely on, and to fill it faster than they could. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '#infra/local/edges/dynamodb/engine';
import { REGION } from '#infra/local/machine/template/physical';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { createStore, type Store } from '#shared/store/store';
import { slugKey } from '#shared/tenancy/keys';

/** The name of the table in the deployment stage `local`. */
const TABLE = 'helmdesk-local';
/** The engine asks for some identity and verifies none. */
const nobody = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Runs the work on the table in a runner's data folder, without proxy and policies. */
export async function withTable<T>(directory: string, work: (store: Store) => Promise<T>): Promise<T> {
  const engine = await startEngine({ directory });
  try {
    return await withEngine(engine.endpoint, work);
  } finally {
    await engine.stop();
  }
}

/** Runs the work on the table of an engine that runs already. */
export async function withEngine<T>(endpoint: string, work: (store: Store) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: nobody });
  try {
    return await work(createStore(client, TABLE));
  } finally {
    client.destroy();
  }
}

/** The id of a tenant of the seed. @throws RangeError when nobody has the slug */
export async function tenantOf(store: Store, slug: string): Promise<TenantId> {
  return tenantId(String((await store.get(slugKey(slug)))?.tenantId));
}
