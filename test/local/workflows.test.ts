/** The synthesised approval workflow: task token, timeout by the moved clock, and a restart in the middle. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { asObject, asString } from '#infra/local/machine/json';
import type { Stack } from '#infra/local/start';
import { listed, put, seen, startFixture, TENANT, tool } from '#test/local/fixtures/stack';

const dataDir = mkdtempSync(join(tmpdir(), 'helmdesk-workflows-'));
let stack: Stack;
beforeAll(async () => {
  stack = await startFixture({ dataDir });
});
afterAll(async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const keyOf = (id: string) => ({ pk: { S: `TENANT#${TENANT}#approval#${id}` }, sk: { S: 'APPROVAL#1' } });

/** Opens an approval; the relay starts its execution. */
async function open(id: string, timeoutSeconds: number): Promise<void> {
  const input = { tenantId: TENANT, process: 'change-management', type: 'change', id, round: 1, timeoutSeconds };
  await put(stack, { ...keyOf(id), input: { S: JSON.stringify(input) } });
  await stack.settled();
}

/** Writes the decision; the relay answers the task token. */
async function decide(id: string, outcome: string): Promise<void> {
  const { engine } = stack.backend;
  const input = { TableName: 'helmdesk-local', Key: keyOf(id) };
  const { Item } = await callDynamoDb(engine.endpoint, 'GetItem', input);
  await put(stack, { ...asObject(Item), outcome: { S: outcome } });
  await stack.settled();
}

const tasks = (id: string) => seen(stack, `TENANT#${TENANT}#approval#${id}`, 'TASKS');

async function execution(id: string) {
  const found = (await listed(stack, '/executions')).find(({ name }) => asString(name)?.endsWith(`-${id}`));
  return found ?? {};
}

it('waits for the decision, then concludes', async () => {
  await open('decided', 3600);
  expect(await execution('decided')).toMatchObject({
    status: 'RUNNING',
    tasks: [{ state: 'WaitDecision', waiting: true, token: expect.any(String) }],
  });

  await tool(stack, '/clock', { advance: 'PT30M' });
  await decide('decided', 'approved');

  expect(await tasks('decided')).toEqual([
    'wait-decision 2026-03-27T10:00:00.000Z',
    'evaluate 2026-03-27T10:30:00.000Z',
    'conclude 2026-03-27T10:30:00.000Z',
  ]);
  expect(await execution('decided')).toMatchObject({
    status: 'SUCCEEDED',
    startedAt: '2026-03-27T10:00:00.000Z',
    stoppedAt: '2026-03-27T10:30:00.000Z',
    output: { decision: { outcome: 'approved' } },
  });
});

it('asks what follows when the clock has passed its timeout', async () => {
  await open('late', 86_400 * 30);

  await tool(stack, '/clock', { advance: 'P30D' });

  const [, asked] = await tasks('late');
  expect(asked).toBe('evaluate 2026-04-26T10:30:00.000Z');
  expect(await execution('late')).toMatchObject({
    status: 'SUCCEEDED',
    output: { decision: { Error: 'States.Timeout' } },
  });
});

it('waits on for as long as it is told', async () => {
  await open('extended', 60);

  await tool(stack, '/clock', { advance: 'PT59M' });
  expect(await execution('extended')).toMatchObject({ status: 'RUNNING' });
  await tool(stack, '/clock', { advance: 'PT3M' });

  expect((await tasks('extended')).map((task) => task.slice(0, -8))).toEqual([
    'wait-decision 2026-04-26T10:30',
    'evaluate 2026-04-26T10:31',
    'wait-decision 2026-04-26T10:31',
    'evaluate 2026-04-26T11:31',
    'conclude 2026-04-26T11:31',
  ]);
});

it('goes on after a restart: what was done is not done again, and the token is still good', async () => {
  await open('restarted', 7200);
  await open('restarted-late', 7200);
  await stack.stop();
  stack = await startFixture({ dataDir });
  await stack.settled();

  await tool(stack, '/clock', { advance: 'PT1H' });
  await decide('restarted', 'rejected');
  await tool(stack, '/clock', { advance: 'PT1H' });

  expect((await tasks('restarted')).map((task) => task.replace(/ \S*Z$/, ''))).toEqual([
    'wait-decision',
    'evaluate',
    'conclude',
  ]);
  expect((await tasks('restarted-late')).map((task) => task.replace(/ \S*Z$/, ''))).toEqual([
    'wait-decision',
    'evaluate',
    'conclude',
  ]);
  expect(await execution('restarted-late')).toMatchObject({
    status: 'SUCCEEDED',
    stoppedAt: '2026-04-26T13:32:00.000Z',
  });
});
