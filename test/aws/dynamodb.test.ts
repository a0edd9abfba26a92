/** What is sent to DynamoDB is what AWS's own client sends, signed so that AWS would take it; what it answers is understood as that client does. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as aws from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type DynamoDb, dynamoDb } from '#shared/aws/dynamodb';
import { signatureOf } from '#shared/aws/signature';
import { setEnvironment } from '#test/support/surroundings';

interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const credentials = { accessKeyId: 'ASIA0000000000000000', secretAccessKey: 'secret', sessionToken: 'to+ken/==' };
const region = 'eu-central-1';
const key = { pk: { S: 'TENANT#t#ä"\u2028' }, sk: { S: 'RECORD' } };

let answers: (readonly [status: number, body: object | 'break'])[] = [];
let received: Received[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method, url: path, headers } = request;
  received.push({ method, path, headers, body: Buffer.concat(chunks).toString('utf8') });
  const [status, body] = answers.shift() ?? [200, {}];
  if (body === 'break') request.socket.destroy();
  else response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
});
let client: aws.DynamoDBClient;
let ask: DynamoDb;
let restoreEnvironment = (): void => {};
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  restoreEnvironment = setEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint });
  client = new aws.DynamoDBClient({ region, credentials });
  ask = dynamoDb(client);
});
afterAll(() => {
  restoreEnvironment();
  client.destroy();
  server.close();
});
beforeEach(() => {
  answers = [];
  received = [];
});

const refusal = (name: string, more: object = {}) => ({
  __type: `com.amazonaws.dynamodb.v20120810#${name}`,
  message: 'No.',
  ...more,
});

it('sends what AWS’s client sends, to the address that the environment names', async () => {
  const transaction = { TransactItems: [{ Delete: { TableName: 'table', Key: key } }] };
  const asked = { TableName: 'table', Key: key, ConsistentRead: true };
  await ask('GetItem', asked);
  await client.send(new aws.GetItemCommand(asked));
  await ask('TransactWriteItems', transaction);
  await client.send(new aws.TransactWriteItemsCommand(transaction));

  const said = received.map(({ method, path, headers, body }) => {
    const { ClientRequestToken: token, ...rest } = JSON.parse(body);
    const { host, 'content-type': type, 'x-amz-target': target, 'x-amz-security-token': session } = headers;
    const scope = /Credential=([^/]+)\/\d{8}\/([^,]+),/.exec(headers.authorization ?? '')?.slice(1);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    return { method, path, host, type, target, session, scope, rest, hasToken: typeof token === 'string' };
  });
  expect(said).toHaveLength(4);
  expect(said[0]).toEqual(said[1]);
  expect(said[2]).toEqual(said[3]);
  expect(said.map(({ hasToken }) => hasToken)).toEqual([false, false, true, true]);
});

it('goes to the same addresses as AWS’s client', async () => {
  const unnamed = setEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: '' });
  const configs = [
    { region },
    { region: 'cn-north-1' },
    { region: 'us-east-1', useFipsEndpoint: true },
    { region: 'us-east-1', useDualstackEndpoint: true },
    { region, endpoint: 'http://127.0.0.1:8000' },
  ];
  try {
    for (const config of configs) {
      const hosts: unknown[] = [];
      const handle = async ({ protocol, hostname, port, headers }: Record<string, unknown>): Promise<never> => {
        hosts.push([protocol, hostname, port, Reflect.get(Object(headers), 'host')]);
        throw new Error('not sent');
      };
      const requestHandler = { handle } as never;
      const other = new aws.DynamoDBClient({ ...config, credentials, requestHandler, maxAttempts: 1 });
      await expect(dynamoDb(other)('GetItem', { TableName: 'table', Key: key })).rejects.toThrow('not sent');
      await expect(other.send(new aws.GetItemCommand({ TableName: 'table', Key: key }))).rejects.toThrow('not sent');
      expect(hosts[0]).toEqual(hosts[1]);
    }
  } finally {
    unnamed();
  }
});

it('signs all that it says: the signature is that of the request as it was received', async () => {
  await ask('GetItem', { TableName: 'table', Key: key });

  const [request] = received;
  if (!request) throw new Error('a request was to be received');
  const { headers, body } = request;
  const stamp = String(headers['x-amz-date']).replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
  const names = /SignedHeaders=([^,]+),/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  expect(names).toEqual(['content-type', 'host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target']);
  const signed = ['content-type', 'host', 'x-amz-target'].map((name) => [name, String(headers[name])]);
  const again = await signatureOf({ service: 'dynamodb', region, credentials }).sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/',
      query: {},
      headers: Object.fromEntries(signed),
      body,
    },
    // The signer adds the digest of the body, which services but S3 need no header for.
    { signingDate: new Date(stamp), unsignableHeaders: new Set(['x-amz-content-sha256']) },
  );
  expect(again.headers.authorization).toBe(headers.authorization);
});

it.each([
  ['it is busy', [500, refusal('InternalServerError')]],
  ['it is asked too much', [400, refusal('ProvisionedThroughputExceededException')]],
  ['a connection breaks', [200, 'break']],
] as const)('tries again where %s, with the same token', async (_, answer) => {
  answers = [answer, answer];
  await ask('TransactWriteItems', { TransactItems: [] });

  const tokens = received.map(({ body }) => JSON.parse(body).ClientRequestToken);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
});

it('tries as often as AWS’s client, and not what is refused for good', async () => {
  answers = Array.from({ length: 4 }, () => [503, {}] as const);
  await expect(ask('GetItem', {})).rejects.toMatchObject({ status: 503, name: 'UnknownError' });
  expect(received).toHaveLength(await client.config.maxAttempts());

  received = [];
  answers = [[400, refusal('ValidationException')]];
  await expect(ask('GetItem', {})).rejects.toMatchObject({ name: 'ValidationException', message: 'No.' });
  expect(received).toHaveLength(1);
});

it('says what DynamoDB said of a condition and of a transaction', async () => {
  const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: key }];
  answers = [
    [400, refusal('ConditionalCheckFailedException', { Item: key })],
    [400, refusal('TransactionCanceledException', { CancellationReasons: reasons })],
  ];
  await expect(ask('PutItem', {})).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    said: { Item: key },
  });
  await expect(ask('TransactWriteItems', {})).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    said: { CancellationReasons: reasons },
  });
});
