/** A report of a source about one record, and what became of it. */
import type { Report, Weighed } from '#shared/capabilities/sources/weigh';

/** A report as it comes: values of fields. */
export type Sighting = Report;

/** What became of a report. */
export interface Sighted {
  /** `outdated`: the source has told of a later sight of the record before. */
  readonly outcome: 'created' | 'updated' | 'seen' | 'unchanged' | 'outdated' | 'quarantined';
  /** The record's number. */
  readonly record?: string;
  readonly recognisedBy?: readonly string[];
  readonly attributes?: readonly Weighed[];
  /** Attributes whose value was a placeholder, and was left out. */
  readonly junk?: readonly string[];
  /** The report that waits for somebody to say which record is meant, and the records that it may be. */
  readonly quarantined?: string;
  readonly candidates?: readonly string[];
}

/** Reports of one source about many records, as long work. */
export interface SightTask {
  readonly source: string;
  readonly seenAt: string;
}

declare module '#shared/jobs/operation' {
  interface Tasks {
    readonly sight: SightTask;
  }
}
