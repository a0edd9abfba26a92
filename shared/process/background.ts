/** Steps of operations, taken by the process whose records they are about, as the caller who asked for them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { BusEvent } from '#shared/events/envelope';
import type { Request } from '#shared/http/request';
import { chunked } from '#shared/jobs/chunks';
import { inFlight } from '#shared/jobs/in-flight';
import { expiryOf, next, readJob, saveJob } from '#shared/jobs/job';
import { type BulkTask, type ItemResult, type MergeTask, type Operation, operations } from '#shared/jobs/operation';
import { type Batch, takeSteps } from '#shared/jobs/steps';
import { type BulkItem, itemProblem, performItem } from '#shared/process/bulk-item';
import type { Context } from '#shared/process/context';
import { IN_FLIGHT } from '#shared/process/operations/bulk';
import { exportBatch } from '#shared/process/operations/export';
import { mergeOne } from '#shared/process/operations/merge';
import type { Runtime } from '#shared/process/runtime';
import { operationInputSk, operationPk, operationResultSk } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';
import type { TenantId } from '#shared/tenancy/tenant-id';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock, toInstant } from '#shared/time/clock';

/** The event that asks a process for the next step of an operation. */
export const OPERATION_PROGRESSED = 'operation.progressed';

/** Takes the next steps of an operation. @throws Error when it cannot: the bus delivers again, and what was done is not done twice. */
export async function continueOperation(runtime: Runtime, { detail }: BusEvent): Promise<void> {
  const tenant = tenantId(detail.tenantId);
  const store = await runtime.store(tenant);
  const batchOf = async (operation: Operation): Promise<Batch<Operation>> => {
    const context = await contextOf(runtime, tenant, store, operation);
    const { task } = operation;
    return task.kind === 'export' ? exportBatch(context, operation, task) : itemsBatch(context, operation, task);
  };
  await takeSteps(operations, { store, tenant }, detail, batchOf, (before, batch) =>
    reportAfterCancel(store, tenant, before, batch),
  );
}

/** A request of the operation's caller, as far as its items need one. */
async function contextOf(
  runtime: Runtime,
  tenant: TenantId,
  store: Store,
  { uid, collection, createdBy, roles, client }: Operation,
): Promise<Context> {
  const definition = runtime.process.records.find(({ path }) => path === collection);
  if (!definition) throw new Error(`${runtime.process.id} has no collection ${collection}`);
  const request: Request = {
    id: uid,
    method: 'POST',
    path: [collection],
    query: new Map(),
    ifMatch: undefined,
    idempotencyKey: undefined,
    contentType: undefined,
    rawBody: '',
    caller: { tenant, actor: createdBy, roles: new Set(roles), client },
  };
  const config = await runtime.configurations.load(tenant, store);
  return { runtime, request, store, config, definition, parameters: {} };
}

/** The next chunk of items. Each is harmless to repeat: a call with an idempotency key of its own, or a merge that looks what is done. */
async function itemsBatch(
  context: Context,
  operation: Operation,
  task: BulkTask | MergeTask,
): Promise<Batch<Operation>> {
  const { store, request } = context;
  const { uid, done, chunk, total = 0 } = operation;
  const found = await store.get({ pk: operationPk(request.caller.tenant, uid), sk: operationInputSk(chunk) });
  const items = (found?.entries ?? []) as readonly BulkItem[];
  const perform = (item: BulkItem, offset: number): Promise<ItemResult> =>
    persist(() =>
      task.kind === 'bulk'
        ? performItem(context, task.command, item, `${uid} ${done + offset}`, operation.dryRun)
        : mergeItem(context, task, item.id),
    );
  const stopOnError = task.kind === 'bulk' && task.stopOnError;
  // Every duplicate changes the survivor: they go one after the other.
  const most = task.kind === 'merge' ? 1 : IN_FLIGHT;
  const results = stopOnError ? await upToRefusal(items, perform) : await inFlight(items, most, perform);
  const refused = results.filter(({ problem }) => problem);
  const after = done + results.length;
  const stopped = stopOnError ? refused[0]?.problem : undefined;
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

async function mergeItem(context: Context, task: MergeTask, id: string): Promise<ItemResult> {
  try {
    return await mergeOne(context, task, id);
  } catch (error) {
    return itemProblem(context, 'merge', id, error);
  }
}

async function upToRefusal(
  items: readonly BulkItem[],
  perform: (item: BulkItem, offset: number) => Promise<ItemResult>,
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
const ATTEMPTS = 6;

/** An item's lasting result. @throws Error when what it needs does not answer: the step is delivered again */
async function persist(perform: () => Promise<ItemResult>): Promise<ItemResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await perform();
    const slug = String(result.problem?.type).replace('urn:itsm:problem:', '');
    if (result.status === 503) throw new Error(`${result.id}: ${result.problem?.detail}`);
    if (!PASSING.has(slug) || attempt === ATTEMPTS) return result;
    await sleep(20 * attempt);
  }
}

/** Results as items; a few of them when the problems in them are long. */
function resultWrites(tenant: TenantId, operation: Operation, results: readonly ItemResult[]): Write[] {
  const expiresAt = expiryOf(operations, operation);
  const pk = operationPk(tenant, operation.uid);
  return chunked(results, results.length).map((entries, part) => ({
    put: { pk, sk: operationResultSk(operation.chunk, part), entries, expiresAt },
  }));
}

/** The results of an item of {@link resultWrites}. */
export function resultsOf(item: Item): readonly ItemResult[] {
  return item.entries as readonly ItemResult[];
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
