/** What a decision comes to: what is to be written, as one transaction. */
import type { Referred } from '#shared/engine/circumstances';
import type { AnyRecordDefinition, Emission } from '#shared/grammar/definition';
import type { LinkKind } from '#shared/grammar/directory';
import type { Visibility } from '#shared/grammar/fields';
import type { AnyRecord } from '#shared/grammar/record';
import type { Write } from '#shared/store/store';

export interface NewComment {
  readonly body: string;
  readonly visibility: Exclude<Visibility, 'restricted'>;
  /** The mail of which this does not have all. */
  readonly mail?: string;
}

/** A task to be made; one that was begun elsewhere brings how far it is. */
export interface NewTask {
  readonly title: string;
  readonly mandatory: boolean;
  readonly state?: string;
  readonly assignedGroup?: string;
  readonly assignedTo?: string;
  readonly plannedStart?: string;
  readonly plannedEnd?: string;
  readonly dependsOn?: readonly number[];
  readonly reason?: string;
  /** Which of the kinds that its record type has (`taskKinds`), and what that brings: when it is due, and what completes it. */
  readonly kind?: string;
  readonly dueAt?: string;
  readonly asks?: readonly ('result' | 'evidence')[];
  /** What completed it. */
  readonly result?: Readonly<Record<string, unknown>>;
  readonly evidence?: readonly string[];
  /** The task of another record that it was, before the two records were split. */
  readonly from?: { readonly id: string; readonly task: number };
}

/** A link to be made or removed, and where the other record stood when that was decided. */
export interface NewLink extends Referred {
  readonly kind: LinkKind;
  readonly removed: boolean;
}

/** What is decided about another record, as part of the same decision. */
export interface JoinedPlan {
  readonly definition: AnyRecordDefinition;
  /** The record as it was decided about, and where its history stands. */
  readonly stored: {
    readonly record: AnyRecord;
    readonly sequence: number;
    readonly hash: string;
    readonly listed?: string;
  };
  readonly plan: Plan;
}

export interface Plan {
  readonly before?: AnyRecord;
  readonly after: AnyRecord;
  readonly command: string;
  readonly reason?: string;
  readonly emissions: readonly Emission[];
  readonly comments: readonly NewComment[];
  readonly tasks: readonly NewTask[];
  readonly links?: readonly NewLink[];
  /** What becomes of other records in the same transaction. */
  readonly joined?: readonly JoinedPlan[];
  /** Its writes, under the condition that what it rests on is so still. */
  readonly under?: (writes: readonly Write[]) => readonly Write[];
  /** Changed parts of the record that are items of their own, by `comments/<id>` and the like. */
  readonly parts?: {
    readonly before: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  };
  /** Fields and parts whose values the history does not keep. */
  readonly redacts?: readonly string[];
  /** Internal plans change nothing that a requester can see: not even the version. */
  readonly visibility: 'public' | 'internal';
}
