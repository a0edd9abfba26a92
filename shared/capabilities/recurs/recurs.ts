/** What recurs on a record: when it is next due, in the tenant's zone, after it was done last. Pure. */
import type { Timer } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { nextOccurrences } from '#shared/kit/recurrence/occurrences';
import { parseRule, type Rule } from '#shared/kit/recurrence/rule';
import type { Configuration } from '#shared/tenancy/configuration';
import { toSeconds } from '#shared/time/clock';
import { toWall } from '#shared/time/zone';

/**
 * @typeParam R the record
 * @typeParam S its states
 * @typeParam A its actions
 */
export interface Recurring<R = never, S extends string = string, A extends string = string> {
  /**
   * RFC 5545, such as `FREQ=DAILY;BYHOUR=3`, counted from midnight of the day on which the record was made; undefined: not at all. A rule
   * that a field states is checked by the field’s kind.
   */
  readonly at: string | ((record: R) => string | undefined);
  /** The action that is run. */
  readonly run: A;
  /** States in which it recurs; the action is possible in each. */
  readonly in: readonly S[];
}

const DAY = 86_400;
const parsed = new Map<string, Rule>();
/** Rules remembered at most; they are few, unless each record says its own. */
const REMEMBERED = 1000;

function ruleOf(text: string): Rule {
  const known = parsed.get(text);
  if (known) return known;
  const rule = parseRule(text);
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(text, rule);
  return rule;
}

/**
 * Epoch milliseconds of the first occurrence after it was done last, or after the record was made. However many passed while nobody looked, it is
 * done once, and recurs from then on.
 */
export function nextRun(recurring: Recurring, name: string, record: AnyRecord, zone: string): number | undefined {
  if (!recurring.in.includes(record.state)) return undefined;
  const text = typeof recurring.at === 'string' ? recurring.at : recurring.at(record as never);
  if (text === undefined) return undefined;
  const made = toSeconds(Date.parse(record.createdAt));
  const last = record.recurred?.[name];
  const after = last === undefined ? made : toSeconds(Date.parse(last));
  const start = Math.floor(toWall(zone, made) / DAY) * DAY;
  const [next] = nextOccurrences({ rule: ruleOf(text), start, zone }, after, 1);
  return next && next.at * 1000;
}

/** As a timer of the record. */
export const timerOf = (recurring: Recurring, name: string): Timer<never, string> => ({
  at: (record: AnyRecord, { tenant }: Configuration) => nextRun(recurring, name, record, tenant.zone),
  run: recurring.run,
});
