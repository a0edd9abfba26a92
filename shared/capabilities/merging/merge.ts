/** Merging duplicates into a survivor, and separating them again (A8): what each record becomes. Pure. */

import type { Circumstances } from '#shared/engine/circumstances';
import { decideChange, stateClass, unmetGuards } from '#shared/engine/decide';
import { canonical } from '#shared/engine/history';
import type { Plan } from '#shared/engine/plan';
import type { AnyOutcome, AnyRecordDefinition, Effect, Guards, Party } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { recordFields } from '#shared/grammar/schemas';
import { Problem } from '#shared/problems/problems';
import { toInstant } from '#shared/time/clock';

/** Within this time a duplicate can be separated again. */
const SEPARABLE_MS = 7 * 86_400_000;

/** Duplicates that go into a survivor, as long work. */
export interface MergeTask {
  readonly survivor: string;
  readonly reason: string;
}

declare module '#shared/jobs/operation' {
  interface Tasks {
    readonly merge: MergeTask;
  }
}

/** Lists by field: what a record brings to those that the survivor gathers. */
export type Gathered = Readonly<Record<string, readonly string[]>>;

/** How duplicates of a record are merged into one that survives (A8). */
export interface MergeRule<R, S extends string> {
  readonly by: readonly Party[];
  /** The state that a duplicate goes to. */
  readonly to: S;
  /** May this record be merged into another one? */
  readonly guards?: Guards<R>;
  /** What merging changes on a duplicate. */
  readonly effects?: readonly Effect<R, { readonly survivor: string; readonly reason: string }, AnyOutcome>[];
  /** Lists that the survivor gathers, by field: what a record brings to each. */
  readonly brings: (record: R) => Readonly<Record<string, readonly string[]>>;
  /** What follows on the survivor when its lists have grown, or shrunk again. */
  readonly gathered?: readonly Effect<R, { readonly before: R }, AnyOutcome>[];
}

/** A rule whose records are only known at run time. */
export type AnyMergeRule = MergeRule<never, string>;

export const refused = (detail: string, extra: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem('merge-refused', detail, extra);

/** @throws Problem merge-refused, and what the definition's guards refuse with */
export function refuseMerge(
  definition: AnyRecordDefinition,
  rule: AnyMergeRule,
  survivor: AnyRecord,
  duplicate: AnyRecord,
  circumstances: Circumstances,
): void {
  for (const record of [survivor, duplicate]) {
    if (stateClass(definition, record.state) === 'final' || record.mergedInto || record.deletedAt)
      throw refused(`${record.id} is ${record.mergedInto ? `merged into ${record.mergedInto.id}` : record.state}`);
  }
  if (Boolean(survivor.confidential) !== Boolean(duplicate.confidential) && !circumstances.caller.roles.has('SEC'))
    throw refused(
      `${survivor.id} and ${duplicate.id} are not equally confidential; ask a security officer to merge them`,
    );
  if (duplicate.childCount)
    throw refused(
      `${duplicate.id} has ${duplicate.childCount} child record(s); it can be the survivor, not a duplicate`,
    );
  const [unmet] = unmetGuards(rule.guards, duplicate, circumstances);
  if (unmet)
    throw new Problem(unmet.slug, unmet.detail, {
      ...unmet.extra,
      guards: [{ guard: unmet.guard, detail: unmet.detail }],
    });
}

/** A duplicate as it stands when it is merged: closed, its clocks cancelled, pointing to the survivor. */
export function decideMerged(
  definition: AnyRecordDefinition,
  { to, effects }: AnyMergeRule,
  duplicate: AnyRecord,
  survivor: Pick<AnyRecord, 'id' | 'uid'>,
  reason: string,
  circumstances: Circumstances,
): Plan {
  const mergedInto = { id: survivor.id, uid: survivor.uid, at: toInstant(circumstances.now) };
  return decideChange(
    definition,
    duplicate,
    { state: to, mergedInto },
    {
      command: 'merge',
      reason,
      visibility: 'public',
      emits: 'merged',
      data: { into: survivor.id },
      effects,
      input: { survivor: survivor.id, reason },
    },
    circumstances,
  );
}

/** What merging changed, as it was before: all that separating needs, and nothing that a redaction might have to find. */
export function changedByMerge({ before, after }: Plan): Readonly<Record<string, unknown>> {
  const was: Readonly<Record<string, unknown>> = before ?? {};
  const is: Readonly<Record<string, unknown>> = after;
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => !KEPT.includes(field));
  const changed = fields.filter((field) => canonical(was[field]) !== canonical(is[field]));
  return Object.fromEntries(changed.map((field) => [field, was[field] ?? null]));
}

