/** The engine outlives what can happen to it: kills of either side, restarts, changed templates, a growing stream. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findDynoxide } from '#infra/local/edges/dynamodb/binary';
import { callDynamoDb } from '#infra/local/edges/dynamodb/control';
import { prepareDatabaseFile } from '#infra/local/edges/dynamodb/database-file';
import { type Engine, startEngine } from '#infra/local/edges/dynamodb/engine';
import { tableKeys } from '#infra/local/edges/dynamodb/table';
import { deleteExpiredItems } from '#infra/local/edges/dynamodb/time-to-live';
import { asObject } from '#infra/local/machine/json';
import { INDEXES, TABLE, tableProperties } from '#test/local/dynamodb/template';

let directory: string;
const engines: Engine[] = [];
const runners: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'helmdesk-'));
});
afterEach(async () => {
  for (const runner of runners.splice(0)) runner.kill('SIGKILL');
  for (const engine of engines.splice(0)) await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function start(onRestart?: (reason: string) => void): Promise<Engine> {
  const engine = await startEngine({ directory, ...(onRestart ? { onRestart } : {}) });
  engines.push(engine);
  return engine;
}

const item = (pk: string, more = {}) => ({ pk: { S: pk }, sk: { S: 'x' }, ...more });
const put = (engine: Engine, Item: object) => callDynamoDb(engine.endpoint, 'PutItem', { TableName: TABLE, Item });
const get = async (engine: Engine, pk: string) =>
  (await callDynamoDb(engine.endpoint, 'GetItem', { TableName: TABLE, Key: item(pk) })).Item;

async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !holds(); await sleep(10))
    if (Date.now() > deadline) throw new Error('too late');
}

function isAlive(pid: number): boolean {
  try {
    // A zombie, which a container without an init process keeps, is not alive.
    return (
      process.kill(pid, 0) && !(process.platform === 'linux' && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
    );
  } catch {
    return false;
  }
}

it('keeps what was written over a stop and a start', async () => {
  const first = await start();
  expect(await first.ensureTable(tableProperties)).toMatchObject({
    created: true,
    streamArn: expect.stringContaining(TABLE),
  });
  await put(first, item('a'));
  await first.stop();

  const second = await start();

  expect(await second.ensureTable(tableProperties)).toMatchObject({ created: false });
  expect(await get(second, 'a')).toEqual(item('a'));
});

it('is started again on the same port when it is killed, with every acknowledged write', async () => {
  const reasons: string[] = [];
  const engine = await start((reason) => reasons.push(reason));
  await engine.ensureTable(tableProperties);
  await put(engine, item('a'));
  const killed = engine.pid ?? 0;

  process.kill(killed, 'SIGKILL');
  await until(() => engine.pid !== undefined && engine.pid !== killed);

  expect(await get(engine, 'a')).toEqual(item('a'));
  expect(reasons).toEqual([expect.stringMatching(/^dynoxide ended/)]);
});

/** Another runner, with an engine on the same directory; deaf to interrupts, as one that takes its time to shut down. */
async function startRunner(): Promise<{ runner: ChildProcess; enginePid: number }> {
  const module = JSON.stringify(new URL('../../../infra/local/edges/dynamodb/engine.ts', import.meta.url).href);
  const script = `
    process.on('SIGINT', () => {});
    const { startEngine } = await import(${module});
    const engine = await startEngine({ directory: ${JSON.stringify(directory)} });
    console.log(engine.pid);
    setInterval(() => {}, 1000);`;
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  runners.push(runner);
  const printed = await new Promise<string>((resolve) =>
    runner.stdout?.once('data', (chunk) => resolve(String(chunk))),
  );
  return { runner, enginePid: Number.parseInt(printed, 10) };
}

it('does not outlive its runner, even when that is killed, and the next one starts at once', async () => {
  const { runner, enginePid } = await startRunner();

  runner.kill('SIGKILL');
  await until(() => !isAlive(enginePid));

  expect((await start()).pid).not.toBe(enginePid);
});

it('an interrupt from the keyboard, which reaches the whole process group, leaves ending the engine to the runner', async () => {
  const { runner, enginePid } = await startRunner();

  process.kill(-(runner.pid ?? Number.NaN), 'SIGINT');
  await sleep(200);

  expect(isAlive(enginePid)).toBe(true);
  runner.kill('SIGKILL');
  await until(() => !isAlive(enginePid));
});

it('an engine that was left behind is ended by the next start', async () => {
  const database = join(directory, 'dynamodb.sqlite');
  const orphan = spawn(findDynoxide(), ['serve', '--port', '0', '--db-path', database], { stdio: 'ignore' });
  const holders = { engine: orphan.pid, owner: 999_999_999, ownerStarted: 'long ago' };
  writeFileSync(join(directory, 'dynamodb.process.json'), JSON.stringify(holders));

  await start();

  expect(isAlive(orphan.pid ?? 0)).toBe(false);
});

