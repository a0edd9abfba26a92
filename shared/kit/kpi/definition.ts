/** The grammar of a KPI: a formula as data over the facts of one record type, so that the catalogue can be printed, versioned and recomputed by hand. */
import { dayFields } from '#shared/kit/kpi/day-fields';
import type { AnyFact, Basis, FactDefinition, FactFields, FactOf } from '#shared/kit/kpi/fact';
import type { Money } from '#shared/kit/money/money';

/** Fields that figures read of the facts of other record types, by type. A test holds them to what those declare. */
export type Beside = Readonly<Record<string, FactFields>>;

/** A fact as seen from the end of the period. */
export interface Judged<F = AnyFact, B extends string = string, D extends Beside = Beside> {
  readonly fact: F;
  /** Epoch milliseconds: the end of the period, or the present when that is earlier. */
  readonly asOf: number;
  /** What it counts as in the period. */
  readonly bases: ReadonlySet<B>;
  /** Facts of other record types. */
  readonly beside: { readonly [T in keyof D]: readonly FactOf<D[T]>[] };
}

export type Formula<J = Judged, B extends string = string> =
  /** How many facts there are: numerator and denominator are the same. */
  | { readonly kind: 'count' }
  /** How many of the facts are so: the value is the numerator, the denominator all of them. */
  | { readonly kind: 'count-of'; readonly of: (judged: J) => boolean }
  /** Percentage; facts for which `of` is unknown (undefined) are in neither number. */
  | { readonly kind: 'share'; readonly of: (judged: J) => boolean | undefined }
  /** Mean with median and 90th percentile of a measure, over the facts that have it. */
  | { readonly kind: 'mean'; readonly of: (judged: J) => number | undefined }
  /** Sum of a measure, over the facts that have it: the value is the numerator, the denominator how many have it. */
  | { readonly kind: 'sum'; readonly of: (judged: J) => number | undefined }
  /** The value that `percent` % do not exceed, by nearest rank, over the facts that have it. */
  | { readonly kind: 'percentile'; readonly percent: number; readonly of: (judged: J) => number | undefined }
  /** Σ of / Σ per, over the facts that have both; percentages say `times: 100`. */
  | {
      readonly kind: 'ratio';
      readonly of: (judged: J) => number | undefined;
      readonly per: (judged: J) => number | undefined;
      readonly times?: number;
    }
  /** Of amounts, a figure for each currency: their sum or mean, or Σ of / Σ per over the facts that have both, in minor units. */
  | {
      readonly kind: 'money';
      readonly of: (judged: J) => Money | undefined;
      readonly as: 'sum' | 'mean';
      readonly per?: (judged: J) => number | undefined;
    }
  /** Percentage: facts of this basis by those of another one. */
  | { readonly kind: 'by-basis'; readonly basis: B }
  /** How many facts in this many seconds, on average over the part of the period that has passed. */
  | { readonly kind: 'rate'; readonly seconds: number }
  /** Seconds from one fact to the next, on average over the part of the period that has passed. */
  | { readonly kind: 'interval' };

/** What figures are measured in; `incidents` and `reassignments` are counts from before there were other processes. */
export const units = ['incidents', 'seconds', 'percent', 'reassignments', 'score', 'count', 'factor', 'money'] as const;
export type Unit = (typeof units)[number];

export const count = { kind: 'count' } as const satisfies Formula;

export interface Kpi<J = Judged, B extends string = string> {
  /** Kebab-case; part of the path `/v1/kpis/{process}/{key}/records`. */
  readonly key: string;
  readonly title: string;
  readonly unit: Unit;
  /** Which facts the formula looks at, by the fact's own names. */
  readonly basis: B;
  readonly formula: Formula<J, B>;
  /** The formula in words, as the specification has it. */
  readonly says: string;
  /** Grows when the formula changes: figures of different versions are not compared. */
  readonly definitionVersion: number;
}

/** A table of all figures of a process, a line a group: `GET /v1/reports/{path}`. */
export interface Report {
  /** Of the operation. */
  readonly id: string;
  readonly path: string;
  readonly summary: string;
}

/** The KPIs of one record type, and the fact that they are computed from. */
export interface Measure<
  F extends FactFields = FactFields,
  B extends string = string,
  D extends Beside = Beside,
  R = never,
  C = never,
> {
  /** The process whose figures they are: its own, or the one that the specification counts them with. */
  readonly process: string;
  readonly type: string;
  readonly fact: FactDefinition<FactOf<F>, R, C>;
  readonly fields: F;
  /** Which facts count, by the name that formulas use. Instants lie no later than the record's end, which chooses the month it is kept in. */
  readonly bases: Readonly<Record<B, Basis<F>>>;
  /** Counts on none of them, such as what was merged into another. */
  readonly void?: (fact: FactOf<F>) => boolean;
  /** Whether records that are still open are looked at as they stand. */
  readonly standing?: boolean;
  readonly beside?: D;
  readonly report?: Report;
  /** Events of the record at which targets of months that are over are judged: they pass by often, and cost nothing but then. */
  readonly judgedOn?: readonly string[];
  readonly kpis: readonly Kpi<Judged<FactOf<F>, B, D>, B>[];
}

/** KPIs of a measured series of records: each day of each of them is a fact, as the roll-up of days has it; `fact` says what else it has of its record. */
export type DailyMeasure<
  F extends FactFields = FactFields,
  B extends string = string,
  D extends Beside = Beside,
  R = never,
  C = never,
> = Omit<Measure<F & typeof dayFields, B, D, R, C>, 'fact' | 'fields' | 'standing' | 'void'> & {
  /** What facts have beside `dayFields`. */
  readonly fields: F;
  /** The series by its name, which keeps days. */
  readonly daily: string;
  readonly fact: FactDefinition<FactOf<F>, R, C>;
};

/** A measure whose fields are only known at run time: what figures are computed with. */
export interface AnyMeasure extends Omit<Measure, 'fact' | 'bases' | 'void' | 'kpis'> {
  readonly fact: FactDefinition;
  readonly bases: Readonly<Record<string, AnyBasis>>;
  readonly void?: (fact: never) => boolean;
  readonly daily?: string;
  readonly kpis: readonly Kpi<never>[];
}

/** A basis that names fields by words. */
export type AnyBasis =
  | { readonly kind: 'within'; readonly of: readonly string[] }
  | { readonly kind: 'standing'; readonly from: string; readonly until: readonly string[] }
  | { readonly kind: 'either'; readonly of: readonly [string, string] };

/** States the KPIs of a record type; returned as given. */
export function defineKpis<
  const F extends FactFields,
  const B extends string,
  R,
  C,
  const D extends Beside = Readonly<Record<never, never>>,
>(measure: Measure<F, B, D, R, C>): Measure<F, B, D, R, C> {
  return measure;
}

/** States the KPIs of a measured series; its fields are those given, with `dayFields`. */
export function defineDailyKpis<
  const F extends FactFields,
  const B extends string,
  R,
  C,
  const D extends Beside = Readonly<Record<never, never>>,
>(measure: DailyMeasure<F, B, D, R, C>): DailyMeasure<F, B, D, R, C> {
  return { ...measure, fields: { ...measure.fields, ...dayFields } };
}
