/** A tenant's own API key in its tier's usage plan: what API Gateway counts the tenant's requests by, so that none slows another. */
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeysCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import { environment } from '#shared/aws/environment';
import type { TenantId } from '#shared/ids/tenant-id';

let client: APIGatewayClient | undefined;
const gateway = (): APIGatewayClient => {
  client ??= new APIGatewayClient({});
  return client;
};

/** Ids of the deployment's usage plans by tier: they stay while the deployment does. */
const plans = new Map<string, string>();

/** Creates the key and attaches it. Harmless to repeat: what an earlier attempt left is found. @returns the key's value */
export async function openUsageKey(tenant: TenantId, tier: string): Promise<string> {
  const prefix = `helmdesk-${environment('STAGE')}`;
  const value = `${prefix}-tenant-${tenant}`;
  const usagePlanId = await planOf(`${prefix}-${tier}`);
  const keyId = (await created(value)) ?? (await found(value));
  try {
    await gateway().send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  } catch (error) {
    if (!isConflict(error)) throw error; // it is attached already
  }
  return value;
}

/** The key is no secret: clients cannot send it, API Gateway takes it from the authorizer alone. Undefined when there is one. */
async function created(value: string): Promise<string | undefined> {
  try {
    const { id } = await gateway().send(new CreateApiKeyCommand({ name: value, value, enabled: true }));
    return id;
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

async function found(name: string): Promise<string> {
  const { items = [] } = await gateway().send(new GetApiKeysCommand({ nameQuery: name, limit: 10 }));
  const id = items.find((item) => item.name === name)?.id;
  if (id === undefined) throw new Error(`API Gateway has an API key of the value ${name} under another name`);
  return id;
}

/** API Gateway has up to 300 usage plans in an account, and gives them at once. */
async function planOf(name: string): Promise<string> {
  const known = plans.get(name);
  if (known !== undefined) return known;
  const { items = [] } = await gateway().send(new GetUsagePlansCommand({ limit: 500 }));
  const id = items.find((item) => item.name === name)?.id;
  if (id === undefined) throw new Error(`the deployment has no usage plan ${name}`);
  plans.set(name, id);
  return id;
}

const isConflict = (error: unknown): boolean => error instanceof Error && error.name === 'ConflictException';