it('two runners do not share a database', async () => {
  const { runner } = await startRunner();

  await expect(startEngine({ directory })).rejects.toThrow(`the database is in use by process ${runner.pid}`);

  runner.kill('SIGKILL');
});

/** The table with some of its indexes, and the attributes that their keys need. */
function tableWith(...names: readonly (keyof typeof INDEXES)[]) {
  const attributes: readonly string[] = ['pk', 'sk', ...names.flatMap((name) => INDEXES[name])];
  return {
    ...tableProperties,
    AttributeDefinitions: tableProperties.AttributeDefinitions.filter((each) =>
      attributes.includes(each.AttributeName),
    ),
    GlobalSecondaryIndexes: tableProperties.GlobalSecondaryIndexes.filter((each) =>
      names.some((name) => name === each.IndexName),
    ),
  };
}

it('a table follows its template: indexes come and go with what they hold, other keys are refused', async () => {
  const engine = await start();
  await engine.ensureTable(tableWith('open', 'due'));
  await put(engine, item('a', { listPk: { S: 'l' }, listSk: { S: '1' } }));

  await engine.ensureTable(tableWith('list', 'due'));

  const table = await callDynamoDb(engine.endpoint, 'DescribeTable', { TableName: TABLE });
  expect(tableKeys(asObject(table.Table) ?? {}).indexes).toEqual(
    new Map([
      ['due', 'duePk'],
      ['list', 'listPk'],
    ]),
  );
  const query = {
    IndexName: 'list',
    KeyConditionExpression: 'listPk = :l',
    ExpressionAttributeValues: { ':l': { S: 'l' } },
  };
  expect(await callDynamoDb(engine.endpoint, 'Query', { TableName: TABLE, ...query })).toMatchObject({ Count: 1 });
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  await expect(engine.ensureTable({ ...tableProperties, KeySchema })).rejects.toThrow('exists with other keys');
});

it('writes are answered from the index on the stream, not from all of it', async () => {
  const engine = await start();
  await engine.ensureTable(tableProperties);
  const database = new DatabaseSync(join(directory, 'dynamodb.sqlite'), { readOnly: true });

  const plan = database
    .prepare(
      'EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?',
    )
    .all(TABLE);
  database.close();

  expect(plan).toEqual([expect.objectContaining({ detail: expect.stringContaining('_stream_records_by_sequence') })]);
});

it('old stream records are dropped at a start, but for the newest, from which the next is numbered', async () => {
  const first = await start();
  await first.ensureTable(tableProperties);
  for (const pk of ['a', 'b', 'c']) await put(first, item(pk));
  await first.stop();
  const path = join(directory, 'dynamodb.sqlite');
  const sequences = () => {
    const database = new DatabaseSync(path);
    const rows = database.prepare('SELECT sequence_number FROM _stream_records ORDER BY id').all();
    database.close();
    return rows.map((row) => row.sequence_number);
  };

  prepareDatabaseFile(path, Date.now() + 6 * 24 * 3_600_000);
  expect(sequences()).toEqual(['1', '2', '3']);
  prepareDatabaseFile(path, Date.now() + 8 * 24 * 3_600_000);
  expect(sequences()).toEqual(['3']);
  await put(await start(), item('d'));
  expect(sequences()).toEqual(['3', '4']);
});

it('expired items are deleted by the clock that is given', async () => {
  const engine = await start();
  await engine.ensureTable(tableProperties);
  await put(engine, item('short', { expiresAt: { N: '1000' } }));
  await put(engine, item('long', { expiresAt: { N: '3000' } }));
  await put(engine, item('ever'));

  const deleted = await deleteExpiredItems(engine.endpoint, tableProperties, 2_000_000);

  expect(deleted).toBe(1);
  expect([await get(engine, 'short'), await get(engine, 'long'), await get(engine, 'ever')]).toEqual([
    undefined,
    item('long', { expiresAt: { N: '3000' } }),
    item('ever'),
  ]);
});

it('another endpoint can be named instead, but not AWS itself', async () => {
  const engine = await start();

  const named = await startEngine({ directory, endpoint: engine.endpoint });

  expect(named).toMatchObject({ endpoint: engine.endpoint, pid: undefined });
  expect(await named.ensureTable(tableProperties)).toMatchObject({ created: true });
  const aws = 'https://dynamodb.eu-central-1.amazonaws.com';
  await expect(startEngine({ directory, endpoint: aws })).rejects.toThrow('does not sign requests');
});
