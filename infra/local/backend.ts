/** Everything behind the API: engine, roles, functions and the AWS services between them, wired as the templates say. */

import { createApiGatewayEdge } from '#infra/local/edges/api-gateway/api-gateway-edge';
import { createUsageKeys, type UsageKeys } from '#infra/local/edges/api-gateway/usage-keys';
import { startAwsServer } from '#infra/local/edges/aws/server';
import { type Engine, startEngine } from '#infra/local/edges/dynamodb/engine';
import { type DynamoDbProxy, startDynamoDbProxy } from '#infra/local/edges/dynamodb/proxy';
import { createTables, requireStreamAccess, type Tables } from '#infra/local/edges/dynamodb/tables';
import { deleteExpiredItems } from '#infra/local/edges/dynamodb/time-to-live';
import { createDeadLetters, type DeadLetters } from '#infra/local/edges/events/dead-letters';
import { createEvents } from '#infra/local/edges/events/events';
import { createEventLog, type EventLog } from '#infra/local/edges/events/log';
import { type AsyncInvocations, createAsyncInvocations } from '#infra/local/edges/functions/async-invocations';
import { type Endpoints, environmentOf, portsOf } from '#infra/local/edges/functions/environment';
import { createFunctions, type Functions } from '#infra/local/edges/functions/functions';
import { createLambdaEdge } from '#infra/local/edges/functions/lambda-edge';
import type { CredentialRegistry } from '#infra/local/edges/iam/credentials';
import { type Role, sessionOf } from '#infra/local/edges/iam/principal';
import { rolesOf } from '#infra/local/edges/iam/roles';
import { startSts } from '#infra/local/edges/iam/sts';
import { createOutbox, type Outbox } from '#infra/local/edges/mail/mail';
import { createMailbox, type Mailbox } from '#infra/local/edges/mail/mailbox';
import { type ObjectStore, startObjectStore } from '#infra/local/edges/objects/objects';
import { createDueTimers } from '#infra/local/edges/scheduler/due-timers';
import { createSchedules } from '#infra/local/edges/scheduler/schedules';
import { createMapping } from '#infra/local/edges/stream/mapping';
import { createStreamReader } from '#infra/local/edges/stream/reader';
import { type StreamPump, startStream } from '#infra/local/edges/stream/stream';
import { createWorkflowService } from '#infra/local/edges/workflows/service';
import { createWorkflows, type Workflows } from '#infra/local/edges/workflows/workflows';
import { type ClockMoves, createMoves } from '#infra/local/front/tools/moves';
import type { Ground } from '#infra/local/ground';
import { type Activity, createActivity } from '#infra/local/machine/activity';
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { type Courtesy, createCourtesy } from '#infra/local/machine/courtesy';
import { diskFullAdvice } from '#infra/local/machine/disk-full';
import type { Journal } from '#infra/local/machine/journal';
import type { Observers } from '#infra/local/machine/observers';
import { ACCOUNT, PARTITION, REGION } from '#infra/local/machine/template/physical';
import type { Deployment } from '#infra/local/machine/template/template';

export interface Backend {
  readonly deployment: Deployment;
  readonly roles: ReadonlyMap<string, Role>;
  readonly activity: Activity;
  readonly courtesy: Courtesy;
  readonly functions: Functions;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly proxy: DynamoDbProxy;
  readonly objects: ObjectStore;
  readonly moves: ClockMoves;
  readonly events: EventLog;
  readonly invocations: AsyncInvocations;
  readonly deadLetters: DeadLetters;
  readonly workflows: Workflows;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  readonly usageKeys: UsageKeys;
  readonly credentials: CredentialRegistry;
  /** Where functions reach AWS. */
  readonly endpoints: Endpoints;
  /** Has the streams looked at, after writes that did not pass the proxy. */
  wake(): void;
  stop(): Promise<void>;
}

export interface BackendOptions {
  readonly deployment: Deployment;
  /** Where the database lives. */
  readonly directory: string;
  readonly engine: Engine;
  readonly journal: Journal;
  readonly clock: LocalClock;
  readonly observers: Observers;
  readonly ground: Ground;
  /** Where the issuer of tokens answers. */
  readonly issuer: Pick<Endpoints, 'issuer' | 'jwks'>;
}

/** How often items whose time to live is over are deleted, in milliseconds; AWS takes up to two days. */
const EXPIRY_PERIOD = 3_600_000;

