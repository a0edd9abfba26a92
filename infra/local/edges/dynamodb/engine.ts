/** The DynamoDB engine of the local runner: dynoxide as a child process on a database file, or an endpoint named instead. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findDynoxide } from '#infra/local/edges/dynamodb/binary';
import { type ChildEngine, freePort, spawnEngine } from '#infra/local/edges/dynamodb/child';
import { prepareDatabaseFile } from '#infra/local/edges/dynamodb/database-file';
import { ensureTable, type TableState } from '#infra/local/edges/dynamodb/table';
import type { JsonObject } from '#infra/local/machine/json';
import { endOrphan, removeProcessFile } from '#infra/local/machine/process-file';

export interface Engine {
  /** Stays the same when the engine process is restarted. */
  readonly endpoint: string;
  /** Process id of dynoxide; undefined for an endpoint that is not ours, and while it restarts. */
  readonly pid: number | undefined;
  /** Brings a table to the state of its AWS::DynamoDB::Table properties, with intrinsics resolved. */
  ensureTable(properties: JsonObject): Promise<TableState>;
  /** Ends the engine; every acknowledged write is in the file, as it is after a kill. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Where the database lives; created when missing. Tests give a temporary folder. */
  readonly directory: string;
  /** Another DynamoDB endpoint to use; by default what HELMDESK_DYNAMODB_ENDPOINT says. */
  readonly endpoint?: string | undefined;
  /** Told when the engine process died and is being started again. */
  readonly onRestart?: (reason: string) => void;
}

/** Whether the table is in the data folder: unless an endpoint of another engine is named. */
export const isOwnEngine = (): boolean => !process.env.HELMDESK_DYNAMODB_ENDPOINT;

/** Starts the engine and waits until it answers. Throws when its binary is missing or the database is in use. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { directory, endpoint = process.env.HELMDESK_DYNAMODB_ENDPOINT, onRestart = () => {} } = options;
  return endpoint ? namedEndpoint(endpoint) : superviseDynoxide(directory, onRestart);
}

async function namedEndpoint(endpoint: string): Promise<Engine> {
  const url = new URL(endpoint);
  if (url.hostname.endsWith('.amazonaws.com')) {
    throw new Error(
      `HELMDESK_DYNAMODB_ENDPOINT names AWS itself (${endpoint}): the local runner does not sign requests. ` +
        'Name an engine that does not verify signatures, such as DynamoDB Local, or deploy the stacks.',
    );
  }
  return {
    endpoint: url.origin,
    pid: undefined,
    ensureTable: (properties) => ensureTable(url.origin, properties),
    stop: async () => {},
  };
}

async function superviseDynoxide(directory: string, onRestart: (reason: string) => void): Promise<Engine> {
  const binary = findDynoxide();
  mkdirSync(directory, { recursive: true });
  const database = join(directory, 'dynamodb.sqlite');
  const processFile = join(directory, 'dynamodb.process.json');
  await endOrphan(processFile);

  const port = await freePort();
  let stopping = false;
  let child: ChildEngine | undefined;
  let recovery = Promise.resolve();
  const start = async (): Promise<void> => {
    const spawned = await spawnEngine({ binary, database, processFile, port });
    try {
      prepareDatabaseFile(database);
    } catch (error) {
      await spawned.stop();
      throw error;
    }
    child = spawned;
    void spawned.exited.then((reason) => {
      recovery = restart(reason);
    });
  };
  const restart = async (reason: string): Promise<void> => {
    child = undefined;
    for (let attempt = 1; !stopping && child === undefined; attempt++) {
      onRestart(`dynoxide ended (${reason})`);
      await sleep(Math.min(1000, 10 * 2 ** attempt));
      if (!stopping) await start().catch((error: unknown) => onRestart(String(error)));
    }
  };
  await start();

  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    get pid() {
      return child?.pid;
    },
    ensureTable: (properties) => ensureTable(endpoint, properties),
    async stop() {
      stopping = true;
      await recovery;
      await child?.stop();
      removeProcessFile(processFile);
    },
  };
}
