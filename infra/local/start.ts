/** Starts the whole system on this machine, in one process: the backend, the API in front of it, the tools beside it. */
import { createApi } from '#infra/local/api';
import { type OnStep, prepareAssembly } from '#infra/local/assembly';
import { type Backend, startBackend, startDatabase } from '#infra/local/backend';
import { createClock } from '#infra/local/clock';
import { type DataDirectory, openDataDirectory } from '#infra/local/data-directory';
import type { Engine } from '#infra/local/dynamodb/engine';
import type { DynamoDbProxy } from '#infra/local/dynamodb/proxy';
import type { EventLog } from '#infra/local/events/log';
import { createGround, type Ground, starting } from '#infra/local/ground';
import type { HttpServer } from '#infra/local/http';
import { asObject } from '#infra/local/iam/json';
import { createIdentity, type Identity } from '#infra/local/identity';
import { type Journal, openJournal } from '#infra/local/journal';
import { createObservers, type Observers } from '#infra/local/observers';
import { type SeedContext, seed } from '#infra/local/seed';
import { type Deployment, readDeployment } from '#infra/local/template';
import { createTools } from '#infra/local/tools';
import { fromInstant } from '#shared/time/clock';

export interface StackOptions {
  /** Where everything is kept; a temporary folder, deleted at the end, when not given. */
  readonly dataDir?: string;
  /** Keep nothing, whatever `dataDir` says. */
  readonly memory?: boolean;
  /** Of the API; 0, the default, is a free one. */
  readonly port?: number;
  /** An instant at which a new clock stands still. */
  readonly frozenAt?: string;
  /** Fill the stack once, as `npm start` does. */
  readonly seeded?: boolean;
  /** Write nothing to the console. */
  readonly quiet?: boolean;
  /** Whether usage plans limit; they do by default. A function tells the milliseconds that they count by instead of the machine's. */
  readonly throttle?: boolean | (() => number);
  /** The directory of another cloud assembly; by default the registry's processes are bundled and synthesised. */
  readonly assembly?: string;
  readonly onStep?: OnStep;
  /** What an earlier stack of this process has left standing, for a start in a fraction of the time; by default one of its own. */
  readonly ground?: Ground;
}

export interface Stack {
  /** Where the API answers, and the tools under `/_local/`. */
  readonly url: string;
  readonly dataDir: string;
  readonly clock: {
    /** Epoch milliseconds. */
    now(): number;
    /** Moves to the instant, step by step; resolves when everything due on the way has happened. */
    to(instant: string): Promise<void>;
    freeze(): void;
    run(): void;
  };
  readonly events: EventLog;
  /** Every request to DynamoDB, with the decision on it. */
  readonly observe: DynamoDbProxy['subscribe'];
  readonly backend: Backend;
  /** A token for a tenant (id or slug), a user and roles. */
  token(tenant: string, user: string, roles: readonly string[]): Promise<string>;
  /** Resolves when nothing asynchronous is under way: stream drained, deliveries done, functions idle. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** What is under way when a stack is stopped may take this long to finish, in milliseconds. */
const FAREWELL = 2000;

/** Starts a stack; resolves when it answers. Throws when the port is taken or the data directory is in use. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { memory = false, port = 0, quiet = false } = options;
  const ground = options.ground ?? createGround();
  const end = async (): Promise<void> => (options.ground ? undefined : ground.end());
  // It comes first, because its port is in the address of the issuer.
  const front = await ground.at('api', port)(starting);
  const data = openDataDirectory(memory ? undefined : options.dataDir);
  const observers = createObservers(data.path, quiet);
  const database = startDatabase(data.path, observers);
  database.catch(() => {}); // it is awaited below, after the assembly
  try {
    const directory = options.assembly ?? (await prepare(options.onStep));
    return await startOn(await database, directory, { options, front, data, observers, ground, end });
  } catch (error) {
    // Nothing of a stack that does not start is left behind.
    const engine = await database.catch(() => undefined);
    await Promise.all([front.close(), engine?.stop()]);
    await end();
    data.release();
    throw error;
  }
}

interface Site {
  readonly options: StackOptions;
  readonly front: HttpServer;
  readonly data: DataDirectory;
  readonly observers: Observers;
  readonly ground: Ground;
  /** Ends the ground, if it is this stack's own. */
  readonly end: () => Promise<void>;
}

async function startOn(engine: Engine, assembly: string, site: Site): Promise<Stack> {
  const { options, front, data, observers, ground } = site;
  const { frozenAt, seeded = false, throttle = true } = options;
  const journal = openJournal(data.path);
  const clock = createClock(journal, ground.cell, frozenAt === undefined ? undefined : fromInstant(frozenAt));
  const issuer = `${front.url}/_local`;
  const jwks = `${issuer}/.well-known/jwks.json`;
  const deployment = readDeployment(assembly);
  const backend = await startBackend({
    ...{ deployment, directory: data.path, engine, journal, clock, observers, ground },
    issuer: { issuer, jwks },
  });
  const identity = await createIdentity({
    directory: ground.directory ?? data.path,
    issuer,
    jwksUri: jwks,
    audience: audienceOf(deployment),
  });
  const { roles, functions, activity, workflows, usageKeys } = backend;
  const api = createApi({ deployment, roles, functions, clock, usageKeys, throttle, onAccess: observers.access });
  const tools = createTools({ ...backend, clock, identity, workflows: workflows.store });
  await ground.at('api')((request, response) =>
    /^\/_local(\/|\?|$)/.test(request.url ?? '') ? tools(request, response) : activity.during(api(request, response)),
  );

  const stack: Stack = {
    url: front.url,
    dataDir: data.path,
    clock: {
      now: clock.now,
      to: async (instant) => void (await backend.moves.moveTo(() => fromInstant(instant))),
      freeze: clock.freeze,
      run: clock.run,
    },
    events: backend.events,
    observe: backend.proxy.subscribe,
    backend,
    token: (tenant, user, roles) => identity.issue({ tenant, user, roles }, clock.now()),
    settled: async () => void (await activity.idle()),
    async stop() {
      await activity.idle(FAREWELL);
      await front.close();
      await backend.stop();
      clock.stop();
      await engine.stop();
      journal.close();
      await observers.close();
      await site.end();
      data.release();
    },
  };
  try {
    if (seeded) await seedOnce(stack, journal, identity, clock.now);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

async function prepare(onStep: OnStep | undefined): Promise<string> {
  const { deployables } = await import('#functions/registry');
  return prepareAssembly(deployables, onStep);
}

/** The audience that the authorizer expects of tokens. */
function audienceOf(deployment: Deployment): string {
  const variables = deployment
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => asObject(asObject(properties.Environment)?.Variables));
  return String(variables.find((each) => each?.OIDC_AUDIENCE !== undefined)?.OIDC_AUDIENCE ?? 'helmdesk');
}

const SEEDED = 'seeded';

async function seedOnce(stack: Stack, journal: Journal, identity: Identity, now: () => number): Promise<void> {
  if (journal.setting(SEEDED) !== undefined) return;
  const context: SeedContext = {
    url: stack.url,
    token: (tenant, user, roles) => identity.issue({ tenant, user, roles }, now()),
    async invoke(functionName, event) {
      const outcome = await stack.backend.functions.invoke(functionName, JSON.stringify(event));
      if (!outcome.ok) throw new Error(`${functionName}: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      return JSON.parse(outcome.payload);
    },
    settled: stack.settled,
  };
  await seed(context);
  await stack.settled();
  journal.set(SEEDED, new Date(now()).toISOString());
}
