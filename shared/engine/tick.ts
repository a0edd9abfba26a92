/** Due timers: what happens by itself happens through the same command layer, at most one step per transaction. */

import { capabilitiesOf, timersOf } from '#shared/engine/capability';
import type { Cause } from '#shared/engine/cause';
import type { Circumstances } from '#shared/engine/circumstances';
import { openChildrenOf } from '#shared/engine/command';
import { writesOf } from '#shared/engine/commit';
import { decidePassage, sourceStates } from '#shared/engine/decide';
import { type DueTimer, type DueTimers, type TickResult, throughTimers } from '#shared/engine/due';
import type { Stored } from '#shared/engine/items';
import { calendarsOf, loadRecord } from '#shared/engine/load';
import type { Plan } from '#shared/engine/plan';
import { decideRested } from '#shared/engine/rest';
import type { Runtime } from '#shared/engine/runtime';
import type { Completing } from '#shared/engine/seams';
import { tenantId } from '#shared/ids/tenant-id';
import { Problem } from '#shared/problems/problems';
import { isWritten } from '#shared/store/attempt';
import { systemCaller } from '#shared/tenancy/context';
import { clock } from '#shared/time/clock';

export type { DueTimers, TickResult } from '#shared/engine/due';

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
  for (const { overdue } of capabilitiesOf(definition))
    await overdue?.({ runtime, store, config, definition, tenant, uid, requestId });
  let written: Stored | undefined;
  for (let step = 0; step < STEPS; step++) {
    const stored = written ?? (await loadRecord(runtime, store, tenant, definition, uid)).stored;
    if (!stored || stored.record.deletedAt) return;
    await runtime.configurations.ensureCalendars(tenant, store, calendarsOf(stored));
    const openChildren = stored.record.childCount ? await openChildrenOf(store, tenant, definition, uid) : [];
    const now = clock.now();
    const completing = { runtime, store, config, definition, tenant };
    const plan = await nextStep(completing, stored, { caller, config, now, openChildren });
    if (!plan) return;
    const committed = writesOf({ process: runtime.process.id, definition, caller, config, cause, now, plan, stored });
    // Where somebody else changed the record in between, it is looked at afresh.
    written = (await isWritten(store, committed.writes)) ? committed.stored : undefined;
  }
}

/** The earliest thing that is due: recomputed from the stored record, so a late or doubled tick does nothing wrong. */
async function nextStep(
  completing: Completing,
  { record }: Stored,
  circumstances: Circumstances,
): Promise<Plan | undefined> {
  const { definition, runtime } = completing;
  const due = Object.entries(timersOf(definition))
    .flatMap(([name, timer]) => {
      const at = timer.at(record as never, circumstances.config);
      const action = definition.actions[timer.run];
      const possible = action !== undefined && sourceStates(definition, action).includes(record.state);
      return at !== undefined && at <= circumstances.now && possible ? [{ name, at, run: timer.run }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const passed = capabilitiesOf(definition).flatMap(
    (capability) => capability.due?.passed(record, circumstances) ?? [],
  );
  const first = Math.min(...passed);
  for (const timer of due) {
    if (first <= timer.at) break;
    try {
      return await decideRested({ ...completing, ...circumstances }, record, timer.run, {}, circumstances);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      runtime.logger.warn('timer not yet possible', { timer: timer.name, record: record.id, detail: error.message });
    }
  }
  return passed.length > 0 ? decidePassage(definition, record, circumstances) : undefined;
}
