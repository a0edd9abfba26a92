/** What an event leads to is written once, however often the event is delivered: each change goes with a marker of its own. */

import type { Circumstances } from '#shared/engine/circumstances';
import { writesOf } from '#shared/engine/commit';
import type { Consuming } from '#shared/engine/consuming';
import type { Stored } from '#shared/engine/items';
import { consumedKey } from '#shared/engine/keys';
import { calendarsOf, loadRecord } from '#shared/engine/load';
import type { TakenNumber } from '#shared/engine/numbers';
import type { Plan } from '#shared/engine/plan';
import { REMEMBER_SECONDS } from '#shared/events/envelope';
import { attempt, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import type { Write } from '#shared/store/store';
import { clock, toSeconds } from '#shared/time/clock';

/** What is to become of a record, with further writes of the same transaction. */
export interface Change {
  readonly plan: Plan;
  readonly also?: readonly Write[];
  /** The number of a new record. */
  readonly number?: TakenNumber;
}

/**
 * Changes a record, deciding anew as long as others are faster.
 * @param reference a number or ulid; a record that is not there or deleted is left
 * @param decide undefined: there is nothing to do any more
 * @throws Error when others were faster every time: the event is delivered again
 */
export async function changeOnce(
  consuming: Consuming,
  reference: string,
  marker: string,
  decide: (stored: Stored, circumstances: Circumstances) => Change | undefined | Promise<Change | undefined>,
): Promise<void> {
  const { runtime, store, config, caller, definition } = consuming;
  const round = async () => {
    const { stored } = await loadRecord(runtime, store, caller.tenant, definition, reference);
    if (!stored || stored.record.deletedAt) return;
    await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(stored));
    const change = await decide(stored, { caller, config, now: clock.now(), openChildren: [] });
    if (!change) return;
    return (await writeOnce(consuming, change, stored, marker)) === 'changed' ? LOST : undefined;
  };
  const giveUp = (rounds: number) =>
    new Error(`others changed ${reference} ${rounds} times while ${marker} was being decided`);
  return untilWritten(PERSISTENCE, round, giveUp);
}

/** Sends a plan with the marker that makes it happen once. */
export async function writeOnce(
  { runtime, store, config, caller, definition, cause }: Consuming,
  { plan, also = [], number }: Change,
  stored: Stored | undefined,
  marker: string,
): Promise<'written' | 'known' | 'changed'> {
  const { id: process } = runtime.process;
  const now = clock.now();
  const { writes } = writesOf({ process, definition, caller, config, cause, now, plan, ...(stored && { stored }) });
  const expiresAt = toSeconds(now) + REMEMBER_SECONDS;
  const consumed: Write = { put: { ...consumedKey(caller.tenant, process, marker), expiresAt }, condition: 'absent' };
  const outcome = await attempt(store, [...writes, ...also], consumed);
  number?.ended(outcome);
  return outcome.is === 'written' || outcome.is === 'known' ? outcome.is : 'changed';
}
