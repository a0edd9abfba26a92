/** The store gets any number of items by key, in as few requests as the table takes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, startEngine } from '#infra/local/edges/dynamodb/engine';
import { createStore, type Store } from '#shared/store/store';

const directory = mkdtempSync(join(tmpdir(), 'helmdesk-store-'));
const requests: string[] = [];
let engine: Engine;
let store: Store;
beforeAll(async () => {
  engine = await startEngine({ directory });
  await engine.ensureTable({
    TableName: 'items',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-central-1', credentials });
  const { requestHandler } = client.config;
  const { handle } = requestHandler;
  requestHandler.handle = (request, options) => {
    requests.push(request.headers['x-amz-target'] ?? '');
    return handle.call(requestHandler, request, options);
  };
  store = createStore(client, 'items');
});
afterAll(async () => {
  await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

it('asks once for each begun hundred of keys, leaves out what is not there, and asks for nothing when there is none', async () => {
  const keys = Array.from({ length: 250 }, (_, index) => ({ pk: 'THINGS', sk: String(index) }));
  await store.writeAll(keys.slice(0, 240).map((key) => ({ put: { ...key, number: Number(key.sk) } })));
  requests.length = 0;

  const found = await store.getAll(keys);

  expect(requests).toEqual(Array.from({ length: 3 }, () => 'DynamoDB_20120810.BatchGetItem'));
  expect(found.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual(keys.slice(0, 240).map((_, i) => i));
  expect(await store.getAll([])).toEqual([]);
  expect(requests).toHaveLength(3);
});
