/** Makes a Lambda handler of a process definition: API requests, bus events and due timers all enter here. */
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context as LambdaContext } from 'aws-lambda';
import type { BusEvent } from '#shared/events/envelope';
import { answerHttp } from '#shared/http/entry';
import type { Request } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { matchRoute } from '#shared/http/router';
import { continueOperation, OPERATION_PROGRESSED } from '#shared/process/background';
import { consume } from '#shared/process/consume';
import type { Context } from '#shared/process/context';
import type { ProcessDefinition } from '#shared/process/definition';
import type { DueTimers, TickResult } from '#shared/process/due';
import {
  attach,
  download,
  listAttachments,
  readAttachment,
  removeAttachment,
} from '#shared/process/operations/attachments';
import { bulk } from '#shared/process/operations/bulk';
import { explain, listClocks } from '#shared/process/operations/clocks';
import { clone } from '#shared/process/operations/clone';
import { comment, editComment, listComments } from '#shared/process/operations/comments';
import { create } from '#shared/process/operations/create';
import { hold, remove, restore } from '#shared/process/operations/disposal';
import { startExport } from '#shared/process/operations/export';
import { history, verify } from '#shared/process/operations/history';
import { link, listLinks, unlink } from '#shared/process/operations/links';
import { list, queue } from '#shared/process/operations/list';
import { merge } from '#shared/process/operations/merge';
import { actions, read } from '#shared/process/operations/read';
import { redact, redactComment } from '#shared/process/operations/redaction';
import { similar, suggestions } from '#shared/process/operations/similar';
import { split } from '#shared/process/operations/split';
import { actOnTask, addTask, listTasks } from '#shared/process/operations/tasks';
import { applyTemplate, listTemplates, readForm } from '#shared/process/operations/templates';
import { timeline } from '#shared/process/operations/timeline';
import { unmerge } from '#shared/process/operations/unmerge';
import { act, update } from '#shared/process/operations/write';
import type { OperationKind } from '#shared/process/routes';
import { createRuntime, type Runtime } from '#shared/process/runtime';
import { tick } from '#shared/process/tick';
import { noteAccess } from '#shared/tenancy/access-log';

type Invocation = APIGatewayProxyEvent | BusEvent | DueTimers;

const operations: Readonly<Record<OperationKind, (context: Context, action: string) => Promise<Response>>> = {
  list,
  queue,
  create,
  bulk,
  export: startExport,
  clone,
  split,
  similar,
  suggestions,
  merge,
  unmerge,
  read,
  update,
  actions,
  act,
  delete: remove,
  restore,
  hold,
  history,
  verify,
  timeline,
  'list-comments': listComments,
  comment,
  'edit-comment': editComment,
  'redact-comment': redactComment,
  redact,
  'list-attachments': listAttachments,
  attach,
  'read-attachment': readAttachment,
  download,
  'remove-attachment': removeAttachment,
  'list-tasks': listTasks,
  'add-task': addTask,
  'act-on-task': actOnTask,
  'list-clocks': listClocks,
  'explain-clock': explain,
  'list-links': listLinks,
  link,
  unlink,
  'list-templates': listTemplates,
  'read-form': readForm,
  'apply-template': applyTemplate,
};

/** The operation that a request means, carried out. @throws Problem */
async function answer(runtime: Runtime, request: Request): Promise<Response> {
  const { route, parameters } = matchRoute(runtime.routes, request);
  const store = await runtime.store(request.caller.tenant);
  await noteAccess(store, request);
  const config = await runtime.configurations.load(request.caller.tenant, store);
  const context: Context = { runtime, request, store, config, definition: route.definition, parameters };
  return operations[route.kind](context, route.action ?? '');
}

/** @returns the handler that a process folder exports. */
export function serve(
  process: ProcessDefinition,
): (event: Invocation, context: LambdaContext) => Promise<APIGatewayProxyResult | TickResult | undefined> {
  const runtime = createRuntime(process);
  return middy<Invocation, APIGatewayProxyResult | TickResult | undefined>()
    .before(({ context }) => {
      runtime.logger.appendKeys({ awsRequestId: context.awsRequestId });
    })
    .handler(async (event, context) => {
      if ('httpMethod' in event) return answerHttp(event, runtime.logger, (request) => answer(runtime, request));
      if ('timers' in event) return tick(runtime, event, context.awsRequestId);
      if (event['detail-type'] === OPERATION_PROGRESSED) await continueOperation(runtime, event);
      else await consume(runtime, event, context.awsRequestId);
      return undefined;
    });
}
