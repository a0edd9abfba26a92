/** A table as CloudFormation describes it: its keys for IAM, and bringing a DynamoDB endpoint to that state. */
import { isDeepStrictEqual } from 'node:util';
import { callDynamoDb, DynamoDbError } from '#infra/local/edges/dynamodb/control';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';

/** The partition keys by which IAM's LeadingKeys are read. */
export interface TableKeys {
  readonly partitionKey: string;
  /** Partition key by index name. */
  readonly indexes: ReadonlyMap<string, string>;
}

/** The keys of a table out of the Properties of its AWS::DynamoDB::Table. */
export function tableKeys(properties: JsonObject): TableKeys {
  const indexes = [...indexesOf(properties)].map(([name, index]) => [name, partitionKey(index)] as const);
  return { partitionKey: partitionKey(properties), indexes: new Map(indexes) };
}

export interface TableState {
  readonly created: boolean;
  /** The endpoint's own ARN of the stream, for its Streams API; absent without a stream. */
  readonly streamArn?: string;
}

/**
 * Creates the table that the Properties (intrinsics resolved) describe: keys, indexes, stream, time to live. A table that
 * exists gets the indexes it lacks and loses those that are gone; a changed key schema throws, since it means other data.
 */
export async function ensureTable(endpoint: string, properties: JsonObject): Promise<TableState> {
  const call = (operation: string, body: JsonObject) => callDynamoDb(endpoint, operation, body);
  const name = required(properties, 'TableName');
  const existing = await describe(call, name);
  if (existing) await reconcile(call, name, existing, properties);
  else await call('CreateTable', createTableInput(properties));
  await ensureTimeToLive(call, name, asObject(properties.TimeToLiveSpecification));

  const table = await whenActive(call, name);
  const streamArn = asString(table.LatestStreamArn);
  return { created: !existing, ...(streamArn === undefined ? {} : { streamArn }) };
}

type Call = (operation: string, body: JsonObject) => Promise<JsonObject>;

function createTableInput(properties: JsonObject): JsonObject {
  const { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  const stream = asObject(properties.StreamSpecification);
  return {
    TableName,
    KeySchema,
    AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
    ...(LocalSecondaryIndexes ? { LocalSecondaryIndexes } : {}),
    ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
  };
}

async function reconcile(call: Call, name: string, existing: JsonObject, wanted: JsonObject): Promise<void> {
  refuseOtherKeys(name, existing, wanted);
  const before = indexesOf(existing);
  const after = indexesOf(wanted);
  const update = async (change: JsonObject) => {
    await call('UpdateTable', { TableName: name, ...change });
    await whenActive(call, name);
  };
  for (const IndexName of before.keys()) {
    if (!after.has(IndexName)) await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] });
  }
  for (const [IndexName, index] of after) {
    const found = before.get(IndexName);
    if (found) refuseOtherKeys(`${name}/index/${IndexName}`, found, index);
    else {
      const { AttributeDefinitions } = wanted;
      await update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] });
    }
  }
  const stream = asObject(wanted.StreamSpecification);
  if (stream && existing.LatestStreamArn === undefined) {
    await update({ StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } });
  }
}

async function ensureTimeToLive(call: Call, name: string, wanted: JsonObject | undefined): Promise<void> {
  if (!wanted) return;
  const current = asObject((await call('DescribeTimeToLive', { TableName: name })).TimeToLiveDescription);
  const enabled = current?.TimeToLiveStatus === 'ENABLED' || current?.TimeToLiveStatus === 'ENABLING';
  if (enabled === (wanted.Enabled === true)) return;
  await call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: wanted });
}

async function describe(call: Call, name: string): Promise<JsonObject | undefined> {
  try {
    return asObject((await call('DescribeTable', { TableName: name })).Table);
  } catch (error) {
    if (error instanceof DynamoDbError && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function whenActive(call: Call, name: string): Promise<JsonObject> {
  for (;;) {
    const table = await describe(call, name);
    const states = [table, ...(table ? indexesOf(table).values() : [])].map(
      (part) => part?.TableStatus ?? part?.IndexStatus,
    );
    if (table && states.every((state) => state === 'ACTIVE' || state === undefined)) return table;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function refuseOtherKeys(what: string, existing: JsonObject, wanted: JsonObject): void {
  if (isDeepStrictEqual(keySchema(existing), keySchema(wanted))) return;
  throw new Error(
    `${what} exists with other keys (${JSON.stringify(keySchema(existing))}) than the template wants ` +
      `(${JSON.stringify(keySchema(wanted))}): start with an empty database`,
  );
}

const indexesOf = (table: JsonObject): ReadonlyMap<string, JsonObject> =>
  new Map(
    asArray(table.GlobalSecondaryIndexes).map((entry) => [
      required(asObject(entry), 'IndexName'),
      asObject(entry) ?? {},
    ]),
  );

const keySchema = (of: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    asArray(of.KeySchema).map((key) => [required(asObject(key), 'KeyType'), required(asObject(key), 'AttributeName')]),
  );

function partitionKey(of: JsonObject): string {
  return required(keySchema(of), 'HASH');
}

function required(of: JsonObject | undefined, name: string): string {
  const value = asString(of?.[name]);
  if (value === undefined) throw new Error(`the table's ${name} must be a string, not ${JSON.stringify(of?.[name])}`);
  return value;
}
