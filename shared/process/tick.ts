/** Due timers: what happens by itself happens through the same command layer, at most one step per transaction. */
import { Problem } from '#shared/http/problems';
import type { Circumstances } from '#shared/process/circumstances';
import { openChildrenOf } from '#shared/process/command';
import { writesOf } from '#shared/process/commit';
import { decideAction, decidePassage, type Plan, sourceStates } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import { type DueTimer, type DueTimers, type TickResult, throughTimers } from '#shared/process/due';
import type { Cause } from '#shared/process/entry';
import type { Stored } from '#shared/process/items';
import { calendarsOf, loadRecord } from '#shared/process/load';
import { crossingsDue } from '#shared/process/record-clocks';
import type { Runtime } from '#shared/process/runtime';
import { TransactionRefused } from '#shared/store/store';
import { systemCaller } from '#shared/tenancy/context';
import { tenantId } from '#shared/tenancy/tenant-id';
import { clock } from '#shared/time/clock';

export type { DueTimers, TickResult } from '#shared/process/due';

/** One record makes at most this many steps per tick; the rest is due again in the next. */
const STEPS = 12;

/** Works through due records. A failing one is logged and stays due; it never holds up the others. */
export function tick(runtime: Runtime, due: DueTimers, requestId: string): Promise<TickResult> {
  return throughTimers(due, runtime.logger, (timer) => pass(runtime, timer, requestId));
}

async function pass(runtime: Runtime, { tenantId: tenantText, type, uid }: DueTimer, requestId: string): Promise<void> {
  const tenant = tenantId(tenantText);
  const definition = runtime.process.records.find((record) => record.type === type);
  if (!definition) throw new Problem('not-found', `${runtime.process.id} has no record type ${type}`);
  const store = await runtime.store(tenant);
  const config = await runtime.configurations.load(tenant, store);
  const caller = systemCaller(tenant, 'clock');
  const cause: Cause = { requestId, correlationId: `${uid}:${requestId}`, depth: 0 };
  let written: Stored | undefined;
  for (let step = 0; step < STEPS; step++) {
    const stored = written ?? (await loadRecord(runtime, store, tenant, definition, uid)).stored;
    if (!stored || stored.record.deletedAt) return;
    await runtime.configurations.ensureCalendars(tenant, store, calendarsOf(stored));
    const openChildren = stored.record.childCount ? await openChildrenOf(store, tenant, definition, uid) : [];
    const now = clock.now();
    const plan = nextStep(definition, stored, { caller, config, now, openChildren }, runtime);
    if (!plan) return;
    const committed = writesOf({ process: runtime.process.id, definition, caller, config, cause, now, plan, stored });
    try {
      await store.transact(committed.writes);
      written = committed.stored;
    } catch (error) {
      // Somebody else changed the record in between: look at it afresh.
      if (!(error instanceof TransactionRefused)) throw error;
      written = undefined;
    }
  }
}

/** The earliest thing that is due: recomputed from the stored record, so a late or doubled tick does nothing wrong. */
function nextStep(
  definition: AnyRecordDefinition,
  stored: Stored,
  circumstances: Circumstances,
  runtime: Runtime,
): Plan | undefined {
  const { record } = stored;
  const due = Object.entries(definition.timers ?? {})
    .flatMap(([name, timer]) => {
      const at = timer.at(record as never, circumstances.config);
      const action = definition.actions[timer.run];
      const possible = action !== undefined && sourceStates(definition, action).includes(record.state);
      return at !== undefined && at <= circumstances.now && possible ? [{ name, at, run: timer.run }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const [crossing] = crossingsDue(record, circumstances);
  for (const timer of due) {
    if (crossing && crossing.at <= timer.at) break;
    try {
      return decideAction(definition, timer.run, record, {}, circumstances);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      runtime.logger.warn('timer not yet possible', { timer: timer.name, record: record.id, detail: error.message });
    }
  }
  return crossing ? decidePassage(definition, record, circumstances) : undefined;
}