/** Starts all of it; what was under way when the runner ended goes on. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const { deployment, engine, journal, clock, observers, ground } = options;
  const { credentials } = ground;
  const { now } = clock;
  const activity = createActivity();
  const courtesy = createCourtesy();
  const roles = rolesOf(deployment);
  const tables = await createTables(deployment, engine);
  const location = { partition: PARTITION, region: REGION, account: ACCOUNT, tables: tables.keys };
  const proxy = await startDynamoDbProxy({
    upstream: engine.endpoint,
    credentials,
    location,
    now,
    listen: ground.edge('dynamodb'),
    onFull: () => observers.problem(diskFullAdvice(options.directory)),
  });
  const sts = await startSts({ roles, credentials, now, listen: ground.edge('sts') });

  const endpoints = { dynamodb: proxy.url, sts: sts.url, aws: '', s3: '', ...options.issuer };
  const functions = createFunctions({
    deployment,
    clock: clock.cell,
    activity,
    environment: (lambda) => {
      const session = sessionOf(roleNamed(roles, String(lambda.properties.Role)), lambda.name);
      return environmentOf(lambda, credentials.issue(session), endpoints);
    },
    onLog: observers.functionLog,
    threads: ground.threads,
    ask: ground.ask,
    edges: () => portsOf([endpoints.dynamodb, endpoints.sts, endpoints.aws]),
  });
  const deadLetters = createDeadLetters(journal, clock);
  const invocations = createAsyncInvocations({
    ...{ deployment, functions, journal, clock, activity, courtesy, deadLetters },
    onProblem: observers.problem,
  });
  const events = createEventLog(journal);
  const workflows = createWorkflows({ deployment, roles, functions, journal, clock });
  const usageKeys = createUsageKeys(journal);
  const bus = createEvents({ deployment, journal, clock, log: events, invocations });
  const outbox = createOutbox({ journal, clock, emit: bus.emit });
  const aws = await startAwsServer({
    credentials,
    json: {
      AWSEvents: bus.service,
      AWSStepFunctions: createWorkflowService(workflows),
    },
    listen: ground.edge('aws'),
    rest: [
      createLambdaEdge({ functions, journal, invocations }),
      outbox.service,
      createApiGatewayEdge(deployment, usageKeys),
    ],
  });
  endpoints.aws = aws.url;
  const objects = await startObjectStore({
    ...{ deployment, credentials, activity, now, emit: bus.emit },
    directory: options.directory,
    listen: ground.at('s3'),
  });
  endpoints.s3 = objects.url;

  const mailbox = createMailbox({ deployment, objects, invocations, journal, now });
  const schedules = createSchedules({ deployment, functions, clock, onProblem: observers.problem });
  const timers = createDueTimers(engine.endpoint, tables.main.name);
  const moves = createMoves({ clock, timers, schedules, activity });
  const wiring = { ...options, tables, roles, functions, deadLetters, proxy, activity, courtesy };
  const pumps = deployment.ofType('AWS::Lambda::EventSourceMapping').map((resource) => pump(resource, wiring));
  invocations.start();
  workflows.resume();
  schedules.startTicking();
  const cancelExpiry = expireRegularly(wiring);

  return {
    ...{
      deployment,
      roles,
      activity,
      courtesy,
      functions,
      engine,
      journal,
      proxy,
      objects,
      moves,
      events,
      invocations,
      deadLetters,
      workflows,
      outbox,
      mailbox,
      usageKeys,
      credentials,
      endpoints,
    },
    wake() {
      for (const each of pumps) each.wake();
    },
    async stop() {
      cancelExpiry();
      schedules.stop();
      workflows.stop();
      invocations.stop();
      // Whoever waits for a function learns that it has ended, and leaves what it did in the journal as unfinished.
      await Promise.all([...pumps.map((each) => each.stop()), functions.stop()]);
      await Promise.all([proxy.close(), sts.close(), aws.close(), objects.close()]);
    },
  };
}

type Wiring = BackendOptions & {
  readonly tables: Tables;
  readonly roles: ReadonlyMap<string, Role>;
  readonly functions: Functions;
  readonly deadLetters: DeadLetters;
  readonly proxy: DynamoDbProxy;
  readonly activity: Activity;
  readonly courtesy: Courtesy;
};

function pump(resource: Deployment['resources'][number], wiring: Wiring): StreamPump {
  const { deployment, engine, tables, roles, functions, deadLetters, proxy, journal, activity, courtesy, observers } =
    wiring;
  const mapping = createMapping(resource, { deployment, functions, deadLetters });
  const lambda = functions.find(String(resource.properties.FunctionName));
  const role = roleNamed(roles, String(lambda?.properties.Role));
  requireStreamAccess(sessionOf(role, resource.logicalId), mapping.streamArn);
  const reader = createStreamReader(engine.endpoint, tables.engineStream(mapping.streamArn));
  return startStream({ mapping, reader, proxy, journal, activity, courtesy, onProblem: observers.problem });
}

/** In real time, since it reads the whole table: moving the clock by a year must not do so 180 times. */
function expireRegularly({ tables, engine, clock, activity, observers }: Wiring): () => void {
  const { name, properties } = tables.main;
  const timer = setInterval(() => {
    const work = deleteExpiredItems(engine.endpoint, properties, clock.now());
    activity.during(work).catch((error: unknown) => observers.problem(`expiry in ${name}: ${String(error)}`));
  }, EXPIRY_PERIOD);
  timer.unref();
  return () => clearInterval(timer);
}

function roleNamed(roles: ReadonlyMap<string, Role>, arn: string): Role {
  const role = roles.get(arn);
  if (!role) throw new Error(`the templates have no role ${arn}`);
  return role;
}

/** Starts the engine for the database in the folder, and tells when it had to be started again. */
export function startDatabase(directory: string, observers: Observers): Promise<Engine> {
  return startEngine({ directory, onRestart: (reason) => observers.problem(reason) });
}
