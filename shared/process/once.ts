/** What an event leads to is written once, however often the event is delivered: each change goes with a marker of its own. */
import { type BusEvent, REMEMBER_SECONDS } from '#shared/events/envelope';
import type { Circumstances } from '#shared/process/circumstances';
import { writesOf } from '#shared/process/commit';
import type { Plan } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import type { Cause } from '#shared/process/entry';
import type { Stored } from '#shared/process/items';
import { calendarsOf, loadRecord } from '#shared/process/load';
import type { Runtime } from '#shared/process/runtime';
import { consumedKey } from '#shared/store/keys';
import { type Store, TransactionRefused, type Write } from '#shared/store/store';
import type { Configuration } from '#shared/tenancy/configuration';
import type { Caller } from '#shared/tenancy/context';
import { clock } from '#shared/time/clock';

const ATTEMPTS = 10;

/** An event that the machinery itself works on in every process that it concerns. */
export interface OwnConsumption {
  readonly source: string;
  readonly detailType: string;
  /** @throws Error when it cannot be carried out: the bus delivers again */
  readonly run: (runtime: Runtime, event: BusEvent, requestId: string) => Promise<void>;
}

/** Our automation at work on an event, in one tenant, on records of one type. */
export interface Consuming {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly config: Configuration;
  readonly caller: Caller;
  readonly definition: AnyRecordDefinition;
  readonly cause: Cause;
}

/** What is to become of a record, with further writes of the same transaction. */
export interface Change {
  readonly plan: Plan;
  readonly also?: readonly Write[];
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
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { stored } = await loadRecord(runtime, store, caller.tenant, definition, reference);
    if (!stored || stored.record.deletedAt) return;
    await runtime.configurations.ensureCalendars(caller.tenant, store, calendarsOf(stored));
    const change = await decide(stored, { caller, config, now: clock.now(), openChildren: [] });
    if (!change) return;
    if ((await writeOnce(consuming, change, stored, marker)) !== 'changed') return;
  }
  throw new Error(`others changed ${reference} ${ATTEMPTS} times while ${marker} was being decided`);
}

/** Sends a plan with the marker that makes it happen once. */
export async function writeOnce(
  { runtime, store, config, caller, definition, cause }: Consuming,
  { plan, also = [] }: Change,
  stored: Stored | undefined,
  marker: string,
): Promise<'written' | 'known' | 'changed'> {
  const { id: process } = runtime.process;
  const now = clock.now();
  const { writes } = writesOf({ process, definition, caller, config, cause, now, plan, ...(stored && { stored }) });
  const expiresAt = Math.floor(now / 1000) + REMEMBER_SECONDS;
  const consumed: Write = { put: { ...consumedKey(caller.tenant, process, marker), expiresAt }, condition: 'absent' };
  try {
    await store.transact([...writes, ...also, consumed]);
    return 'written';
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return error.reasons.at(-1)?.failed ? 'known' : 'changed';
  }
}
