/** Which facts belong to a period, and how they stand at its end. */
import type { Basis, Judged } from '#shared/kpi/definition';
import type { IncidentFact } from '#shared/kpi/incident-fact';
import type { NoticeFact } from '#shared/kpi/notice-fact';
import { fromInstant } from '#shared/time/clock';

/** Half-open, `from ≤ instant < to`; RFC 3339. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** The present, when the period has not ended yet: backlog and clocks past due are judged at the earlier of it and `to`. */
  readonly asOf?: string;
}

/** A period in epoch milliseconds. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
}

/** @returns the period in epoch milliseconds; undefined when it is none: not instants, or the end not after the beginning. */
export function boundsOf({ from, to, asOf }: Period): Bounds | undefined {
  try {
    const bounds = { from: fromInstant(from), to: fromInstant(to) };
    const judgedAt = Math.min(bounds.to, fromInstant(asOf ?? to));
    return bounds.from < bounds.to ? { ...bounds, asOf: judgedAt } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Notices that were over in the period. */
export function selectNotices(facts: readonly NoticeFact[], { from, to, asOf }: Bounds): readonly Judged<NoticeFact>[] {
  return facts.flatMap((fact) => {
    const at = Date.parse(fact.resolvedAt);
    return at >= from && at < to ? [{ fact, asOf, open: false }] : [];
  });
}

/** A fact with what the period makes of it. */
export interface Selected extends Judged {
  readonly bases: ReadonlySet<Basis>;
}

/**
 * @returns the facts that any KPI of the period looks at. Merged and cancelled incidents are in none (D2). A record that was
 * reopened and resolved again counts as open from its opening to its last resolution: a fact knows no more.
 */
export function select(facts: Iterable<IncidentFact>, { from, to, asOf }: Bounds): readonly Selected[] {
  const within = (instant: number): boolean => instant >= from && instant < to;
  const selected: Selected[] = [];
  for (const fact of facts) {
    if (fact.merged || fact.state === 'canceled') continue;
    const openedAt = Date.parse(fact.openedAt);
    const over = fact.resolvedAt ?? fact.closedAt;
    const overAt = over === undefined ? Number.POSITIVE_INFINITY : Date.parse(over);
    const open = openedAt <= asOf && overAt > asOf;
    const bases = new Set<Basis>();
    if (within(overAt)) bases.add('resolved');
    if (within(openedAt)) bases.add('opened');
    if (open) bases.add('open');
    if (open || within(overAt)) bases.add('resolved-or-open');
    if (bases.size > 0) selected.push({ fact, asOf, open: open && !within(overAt), bases });
  }
  return selected;
}
