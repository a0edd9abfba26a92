/** Makes a Lambda handler of a process definition: API requests, bus events and due timers all enter here. */
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context as LambdaContext } from 'aws-lambda';
import { create } from '#shared/capabilities/records/create';
import { actions, read } from '#shared/capabilities/records/read';
import { act, update } from '#shared/capabilities/records/write';
import { requestOf } from '#shared/engine/capability';
import { consume } from '#shared/engine/consume';
import type { Context } from '#shared/engine/context';
import type { DueTimers, TickResult } from '#shared/engine/due';
import { createRuntime, type Runtime } from '#shared/engine/runtime';
import { tick } from '#shared/engine/tick';
import type { BusEvent } from '#shared/events/envelope';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { ProcessDefinition } from '#shared/grammar/process-definition';
import type { OperationKind } from '#shared/grammar/routes';
import { noteAccess } from '#shared/http/access-log';
import { type Answering, answerHttp } from '#shared/http/entry';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { matchRoute } from '#shared/http/router';
import { Problem, registerProblems } from '#shared/problems/problems';
import { problemsOf } from '#shared/serve/problems';
import type { Caller } from '#shared/tenancy/context';
import { isGuest } from '#shared/tenancy/roles';

type Invocation = APIGatewayProxyEvent | BusEvent | DueTimers;

const operations: Readonly<Record<OperationKind, (context: Context, action: string) => Promise<Response>>> = {
  create,
  read,
  update,
  actions,
  act,
};

/** A guest knows of the types that name the guest's role, and of no other. @throws Problem forbidden */
function refuseGuests({ type, permissions }: AnyRecordDefinition, { roles }: Caller): void {
  if (!isGuest(roles) || [...roles].some((role) => permissions[role] !== undefined)) return;
  throw new Problem('forbidden', `${type} is for everybody but guests; your roles are ${[...roles].join(', ')}`);
}

/** The operation that a request means, carried out. @throws Problem */
async function answer(runtime: Runtime, request: Request): Promise<Response> {
  const { route, parameters } = matchRoute(runtime.routes, request);
  refuseGuests(route.definition, request.caller);
  const store = await runtime.store(request.caller.tenant);
  await noteAccess(store, request);
  const config = await runtime.configurations.load(request.caller.tenant, store);
  const context: Context = { runtime, request, store, config, definition: route.definition, parameters };
  if (route.kind !== 'part') return operations[route.kind](context, route.action ?? '');
  const answered = requestOf(route.definition, route.request?.kind ?? '');
  if (!answered) throw new Error(`no capability of ${route.definition.type} answers ${route.path.join('/')}`);
  return answered.run(context);
}

/** @returns the handler that a process folder exports. */
export function serve(
  process: ProcessDefinition,
): (event: Invocation, context: LambdaContext) => Promise<APIGatewayProxyResult | TickResult | undefined> {
  registerProblems(problemsOf(process));
  const runtime = createRuntime(process);
  const answering: Answering = {
    logger: runtime.logger,
    answer: (request) => answer(runtime, request),
    originsOf: async (tenant) => {
      const { settings } = await runtime.configurations.load(tenant, await runtime.store(tenant));
      return settings.webOrigins ?? [];
    },
  };
  return middy<Invocation, APIGatewayProxyResult | TickResult | undefined>()
    .before(({ context }) => {
      runtime.logger.appendKeys({ awsRequestId: context.awsRequestId });
    })
    .handler(async (event, context) => {
      if ('httpMethod' in event) return answerHttp(event, answering);
      if ('timers' in event) return tick(runtime, event, context.awsRequestId);
      await consume(runtime, event, context.awsRequestId);
      return undefined;
    });
}
