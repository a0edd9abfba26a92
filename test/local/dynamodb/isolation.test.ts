/** Tenants apart: real clients, the tenant role's policy, a real engine; and naive policies, with which they are not. */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Environment, startEnvironment } from '#test/local/dynamodb/environment';
import { INDEXES, TABLE, TENANT_ROLE, tenantPolicy, tenantRoleWith } from '#test/local/dynamodb/template';

/** Ours, its own prefix, and one that it is a prefix of. */
const OWN = 'abcdefghijkl1';
const FOREIGN = ['abcdefghijkl', 'abcdefghijkl12', 'zyxwvutsrqpon'];

type Send = (client: DynamoDBClient) => Promise<unknown>;

const S = (text: string) => ({ S: text });
const pkOf = (tenant: string) => `TENANT#${tenant}#incident#1`;
const keyOf = (tenant: string) => ({ pk: S(pkOf(tenant)), sk: S('RECORD') });
const itemOf = (tenant: string) => ({
  ...keyOf(tenant),
  ...Object.fromEntries(
    Object.values(INDEXES).flatMap(([pk, sk]) => [
      [pk, S(pkOf(tenant))],
      [sk, S('1')],
    ]),
  ),
  duePk: S('DUE#0'),
});

/** Every way to one tenant's item that the policy grants. */
const requestsFor = (tenant: string) => {
  const target = { TableName: TABLE, Key: keyOf(tenant) };
  const set = { UpdateExpression: 'SET touched = :t', ExpressionAttributeValues: { ':t': S('yes') } };
  const check = { ...target, ConditionExpression: 'attribute_exists(pk)' };
  const query = (pk: string, IndexName?: string) =>
    new QueryCommand({
      TableName: TABLE,
      IndexName,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': pk },
      ExpressionAttributeValues: { ':pk': S(pkOf(tenant)) },
    });
  return {
    get: (client: DynamoDBClient) => client.send(new GetItemCommand(target)),
    put: (client: DynamoDBClient) => client.send(new PutItemCommand({ TableName: TABLE, Item: itemOf(tenant) })),
    update: (client: DynamoDBClient) => client.send(new UpdateItemCommand({ ...target, ...set })),
    delete: (client: DynamoDBClient) => client.send(new DeleteItemCommand(check)),
    query: (client: DynamoDBClient) => client.send(query('pk')),
    'batch get': (client: DynamoDBClient) =>
      client.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: [keyOf(tenant)] } } })),
    'batch write': (client: DynamoDBClient) =>
      client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: [{ PutRequest: { Item: itemOf(tenant) } }] } })),
    'transact get': (client: DynamoDBClient) =>
      client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: target }] })),
    'transact update': (client: DynamoDBClient) =>
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Update: { ...target, ...set } }] })),
    'transact check': (client: DynamoDBClient) =>
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ ConditionCheck: check }] })),
    ...Object.fromEntries(
      Object.entries(INDEXES)
        .filter(([name]) => name !== 'due')
        .map(([name, [pk]]) => [`query ${name}`, (client: DynamoDBClient) => client.send(query(pk, name))]),
    ),
  };
};

const denied = {
  name: 'AccessDeniedException',
  message: expect.stringMatching(
    /^User: arn:aws:sts::123456789012:assumed-role\/helmdesk-local-tenant\/\S+ is not authorized to perform: dynamodb:\w+ on resource: /,
  ),
};

let environment: Environment;
let own: DynamoDBClient;
beforeAll(async () => {
  environment = await startEnvironment();
  own = await environment.clientOf(OWN);
  for (const tenant of [OWN, ...FOREIGN]) {
    const client = await environment.clientOf(tenant.padEnd(12, '0'));
    await requestsFor(tenant).put(client);
  }
});
afterAll(() => environment.stop());

describe('the own tenant is reached, and found on every index', () => {
  it.each(Object.entries(requestsFor(OWN)).filter(([name]) => name !== 'delete'))('%s', async (name, send) => {
    const answer = await send(own);

    if (name.startsWith('query')) expect(answer).toMatchObject({ Count: 1 });
    expect(answer.$metadata.httpStatusCode).toBe(200);
  });

  it('delete', async () => {
    await requestsFor(OWN).delete(own);
    expect(await requestsFor(OWN).get(own)).not.toHaveProperty('Item');
    await requestsFor(OWN).put(own);
  });
});

