/** Stopping an operation, and making one go on that stands still. */
import { etag, type Response } from '#shared/http/response';
import { type JobEvent, next } from '#shared/jobs/job';
import { type Operation, operations, presentOperation } from '#shared/jobs/operation';
import { changeJob, requireState } from '#shared/jobs/steer';
import type { Call } from '#shared/serve/service';
import { clock, toInstant } from '#shared/time/clock';
import { findOperation, placeOf } from './find.ts';

/** POST /v1/operations/{id}/cancel: what is done stays done and is reported, the rest is left alone. */
export function cancel(call: Call<unknown>): Promise<Response> {
  return steer(call, 'canceled', 'cancel', () => ({ state: 'canceled', finishedAt: toInstant(clock.now()) }));
}

/** POST /v1/operations/{id}/resume: asks for the step once more, which mends an operation whose event ended as a dead letter. */
export function resume(call: Call<unknown>): Promise<Response> {
  return steer(call, 'progressed', 'resume', ({ step }) => ({ step: step + 1 }));
}

async function steer(
  { request, parameters, dryRun }: Call<unknown>,
  event: JobEvent,
  command: string,
  change: (operation: Operation) => Partial<Operation>,
): Promise<Response> {
  const place = await placeOf(request.caller.tenant);
  const load = () => findOperation(place, parameters.id ?? '', request.caller, 'administrator too');
  const decide = async (operation: Operation): Promise<Operation> => {
    requireState(operations, operation, command, ['running']);
    return next<Operation>(operation, change(operation));
  };
  const operation = await changeJob(operations, place, load, decide, event, dryRun);
  return { status: 200, body: presentOperation(operation), headers: { etag: etag(operation.sequence) } };
}
