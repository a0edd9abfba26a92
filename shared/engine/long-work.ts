/** Steps of long work, taken by the process whose records it is about, as the caller who asked for it: what a step does, a capability says. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type CapabilityStep, type ItemStep, stepOf } from '#shared/engine/capability';
import type { Context } from '#shared/engine/context';
import type { Runtime } from '#shared/engine/runtime';
import type { BusEvent } from '#shared/events/envelope';
import type { Request } from '#shared/http/request';
import { problemResponse } from '#shared/http/response';
import type { TenantId } from '#shared/ids/tenant-id';
import { tenantId } from '#shared/ids/tenant-id';
import { chunked } from '#shared/jobs/chunks';
import { inFlight } from '#shared/jobs/in-flight';
import { expiryOf, next, readJob, saveJob } from '#shared/jobs/job';
import { operationInputSk, operationPk, operationResultSk } from '#shared/jobs/keys';
import {
  type ItemResult,
  type Operation,
  type OperationItem,
  operations,
  problemOf,
  type Task,
} from '#shared/jobs/operation';
import { type Batch, takeSteps } from '#shared/jobs/steps';
import { LOST, PATIENCE, untilWritten } from '#shared/store/attempt';
import type { Store, Write } from '#shared/store/store';
import { rolesLeft } from '#shared/tenancy/grant';
import { clock, toInstant } from '#shared/time/clock';

/** The event that asks a process for the next step of an operation. */
export const OPERATION_PROGRESSED = 'operation.progressed';