describe.each(FOREIGN)('tenant %s is out of reach', (tenant) => {
  it.each(Object.entries(requestsFor(tenant)))('%s', async (_name, send) => {
    await expect(send(own)).rejects.toMatchObject(denied);
  });
});

describe('what no tenant may', () => {
  const due = {
    IndexName: 'due',
    KeyConditionExpression: 'duePk = :d',
    ExpressionAttributeValues: { ':d': S('DUE#0') },
  };
  const bare = { pk: S(OWN), sk: S('RECORD') };
  const platform = { pk: S('PLATFORM#TENANT#x'), sk: S('META') };
  it.each<[string, Send]>([
    ['read the due index', (client) => client.send(new QueryCommand({ TableName: TABLE, ...due }))],
    ['scan', (client) => client.send(new ScanCommand({ TableName: TABLE }))],
    ['scan an index', (client) => client.send(new ScanCommand({ TableName: TABLE, IndexName: 'list' }))],
    [
      'PartiQL',
      (client) =>
        client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TABLE}" WHERE pk = '${pkOf(OWN)}'` })),
    ],
    ['an empty transaction', (client) => client.send(new TransactWriteItemsCommand({ TransactItems: [] }))],
    ['a transaction of nothing', (client) => client.send(new TransactWriteItemsCommand({ TransactItems: [{}] }))],
    ['the registry', (client) => client.send(new GetItemCommand({ TableName: TABLE, Key: platform }))],
    ['another table', (client) => client.send(new GetItemCommand({ TableName: 'other-table', Key: keyOf(OWN) }))],
    ['a key without the tenant prefix', (client) => client.send(new GetItemCommand({ TableName: TABLE, Key: bare }))],
  ])('%s', async (_name, send) => {
    await expect(send(own)).rejects.toMatchObject(denied);
  });
});

describe('one foreign item spoils the whole', () => {
  const foreign = FOREIGN[0] ?? '';
  const keys = [keyOf(OWN), keyOf(foreign)];
  const writes = [{ PutRequest: { Item: itemOf(OWN) } }, { DeleteRequest: { Key: keyOf(foreign) } }];
  const actions = [
    { Put: { TableName: TABLE, Item: itemOf(OWN) } },
    { ConditionCheck: { TableName: TABLE, Key: keyOf(foreign), ConditionExpression: 'attribute_exists(pk)' } },
  ];
  it.each<[string, Send]>([
    ['batch get', (client) => client.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: keys } } }))],
    ['batch write', (client) => client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: writes } }))],
    ['transaction', (client) => client.send(new TransactWriteItemsCommand({ TransactItems: actions }))],
  ])('%s', async (_name, send) => {
    await expect(send(own)).rejects.toMatchObject(denied);
  });
});

describe('sessions without a proper tag', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['no tag', {}],
    ['an empty tag', { tenantId: '' }],
    ['a wildcard', { tenantId: '*' }],
    ['another tag', { tenant: OWN }],
  ])('%s', async (_name, tags) => {
    const client = environment.clientFor(TENANT_ROLE, tags);

    await expect(requestsFor(OWN).get(client)).rejects.toMatchObject(denied);
  });
});

describe('negative control: a naive policy lets a foreign request through, and this suite notices', () => {
  const tags = { tenantId: 'abcdefghijkl' };
  const foreign = 'abcdefghijkl1';

  it('a pattern without the delimiter admits a tenant whose id begins with ours', async () => {
    const naive = tenantRoleWith(tenantPolicy('TENANT#${aws:PrincipalTag/tenantId}*'));

    const answer = await requestsFor(foreign).get(environment.clientFor(naive, tags));

    expect(answer.Item).toMatchObject(keyOf(foreign));
    await expect(requestsFor(foreign).get(environment.clientFor(TENANT_ROLE, tags))).rejects.toMatchObject(denied);
  });

  it('a policy without the Null condition admits a query whose key it cannot see', async () => {
    const naive = tenantRoleWith(tenantPolicy(undefined, false));
    const hidden = new QueryCommand({
      TableName: TABLE,
      KeyConditionExpression: 'pk = :pk AND NOT sk = :sk',
      ExpressionAttributeValues: { ':pk': S(pkOf(foreign)), ':sk': S('x') },
    });

    // The engine refuses the expression: the request did get past the policy.
    await expect(environment.clientFor(naive, tags).send(hidden)).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await expect(environment.clientFor(TENANT_ROLE, tags).send(hidden)).rejects.toMatchObject(denied);
  });
});
