/** Starts the whole system on this machine, in one process: the backend, the API in front of it, the tools beside it. */

import { type Backend, startBackend, startDatabase } from '#infra/local/backend';
import { type Engine, isOwnEngine } from '#infra/local/edges/dynamodb/engine';
import type { DynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import type { EventLog } from '#infra/local/edges/events/log';
import { createApi } from '#infra/local/front/api/api';
import { readUsagePlans } from '#infra/local/front/api/usage-plans';
import { createFront } from '#infra/local/front/distribution';
import { createIdentity, type Identity } from '#infra/local/front/identity';
import { createOperator } from '#infra/local/front/tools/operator';
import { createTools } from '#infra/local/front/tools/tools';
import { createGround, type Ground, starting } from '#infra/local/ground';
import { createClock } from '#infra/local/machine/clock/clock';
import { collectGarbage } from '#infra/local/machine/collect';
import { checkDataDirectory } from '#infra/local/machine/data-check';
import { type DataDirectory, openDataDirectory } from '#infra/local/machine/data-directory';
import { anywhere, type HttpHandler, type HttpServer } from '#infra/local/machine/http';
import { type Journal, openJournal } from '#infra/local/machine/journal';
import { asObject } from '#infra/local/machine/json';
import { createObservers, type Observers } from '#infra/local/machine/observers';
import { watchForRest } from '#infra/local/machine/rest';
import { type OnStep, prepareAssembly } from '#infra/local/machine/template/assembly';
import { type Deployment, readDeployment } from '#infra/local/machine/template/template';
import { type SeedContext, seed } from '#infra/local/seed';
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
  /** Fill the stack once; `routed` as well, as `npm start` does: new work goes to groups by itself. */
  readonly seeded?: boolean | 'routed';
  /** Give memory back when the work is done: for a process that is nothing but this stack. */
  readonly givesBack?: boolean;
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
  let undo = async (): Promise<void> => {};
  try {
    const data = openDataDirectory(memory ? undefined : options.dataDir);
    undo = async () => data.release();
    checkDataDirectory(data.path, isOwnEngine());
    const observers = createObservers(data.path, quiet);
    // Before the table: where there is a table and no journal, the journal was lost.
    const journal = openJournal(data.path);
    const database = startDatabase(data.path, observers);
    undo = async () => {
      await (await database.catch(() => undefined))?.stop();
      journal.close();
      data.release();
    };
    const [engine, directory] = await Promise.all([database, options.assembly ?? prepare(options.onStep)]);
    return await startOn(engine, directory, { options, front, data, observers, journal, ground, end });
  } catch (error) {
    // Nothing of a stack that does not start is left behind.
    await front.close();
    await undo();
    await end();
    throw error;
  }
}

interface Site {
  readonly options: StackOptions;
  readonly front: HttpServer;
  readonly data: DataDirectory;
  readonly observers: Observers;
  readonly journal: Journal;
  readonly ground: Ground;
  /** Ends the ground, if it is this stack's own. */
  readonly end: () => Promise<void>;
}

async function startOn(engine: Engine, assembly: string, site: Site): Promise<Stack> {
  const { options, front: place, data, observers, journal, ground } = site;
  const { frozenAt, seeded = false, throttle = true } = options;
  const clock = createClock(journal, ground.cell, frozenAt === undefined ? undefined : fromInstant(frozenAt));
  const issuer = `${place.url}/_local`;
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
  const { roles, functions, activity, courtesy, workflows, usageKeys } = backend;
  const admit = readUsagePlans(deployment, usageKeys, typeof throttle === 'function' ? throttle : undefined);
  const parts = { deployment, roles, functions, clock, admit, throttle, onAccess: observers.access };
  const api = createFront(deployment, (each) => createApi({ ...parts, api: each }));
  const operator = createOperator(backend);
  const tools = createTools({ ...backend, clock, identity, operator, workflows: workflows.store });
  const rest = watchForRest(() => {
    functions.rest();
    collectGarbage();
  });
  if (options.givesBack) functions.subscribe(rest.worked);
  const answer: HttpHandler = (request, response) => activity.during(courtesy.serve(api(request, response)));
  // Until the stack is seeded its tenants are unknown, and a good token would be refused: only the seed comes through.
  let front: HttpHandler = starting;
  await ground.at('api')((request, response) =>
    (/^\/_local(\/|\?|$)/.test(request.url ?? '') ? tools : front)(request, response),
  );

  const stack: Stack = {
    url: place.url,
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
      rest.stop();
      await activity.idle(FAREWELL);
      await place.close();
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
    if (seeded) await seedOnce(stack, answer, journal, identity, clock.now, seeded === 'routed');
    front = answer;
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

async function prepare(onStep: OnStep | undefined): Promise<string> {
  const { deployables } = await import('#functions/deployables');
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

async function seedOnce(
  stack: Stack,
  api: HttpHandler,
  journal: Journal,
  identity: Identity,
  now: () => number,
  routes: boolean,
): Promise<void> {
  if (journal.setting(SEEDED) !== undefined) return;
  const entrance = await anywhere(api);
  const context: SeedContext = {
    url: entrance.url,
    token: (tenant, user, roles) => identity.issue({ tenant, user, roles }, now()),
    async invoke(functionName, event) {
      const outcome = await stack.backend.functions.invoke(functionName, JSON.stringify(event));
      if (!outcome.ok) throw new Error(`${functionName}: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      return JSON.parse(outcome.payload);
    },
    settled: stack.settled,
  };
  try {
    await seed(context, routes);
    await stack.settled();
  } finally {
    await entrance.close();
  }
  journal.set(SEEDED, new Date(now()).toISOString());
}
