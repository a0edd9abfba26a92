/** An event source mapping: which records of a stream its function gets, in which batches, and what follows from failures. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadLetters } from '#infra/local/edges/events/dead-letters';
import { compileEventPattern } from '#infra/local/edges/events/pattern';
import type { Functions } from '#infra/local/edges/functions/functions';
import { sequenceOf } from '#infra/local/edges/stream/reader';
import { asArray, asObject, asString, type JsonObject } from '#infra/local/machine/json';
import { REGION } from '#infra/local/machine/template/physical';
import type { Deployment, Resource } from '#infra/local/machine/template/template';

export interface Mapping {
  readonly id: string;
  readonly streamArn: string;
  /**
   * Hands the records to the function until each is handled or a dead letter; `progress` is told the sequence number up to
   * which that is so. Resolves early when `signal` is aborted.
   */
  handle(records: readonly JsonObject[], progress: (sequence: string) => void, signal: AbortSignal): Promise<void>;
}

/** Lambda's payload limit of 6 MB, less the envelope. */
const MAX_BATCH_BYTES = 5_500_000;
const DEFAULT_BATCH = 100;
/** First pause before a batch is tried again, doubled up to the last, in milliseconds of real time: the stream stands still. */
const FIRST_PAUSE = 50;
const LAST_PAUSE = 500;

/** The mapping that the template describes. Throws for a filter that cannot be evaluated here. */
export function createMapping(
  resource: Resource,
  options: { readonly deployment: Deployment; readonly functions: Functions; readonly deadLetters: DeadLetters },
): Mapping {
  const { deployment, functions, deadLetters } = options;
  const { properties } = resource;
  const functionName = String(properties.FunctionName);
  const streamArn = String(properties.EventSourceArn);
  const filters = asArray(asObject(properties.FilterCriteria)?.Filters).map((filter) =>
    compileEventPattern(asObject(JSON.parse(asString(asObject(filter)?.Pattern) ?? '{}')) ?? {}),
  );
  const reportsFailures = asArray(properties.FunctionResponseTypes).includes('ReportBatchItemFailures');
  const bisects = properties.BisectBatchOnFunctionError === true;
  const batchSize = Number(properties.BatchSize ?? DEFAULT_BATCH);
  // AWS retries until the record expires where the template says -1, or nothing.
  const given = Number(properties.MaximumRetryAttempts ?? -1);
  const retries = given < 0 ? Number.POSITIVE_INFINITY : given;
  const queueArn = asString(asObject(asObject(properties.DestinationConfig)?.OnFailure)?.Destination);
  const queue = queueArn === undefined ? undefined : deployment.byArn(queueArn)?.name;

  /** How many records from the first the function has handled, and why not the next. */
  const attempt = async (
    batch: readonly JsonObject[],
  ): Promise<{ readonly done: number; readonly reason?: string }> => {
    const outcome = await functions.invoke(functionName, JSON.stringify({ Records: batch }));
    if (!outcome.ok) return { done: 0, reason: `${outcome.error.errorType}: ${outcome.error.errorMessage}` };
    if (!reportsFailures) return { done: batch.length };
    const failed = failedItems(outcome.payload);
    if (failed.length === 0) return { done: batch.length };
    const first = batch.findIndex((record) => failed.includes(sequenceOf(record)));
    // An identifier that is not of this batch counts as failure of all of it, as on AWS.
    return { done: Math.max(first, 0), reason: 'the function reported it as failed' };
  };

  const run = async (
    records: readonly JsonObject[],
    progress: (sequence: string) => void,
    signal: AbortSignal,
  ): Promise<void> => {
    let batch = records;
    for (let retry = 0; batch.length > 0 && !signal.aborted; ) {
      const { done, reason = '' } = await attempt(batch);
      const last = batch[done - 1];
      if (last && !signal.aborted) progress(sequenceOf(last));
      if (done === batch.length || signal.aborted) return;
      batch = batch.slice(done);
      if (done > 0) {
        retry = 0;
      } else if (bisects && batch.length > 1) {
        const middle = Math.ceil(batch.length / 2);
        await run(batch.slice(0, middle), progress, signal);
        await run(batch.slice(middle), progress, signal);
        return;
      } else if (retry >= retries) {
        const payload = JSON.stringify({ Records: batch });
        deadLetters.add({ queue, function: functionName, payload, origin: streamArn, attempts: retry + 1, reason });
        const end = batch.at(-1);
        if (end) progress(sequenceOf(end));
        return;
      } else {
        await sleep(Math.min(FIRST_PAUSE * 2 ** retry, LAST_PAUSE));
        retry += 1;
      }
    }
  };

  return {
    id: `${resource.stack}/${resource.logicalId}`,
    streamArn,
    async handle(records, progress, signal) {
      const wanted = records
        .filter((record) => filters.length === 0 || filters.some((matches) => matches(record)))
        .map((record) => ({ ...record, awsRegion: REGION, eventSourceARN: streamArn }));
      for (const batch of batches(wanted, batchSize)) if (!signal.aborted) await run(batch, progress, signal);
    },
  };
}

function failedItems(payload: string): readonly string[] {
  const failures = asArray(asObject(JSON.parse(payload))?.batchItemFailures);
  return failures.map((failure) => String(asObject(failure)?.itemIdentifier));
}

function batches(records: readonly JsonObject[], size: number): readonly (readonly JsonObject[])[] {
  const result: JsonObject[][] = [];
  let bytes = 0;
  for (const record of records) {
    const current = result.at(-1);
    const weight = Number(asObject(record.dynamodb)?.SizeBytes ?? 0) * 2;
    if (!current || current.length >= size || bytes + weight > MAX_BATCH_BYTES) {
      result.push([record]);
      bytes = weight;
    } else {
      current.push(record);
      bytes += weight;
    }
  }
  return result;
}