/** What goes on of its own while a record is merged. */
const KEPT = ['version', 'updatedAt', 'updatedBy', 'childCount', 'openTasks'];

/** What each duplicate brings, and what of it the survivor did not have. */
export interface Brought {
  readonly brings: Gathered;
  readonly added: Gathered;
}

/** The survivor with what its duplicates bring, each value once; why, is nothing that its requester need know. @throws Problem limit-exceeded */
export function decideGathered(
  definition: AnyRecordDefinition,
  rule: AnyMergeRule,
  survivor: AnyRecord,
  duplicates: readonly AnyRecord[],
  circumstances: Circumstances,
): { readonly plan: Plan; readonly brought: readonly Brought[] } {
  const lists = new Map<string, Set<string>>();
  const take = (gathered: Gathered): Gathered =>
    Object.fromEntries(
      Object.entries(gathered).map(([field, values]) => {
        const list = lists.get(field) ?? new Set(listOf(survivor, field));
        lists.set(field, list);
        const fresh = [...new Set(values)].filter((value) => !list.has(value));
        for (const value of fresh) list.add(value);
        return [field, fresh];
      }),
    );
  take(rule.brings(survivor as never));
  const brought = duplicates.map((duplicate): Brought => {
    const brings = rule.brings(duplicate as never);
    return { brings, added: take(brings) };
  });
  const plan = decideChange(
    definition,
    survivor,
    { ...bounded(definition, lists), mergedCount: (survivor.mergedCount ?? 0) + duplicates.length },
    {
      command: 'absorb',
      visibility: 'public',
      emits: 'absorbed',
      data: { count: duplicates.length },
      effects: rule.gathered,
      input: { before: survivor },
    },
    circumstances,
  );
  return { plan, brought };
}

const listOf = (record: AnyRecord, field: string): readonly string[] => (record[field] ?? []) as readonly string[];

function bounded(
  definition: AnyRecordDefinition,
  lists: ReadonlyMap<string, ReadonlySet<string>>,
): Readonly<Record<string, readonly string[]>> {
  const fields = recordFields(definition);
  for (const [field, { size }] of lists) {
    const most = fields[field]?.options.max ?? 0;
    if (size > most)
      throw new Problem('limit-exceeded', `${field} has at most ${most} entries; merged it would have ${size}`);
  }
  return Object.fromEntries([...lists].filter(([, { size }]) => size > 0).map(([field, list]) => [field, [...list]]));
}

/** @throws Problem merge-refused when it is not merged, too long ago, or the survivor is closed */
export function refuseSeparation(
  definition: AnyRecordDefinition,
  duplicate: AnyRecord,
  survivor: AnyRecord | undefined,
  now: number,
): asserts survivor is AnyRecord {
  const { mergedInto } = duplicate;
  if (!mergedInto) throw refused(`${duplicate.id} is not merged into another record`);
  const until = Date.parse(mergedInto.at) + SEPARABLE_MS;
  if (now > until) throw refused(`it was merged on ${mergedInto.at}; records are separated within 7 days`);
  if (!survivor || survivor.deletedAt || stateClass(definition, survivor.state) === 'final')
    throw refused(`${mergedInto.id}, into which it was merged, is closed`);
}

/** The duplicate as it was before; its clocks have gone on as if it had never been merged. */
export function decideSeparated(
  definition: AnyRecordDefinition,
  duplicate: AnyRecord,
  before: Readonly<Record<string, unknown>>,
  reason: string,
  circumstances: Circumstances,
): Plan {
  const data = { from: duplicate.mergedInto?.id };
  const how = { command: 'unmerge', reason, visibility: 'public', emits: 'unmerged', data } as const;
  return decideChange(definition, duplicate, before, how, circumstances);
}

/** The survivor without what only this duplicate brought. */
export function decideReleased(
  definition: AnyRecordDefinition,
  { gathered }: AnyMergeRule,
  survivor: AnyRecord,
  removed: Gathered,
  circumstances: Circumstances,
): Plan {
  const lists = Object.entries(removed).map(([field, values]) => {
    const left = listOf(survivor, field).filter((value) => !values.includes(value));
    return [field, left.length > 0 ? left : null];
  });
  return decideChange(
    definition,
    survivor,
    { ...Object.fromEntries(lists), mergedCount: Math.max(0, (survivor.mergedCount ?? 0) - 1) || null },
    {
      command: 'release',
      visibility: 'public',
      emits: 'released',
      effects: gathered,
      input: { before: survivor },
    },
    circumstances,
  );
}
