/** Platform services: operations that are not a record's lifecycle, such as onboarding a tenant, stated as data beside what they run. */

import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  Context as LambdaContext,
  SESEvent,
  SESMessage,
} from 'aws-lambda';
import type * as z from 'zod/mini';
import type { DueTimers, TickResult } from '#shared/engine/due';
import type { BusEvent } from '#shared/events/envelope';
import type { Listener } from '#shared/events/reach';
import type { ServiceContract } from '#shared/grammar/contract';
import type { PlatformGroup, ProcessDefinition } from '#shared/grammar/process-definition';
import { isNoted, noteAccess } from '#shared/http/access-log';
import { type Answering, answerHttp } from '#shared/http/entry';
import { booleanParameter, jsonBody, knownParameters, type Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { matchRoute } from '#shared/http/router';
import { validated } from '#shared/http/validate';
import { Problem, registerProblems } from '#shared/problems/problems';
import type { ProblemRows } from '#shared/problems/row';
import { configurationLoader } from '#shared/tenancy/configuration';
import { storesOf } from '#shared/tenancy/place';
import { isGuest, type Role } from '#shared/tenancy/roles';
import type { SettingRows } from '#shared/tenancy/settings';

/** A call of an operation: the request, its path parameters, its validated body. */
export interface Call<B> {
  readonly request: Request;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: B;
  readonly dryRun: boolean;
}

export interface ServiceOperation<B = unknown> {
  /** OpenAPI operation id. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments after /v1; `{name}` is a parameter. */
  readonly path: readonly string[];
  readonly summary: string;
  /** Who may call it; absent: everyone who is authenticated, guests excepted. An auditor never writes. */
  readonly by?: readonly Role[];
  readonly body?: z.ZodMiniType<B>;
  /** Names of the body's fields, for messages. */
  readonly fields?: readonly string[];
  readonly mediaTypes?: readonly string[];
  readonly query?: readonly string[];
  /** Media types of what it answers, when that is not JSON. */
  readonly produces?: readonly string[];
  /** Statuses it answers with when it succeeds. */
  readonly statuses: readonly number[];
  readonly run: (call: Call<B>) => Promise<Response>;
}

export interface ServiceDefinition {
  readonly id: string;
  readonly stage: 'platform';
  readonly group: PlatformGroup;
  readonly title: string;
  readonly purpose: string;
  readonly operations: readonly AnyServiceOperation[];
  /** Its letterbox, as the registry has it: no bundle carries one beside what it names of it. */
  readonly contract?: ServiceContract;
  /** What a tenant may set of it: its `settings.ts`. */
  readonly settings?: SettingRows;
  /** Why it refuses what others do not: its `problems.ts`. */
  readonly problems?: ProblemRows;
  /** Events that the service works on. */
  readonly consumes: readonly {
    readonly source: string;
    readonly detailType: string;
    /** Not those of which the relay says that nobody listens for it there. */
    readonly unlessUnheard?: Listener;
    readonly run: (event: BusEvent) => Promise<void>;
  }[];
  /** Takes mail that SES has received. */
  readonly receives?: (message: SESMessage) => Promise<void>;
  /** What is due by timers whose items name this service. */
  readonly tick?: (due: DueTimers, logger: Logger) => Promise<TickResult>;
  /** What it does with the registry of tenants, if anything: `reads` who may work for whom, keeps the `users` in it as well, or `writes` all of it. */
  readonly platform?: 'reads' | 'users' | 'writes';
  /** What the function may do beyond the table. */
  readonly uses?: readonly Capability[];
  /** Variables of the function's environment that follow from the processes there are; only the deployment asks. */
  readonly environment?: (processes: readonly ProcessDefinition[]) => Readonly<Record<string, string>>;
}

/** `mail`: send mail; `inbound-mail`: read mail that came in, and find whose it is; `outbound`: call addresses that customers name; `usage-keys`: give tenants API keys in usage plans. */
export type Capability = 'mail' | 'inbound-mail' | 'outbound' | 'usage-keys';

/** Stands in `consumes` for every event of every process, but for those that tell of imported history: what is long past is no news. */
export const everyEvent = { source: 'itsm.*', detailType: '*' } as const;

/** How events end that tell of imported history. */
export const IMPORTED = '.imported';

type Meant = { readonly source: string; readonly detailType: string };

/** Whether a consumption means this event. */
export function means({ source, detailType }: Meant, event: Pick<BusEvent, 'source' | 'detail-type'>): boolean {
  const told = event['detail-type'];
  const from = source === everyEvent.source ? event.source.startsWith('itsm.') : source === event.source;
  if (detailType === everyEvent.detailType) return from && !told.endsWith(IMPORTED);
  return from && (detailType.startsWith('*') ? told.endsWith(detailType.slice(1)) : told === detailType);
}

/** An operation whose body's type is only known at run time. */
export type AnyServiceOperation = Omit<ServiceOperation<never>, 'body'> & { readonly body?: z.ZodMiniType<unknown> };

/** One operation of a service, its body typed by its schema. */
export function operation<B>(definition: ServiceOperation<B>): AnyServiceOperation {
  return definition;
}

type StoreOf = ReturnType<typeof storesOf>;

/** Carries out the operation that a request means. @throws Problem */
async function answer(service: ServiceDefinition, storeOf: StoreOf, request: Request): Promise<Response> {
  const { route, parameters } = matchRoute(service.operations, request);
  knownParameters(request, [...(route.query ?? []), ...(route.method === 'GET' ? [] : ['dryRun'])]);
  const { roles } = request.caller;
  const writes = route.method !== 'GET';
  const allowed = route.by ? route.by.some((role) => roles.has(role)) : !isGuest(roles);
  if (!allowed || (writes && roles.has('AUD'))) {
    throw new Problem(
      'forbidden',
      `${route.id} is for ${route.by?.join(', ') ?? (writes ? 'those who may write' : 'everybody but guests')}; your roles are ${[...roles].join(', ') || 'none'}`,
    );
  }
  const body = route.body ? validated(route.body, jsonBody(request, route.mediaTypes), route.fields ?? []) : undefined;
  const call: Call<unknown> = { request, parameters, body, dryRun: writes && booleanParameter(request, 'dryRun') };
  if (isNoted(request.caller)) await noteAccess(await storeOf(request.caller.tenant), request);
  const response = await route.run(call as Call<never>);
  return call.dryRun ? asDryRun(response) : response;
}

/** What would be answered, saying so; a job has a `dryRun` of its own, which says whether it rehearses. */
function asDryRun(response: Response): Response {
  const { body } = response;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return isObject ? { ...response, body: { dryRun: true, ...body } } : response;
}

type Invocation = APIGatewayProxyEvent | BusEvent | DueTimers | SESEvent;
type Answer = APIGatewayProxyResult | TickResult | undefined;

/** @returns the handler that a service's folder exports. */
export function serveService(
  service: ServiceDefinition,
): (event: Invocation, context: LambdaContext) => Promise<Answer> {
  registerProblems(service.problems ?? {});
  const logger = new Logger({ serviceName: service.id });
  const storeOf = storesOf(service.id);
  const configurations = configurationLoader();
  const answering: Answering = {
    logger,
    answer: (request) => answer(service, storeOf, request),
    originsOf: async (tenant) => (await configurations.load(tenant, await storeOf(tenant))).settings.webOrigins ?? [],
  };
  return middy<Invocation, Answer>()
    .before(({ context }) => {
      logger.appendKeys({ awsRequestId: context.awsRequestId });
    })
    .handler(async (event) => {
      if ('httpMethod' in event) return answerHttp(event, answering);
      if ('timers' in event) return service.tick?.(event, logger);
      if ('Records' in event) {
        for (const { ses } of event.Records) await service.receives?.(ses);
        return undefined;
      }
      for (const { run } of service.consumes.filter((consumption) => means(consumption, event))) await run(event);
      return undefined;
    });
}
