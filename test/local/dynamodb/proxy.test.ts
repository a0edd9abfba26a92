/** The proxy beside its main purpose: credentials that end, what it tells its subscribers, what its callers see of it. */
import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Observation } from '#infra/local/dynamodb/observation';
import { type Environment, startEnvironment } from '#test/local/dynamodb/environment';
import { TABLE, TABLE_ARN } from '#test/local/dynamodb/template';

const TENANT = 'abcdefghijkl';
const key = (name: string) => ({ pk: { S: `TENANT#${TENANT}#${name}` }, sk: { S: 'RECORD' } });

let environment: Environment;
beforeAll(async () => {
  environment = await startEnvironment();
});
afterAll(() => environment.stop());

async function observe(run: () => Promise<unknown>, consumedCapacity = false): Promise<readonly Observation[]> {
  const seen: Observation[] = [];
  const end = environment.proxy.subscribe((observation) => seen.push(observation), { consumedCapacity });
  await run().catch(() => {});
  end();
  return seen;
}

it('credentials end by the injected clock', async () => {
  const client = await environment.clientOf(TENANT);
  const get = () => client.send(new GetItemCommand({ TableName: TABLE, Key: key('a') }));
  const before = environment.now;

  await expect(get()).resolves.toBeDefined();
  environment.now = before + 3_600_000;
  await expect(get()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  environment.now = before;
});

it('tells what was asked, by whom, and that it was allowed', async () => {
  const client = await environment.clientOf(TENANT);
  const TransactItems = [
    { Put: { TableName: TABLE, Item: key('a') } },
    {
      Update: {
        TableName: TABLE,
        Key: key('b'),
        UpdateExpression: 'SET x = :x',
        ExpressionAttributeValues: { ':x': { S: '' } },
      },
    },
  ];

  const [observation, ...more] = await observe(() => client.send(new TransactWriteItemsCommand({ TransactItems })));

  expect(more).toEqual([]);
  expect(observation).toMatchObject({
    at: environment.now,
    principal: { roleName: 'helmdesk-local-tenant', tags: { tenantId: TENANT } },
    operation: 'TransactWriteItems',
    requests: [
      { action: 'dynamodb:PutItem', resource: TABLE_ARN, leadingKeys: [key('a').pk.S] },
      { action: 'dynamodb:UpdateItem', resource: TABLE_ARN, leadingKeys: [key('b').pk.S] },
    ],
    allowed: true,
    status: 200,
  });
  expect(observation).not.toHaveProperty('consumedCapacity');
});

it('tells what was denied, and why', async () => {
  const client = await environment.clientOf('zyxwvutsrqpo');

  const seen = await observe(() => client.send(new GetItemCommand({ TableName: TABLE, Key: key('a') })));

  expect(seen).toMatchObject([
    { allowed: false, status: 400, reason: expect.stringContaining('ForAllValues:StringLike') },
  ]);
});

it('tells consumed capacity when asked, without the caller noticing', async () => {
  const client = await environment.clientOf(TENANT);
  const Item = { ...key('a'), listPk: key('list').pk, listSk: { S: '1' } };
  const put = (options = {}) => client.send(new PutItemCommand({ TableName: TABLE, Item, ...options }));
  let quiet = {};
  let asking = {};

  const seen = await observe(async () => {
    quiet = await put();
    asking = await put({ ReturnConsumedCapacity: 'TOTAL' });
  }, true);

  expect(seen[0]?.consumedCapacity).toEqual([{ tableName: TABLE, capacityUnits: 2, indexes: { list: 1 } }]);
  expect(quiet).not.toHaveProperty('ConsumedCapacity');
  expect(asking).toHaveProperty('ConsumedCapacity');
});

it('errors of the engine pass through, with what it returned of the item', async () => {
  const client = await environment.clientOf(TENANT);
  const Item = { ...key('taken'), version: { N: '1' } };
  const create = new PutItemCommand({
    TableName: TABLE,
    Item,
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  await client.send(create);

  await expect(client.send(create)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item });
});

it('a request that is no JSON object is refused as AWS does', async () => {
  const { accessKeyId, sessionToken } = await environment.assume({ Tags: [{ Key: 'tenantId', Value: TENANT }] });
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20250101/x/dynamodb/aws4_request`,
    'x-amz-security-token': sessionToken,
    'x-amz-target': 'DynamoDB_20120810.GetItem',
  };

  const response = await fetch(environment.proxy.url, { method: 'POST', headers, body: '[]' });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'com.amazon.coral.service#SerializationException' });
});

it('requests outlast a kill of the engine', async () => {
  const client = await environment.clientOf(TENANT);
  await client.send(new PutItemCommand({ TableName: TABLE, Item: key('kept') }));

  process.kill(environment.engine.pid ?? 0, 'SIGKILL');
  const answers = await Promise.all(
    ['kept', 'kept', 'kept'].map((name) => client.send(new GetItemCommand({ TableName: TABLE, Key: key(name) }))),
  );

  expect(answers.map(({ Item }) => Item)).toEqual([key('kept'), key('kept'), key('kept')]);
});
