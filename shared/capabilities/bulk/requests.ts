/** POST /v1/{collection}/bulk: one command on many records. Up to 100 are done at once, more become an operation (A8). */

import * as z from 'zod/mini';
import { type BulkTask, bulkCommands, performItem } from '#shared/capabilities/bulk/bulk-item';
import type { Context } from '#shared/engine/context';
import { IN_FLIGHT } from '#shared/engine/long-work';
import { startOperation } from '#shared/engine/start-operation';
import { answeredBefore, answerOnce, requireKeyOfMachines } from '#shared/http/idempotency';
import { booleanParameter, jsonBody, knownParameters } from '#shared/http/request';
import type { Response } from '#shared/http/response';
import { validated } from '#shared/http/validate';
import { chunked } from '#shared/jobs/chunks';
import { inFlight } from '#shared/jobs/in-flight';
import { type ItemResult, newOperation, type OperationItem, problemOf } from '#shared/jobs/operation';
import { Problem } from '#shared/problems/problems';
import { LOST } from '#shared/store/attempt';
import type { Item } from '#shared/store/store';

/** Items answered at once; above, they become an operation of at most so many. */
const AT_ONCE = 100;
const MOST = 10_000;
/** Items of one batch of an operation. */
const BATCH = 50;

const values = z.record(z.string().check(z.maxLength(120)), z.unknown());
export const bulkBody = z.strictObject({
  /** An action, `update` or `comment`. */
  command: z.string().check(z.minLength(1), z.maxLength(80)),
  /** What every item is called with that has no body of its own. */
  body: z.optional(values),
  items: z
    .array(
      z.strictObject({
        id: z.string().check(z.minLength(1), z.maxLength(40)),
        /** The ETag that the caller saw; without it the item is meant whatever the version. */
        ifMatch: z.optional(
          z.string().check(z.maxLength(40), z.regex(/^"\d+"$/, 'expected a version in quotes, as the ETag has it')),
        ),
        body: z.optional(values),
      }),
    )
    .check(z.minLength(1), z.maxLength(MOST)),
  /** Leaves the rest alone after the first item that is refused. */
  stopOnError: z.optional(z.boolean()),
});

export async function bulk(context: Context): Promise<Response> {
  const { request, definition, store } = context;
  knownParameters(request, ['dryRun']);
  if (request.caller.roles.has('AUD'))
    throw new Problem('forbidden', 'an auditor reads everything and changes nothing');
  requireKeyOfMachines(request);
  const body = jsonBody(request);
  const { replayed, expired } = await answeredBefore(store, request);
  if (replayed) return replayed;
  const { command, items, body: common, stopOnError = false } = validated(bulkBody, body, Object.keys(bulkBody.shape));
  const errors = [...unknownCommand(bulkCommands(definition), command), ...repeated(items)];
  if (errors.length > 0)
    throw new Problem('validation-failed', errors.map(({ message }) => message).join('; '), { errors });
  const dryRun = booleanParameter(request, 'dryRun');
  const work = items.map((item): OperationItem => ({ ...item, body: item.body ?? common ?? {} }));
  if (work.length > AT_ONCE) return later(context, { command, stopOnError }, work, dryRun, expired);
  const { idempotencyKey } = request;
  const perform = (item: OperationItem, index: number): Promise<ItemResult> =>
    performItem(context, command, item, idempotencyKey && `${idempotencyKey} ${index}`, dryRun);
  const results = stopOnError
    ? await untilRefused(work, perform, request.id)
    : await inFlight(work, IN_FLIGHT, perform);
  const response: Response = { status: 200, body: { results } };
  if (request.idempotencyKey === undefined || dryRun) return response;
  const answer = await answerOnce(store, [], { request, response, expired });
  return answer === LOST ? response : answer;
}

function unknownCommand(known: readonly string[], command: string) {
  if (known.includes(command)) return [];
  const message = `expected one of ${known.join(', ')}; was given ${command}`;
  return [{ pointer: '/command', code: 'validation-failed', message }];
}

/** The same record twice would leave open in which order. */
function repeated(items: readonly OperationItem[]) {
  const first = new Map<string, number>();
  return items.flatMap(({ id }, index) => {
    const before = first.get(id.toUpperCase());
    first.set(id.toUpperCase(), before ?? index);
    const message = `${id} stands at ${before} and at ${index}; name each record once`;
    return before === undefined ? [] : [{ pointer: `/items/${index}/id`, code: 'validation-failed', message }];
  });
}

/** One after the other; after the first refusal the rest is not attempted. */
async function untilRefused(
  items: readonly OperationItem[],
  perform: (item: OperationItem, index: number) => Promise<ItemResult>,
  instance: string,
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  let refused: ItemResult | undefined;
  for (const [index, item] of items.entries()) {
    if (refused) {
      const problem = new Problem('not-attempted', `${refused.id} was refused, and stopOnError was asked for`);
      results.push({ id: item.id, status: problem.status, problem: problemOf(problem, instance) });
      continue;
    }
    const result = await perform(item, index);
    results.push(result);
    if (result.problem) refused = result;
  }
  return results;
}

async function later(
  context: Context,
  task: BulkTask,
  items: readonly OperationItem[],
  dryRun: boolean,
  expired: Item | undefined,
): Promise<Response> {
  const operation = newOperation(context.request.caller, {
    task: { kind: 'bulk', ...task },
    process: context.runtime.process.id,
    collection: context.definition.path,
    dryRun,
    total: items.length,
  });
  return startOperation(context, operation, chunked(items, BATCH), expired);
}
