/** An incident that comes from elsewhere: what one row of a log says of it, what we keep, and the steps that led there. */
import type { RowOutcome } from '#shared/imports/outcome';

export type IncidentState = 'new' | 'assigned' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'canceled';
export type HoldReason =
  | 'awaiting_caller'
  | 'awaiting_vendor'
  | 'awaiting_change'
  | 'awaiting_problem'
  | 'scheduled_with_user';
export type Channel = 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system';
export type ResolutionCode =
  | 'solved_permanently'
  | 'solved_workaround'
  | 'not_reproducible'
  | 'user_error'
  | 'no_fault'
  | 'no_response'
  | 'duplicate'
  | 'rejected';

/** What a word for a state means here (A18). */
export interface StateMeaning {
  readonly state: IncidentState;
  readonly holdReason?: HoldReason;
  /** The state when a person is assigned: elsewhere `assigned` is no state but a flag. */
  readonly whenAssigned?: IncidentState;
}

/** What every row says. Instants are epoch milliseconds. */
export interface IncidentRowRequired {
  readonly state: StateMeaning;
  /** The row's own instant. */
  readonly at: number;
  readonly openedAt: number;
  readonly priority: 1 | 2 | 3 | 4 | 5;
}

/** What a row may say. */
export interface IncidentRowOptional {
  readonly title: string;
  readonly description: string;
  readonly actor: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly openedBy: string;
  readonly requesterId: string;
  readonly channel: Channel;
  readonly category: string;
  readonly subcategory: string;
  readonly symptoms: string;
  readonly location: string;
  readonly ciId: string;
  readonly impact: 1 | 2 | 3;
  readonly urgency: 1 | 2 | 3;
  readonly priorityConfirmed: boolean;
  readonly assignedGroup: string;
  readonly assignedTo: string;
  readonly reassignmentCount: number;
  readonly reopenCount: number;
  readonly madeSla: boolean;
  readonly problem: string;
  readonly relatedChange: string;
  readonly causedByChange: string;
  readonly supplier: string;
  /** The word of the other system, and ours where its meaning is known. */
  readonly resolutionCode: { readonly original: string; readonly code?: ResolutionCode };
  readonly resolutionNotes: string;
  readonly resolvedBy: string;
  readonly resolvedAt: number;
  readonly closedAt: number;
}

export type IncidentRow = IncidentRowRequired & Partial<IncidentRowOptional>;

/** `code` is absent when the other system's word, kept as `originalCode`, has no meaning of ours. */
export interface ImportedResolution {
  readonly code?: ResolutionCode;
  readonly originalCode?: string;
  readonly notes: string;
  readonly by?: string;
}

/** What is kept of an incident and tracked by its history. Instants are RFC 3339 in UTC. */
export interface ImportedFields {
  readonly title: string;
  readonly description?: string;
  readonly holdReason?: HoldReason;
  readonly requesterId?: string;
  readonly channel?: Channel;
  readonly category?: string;
  readonly subcategory?: string;
  readonly symptoms?: string;
  readonly location?: string;
  readonly ciIds?: readonly string[];
  readonly impact?: 1 | 2 | 3;
  readonly urgency?: 1 | 2 | 3;
  readonly priority: 1 | 2 | 3 | 4 | 5;
  readonly priorityConfirmed?: boolean;
  readonly assignedGroup?: string;
  readonly assignedTo?: string;
  readonly reassignmentCount: number;
  readonly reopenCount: number;
  /** The other system's verdict on its own service level; it keeps it as long as the record lives. */
  readonly madeSla?: boolean;
  readonly problem?: string;
  readonly relatedChange?: string;
  readonly causedByChange?: string;
  readonly supplier?: string;
  readonly openedAt: string;
  readonly resolvedAt?: string;
  readonly closedAt?: string;
  readonly resolution?: ImportedResolution;
}

/** The incident at the end of its log. */
export interface ImportedIncident extends ImportedFields {
  /** The number in the system it came from. */
  readonly externalId: string;
  readonly state: IncidentState;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export type StepCommand =
  | 'create'
  | 'assign'
  | 'start-work'
  | 'hold'
  | 'resume'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'cancel'
  | 'update';

/** A field before and after; undefined is absent. */
export interface FieldChange {
  readonly field: keyof ImportedFields;
  readonly old?: unknown;
  readonly new?: unknown;
}

/** One accepted row that changed something. Steps of equal instants stand in the order of the file. */
export interface ImportedStep {
  readonly at: string;
  readonly command: StepCommand;
  readonly actor: string;
  readonly state: { readonly from?: IncidentState; readonly to: IncidentState };
  readonly changes: readonly FieldChange[];
  /** What the log does not say by itself. */
  readonly note?: string;
  /** Made from instants that the row states of earlier steps; who responded when is not among them. */
  readonly inferred?: true;
  /** The line of the file. */
  readonly row: number;
}

/** All that became of the rows of one incident; `record` is absent when every row was rejected. */
export interface Replay {
  readonly externalId: string;
  readonly record?: ImportedIncident;
  readonly history: readonly ImportedStep[];
  readonly outcomes: readonly RowOutcome[];
}
