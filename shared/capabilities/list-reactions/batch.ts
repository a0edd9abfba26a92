/**
 * The next batch of a reaction on a list. What stands in the list is noted first, in its order, as what a bulk request is to do; then it is worked on;
 * then what has changed since is looked at, because a change may have moved a record to where the list had been read.
 */

import { gathered, marksOf, type Noted } from '#shared/capabilities/list-reactions/gather';
import { placeOf } from '#shared/capabilities/list-reactions/place';
import { type Standing, standingOf } from '#shared/capabilities/list-reactions/standing';
import { type ListWork, listWorkKey } from '#shared/capabilities/list-reactions/task';
import type { Consuming } from '#shared/engine/consuming';
import type { Context } from '#shared/engine/context';
import { consumedKey } from '#shared/engine/keys';
import { resultWrites } from '#shared/engine/long-work';
import { onRecord } from '#shared/engine/react-on-record';
import { REMEMBER_SECONDS } from '#shared/events/envelope';
import { chunked } from '#shared/jobs/chunks';
import { inFlight } from '#shared/jobs/in-flight';
import { expiryOf } from '#shared/jobs/job';
import { operationInputSk, operationPk } from '#shared/jobs/keys';
import { type ItemResult, type Operation, operations, problemOf } from '#shared/jobs/operation';
import type { Batch } from '#shared/jobs/steps';
import type { Problem } from '#shared/problems/problems';
import type { Write } from '#shared/store/store';
import { clock, toInstant, toSeconds } from '#shared/time/clock';

/** Records of one batch, and how many of them are worked on at once: requests of people come between. */
const BATCH = 50;
const IN_FLIGHT = 5;

/** @throws Error when it cannot be carried out: the step is delivered again, and what was done is not done twice */
export async function reactionBatch(context: Context, operation: Operation): Promise<Batch<Operation>> {
  const { tenant } = context.request.caller;
  const item = await context.store.get(listWorkKey(tenant, operation.uid));
  if (!item) throw new Error(`nothing says what ${operation.uid} is to do`);
  // The table's own edge: only what begins a reaction writes what is read here.
  const whole = item.work as ListWork;
  const place = placeOf(context.definition, tenant, whole.on);
  const standing = await standingOf(context, place, operation.cursor);
  if (standing.gathering) return gather(context, operation, standing, await gathered(context, whole, place, standing));
  if (operation.chunk < standing.chunks) return work(context, operation, whole);
  // The list is through; what it was read past is next.
  if (standing.way === 'list') return on({ ...standing, way: 'moved', gathering: true });
  return { units: 1, changes: { state: 'finished', finishedAt: toInstant(clock.now()) }, over: 'finished' };
}

const on = (standing: Standing, units = 1): Batch<Operation> => ({
  units,
  changes: { cursor: JSON.stringify(standing) },
});

/** Notes what is to be worked on, and where to go on. */
function gather(
  { request }: Context,
  operation: Operation,
  standing: Standing,
  { found, next }: Awaited<ReturnType<typeof gathered>>,
): Batch<Operation> {
  const { uid, total = 0 } = operation;
  const { after: _, ...rest } = standing;
  const inputs = chunked(found, BATCH);
  const further = { ...rest, chunks: standing.chunks + inputs.length };
  const { changes, units } = on(next ? { ...further, after: next } : { ...further, gathering: false }, BATCH);
  const pk = operationPk(request.caller.tenant, uid);
  const expiresAt = expiryOf(operations, operation);
  return {
    units,
    changes: { ...changes, total: total + found.length },
    also: inputs.map((entries, index) => ({
      put: { pk, sk: operationInputSk(standing.chunks + index), entries, expiresAt },
    })),
  };
}

/** The next chunk of what was noted. */
async function work(context: Context, operation: Operation, whole: ListWork): Promise<Batch<Operation>> {
  const { store, request } = context;
  const { tenant } = request.caller;
  const { uid, chunk, done, refused } = operation;
  const item = await store.get({ pk: operationPk(tenant, uid), sk: operationInputSk(chunk) });
  const noted = (item?.entries ?? []) as readonly Noted[];
  const refusals = await carryOut(context, whole, noted);
  const results = noted.map(({ id }, index): ItemResult => {
    const problem = refusals[index];
    return problem
      ? { id, status: problem.status, problem: problemOf(problem, whole.cause.requestId) }
      : { id, status: 200 };
  });
  // An administrator reads what came of it, and may not know of what is confidential.
  const told = results.filter((_, index) => !noted[index]?.hidden);
  const expiresAt = toSeconds(clock.now()) + REMEMBER_SECONDS;
  const refusedAs = noted.flatMap(({ uid: record, version }, index): readonly Write[] =>
    refusals[index]
      ? [
          {
            put: {
              ...consumedKey(tenant, context.runtime.process.id, `${whole.marker}:${record}:refused`),
              version,
              expiresAt,
            },
          },
        ]
      : [],
  );
  return {
    units: noted.length,
    changes: {
      done: done + results.length,
      refused: refused + refusals.filter((each) => each).length,
      chunk: chunk + 1,
    },
    also: [...refusedAs, ...(told.length > 0 ? resultWrites(tenant, operation, told) : [])],
  };
}

/** Why each was refused, if it was. What a delivery before this one did is done. */
async function carryOut(
  context: Context,
  { command, input, marker, cause }: ListWork,
  noted: readonly Noted[],
): Promise<readonly (Problem | undefined)[]> {
  const { runtime, store, config, definition, request } = context;
  const { caller } = request;
  const consuming: Consuming = { runtime, store, config, caller, definition, cause };
  const before = await marksOf(context, marker, noted);
  const refusals = await inFlight(noted, IN_FLIGHT, async ({ uid }) =>
    before.done.has(uid) ? undefined : onRecord(consuming, uid, command, input, `${marker}:${uid}`),
  );
  // Another delivery at the same time may have been faster: what it did stands in the way of doing it again.
  const after = await marksOf(
    context,
    marker,
    noted.filter((_, index) => refusals[index]),
  );
  return refusals.map((problem, index) => (after.done.has(noted[index]?.uid ?? '') ? undefined : problem));
}
