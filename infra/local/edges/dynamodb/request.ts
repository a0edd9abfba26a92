/** What a DynamoDB request asks of IAM: for each action on a table or index, the resource and the leading keys. */
import { keyText, partitionKeyValue } from '#infra/local/edges/dynamodb/key-condition';
import type { TableKeys } from '#infra/local/edges/dynamodb/table';
import { asArray, asObject, asString, isObject, type JsonObject } from '#infra/local/machine/json';

export interface AuthorizationRequest {
  /** The IAM action, such as `dynamodb:GetItem`. */
  readonly action: string;
  /** ARN of the table, index or stream; `*` where the operation names none. */
  readonly resource: string;
  /** dynamodb:LeadingKeys. Absent when the partition keys cannot be determined, so that a Null condition denies. */
  readonly leadingKeys?: readonly string[];
  /** Further condition keys that depend on the request. */
  readonly context: Readonly<Record<string, string>>;
  /** Items named by the request: 1, or the size of the batch; 0 for queries, scans and control operations. */
  readonly items: number;
}

export interface TableLocation {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The key attributes of the tables that are known, by table name. */
  readonly tables: ReadonlyMap<string, TableKeys>;
}

/**
 * Derives what IAM must allow for one operation to run, as AWS does: transactions are authorised action by action,
 * batches once a table with the keys of all their items, everything else once. At least one request is returned.
 * @param target the X-Amz-Target header, such as `DynamoDB_20120810.GetItem`
 */
export function deriveRequests(
  target: string,
  body: JsonObject,
  location: TableLocation,
): readonly AuthorizationRequest[] {
  const operation = target.slice(target.indexOf('.') + 1);
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [itemRequest(operation, body, location)];
    case 'Query':
      return [queryRequest(body, location)];
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return orNothing(operation, batchRequests(operation, body, location));
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return orNothing(operation, transactRequests(operation, body, location));
    case 'ExecuteStatement':
      return [statementRequest(body.Statement)];
    case 'BatchExecuteStatement':
      return orNothing(
        operation,
        asArray(body.Statements).map((entry) => statementRequest(asObject(entry)?.Statement)),
      );
    case 'ExecuteTransaction':
      return orNothing(
        operation,
        asArray(body.TransactStatements).map((entry) => statementRequest(asObject(entry)?.Statement)),
      );
    default:
      return [request(operation, resourceOf(body, location), 0)];
  }
}

/** The condition keys of one derived request, to be evaluated together with those of the principal. */
export function contextEntries(derived: AuthorizationRequest): Record<string, string | readonly string[] | undefined> {
  const { leadingKeys } = derived;
  return {
    ...derived.context,
    'dynamodb:LeadingKeys': leadingKeys,
    'dynamodb:FirstPartitionKeyValues': leadingKeys,
  };
}

/** The action by which IAM knows what happens to an item inside a transaction. */
const TRANSACT_ACTIONS = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

function transactRequests(operation: string, body: JsonObject, location: TableLocation): AuthorizationRequest[] {
  return asArray(body.TransactItems).flatMap((entry) => {
    const actions = Object.entries(TRANSACT_ACTIONS).filter(([member]) => isObject(asObject(entry)?.[member]));
    if (actions.length === 0) return [request(operation, '*', 0)];
    return actions.map(([member, action]) => {
      const derived = itemRequest(action, asObject(asObject(entry)?.[member]) ?? {}, location);
      return { ...derived, context: { ...derived.context, 'dynamodb:EnclosingOperation': operation } };
    });
  });
}

function itemRequest(action: string, body: JsonObject, location: TableLocation): AuthorizationRequest {
  const key = partitionKeyOf(body, location);
  const value = key === undefined ? undefined : keyText(asObject(action === 'PutItem' ? body.Item : body.Key)?.[key]);
  return request(action, resourceOf(body, location), 1, value === undefined ? undefined : [value], options(body));
}

function batchRequests(operation: string, body: JsonObject, location: TableLocation): AuthorizationRequest[] {
  return Object.entries(asObject(body.RequestItems) ?? {}).map(([table, entries]) => {
    const named = { TableName: table };
    const key = partitionKeyOf(named, location);
    const items =
      operation === 'BatchGetItem' ? asArray(asObject(entries)?.Keys) : asArray(entries).flatMap(writtenKeys);
    const values = items.map((item) => (key === undefined ? undefined : keyText(asObject(item)?.[key])));
    const known = values.filter((value) => value !== undefined);
    const leadingKeys = known.length === values.length ? [...new Set(known)] : undefined;
    return request(operation, resourceOf(named, location), items.length, leadingKeys, options(body));
  });
}

/** The attributes that hold the keys of one entry of BatchWriteItem, put and delete alike. */
function writtenKeys(entry: unknown): readonly unknown[] {
  const put = asObject(asObject(entry)?.PutRequest);
  const remove = asObject(asObject(entry)?.DeleteRequest);
  if (!put && !remove) return [undefined];
  return [...(put ? [put.Item] : []), ...(remove ? [remove.Key] : [])];
}

function queryRequest(body: JsonObject, location: TableLocation): AuthorizationRequest {
  const key = partitionKeyOf(body, location);
  const value = key === undefined ? undefined : partitionKeyValue(body, key);
  return request('Query', resourceOf(body, location), 0, value === undefined ? undefined : [value], options(body));
}

/** PartiQL has actions of its own; the statement is not parsed, so it has no leading keys and names no table. */
function statementRequest(statement: unknown): AuthorizationRequest {
  const verb = /^\s*(select|insert|update|delete)\b/i.exec(asString(statement) ?? '')?.[1]?.toLowerCase();
  return request(verb ? `PartiQL${verb.charAt(0).toUpperCase()}${verb.slice(1)}` : 'ExecuteStatement', '*', 0);
}

/** A transaction or batch of nothing still asks for something: permission for the operation itself, without keys. */
function orNothing(operation: string, requests: readonly AuthorizationRequest[]): readonly AuthorizationRequest[] {
  return requests.length > 0 ? requests : [request(operation, '*', 0)];
}

function request(
  action: string,
  resource: string,
  items: number,
  leadingKeys?: readonly string[],
  context: Readonly<Record<string, string>> = {},
): AuthorizationRequest {
  const base = { action: `dynamodb:${action}`, resource, context, items };
  return leadingKeys && leadingKeys.length > 0 ? { ...base, leadingKeys } : base;
}

function options(body: JsonObject): Record<string, string> {
  const context: Record<string, string> = {};
  for (const name of ['Select', 'ReturnValues', 'ReturnConsumedCapacity']) {
    const value = asString(body[name]);
    if (value !== undefined) context[`dynamodb:${name}`] = value;
  }
  return context;
}

function partitionKeyOf(body: JsonObject, { tables }: TableLocation): string | undefined {
  const keys = tables.get(tableName(body.TableName) ?? '');
  const index = asString(body.IndexName);
  return index === undefined ? keys?.partitionKey : keys?.indexes.get(index);
}

/** Wherever a table is named, AWS also takes its ARN. */
const tableName = (value: unknown): string | undefined => asString(value)?.replace(/^arn:[^/]*:table\//, '');

function resourceOf(body: JsonObject, { partition, region, account }: TableLocation): string {
  const arn = asString(body.StreamArn) ?? asString(body.ResourceArn);
  if (arn !== undefined) return arn;
  const table = tableName(body.TableName);
  if (table === undefined) return '*';
  const index = asString(body.IndexName);
  const base = `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
  return index === undefined ? base : `${base}/index/${index}`;
}