/** Takes the next steps of an operation. @throws Error when it cannot: the bus delivers again, and what was done is not done twice. */
export async function continueOperation(runtime: Runtime, { detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const batchOf = async (operation: Operation): Promise<Batch<Operation>> => {
    const context = await contextAs(runtime, tenant, store, operation);
    const { task } = operation;
    const step: CapabilityStep | undefined = stepOf(context.definition, task.kind);
    if (!step) throw new Error(`no capability of ${context.definition.type} carries out ${task.kind}`);
    return 'batch' in step ? step.batch(context, operation, task) : itemsBatch(context, operation, task, step);
  };
  const standings = async () => (await runtime.configurations.load(tenant, store)).standings;
  await takeSteps(operations, { store, tenant, standings }, detail, batchOf, (before, batch) =>
    reportAfterCancel(store, tenant, before, batch),
  );
}

/** Whose work it is, and of which collection. */
type Asking = Pick<
  Operation,
  'uid' | 'collection' | 'createdBy' | 'createdAt' | 'maker' | 'roles' | 'client' | 'scope' | 'dryRun'
>;

/** A request of whoever asked for long work, as far as its items need one. @throws Error for a collection that is none of the process's */
export async function contextAs(
  runtime: Runtime,
  tenant: TenantId,
  store: Store,
  { uid, collection, createdBy, createdAt, maker, roles, client, scope, dryRun }: Asking,
): Promise<Context> {
  const definition = runtime.process.records.find(({ path }) => path === collection);
  if (!definition) throw new Error(`${runtime.process.id} has no collection ${collection}`);
  const config = await runtime.configurations.load(tenant, store);
  const left = rolesLeft(maker ?? { id: createdBy.id, at: createdAt }, roles, config.standings);
  const request: Request = {
    id: uid,
    method: 'POST',
    path: [collection],
    query: new Map(dryRun ? [['dryRun', 'true']] : []),
    ifMatch: undefined,
    idempotencyKey: undefined,
    contentType: undefined,
    rawBody: '',
    caller: {
      tenant,
      actor: createdBy,
      roles: new Set(left),
      client,
      ...(scope && { scope }),
      ...(maker?.keyOf && { madeBy: maker.keyOf }),
    },
  };
  return { runtime, request, store, config, definition, parameters: {} };
}

/** Items under way at the same time. */
export const IN_FLIGHT = 10;

/** The next chunk of items. Each is harmless to repeat: a call with an idempotency key of its own, or a merge that looks what is done. */
async function itemsBatch(
  context: Context,
  operation: Operation,
  task: Task,
  step: ItemStep,
): Promise<Batch<Operation>> {
  const { store, request } = context;
  const { uid, done, chunk, total = 0, dryRun } = operation;
  const found = await store.get({ pk: operationPk(request.caller.tenant, uid), sk: operationInputSk(chunk) });
  const items = (found?.entries ?? []) as readonly OperationItem[];
  const perform = (item: OperationItem, offset: number): Promise<ItemResult> =>
    persist(() =>
      step
        .run(context, task, item, { key: `${uid} ${done + offset}`, dryRun })
        .catch((error: unknown) => itemProblem(context, task.kind, item.id, error)),
    );
  const stops = step.stops?.(task) ?? false;
  const results = stops
    ? await upToRefusal(items, perform)
    : await inFlight(items, step.inTurn ? 1 : IN_FLIGHT, perform);
  const refused = results.filter(({ problem }) => problem);
  const after = done + results.length;
  const stopped = stops ? refused[0]?.problem : undefined;
  const over = stopped ? 'failed' : after >= total || items.length === 0 ? 'finished' : undefined;
  return {
    units: results.length,
    changes: {
      done: after,
      refused: operation.refused + refused.length,
      chunk: chunk + 1,
      ...(over && { state: over, finishedAt: toInstant(clock.now()) }),
      ...(stopped && { problem: stopped }),
    },
    ...(over && { over }),
    also: resultWrites(request.caller.tenant, operation, results),
  };
}

/** What an item is refused with; our own faults are logged. */
export function itemProblem({ runtime, request }: Context, command: string, id: string, error: unknown): ItemResult {
  const { status } = problemResponse(error, request.id);
  if (status >= 500) runtime.logger.error('an item failed', { id, command, error: error as Error });
  return { id, status, problem: problemOf(error, request.id) };
}

async function upToRefusal(
  items: readonly OperationItem[],
  perform: (item: OperationItem, offset: number) => Promise<ItemResult>,
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (const [offset, item] of items.entries()) {
    const result = await perform(item, offset);
    results.push(result);
    if (result.problem) break;
  }
  return results;
}

/** Refusals that say no more than: not at this moment. */
const PASSING = new Set(['request-in-progress', 'write-conflict']);

/** An item's lasting result. @throws Error when what it needs does not answer: the step is delivered again */
async function persist(perform: () => Promise<ItemResult>): Promise<ItemResult> {
  return untilWritten(
    PATIENCE,
    async (round) => {
      const result = await perform();
      const slug = String(result.problem?.type).replace('urn:itsm:problem:', '');
      if (result.status === 503) throw new Error(`${result.id}: ${result.problem?.detail}`);
      if (!PASSING.has(slug) || round === PATIENCE - 1) return result;
      await sleep(20 * (round + 1));
      return LOST;
    },
    () => new Error('the last round ends with a result'),
  );
}

/** Results as items; a few of them when the problems in them are long. */
export function resultWrites(tenant: TenantId, operation: Operation, results: readonly ItemResult[]): Write[] {
  const expiresAt = expiryOf(operations, operation);
  const pk = operationPk(tenant, operation.uid);
  return chunked(results, results.length).map((entries, part) => ({
    put: { pk, sk: operationResultSk(operation.chunk, part), entries, expiresAt },
  }));
}

/** What was done while the operation was being canceled is reported all the same. */
async function reportAfterCancel(
  store: Store,
  tenant: TenantId,
  before: Operation,
  { changes: { done, refused, chunk }, also = [] }: Batch<Operation>,
): Promise<void> {
  const found = await readJob(operations, store, tenant, before.uid);
  if (found?.state !== 'canceled' || found.chunk !== before.chunk) return;
  const reported = next<Operation>(found, {
    ...(done !== undefined && { done }),
    ...(refused !== undefined && { refused }),
    ...(chunk !== undefined && { chunk }),
  });
  await saveJob(operations, store, tenant, reported, undefined, also);
}
