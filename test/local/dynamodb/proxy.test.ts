/** The proxy beside its main purpose: credentials that end, what it tells its subscribers, what its callers see of it. */
import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Observation } from '#infra/local/edges/dynamodb/observation';
import { startDynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { type Credentials, createCredentialRegistry } from '#infra/local/edges/iam/credentials';
import { sessionOf } from '#infra/local/edges/iam/principal';
import { listen } from '#infra/local/machine/http';
import { signatureOf } from '#shared/aws/signature';
import { type Environment, startEnvironment } from '#test/local/dynamodb/environment';
import { ACCOUNT, REGION, TABLE, TABLE_ARN, TENANT_ROLE, tableProperties } from '#test/local/dynamodb/template';

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

/** A request as whoever has these credentials would sign it. */
async function signed(identity: Credentials, body: string, target = 'GetItem') {
  const { host, hostname, port, protocol } = new URL(environment.proxy.url);
  const headers = { host, 'x-amz-target': `DynamoDB_20120810.${target}` };
  const signature = signatureOf({ service: 'dynamodb', region: REGION, credentials: identity });
  return signature.sign({
    method: 'POST',
    protocol,
    hostname,
    port: Number(port),
    path: '/',
    query: {},
    headers,
    body,
  });
}

it('a request that is no JSON object is refused as AWS does', async () => {
  const identity = await environment.assume({ Tags: [{ Key: 'tenantId', Value: TENANT }] });
  const { headers } = await signed(identity, '[]');

  const response = await fetch(environment.proxy.url, { method: 'POST', headers, body: '[]' });

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'com.amazon.coral.service#SerializationException' });
});

it('security 14 who knows key id and session token, as every reader of a pre-signed URL does, and not the secret is refused', async () => {
  const identity = await environment.assume({ Tags: [{ Key: 'tenantId', Value: TENANT }] });
  const body = JSON.stringify({ TableName: TABLE, Key: key('a') });
  const send = async (headers: Readonly<Record<string, string>>, sent = body) => {
    const response = await fetch(environment.proxy.url, { method: 'POST', headers, body: sent });
    return `${response.status} ${String(Object(await response.json()).__type ?? '').replace(/^.*#/, '')}`;
  };
  const own = await signed(identity, body);
  const { authorization = '' } = own.headers;
  const guessed = await signed({ ...identity, secretAccessKey: 'guessed' }, body);
  const elsewhere = { ...own.headers, 'x-amz-target': 'DynamoDB_20120810.Query' };

  const answers = [
    await send(own.headers),
    await send(guessed.headers),
    await send({ ...own.headers, authorization: authorization.replace(/,\s*SignedHeaders.*$/, '') }),
    await send({ ...own.headers, authorization: authorization.replace(/[0-9a-f]{64}$/, '0'.repeat(64)) }),
    await send(own.headers, JSON.stringify({ TableName: TABLE, Key: key('b') })),
    await send(elsewhere),
  ];

  expect(answers).toEqual(['200 ', ...Array.from({ length: 5 }, () => '400 InvalidSignatureException')]);
});

it('security 13 says once that the engine has no room left, and again after it had some', async () => {
  let answer = { status: 200, body: '{}' };
  const engine = await listen(0, async (_, response) => {
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
  });
  const credentials = createCredentialRegistry({ now: Date.now });
  const tables = new Map([[TABLE, tableKeys(tableProperties)]]);
  const location = { partition: 'aws', region: REGION, account: ACCOUNT, tables };
  let told = 0;
  const onFull = () => {
    told += 1;
  };
  const proxy = await startDynamoDbProxy({ upstream: engine.url, credentials, location, now: Date.now, onFull });
  const identity = credentials.issue(sessionOf(TENANT_ROLE, 'test', { tenantId: TENANT }));
  const client = new DynamoDBClient({ endpoint: proxy.url, region: REGION, credentials: identity, maxAttempts: 1 });
  const write = () => client.send(new PutItemCommand({ TableName: TABLE, Item: key('a') })).catch(({ name }) => name);
  const full = { status: 500, body: '{"__type":"InternalServerError","message":"database or disk is full"}' };

  const seen: unknown[] = [];
  for (const next of [full, full, { status: 200, body: '{}' }, full]) {
    answer = next;
    seen.push([await write(), told]);
  }
  client.destroy();
  await proxy.close();
  await engine.close();

  expect(seen).toMatchObject([
    ['InternalServerError', 1],
    ['InternalServerError', 1],
    [{}, 1],
    ['InternalServerError', 2],
  ]);
});
