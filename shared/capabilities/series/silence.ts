/** A series from which nothing comes any more: the timer stands in its head, and is set anew by every reading. */
import { planOfCrossings } from '#shared/capabilities/series/cross';
import { headItem, headKey, headOf, type SeriesRule } from '#shared/capabilities/series/series';
import { writesOf } from '#shared/engine/commit';
import { stateClass } from '#shared/engine/decide';
import { loadRecord } from '#shared/engine/load';
import type { Overdue } from '#shared/engine/seams';
import { silentAt } from '#shared/kit/series/point';
import { attempt } from '#shared/store/attempt';
import { systemCaller } from '#shared/tenancy/context';
import { clock, toInstant } from '#shared/time/clock';

/** Tells of a silence that is due. Whoever was faster has looked at it, or is looked at with the next tick. */
export async function tellSilence(rule: SeriesRule, overdue: Overdue): Promise<void> {
  const { runtime, store, config, definition, tenant, uid, requestId } = overdue;
  const { silentAfter } = rule;
  if (silentAfter === undefined) return;
  const key = headKey(tenant, definition.type, uid, rule.name);
  const { stored, beside } = await loadRecord(runtime, store, tenant, definition, uid, key);
  const head = headOf(beside);
  const now = clock.now();
  if (!head || typeof beside?.dueAt !== 'string' || Date.parse(beside.dueAt) > now) return;
  const place = { tenant, type: definition.type, uid, process: runtime.process.id };
  const headWrite = (silent: boolean, due: number | undefined) => ({
    put: headItem(place, rule.name, { ...head, silent, version: head.version + 1 }, due),
    condition: { version: head.version },
  });
  const record = stored?.record;
  if (!record || record.deletedAt || stateClass(definition, record.state) === 'final') {
    await attempt(store, [headWrite(head.silent, undefined)]);
    return;
  }
  const at = silentAt(head.last, rule.of(record as never).step, silentAfter);
  if (at > now) {
    await attempt(store, [headWrite(false, at)]);
    return;
  }
  const caller = systemCaller(tenant, 'clock');
  const crossed = [{ series: rule.name, from: head.level, to: 'silent', at: toInstant(at) }] as const;
  const circumstances = { caller, config, now, openChildren: [] };
  const plan = planOfCrossings(definition, rule, record, crossed, circumstances);
  const cause = { requestId, correlationId: `${uid}:${requestId}`, depth: 0 };
  const { writes } = writesOf({ process: runtime.process.id, definition, caller, config, cause, now, plan, stored });
  await attempt(store, [headWrite(true, undefined), ...writes]);
}
