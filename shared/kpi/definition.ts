/** The grammar of a KPI: a formula as data, so that the catalogue can be printed, versioned and recomputed by hand. */
import type { IncidentFact } from '#shared/kpi/incident-fact';
import type { NoticeFact } from '#shared/kpi/notice-fact';

/**
 * Which facts a formula looks at. `resolved`: resolved in the period (closed in it, when never resolved); `opened`: opened in
 * it; `open`: still open at its end; `resolved-or-open`: either.
 */
export type Basis = 'resolved' | 'opened' | 'open' | 'resolved-or-open';

/** A fact as seen from the end of the period. */
export interface Judged<F = IncidentFact> {
  readonly fact: F;
  /** Epoch milliseconds: the end of the period, or the present when that is earlier. */
  readonly asOf: number;
  /** Not yet resolved at that instant. */
  readonly open: boolean;
}

export type Formula<F = IncidentFact> =
  /** How many facts there are: numerator and denominator are the same. */
  | { readonly kind: 'count' }
  /** How many of the facts are so: the value is the numerator, the denominator all of them. */
  | { readonly kind: 'count-of'; readonly of: (judged: Judged<F>) => boolean }
  /** Percentage; facts for which `of` is unknown (undefined) are in neither number. */
  | { readonly kind: 'share'; readonly of: (judged: Judged<F>) => boolean | undefined }
  /** Mean with median and 90th percentile of a measure, over the facts that have it. */
  | { readonly kind: 'mean'; readonly of: (judged: Judged<F>) => number | undefined };

interface Described {
  /** Kebab-case; part of the path `/v1/kpis/{process}/{key}/records`. */
  readonly key: string;
  readonly title: string;
  readonly unit: 'incidents' | 'seconds' | 'percent' | 'reassignments' | 'score';
  /** The formula in words, as the specification has it. */
  readonly says: string;
  /** Grows when the formula changes: figures of different versions are not compared. */
  readonly definitionVersion: number;
}

/** A KPI over incidents. */
export interface IncidentKpi extends Described {
  readonly basis: Basis;
  readonly formula: Formula;
}

/** A KPI over the service notices that were over in the period; they belong to no group of incidents. */
export interface NoticeKpi extends Described {
  readonly basis: 'notices';
  readonly formula: Formula<NoticeFact>;
}

export type Kpi = IncidentKpi | NoticeKpi;
