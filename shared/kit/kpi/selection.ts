/** Which facts belong to a period, and how they stand at its end. */
import type { AnyBasis, AnyMeasure, Judged } from '#shared/kit/kpi/definition';
import type { AnyFact } from '#shared/kit/kpi/fact';
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

/** The first instant that a fact has of these; infinity when it has none: what has not happened lies after every period. */
function firstOf(fact: AnyFact, names: readonly string[]): number {
  const found = names.map((name) => fact[name]).find((value) => value !== undefined);
  return found === undefined ? Number.POSITIVE_INFINITY : Date.parse(String(found));
}

function isOn(bases: AnyMeasure['bases'], basis: AnyBasis | undefined, fact: AnyFact, bounds: Bounds): boolean {
  switch (basis?.kind) {
    case 'within': {
      const at = firstOf(fact, basis.of);
      return at >= bounds.from && at < bounds.to;
    }
    case 'standing':
      return firstOf(fact, [basis.from]) <= bounds.asOf && firstOf(fact, basis.until) > bounds.asOf;
    case 'either':
      return basis.of.some((name) => isOn(bases, bases[name], fact, bounds));
    case undefined:
      return false;
  }
}

/** Facts of a measure, and those of other types that its figures read. */
export interface Measured {
  readonly measure: AnyMeasure;
  readonly facts: readonly AnyFact[];
  readonly beside: Readonly<Record<string, readonly AnyFact[]>>;
}

/**
 * @returns the facts that any KPI of the period looks at. A record that came back and was finished again counts as open from its opening to
 * its last end: a fact knows no more.
 */
export function select({ measure, facts, beside }: Measured, bounds: Bounds): readonly Judged[] {
  const { bases: declared } = measure;
  const names = Object.keys(declared);
  return facts.flatMap((fact) => {
    // The fact was read with the declaration's own schema.
    if (measure.void?.(fact as never)) return [];
    const bases = new Set(names.filter((name) => isOn(declared, declared[name], fact, bounds)));
    return bases.size > 0 ? [{ fact, asOf: bounds.asOf, bases, beside }] : [];
  });
}
