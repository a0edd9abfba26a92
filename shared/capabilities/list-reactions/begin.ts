/** A reaction on a list begins as an operation of our automation: once for its event. */
import { placeOf } from '#shared/capabilities/list-reactions/place';
import { type ListWork, listWorkKey } from '#shared/capabilities/list-reactions/task';
import type { Consuming } from '#shared/engine/consuming';
import { consumedKey } from '#shared/engine/keys';
import type { ListReaction } from '#shared/engine/seams';
import { REMEMBER_SECONDS } from '#shared/events/envelope';
import { expiryOf, jobWrites } from '#shared/jobs/job';
import { newOperation, operations } from '#shared/jobs/operation';
import { attempt } from '#shared/store/attempt';
import { clock, toSeconds } from '#shared/time/clock';

/** @throws Error where it cannot be begun: the event is delivered again */
export async function begin(
  { runtime, store, caller, definition, cause }: Consuming,
  { on, command, input }: ListReaction,
  marker: string,
): Promise<void> {
  const { id: process } = runtime.process;
  placeOf(definition, caller.tenant, on);
  const task = { kind: 'reaction', command, eventId: cause.causationId ?? cause.requestId } as const;
  const operation = newOperation(caller, { task, process, collection: definition.path, dryRun: false });
  const work: ListWork = { on, command, input, marker, cause };
  const kept = { ...listWorkKey(caller.tenant, operation.uid), work, expiresAt: expiryOf(operations, operation) };
  const expiresAt = toSeconds(clock.now()) + REMEMBER_SECONDS;
  const writes = [{ put: kept }, ...jobWrites(operations, caller.tenant, operation, 'progressed')];
  const outcome = await attempt(store, writes, {
    put: { ...consumedKey(caller.tenant, process, marker), expiresAt },
    condition: 'absent',
  });
  if (outcome.is === 'written' || outcome.is === 'known') return;
  throw outcome.refusal;
}
