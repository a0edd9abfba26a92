/** What the failure of some things does to what rests on them, redundancy taken into account (C6). Pure. */
import type { Relation } from '#shared/kit/graph/relation';

/** What a relation hands on: all of a failure, none of it, or only that of too many: n of m have to be up. */
export type ImpactRule = 'all' | 'none' | { readonly anyRedundant: { readonly n: number; readonly m: number } };

/** `from` rests on `to`. */
export interface Dependence extends Relation {
  readonly rule: ImpactRule;
  /** Which of the redundant ones belong together, where there are several groups of them; those of one rule when absent. */
  readonly group?: string;
}

export type Condition = 'up' | 'degraded' | 'down';

const WORSE: readonly Condition[] = ['up', 'degraded', 'down'];
const worst = (conditions: readonly Condition[]): Condition =>
  WORSE[Math.max(0, ...conditions.map((each) => WORSE.indexOf(each)))] ?? 'up';

const groupOf = ({ rule, group }: Dependence): string =>
  typeof rule === 'string' ? '' : (group ?? `${rule.anyRedundant.n} of ${rule.anyRedundant.m}`);

/** Redundant ones together: enough of them is a service that has lost something, too few is none. */
function ofRedundant(group: readonly Dependence[], conditionOf: (id: string) => Condition): Condition {
  const [first] = group;
  if (!first || typeof first.rule === 'string') return 'up';
  const { n, m } = first.rule.anyRedundant;
  const conditions = group.map(({ to }) => conditionOf(to));
  const down = conditions.filter((each) => each === 'down').length;
  // Those that are not known here are taken to be up.
  if (Math.max(m, group.length) - down < n) return 'down';
  return conditions.some((each) => each !== 'up') ? 'degraded' : 'up';
}

/** What something is, by what it rests on. */
function conditionBy(dependences: readonly Dependence[], conditionOf: (id: string) => Condition): Condition {
  const whole = dependences.filter(({ rule }) => rule === 'all').map(({ to }) => conditionOf(to));
  const groups = Map.groupBy(
    dependences.filter(({ rule }) => typeof rule !== 'string'),
    groupOf,
  );
  return worst([...whole, ...[...groups.values()].map((group) => ofRedundant(group, conditionOf))]);
}

/**
 * The condition of everything that is no longer simply up, the failed ones among them, in the order in which it is found out. Circles do no
 * harm: a condition only gets worse.
 */
export function impactOf(
  failed: readonly string[],
  dependences: readonly Dependence[],
): ReadonlyMap<string, Condition> {
  const restsOn = Map.groupBy(dependences, ({ from }) => from);
  const dependants = Map.groupBy(dependences, ({ to }) => to);
  const conditions = new Map<string, Condition>(failed.map((id) => [id, 'down']));
  const conditionOf = (id: string): Condition => conditions.get(id) ?? 'up';
  const waiting = [...conditions.keys()];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    for (const { from } of dependants.get(at) ?? []) {
      const now = worst([conditionOf(from), conditionBy(restsOn.get(from) ?? [], conditionOf)]);
      if (now === conditionOf(from)) continue;
      conditions.set(from, now);
      waiting.push(from);
    }
  }
  return conditions;
}
