/** Generated from docs/openapi.json by `npm run docs:generate`; a test fails when it drifts. */

export type ProblemSlug =
  'auditor-exclusive'
  | 'calendar-never-open'
  | 'dependency-unavailable'
  | 'duplicate'
  | 'forbidden'
  | 'guard-failed'
  | 'idempotency-key-required'
  | 'idempotency-key-reused'
  | 'illegal-transition'
  | 'in-use'
  | 'inactive-group'
  | 'internal-error'
  | 'invalid-calendar'
  | 'invalid-cursor'
  | 'invalid-window'
  | 'legal-hold'
  | 'limit-exceeded'
  | 'link-cycle'
  | 'link-not-allowed'
  | 'malformed-request'
  | 'matrix-not-monotone'
  | 'merge-refused'
  | 'nesting-too-deep'
  | 'not-a-member'
  | 'not-found'
  | 'ola-exceeds-sla'
  | 'opened-at-in-future'
  | 'opened-at-too-old'
  | 'payload-too-large'
  | 'precondition-required'
  | 'quota-exceeded'
  | 'rate-limited'
  | 'read-only-field'
  | 'record-closed'
  | 'request-in-progress'
  | 'required-field-missing'
  | 'segregation-of-duties'
  | 'tenant-suspended'
  | 'timeout-too-long'
  | 'unauthenticated'
  | 'unknown-field'
  | 'unknown-parameter'
  | 'unknown-reference'
  | 'unsupported-media-type'
  | 'validation-failed'
  | 'version-mismatch'
  | 'webhook-address-refused'
  | 'write-conflict';

export interface Schemas {
  /** Every action: whether this caller may call it now, and why not. */
  readonly ActionList: { readonly id: string; readonly state: string; readonly items: readonly ({ readonly action: string; readonly summary: string; readonly allowed: boolean; readonly to: string; readonly requires: readonly (string)[]; readonly accepts: readonly (string)[]; readonly illegal?: { readonly state: string; readonly possibleIn: readonly (string)[] }; readonly unmetGuards?: readonly ({ readonly guard: string; readonly detail: string })[]; readonly missingPermission?: { readonly anyOf: readonly (string)[] } })[] };
  /** Alert as answers carry it. Fields marked internal are absent for a requester. */
  readonly Alert: { readonly uid: string; readonly id: string; readonly type: 'alert'; readonly version: number; readonly state: 'open' | 'acknowledged' | 'cleared' | 'closed'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly dedupKey: string; readonly kind: 'informational' | 'warning' | 'exception'; readonly severity?: number; readonly ciId?: string; readonly ciUnresolved?: boolean; readonly category?: string; readonly firstAt: string; readonly lastAt: string; readonly count?: number; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly acknowledged?: { readonly by: string; readonly at: string }; readonly response?: 'log' | 'notify' | 'incident'; readonly clearedAt?: string; readonly falsePositive?: boolean; readonly services?: readonly (string)[] };
  /** A page of alert records. */
  readonly AlertPage: { readonly items: readonly (Schemas['Alert'])[]; readonly nextCursor: string | null };
  /** Changes to a alert, as a merge patch: what is absent stays, null clears. */
  readonly AlertPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly externalId?: string | null; readonly dedupKey?: string; readonly kind?: 'informational' | 'warning' | 'exception'; readonly severity?: number | null; readonly ciId?: string | null; readonly ciUnresolved?: boolean | null; readonly category?: string | null; readonly firstAt?: string; readonly lastAt?: string; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly services?: readonly (string)[] | null };
  /** Body of announceImport. */
  readonly AnnounceImportBody: { readonly mapping: 'servicenow-incidents'; readonly fileName: string; readonly bytes: number; readonly sha256: string; readonly zone?: string; readonly dryRun?: boolean };
  /** Approval as answers carry it. Fields marked internal are absent for a requester. */
  readonly Approval: { readonly uid: string; readonly id: string; readonly type: 'approval'; readonly version: number; readonly state: 'pending' | 'decided' | 'concluded'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly subjectId: string; readonly subjectUid: string; readonly subjectType: string; readonly round: number; readonly mode: 'any' | 'all' | 'quorum'; readonly minPercent?: number; readonly pass?: 'majority' | 'twoThirds'; readonly voters: readonly (string)[]; readonly timeoutSeconds: number; readonly dueAt: string; readonly votes?: readonly ({ readonly by: string; readonly decision: 'approve' | 'reject' | 'abstain'; readonly at: string; readonly comment?: string })[]; readonly outcome?: 'approved' | 'rejected' | 'expired' | 'withdrawn'; readonly decidedAt?: string };
  /** A page of approval records. */
  readonly ApprovalPage: { readonly items: readonly (Schemas['Approval'])[]; readonly nextCursor: string | null };
  /** Changes to a approval, as a merge patch: what is absent stays, null clears. */
  readonly ApprovalPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly externalId?: string | null; readonly subjectId?: string; readonly subjectUid?: string; readonly subjectType?: string; readonly round?: number; readonly mode?: 'any' | 'all' | 'quorum'; readonly minPercent?: number | null; readonly pass?: 'majority' | 'twoThirds' | null; readonly voters?: readonly (string)[]; readonly timeoutSeconds?: number; readonly dueAt?: string };
  /** Body of assignIncident. */
  readonly AssignIncidentInput: { readonly group: string; readonly user?: string };
  /** What became of each item of a batch; `index` is its place in the request. */
  readonly BatchResult: { readonly accepted: number; readonly rejected: readonly ({ readonly index: number; readonly problem: { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly errors?: readonly ({ readonly pointer: string; readonly code: string; readonly message: string })[]; readonly parameter?: string; readonly known?: readonly (string)[]; readonly from?: string; readonly command?: string; readonly allowed?: readonly (string)[]; readonly guards?: readonly ({ readonly guard: string; readonly detail: string })[]; readonly currentEtag?: string; readonly cycle?: readonly (string)[]; readonly references?: readonly (string)[]; readonly openTasks?: number; readonly reason?: string; readonly missing?: readonly (string)[]; readonly unknown?: readonly (string)[]; readonly repeated?: readonly (string)[]; readonly line?: number; readonly followUp?: { readonly method: string; readonly href: string; readonly body: Readonly<Record<string, unknown>> } } })[] };
  /** Body of bulkChanges. */
  readonly Bulk: { readonly command: string; readonly body?: Readonly<Record<string, unknown>>; readonly items: readonly ({ readonly id: string; readonly ifMatch?: string; readonly body?: Readonly<Record<string, unknown>> })[]; readonly stopOnError?: boolean };
  /** What came of each item, in the order of the request: the status that the single call would have had, or its problem. */
  readonly BulkResult: { readonly results: readonly ({ readonly id: string; readonly status: number; readonly etag?: string; readonly problem?: Readonly<Record<string, unknown>> })[] };
  /** Body of cancelChange. */
  readonly CancelChangeInput: { readonly reason: string };
  /** Body of cancelIncident. */
  readonly CancelIncidentInput: { readonly reason: string };
  /** Change as answers carry it. Fields marked internal are absent for a requester. */
  readonly Change: { readonly uid: string; readonly id: string; readonly type: 'change'; readonly version: number; readonly state: 'new' | 'assess' | 'authorize' | 'scheduled' | 'rejected' | 'canceled'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly changeType: 'standard' | 'normal' | 'emergency'; readonly category?: 'minor' | 'significant' | 'major'; readonly reason: string; readonly justification?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly plannedStart?: string; readonly plannedEnd?: string; readonly implementationPlan?: string; readonly testPlan?: string; readonly backoutPlan?: string; readonly backoutTested?: boolean; readonly submittedAt?: string; readonly approvalRound?: number; readonly decision?: string; readonly requestedBy?: string };
  /** A new change. */
  readonly ChangeCreate: { readonly openedAt?: string; readonly reason: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly changeType: 'standard' | 'normal' | 'emergency'; readonly category?: 'minor' | 'significant' | 'major'; readonly justification?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly plannedStart?: string; readonly plannedEnd?: string; readonly implementationPlan?: string; readonly testPlan?: string; readonly backoutPlan?: string; readonly backoutTested?: boolean };
  /** A page of change records. */
  readonly ChangePage: { readonly items: readonly (Schemas['Change'])[]; readonly nextCursor: string | null };
  /** Changes to a change, as a merge patch: what is absent stays, null clears. */
  readonly ChangePatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly externalId?: string | null; readonly changeType?: 'standard' | 'normal' | 'emergency'; readonly category?: 'minor' | 'significant' | 'major' | null; readonly reason?: string; readonly justification?: string | null; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly plannedStart?: string | null; readonly plannedEnd?: string | null; readonly implementationPlan?: string | null; readonly testPlan?: string | null; readonly backoutPlan?: string | null; readonly backoutTested?: boolean | null };
  /** Body of clearAlert. */
  readonly ClearAlertInput: { readonly at?: string };
  /** Every second of a clock: running, paused, or outside its calendar. */
  readonly ClockExplanation: { readonly name: string; readonly state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_done' | 'cancelled' | 'superseded'; readonly definition: { readonly id: string; readonly version: number }; readonly target: number; readonly tzdata: string; readonly from: string; readonly to: string; readonly elapsed: number; readonly remaining: number; readonly percent: number; readonly dueAt: string | null; readonly overrun: number; readonly breached: boolean; readonly thresholdsFired: readonly (number)[]; readonly thresholdsSkipped: readonly (number)[]; readonly intervals: readonly ({ readonly from: string; readonly to: string; readonly seconds: number; readonly kind: 'running' | 'paused' | 'outside-calendar'; readonly reason?: string; readonly calendar: { readonly id: string; readonly version: number }; readonly countedBefore: number; readonly countedAfter: number })[]; readonly totals: { readonly wall: number; readonly running: number; readonly paused: number; readonly outsideCalendar: number }; readonly supersedes: readonly ({ readonly definition: { readonly id: string; readonly version: number }; readonly target: number; readonly state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_done' | 'cancelled' | 'superseded'; readonly endedAt?: string; readonly breachedAt?: string; readonly thresholdsFired: readonly (number)[]; readonly misclassified?: string })[] };
  /** The service-level clocks of a record. */
  readonly ClockList: { readonly items: readonly (Schemas['ServiceLevelClock'])[]; readonly nextCursor: string | null };
  /** Body of closeAlert. */
  readonly CloseAlertInput: { readonly reason?: string };
  /** Body of closeIncident. */
  readonly CloseIncidentInput: { readonly comment?: string };
  /** A public comment, or an internal note that a requester never sees. */
  readonly Comment: { readonly id: string; readonly at: string; readonly author: { readonly type: 'human' | 'robot' | 'machine' | 'system' | 'msp'; readonly id: string; readonly homeTenantId?: string; readonly onBehalfOf?: string }; readonly body: string; readonly visibility: 'public' | 'internal'; readonly record?: string; readonly editedAt?: string; readonly redactedAt?: string; readonly redactedBy?: string };
  /** What the comment is to say instead. */
  readonly CommentEdit: { readonly body: string };
  /** Comments, first to last, with how many there are. */
  readonly CommentList: { readonly items: readonly (Schemas['Comment'])[]; readonly nextCursor: string | null; readonly total: number };
  /** Body of completeAssessmentChange. */
  readonly CompleteAssessmentChangeInput: { readonly comment?: string };
  /** Body of createAccessKey. */
  readonly CreateAccessKeyBody: { readonly name: string; readonly roles: readonly (string)[] };
  /** Body of createWebhook. */
  readonly CreateWebhookBody: { readonly url: string; readonly description?: string; readonly events?: readonly (string)[]; readonly recordTypes?: readonly (string)[]; readonly where?: readonly ({ readonly field: string; readonly is: 'equals' | 'not' | 'in' | 'exists' | 'gte' | 'lte'; readonly value: string | number | boolean | readonly (string)[] })[]; readonly scope?: 'public' | 'internal'; readonly payloadVersion?: '1'; readonly timeoutSeconds?: number };
  /** Body of decideApproval. */
  readonly DecideApprovalInput: { readonly decision: 'approve' | 'reject' | 'abstain'; readonly comment?: string };
  /** Body of disableWebhook. */
  readonly DisableWebhookBody: Readonly<Record<string, never>>;
  /** What would happen; nothing was stored. */
  readonly DryRun: { readonly dryRun: true; readonly command: string; readonly state: { readonly from: string | null; readonly to: string }; readonly changed: readonly (string)[]; readonly events: readonly (string)[]; readonly comments: readonly ({ readonly body: string; readonly visibility: 'public' | 'internal' })[]; readonly tasks: readonly ({ readonly title: string; readonly mandatory: boolean; readonly assignedGroup?: string })[]; readonly record: Readonly<Record<string, unknown>> };
  /** Body of enableWebhook. */
  readonly EnableWebhookBody: Readonly<Record<string, never>>;
  /** Body of escalateIncident. */
  readonly EscalateIncidentInput: { readonly kind: 'functional' | 'hierarchical'; readonly reason: string; readonly group?: string };
  /** Body of evaluateCalendar. */
  readonly EvaluateCalendarBody: { readonly calendar: string | { readonly zone: string; readonly weekly: { readonly mon?: readonly ({ readonly open: string; readonly close: string })[]; readonly tue?: readonly ({ readonly open: string; readonly close: string })[]; readonly wed?: readonly ({ readonly open: string; readonly close: string })[]; readonly thu?: readonly ({ readonly open: string; readonly close: string })[]; readonly fri?: readonly ({ readonly open: string; readonly close: string })[]; readonly sat?: readonly ({ readonly open: string; readonly close: string })[]; readonly sun?: readonly ({ readonly open: string; readonly close: string })[] }; readonly exceptions?: readonly ({ readonly date: string; readonly closed: true } | { readonly date: string; readonly windows: readonly ({ readonly open: string; readonly close: string })[] })[]; readonly validFrom?: string }; readonly from: string; readonly add?: string; readonly to?: string };
  /** Event as answers carry it. Fields marked internal are absent for a requester. */
  readonly Event: { readonly uid: string; readonly id: string; readonly type: 'event'; readonly version: number; readonly state: 'received'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly childCount?: number; readonly title?: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly source: string; readonly occurredAt: string; readonly ciRef?: string; readonly ciId?: string; readonly metric?: string; readonly value?: number; readonly unit?: string; readonly severity: 'info' | 'warning' | 'exception' | 'clear'; readonly category?: string; readonly message: string; readonly dedupKey?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly attributes?: Readonly<Record<string, string>>; readonly clockSkew?: boolean; readonly stale?: boolean };
  /** A new event. */
  readonly EventCreate: { readonly openedAt?: string; readonly reason?: string; readonly title?: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly source: string; readonly occurredAt: string; readonly ciRef?: string; readonly ciId?: string; readonly metric?: string; readonly value?: number; readonly unit?: string; readonly severity: 'info' | 'warning' | 'exception' | 'clear'; readonly category?: string; readonly message: string; readonly dedupKey?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly attributes?: Readonly<Record<string, string>> };
  /** A page of event records. */
  readonly EventPage: { readonly items: readonly (Schemas['Event'])[]; readonly nextCursor: string | null };
  /** Body of exportApprovals. */
  readonly Export: { readonly format: 'jsonl' | 'csv'; readonly filters?: Readonly<Record<string, string>>; readonly fields?: readonly (string)[] };
  /** The service answers, in this version. */
  readonly Health: { readonly status: 'up'; readonly version: string; readonly dependencies: Readonly<Record<string, 'up' | 'down'>> };
  /** The audit trail, first to last. */
  readonly History: { readonly items: readonly (Schemas['HistoryEntry'])[]; readonly nextCursor: string | null };
  /** One accepted command and what it changed. */
  readonly HistoryEntry: { readonly sequence?: number; readonly version: number; readonly at: string; readonly actor: { readonly type: 'human' | 'robot' | 'machine' | 'system' | 'msp'; readonly id: string; readonly homeTenantId?: string; readonly onBehalfOf?: string }; readonly command: string; readonly reason?: string; readonly changes: readonly ({ readonly field: string; readonly old: unknown; readonly new: unknown; readonly digest?: string })[]; readonly requestId?: string; readonly visibility?: 'public' | 'internal'; readonly previousHash?: string; readonly hash?: string };
  /** Body of holdIncident. */
  readonly HoldIncidentInput: { readonly reason: 'awaiting_caller' | 'awaiting_vendor' | 'awaiting_change' | 'awaiting_problem' | 'scheduled_with_user'; readonly comment?: string; readonly supplierTicket?: string; readonly until?: string; readonly lateReason?: string };
  /** An import and how far it is. */
  readonly ImportJob: { readonly id: string; readonly mapping: string; readonly fileName: string; readonly bytes: number; readonly sha256: string; readonly zone: string; readonly dryRun: boolean; readonly state: 'receiving' | 'running' | 'finished' | 'canceled'; readonly createdAt: string; readonly createdBy: string; readonly startedAt?: string; readonly finishedAt?: string; readonly version: number; readonly partBytes: number; readonly progress: { readonly rows: number; readonly groups: number; readonly groupsDone: number; readonly percent: number; readonly imported: number; readonly merged: number; readonly rejected: number; readonly rejectedByCode: Readonly<Record<string, number>>; readonly records: number } };
  /** Imports, newest first. */
  readonly ImportPage: { readonly items: readonly ({ readonly id: string; readonly mapping: string; readonly fileName: string; readonly bytes: number; readonly sha256: string; readonly zone: string; readonly dryRun: boolean; readonly state: 'receiving' | 'running' | 'finished' | 'canceled'; readonly createdAt: string; readonly createdBy: string; readonly startedAt?: string; readonly finishedAt?: string; readonly version: number; readonly partBytes: number; readonly progress: { readonly rows: number; readonly groups: number; readonly groupsDone: number; readonly percent: number; readonly imported: number; readonly merged: number; readonly rejected: number; readonly rejectedByCode: Readonly<Record<string, number>>; readonly records: number } })[]; readonly nextCursor: string | null };
  /** What became of the rows of a file; a rejected one with column, value and reason. */
  readonly ImportRowPage: { readonly items: readonly ({ readonly row: number; readonly outcome: 'imported' | 'merged' | 'rejected'; readonly record?: string; readonly into?: number; readonly column?: string; readonly value?: string; readonly code?: string; readonly reason?: string })[]; readonly nextCursor: string | null };
  /** Incident as answers carry it. Fields marked internal are absent for a requester. */
  readonly Incident: { readonly uid: string; readonly id: string; readonly type: 'incident'; readonly version: number; readonly state: 'new' | 'assigned' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'canceled'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly childCount?: number; readonly clocks?: Readonly<Record<string, Schemas['ServiceLevelClock']>>; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly category?: string; readonly subcategory?: string; readonly categoryConfirmed?: boolean; readonly initialCategory?: string; readonly symptoms?: string; readonly contact?: string; readonly affectedUsers?: readonly (string)[]; readonly affectedUserCount?: number; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly priority?: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly computedPriority?: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly priorityOverride?: { readonly priority: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly reason: string; readonly by: string; readonly until?: string }; readonly priorityConfirmed?: boolean; readonly level?: number; readonly firstGroup?: string; readonly holdReason?: 'awaiting_caller' | 'awaiting_vendor' | 'awaiting_change' | 'awaiting_problem' | 'scheduled_with_user'; readonly holdUntil?: string; readonly heldAt?: string; readonly holdCount?: number; readonly lateHold?: boolean; readonly remindersSent?: number; readonly supplierTicket?: string; readonly problemId?: string; readonly knownErrorId?: string; readonly changeId?: string; readonly causedByChange?: string; readonly alertKey?: string; readonly workaroundApplied?: boolean; readonly startedAt?: string; readonly restoredAt?: string; readonly respondedAt?: string; readonly acceptedAt?: string; readonly acceptedBy?: string; readonly resolvedAt?: string; readonly resolvedBy?: string; readonly resolution?: { readonly code: 'solved_permanently' | 'solved_workaround' | 'not_reproducible' | 'user_error' | 'no_fault' | 'no_response' | 'duplicate' | 'auto_cleared' | 'rejected'; readonly notes: string; readonly cause?: string; readonly article?: string }; readonly resolvedAtLevel?: number; readonly firstContactResolved?: boolean; readonly resolverGroup?: string; readonly reopenCount?: number; readonly reassignmentCount?: number; readonly escalationLevel?: number; readonly atRisk?: boolean; readonly breachReason?: string; readonly lastActivityAt?: string; readonly securityFlag?: boolean; readonly imported?: { readonly source: string; readonly slaMet?: boolean; readonly importId: string } };
  /** A new incident. */
  readonly IncidentCreate: { readonly openedAt?: string; readonly reason?: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly externalId?: string; readonly category?: string; readonly subcategory?: string; readonly categoryConfirmed?: boolean; readonly symptoms?: string; readonly contact?: string; readonly affectedUsers?: readonly (string)[]; readonly affectedUserCount?: number; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly priorityConfirmed?: boolean; readonly supplierTicket?: string; readonly problemId?: string; readonly knownErrorId?: string; readonly changeId?: string; readonly causedByChange?: string; readonly workaroundApplied?: boolean; readonly startedAt?: string; readonly restoredAt?: string; readonly securityFlag?: boolean };
  /** A page of incident records. */
  readonly IncidentPage: { readonly items: readonly (Schemas['Incident'])[]; readonly nextCursor: string | null };
  /** Changes to a incident, as a merge patch: what is absent stays, null clears. */
  readonly IncidentPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly externalId?: string | null; readonly category?: string | null; readonly subcategory?: string | null; readonly categoryConfirmed?: boolean | null; readonly symptoms?: string | null; readonly contact?: string | null; readonly affectedUsers?: readonly (string)[] | null; readonly affectedUserCount?: number | null; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly priorityConfirmed?: boolean | null; readonly supplierTicket?: string | null; readonly problemId?: string | null; readonly knownErrorId?: string | null; readonly changeId?: string | null; readonly causedByChange?: string | null; readonly workaroundApplied?: boolean | null; readonly startedAt?: string | null; readonly restoredAt?: string | null; readonly securityFlag?: boolean | null };
  /** The figures of a period, with numerator and denominator, so that each can be recomputed. */
  readonly KpiFigures: { readonly process: string; readonly from: string; readonly to: string; readonly asOf: string; readonly zone: string; readonly groupBy: readonly (string)[]; readonly items: readonly ({ readonly key: string; readonly title: string; readonly unit: 'incidents' | 'seconds' | 'percent' | 'reassignments' | 'score'; readonly definitionVersion: number; readonly group: Readonly<Record<string, string | null>>; readonly value: number | null; readonly numerator: number; readonly denominator: number; readonly n: number; readonly median?: number | null; readonly p90?: number | null })[]; readonly nextCursor: string | null };
  /** The records behind a figure; `counted` are those in its numerator. */
  readonly KpiRecords: { readonly process: string; readonly from: string; readonly to: string; readonly asOf: string; readonly zone: string; readonly key: string; readonly group: Readonly<Record<string, string | null>>; readonly items: readonly ({ readonly id: string; readonly counted: boolean })[]; readonly nextCursor: string | null };
  /** A link to another record; the other has the inverse. */
  readonly Link: { readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly type: string; readonly uid: string; readonly id: string };
  /** Links of a record. */
  readonly LinkList: { readonly items: readonly (Schemas['Link'])[]; readonly nextCursor: string | null };
  /** Body of markFalsePositiveAlert. */
  readonly MarkFalsePositiveAlertInput: { readonly reason: string };
  /** Body of mergeIncidents. */
  readonly Merge: { readonly survivor: string; readonly duplicates: readonly (string)[]; readonly reason: string };
  /** A comment to add. */
  readonly NewComment: { readonly body: string; readonly visibility?: 'public' | 'internal' };
  /** A link to make. */
  readonly NewLink: { readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly to: string };
  /** A task to add. */
  readonly NewTask: { readonly title: string; readonly mandatory?: boolean; readonly assignedGroup?: string; readonly assignedTo?: string; readonly plannedStart?: string; readonly plannedEnd?: string; readonly dependsOn?: readonly (number)[] };
  /** No fields. */
  readonly NoInput: Readonly<Record<string, never>>;
  /** Body of onboardTenant. */
  readonly OnboardTenantBody: { readonly slug: string; readonly name: string; readonly zone: string };
  /** Work that goes on by itself: how far it is, and where its results are. */
  readonly Operation: { readonly id: string; readonly kind: 'bulk' | 'merge' | 'export'; readonly collection: string; readonly command?: string; readonly stopOnError?: boolean; readonly dryRun: boolean; readonly state: 'running' | 'finished' | 'canceled' | 'failed'; readonly createdAt: string; readonly createdBy: string; readonly finishedAt?: string; readonly problem?: Readonly<Record<string, unknown>>; readonly version: number; readonly pages?: number; readonly progress: { readonly total?: number; readonly done: number; readonly refused: number; readonly percent: number }; readonly results: string };
  /** Body of overridePriorityIncident. */
  readonly OverridePriorityIncidentInput: { readonly priority: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly reason: string; readonly until?: string };
  /** A record with only the fields asked for (`fields`), or as it stood at an instant (`asOf`). */
  readonly PartialRecord: { readonly id: string; readonly uid: string; readonly version: number };
  /** A problem document (RFC 9457). `type` is `urn:itsm:problem:<slug>`; the slugs are in docs/errors.md. */
  readonly Problem: { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly errors?: readonly ({ readonly pointer: string; readonly code: string; readonly message: string })[]; readonly parameter?: string; readonly known?: readonly (string)[]; readonly from?: string; readonly command?: string; readonly allowed?: readonly (string)[]; readonly guards?: readonly ({ readonly guard: string; readonly detail: string })[]; readonly currentEtag?: string; readonly cycle?: readonly (string)[]; readonly references?: readonly (string)[]; readonly openTasks?: number; readonly reason?: string; readonly missing?: readonly (string)[]; readonly unknown?: readonly (string)[]; readonly repeated?: readonly (string)[]; readonly line?: number; readonly followUp?: { readonly method: string; readonly href: string; readonly body: Readonly<Record<string, unknown>> } };
  /** Body of putCalendar. */
  readonly PutCalendarBody: { readonly zone: string; readonly weekly: { readonly mon?: readonly ({ readonly open: string; readonly close: string })[]; readonly tue?: readonly ({ readonly open: string; readonly close: string })[]; readonly wed?: readonly ({ readonly open: string; readonly close: string })[]; readonly thu?: readonly ({ readonly open: string; readonly close: string })[]; readonly fri?: readonly ({ readonly open: string; readonly close: string })[]; readonly sat?: readonly ({ readonly open: string; readonly close: string })[]; readonly sun?: readonly ({ readonly open: string; readonly close: string })[] }; readonly exceptions?: readonly ({ readonly date: string; readonly closed: true } | { readonly date: string; readonly windows: readonly ({ readonly open: string; readonly close: string })[] })[]; readonly validFrom?: string };
  /** Body of putGroup. */
  readonly PutGroupBody: { readonly name: string; readonly active: boolean; readonly members: readonly (string)[]; readonly lead?: string; readonly calendarId?: string };
  /** Body of putPriorityMatrix. */
  readonly PutPriorityMatrixBody: readonly (readonly ('P1' | 'P2' | 'P3' | 'P4' | 'P5')[])[];
  /** Body of putRetention. */
  readonly PutRetentionBody: { readonly operational: string; readonly change: string; readonly release: string; readonly access: string; readonly audit: string; readonly 'raw-event': string; readonly prediction: string; readonly quarantine: string };
  /** Body of putServiceLevelDefinition. */
  readonly PutServiceLevelDefinitionBody: { readonly name: string; readonly kind: 'sla' | 'ola' | 'uc'; readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor'; readonly appliesTo: { readonly types?: readonly (string)[]; readonly serviceId?: string; readonly customerId?: string; readonly groupId?: string; readonly supplierRef?: string }; readonly targetByPriority: { readonly P1?: string; readonly P2?: string; readonly P3?: string; readonly P4?: string; readonly P5?: string }; readonly calendarId: string; readonly calendarByPriority?: { readonly P1?: string; readonly P2?: string; readonly P3?: string; readonly P4?: string; readonly P5?: string }; readonly pauseOn: readonly (string)[]; readonly warnAt: readonly (number)[]; readonly reprioritisation?: 'retroactive' | 'forward' | 'reset'; readonly reopen?: 'resume' | 'restart'; readonly robotCounts?: boolean; readonly validFrom: string; readonly validTo?: string; readonly agreementRef?: string; readonly contractRef?: string };
  /** Body of putSettings. */
  readonly PutSettingsBody: { readonly businessCalendarId: string; readonly closeAfterDays: number; readonly reopenWithinDays: number; readonly noResponseAfterDays: number; readonly reminderAfterDays: readonly (number)[]; readonly approvalWithin: string; readonly approverGroup: string };
  /** Why. */
  readonly Reason: { readonly reason: string };
  /** What is to be taken out, and why. */
  readonly Redaction: { readonly fields?: readonly (string)[]; readonly reasons?: readonly (number)[]; readonly reason: string };
  /** Body of reopenIncident. */
  readonly ReopenIncidentInput: { readonly reason: string };
  /** Body of replayWebhook. */
  readonly ReplayWebhookBody: { readonly from: string; readonly to?: string };
  /** Body of resolveIncident. */
  readonly ResolveIncidentInput: { readonly code: 'solved_permanently' | 'solved_workaround' | 'not_reproducible' | 'user_error' | 'no_fault' | 'no_response' | 'duplicate' | 'auto_cleared' | 'rejected'; readonly notes: string; readonly category?: string; readonly cause?: string; readonly article?: string; readonly restoredAt?: string; readonly breachReason?: string };
  /** Body of resumeIncident. */
  readonly ResumeIncidentInput: { readonly reason?: string };
  /** Body of returnChange. */
  readonly ReturnChangeInput: { readonly reason: string };
  /** Body of returnIncident. */
  readonly ReturnIncidentInput: { readonly reason: string };
  /** Body of rotateWebhookSecret. */
  readonly RotateWebhookSecretBody: { readonly validFor?: string };
  /** What the operation answers; see its summary. */
  readonly ServiceAnswer: Readonly<Record<string, unknown>>;
  /** A service-level clock and what it shows now. Durations are working seconds. */
  readonly ServiceLevelClock: { readonly name: string; readonly kind: 'sla' | 'ola' | 'uc'; readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor'; readonly definition: { readonly id: string; readonly version: number }; readonly calendar: { readonly id: string; readonly version: number }; readonly target: number; readonly thresholds: readonly (number)[]; readonly pauseOn: readonly (string)[]; readonly reopen?: 'resume' | 'restart'; readonly tzdata: string; readonly state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_done' | 'cancelled' | 'superseded'; readonly startAt: string; readonly segments: readonly ({ readonly from: string; readonly to?: string; readonly running: boolean; readonly reason?: string; readonly calendar: { readonly id: string; readonly version: number } })[]; readonly thresholdsFired: readonly (number)[]; readonly thresholdsSkipped?: readonly (number)[]; readonly since?: string; readonly breachedAt?: string; readonly stoppedAt?: string; readonly stopReason?: string; readonly clockVersion: number; readonly misclassified?: string; readonly history?: readonly ({ readonly name: string; readonly kind: 'sla' | 'ola' | 'uc'; readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor'; readonly definition: { readonly id: string; readonly version: number }; readonly calendar: { readonly id: string; readonly version: number }; readonly target: number; readonly thresholds: readonly (number)[]; readonly pauseOn: readonly (string)[]; readonly reopen?: 'resume' | 'restart'; readonly tzdata: string; readonly state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_done' | 'cancelled' | 'superseded'; readonly startAt: string; readonly segments: readonly ({ readonly from: string; readonly to?: string; readonly running: boolean; readonly reason?: string; readonly calendar: { readonly id: string; readonly version: number } })[]; readonly thresholdsFired: readonly (number)[]; readonly thresholdsSkipped?: readonly (number)[]; readonly since?: string; readonly breachedAt?: string; readonly stoppedAt?: string; readonly stopReason?: string; readonly clockVersion: number; readonly misclassified?: string; readonly dueAt?: string | null })[]; readonly elapsed: number; readonly remaining: number; readonly percent: number; readonly dueAt: string | null; readonly overrun: number; readonly breached: boolean };
  /** The most similar records, most similar first: cosine of trigrams from 0.3 to 1. A duplicate is one of at least 0.85, alike in what matters, opened within a day. */
  readonly SimilarList: { readonly items: readonly ({ readonly id: string; readonly uid: string; readonly title?: string; readonly state: string; readonly openedAt: string; readonly similarity: number; readonly duplicate: boolean })[]; readonly nextCursor: null };
  /** Possible duplicates, and similar records with what solved them. */
  readonly Suggestions: { readonly duplicates: readonly ({ readonly id: string; readonly uid: string; readonly title?: string; readonly state: string; readonly openedAt: string; readonly similarity: number; readonly duplicate: boolean })[]; readonly solutions: readonly ({ readonly id: string; readonly uid: string; readonly title?: string; readonly state: string; readonly openedAt: string; readonly similarity: number; readonly duplicate: boolean; readonly solution?: unknown })[] };
  /** A task of a record. */
  readonly Task: { readonly number: number; readonly state: 'open' | 'in_progress' | 'pending' | 'done' | 'failed' | 'skipped' | 'cancelled'; readonly title: string; readonly mandatory: boolean; readonly assignedGroup?: string; readonly assignedTo?: string; readonly plannedStart?: string; readonly plannedEnd?: string; readonly dependsOn?: readonly (number)[]; readonly reason?: string; readonly createdAt: string };
  /** Why, where that is asked. */
  readonly TaskInput: { readonly reason?: string };
  /** Tasks in the order of their numbers. */
  readonly TaskList: { readonly items: readonly (Schemas['Task'])[]; readonly nextCursor: string | null };
  /** Body of testWebhook. */
  readonly TestWebhookBody: Readonly<Record<string, never>>;
  /** Body of unmergeIncident. */
  readonly Unmerge: { readonly reason: string };
  /** Body of updateWebhook. */
  readonly UpdateWebhookBody: { readonly url?: string; readonly description?: string | null; readonly events?: readonly (string)[] | null; readonly recordTypes?: readonly (string)[] | null; readonly where?: readonly ({ readonly field: string; readonly is: 'equals' | 'not' | 'in' | 'exists' | 'gte' | 'lte'; readonly value: string | number | boolean | readonly (string)[] })[] | null; readonly scope?: 'public' | 'internal'; readonly payloadVersion?: '1'; readonly timeoutSeconds?: number };
  /** Whether the hash chain holds, and where it does not. */
  readonly Verification: { readonly valid: boolean; readonly entries: number; readonly brokenAt?: { readonly sequence: number; readonly reason: string } };
}

export interface Operations {
  /** This description as a page. Needs no credentials. */
  readonly 'GET /docs': { readonly request: {  }; readonly answer: string };
  /** Whether the service answers. Needs no credentials. */
  readonly 'GET /health': { readonly request: {  }; readonly answer: Schemas['Health'] };
  /** This description. Needs no credentials. */
  readonly 'GET /openapi.json': { readonly request: {  }; readonly answer: Readonly<Record<string, unknown>> };
  /** Create an access key for a machine; its secret is shown once. For TAD. */
  readonly 'POST /v1/access-keys': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['CreateAccessKeyBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List the tenant’s access keys, without their secrets. For TAD, AUD, SEC. */
  readonly 'GET /v1/access-keys': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Revoke an access key at once. For TAD, SEC. */
  readonly 'DELETE /v1/access-keys/{key}': { readonly request: { readonly path: { readonly key: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List alert records. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts': { readonly request: { readonly query?: { readonly state?: readonly ('open' | 'acknowledged' | 'cleared' | 'closed')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly kind?: readonly ('informational' | 'warning' | 'exception')[]; readonly severity?: readonly (number)[]; readonly category?: readonly (string)[]; readonly response?: readonly ('log' | 'notify' | 'incident')[]; readonly falsePositive?: boolean; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['AlertPage'] };
  /** Carry out one command on many alert records. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/bulk': { readonly request: { readonly body: Schemas['Bulk'] }; readonly answer: Schemas['BulkResult'] | Schemas['Operation'] };
  /** Export alert records as a file in pages. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read one alert. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Alert'] };
  /** Change fields of one alert. Of a alert: what the caller’s roles allow. */
  readonly 'PATCH /v1/alerts/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['AlertPatch'] }; readonly answer: Schemas['Alert'] };
  /** Delete one alert; it can be restored for 30 days. Of a alert: what the caller’s roles allow. */
  readonly 'DELETE /v1/alerts/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Acknowledge it. Leads to acknowledged; possible in open. For OPC, AGT. */
  readonly 'POST /v1/alerts/{id}/acknowledge': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Alert'] };
  /** Which actions are possible now, and why not the others. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Its cause is gone. Leads to cleared; possible in open, acknowledged. For OPC. */
  readonly 'POST /v1/alerts/{id}/clear': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ClearAlertInput'] }; readonly answer: Schemas['Alert'] };
  /** Close it. Leads to closed; possible in open, acknowledged, cleared. For OPC. */
  readonly 'POST /v1/alerts/{id}/close': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['CloseAlertInput'] }; readonly answer: Schemas['Alert'] };
  /** List its comments. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a alert: what the caller’s roles allow. */
  readonly 'PATCH /v1/alerts/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Read its audit trail. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a alert: what the caller’s roles allow. */
  readonly 'PUT /v1/alerts/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a alert: what the caller’s roles allow. */
  readonly 'DELETE /v1/alerts/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Mark it as a false positive. The state stays; possible in open, acknowledged, cleared. For OPC, TEC. */
  readonly 'POST /v1/alerts/{id}/mark-false-positive': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['MarkFalsePositiveAlertInput'] }; readonly answer: Schemas['Alert'] };
  /** Keep it, whatever its retention says. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Alert'] };
  /** Take values out of record, history and events. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['Alert'] };
  /** Let its retention count again. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Alert'] };
  /** Bring it back after it was deleted. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Alert'] };
  /** List its tasks. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
  /** List approval records. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals': { readonly request: { readonly query?: { readonly state?: readonly ('pending' | 'decided' | 'concluded')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly subjectId?: readonly (string)[]; readonly outcome?: readonly ('approved' | 'rejected' | 'expired' | 'withdrawn')[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ApprovalPage'] };
  /** Export approval records as a file in pages. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read one approval. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Approval'] };
  /** Change fields of one approval. Of a approval: what the caller’s roles allow. */
  readonly 'PATCH /v1/approvals/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ApprovalPatch'] }; readonly answer: Schemas['Approval'] };
  /** Delete one approval; it can be restored for 30 days. Of a approval: what the caller’s roles allow. */
  readonly 'DELETE /v1/approvals/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** List its comments. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a approval: what the caller’s roles allow. */
  readonly 'PATCH /v1/approvals/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Approve, reject or abstain. The state stays; possible in pending. For AGT, CHM, CAB, REL, SEC, SVO. */
  readonly 'POST /v1/approvals/{id}/decide': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['DecideApprovalInput'] }; readonly answer: Schemas['Approval'] };
  /** Read its audit trail. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a approval: what the caller’s roles allow. */
  readonly 'PUT /v1/approvals/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a approval: what the caller’s roles allow. */
  readonly 'DELETE /v1/approvals/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Keep it, whatever its retention says. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Approval'] };
  /** Take values out of record, history and events. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['Approval'] };
  /** Let its retention count again. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Approval'] };
  /** Bring it back after it was deleted. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Approval'] };
  /** List its tasks. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
  /** List every calendar in effect. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/calendars': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Add working time on a calendar, or measure it. For everyone who is authenticated. */
  readonly 'POST /v1/calendars/evaluate': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['EvaluateCalendarBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a calendar in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/calendars/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a calendar: its next version. For PRO, TAD. */
  readonly 'PUT /v1/calendars/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutCalendarBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a calendar to what is inherited, or the default. For PRO, TAD. */
  readonly 'DELETE /v1/calendars/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a calendar. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/calendars/{id}/versions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List change records. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes': { readonly request: { readonly query?: { readonly state?: readonly ('new' | 'assess' | 'authorize' | 'scheduled' | 'rejected' | 'canceled')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly changeType?: readonly ('standard' | 'normal' | 'emergency')[]; readonly category?: readonly ('minor' | 'significant' | 'major')[]; readonly requestedBy?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ChangePage'] };
  /** Raise a request for change. Raise a request for change. For AGT, CHM, REL, PRB, SEC, INT. */
  readonly 'POST /v1/changes': { readonly request: { readonly body: Schemas['ChangeCreate'] }; readonly answer: Schemas['Change'] };
  /** Carry out one command on many change records. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/bulk': { readonly request: { readonly body: Schemas['Bulk'] }; readonly answer: Schemas['BulkResult'] | Schemas['Operation'] };
  /** Export change records as a file in pages. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read one change. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Change'] };
  /** Change fields of one change. Of a change: what the caller’s roles allow. */
  readonly 'PATCH /v1/changes/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ChangePatch'] }; readonly answer: Schemas['Change'] };
  /** Delete one change; it can be restored for 30 days. Of a change: what the caller’s roles allow. */
  readonly 'DELETE /v1/changes/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Cancel it. Leads to canceled; possible in new, assess, authorize, scheduled. For its requester, CHM. */
  readonly 'POST /v1/changes/{id}/cancel': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['CancelChangeInput'] }; readonly answer: Schemas['Change'] };
  /** Make a new change with what this one is about. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/clone': { readonly request: { readonly path: { readonly id: string }; readonly body?: Schemas['ChangePatch'] }; readonly answer: Schemas['Change'] };
  /** List its comments. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a change: what the caller’s roles allow. */
  readonly 'PATCH /v1/changes/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Complete the assessment and open the approval round. Leads to authorize; possible in assess. For CHM. */
  readonly 'POST /v1/changes/{id}/complete-assessment': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['CompleteAssessmentChangeInput'] }; readonly answer: Schemas['Change'] };
  /** Read its audit trail. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a change: what the caller’s roles allow. */
  readonly 'PUT /v1/changes/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a change: what the caller’s roles allow. */
  readonly 'DELETE /v1/changes/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Keep it, whatever its retention says. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Change'] };
  /** Take values out of record, history and events. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['Change'] };
  /** Let its retention count again. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Change'] };
  /** Bring it back after it was deleted. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Change'] };
  /** Return it to its requester. Leads to new; possible in assess, authorize. For CHM. */
  readonly 'POST /v1/changes/{id}/return': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ReturnChangeInput'] }; readonly answer: Schemas['Change'] };
  /** Revise a rejected change. Leads to new; possible in rejected. For its requester, CHM. */
  readonly 'POST /v1/changes/{id}/revise': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Change'] };
  /** Submit it for assessment; an emergency goes to its authority at once. Leads to assess; possible in new. For its requester, AGT, CHM. */
  readonly 'POST /v1/changes/{id}/submit': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Change'] };
  /** List its tasks. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
  /** Read everything in effect, and where it comes from. For TAD, PRO, AUD, MSP. */
  readonly 'GET /v1/configuration': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** List event records. Of a event: what the caller’s roles allow. */
  readonly 'GET /v1/events': { readonly request: { readonly query?: { readonly state?: readonly ('received')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly source?: readonly (string)[]; readonly severity?: readonly ('info' | 'warning' | 'exception' | 'clear')[]; readonly category?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['EventPage'] };
  /** Ingest one event, or up to 500 at once. Ingest one event, or up to 500 at once. For INT, OPC. */
  readonly 'POST /v1/events': { readonly request: { readonly body: Schemas['EventCreate'] | readonly (Schemas['EventCreate'])[] }; readonly answer: Schemas['Event'] | Schemas['BatchResult'] };
  /** Export event records as a file in pages. Of a event: what the caller’s roles allow. */
  readonly 'POST /v1/events/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read one event. Of a event: what the caller’s roles allow. */
  readonly 'GET /v1/events/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Event'] };
  /** Read its audit trail. Of a event: what the caller’s roles allow. */
  readonly 'GET /v1/events/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a event: what the caller’s roles allow. */
  readonly 'GET /v1/events/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a event: what the caller’s roles allow. */
  readonly 'GET /v1/events/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** List every group in effect. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/groups': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a group in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/groups/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a group: its next version. For TAD. */
  readonly 'PUT /v1/groups/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutGroupBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a group to what is inherited, or the default. For TAD. */
  readonly 'DELETE /v1/groups/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a group. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/groups/{id}/versions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Announce a file; its parts follow. For TAD, INT, MSP. */
  readonly 'POST /v1/imports': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['AnnounceImportBody'] }; readonly answer: Schemas['ImportJob'] };
  /** List imports, newest first. For TAD, INT, MSP, AUD. */
  readonly 'GET /v1/imports': { readonly request: { readonly query?: { readonly sha256?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ImportPage'] };
  /** Read how far an import is. For TAD, INT, MSP, AUD. */
  readonly 'GET /v1/imports/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ImportJob'] };
  /** Stop it; what is imported stays. For TAD, INT, MSP. */
  readonly 'POST /v1/imports/{id}/cancel': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: Schemas['ImportJob'] };
  /** Send a part of the file as text/csv, cut between characters; parts are numbered from 1. For TAD, INT, MSP. */
  readonly 'PUT /v1/imports/{id}/parts/{number}': { readonly request: { readonly path: { readonly id: string; readonly number: string }; readonly ifMatch?: string; readonly body: string; readonly mediaType: 'text/csv' }; readonly answer: Schemas['ServiceAnswer'] };
  /** List what became of the rows. For TAD, INT, MSP, AUD. */
  readonly 'GET /v1/imports/{id}/rows': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly outcome?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ImportRowPage'] };
  /** Check the file and begin, or go on with an import that stands still. For TAD, INT, MSP. */
  readonly 'POST /v1/imports/{id}/start': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: Schemas['ImportJob'] };
  /** List incident records. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents': { readonly request: { readonly query?: { readonly state?: readonly ('new' | 'assigned' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'canceled')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly priority?: readonly ('P1' | 'P2' | 'P3' | 'P4' | 'P5')[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly category?: readonly (string)[]; readonly subcategory?: readonly (string)[]; readonly level?: readonly (number)[]; readonly holdReason?: readonly ('awaiting_caller' | 'awaiting_vendor' | 'awaiting_change' | 'awaiting_problem' | 'scheduled_with_user')[]; readonly problemId?: readonly (string)[]; readonly knownErrorId?: readonly (string)[]; readonly changeId?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['IncidentPage'] };
  /** Log an incident. Log an incident. For REQ, AGT, INT. */
  readonly 'POST /v1/incidents': { readonly request: { readonly body: Schemas['IncidentCreate'] }; readonly answer: Schemas['Incident'] };
  /** Carry out one command on many incident records. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/bulk': { readonly request: { readonly body: Schemas['Bulk'] }; readonly answer: Schemas['BulkResult'] | Schemas['Operation'] };
  /** Export incident records as a file in pages. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Merge duplicates into one incident. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/merge': { readonly request: { readonly body: Schemas['Merge'] }; readonly answer: Schemas['Incident'] | Schemas['Operation'] };
  /** Read one incident. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Incident'] };
  /** Change fields of one incident. Of a incident: what the caller’s roles allow. */
  readonly 'PATCH /v1/incidents/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['IncidentPatch'] }; readonly answer: Schemas['Incident'] };
  /** Delete one incident; it can be restored for 30 days. Of a incident: what the caller’s roles allow. */
  readonly 'DELETE /v1/incidents/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Take it on yourself: the response clock stops. Leads to in_progress; possible in new, assigned. For AGT. */
  readonly 'POST /v1/incidents/{id}/accept': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Incident'] };
  /** Which actions are possible now, and why not the others. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Assign it to a group, and to a person of that group. Leads to assigned; possible in new, assigned, in_progress, pending. For AGT, LEAD. */
  readonly 'POST /v1/incidents/{id}/assign': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['AssignIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Cancel it: its clocks do not count. Leads to canceled; possible in new, assigned, pending. For its requester, AGT. */
  readonly 'POST /v1/incidents/{id}/cancel': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['CancelIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Read its service-level clocks. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/clocks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ClockList'] };
  /** Account for every second of a clock. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/clocks/{clock}/explain': { readonly request: { readonly path: { readonly id: string; readonly clock: string } }; readonly answer: Schemas['ClockExplanation'] };
  /** Make a new incident with what this one is about. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/clone': { readonly request: { readonly path: { readonly id: string }; readonly body?: Schemas['IncidentPatch'] }; readonly answer: Schemas['Incident'] };
  /** Close it: the requester confirms, or nobody answers. Leads to closed; possible in resolved. For its requester, LEAD. */
  readonly 'POST /v1/incidents/{id}/close': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['CloseIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** List its comments. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a incident: what the caller’s roles allow. */
  readonly 'PATCH /v1/incidents/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Return to the priority of the matrix. The state stays; possible in new, assigned, in_progress, pending. For LEAD, INM, SVO. */
  readonly 'POST /v1/incidents/{id}/end-override': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Incident'] };
  /** Escalate it to another group, or to those above. The state stays; possible in assigned, in_progress, pending. For AGT. */
  readonly 'POST /v1/incidents/{id}/escalate': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['EscalateIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Read its audit trail. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** Put it on hold for a reason. Leads to pending; possible in in_progress. For AGT. */
  readonly 'POST /v1/incidents/{id}/hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['HoldIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** List its links. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a incident: what the caller’s roles allow. */
  readonly 'PUT /v1/incidents/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a incident: what the caller’s roles allow. */
  readonly 'DELETE /v1/incidents/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Set another priority than the matrix gives. The state stays; possible in new, assigned, in_progress, pending. For LEAD, INM, SVO. */
  readonly 'POST /v1/incidents/{id}/override-priority': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['OverridePriorityIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Keep it, whatever its retention says. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Incident'] };
  /** Take values out of record, history and events. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['Incident'] };
  /** Let its retention count again. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Incident'] };
  /** Reopen it: the resolution clock goes on. Leads to in_progress; possible in resolved, closed. For its requester, AGT. */
  readonly 'POST /v1/incidents/{id}/reopen': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ReopenIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Resolve it: the resolution clock stops. Leads to resolved; possible in assigned, in_progress, pending. For AGT. */
  readonly 'POST /v1/incidents/{id}/resolve': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ResolveIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Bring it back after it was deleted. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Incident'] };
  /** Go on with it. Leads to in_progress; possible in pending. For AGT. */
  readonly 'POST /v1/incidents/{id}/resume': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ResumeIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Give it back to its group. Leads to assigned; possible in assigned, in_progress, pending. For its assignee, LEAD. */
  readonly 'POST /v1/incidents/{id}/return': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ReturnIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** List the most similar incident records. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/similar': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['SimilarList'] };
  /** Start work on it: the response clock stops. Leads to in_progress; possible in new, assigned. For AGT. */
  readonly 'POST /v1/incidents/{id}/start-work': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Incident'] };
  /** Possible duplicates, and what solved the like. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/suggestions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Suggestions'] };
  /** List its tasks. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
  /** Make a duplicate what it was before it was merged. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/unmerge': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Unmerge'] }; readonly answer: Schemas['Incident'] };
  /** Read the KPIs of a process for a period, by group. For AGT, LEAD, CHM, CAB, REL, PRB, CFG, KED, SEC, SVO, PRO, TAD, MSP, AUD. */
  readonly 'GET /v1/kpis/{process}': { readonly request: { readonly path: { readonly process: string }; readonly query?: { readonly from?: string; readonly to?: string; readonly groupBy?: string; readonly zone?: string } }; readonly answer: Schemas['KpiFigures'] };
  /** List the records behind a figure. For AUD, PRO, SVO. */
  readonly 'GET /v1/kpis/{process}/{key}/records': { readonly request: { readonly path: { readonly process: string; readonly key: string }; readonly query?: { readonly from?: string; readonly to?: string; readonly zone?: string; readonly priority?: string; readonly state?: string; readonly group?: string; readonly serviceId?: string; readonly customer?: string; readonly category?: string; readonly channel?: string } }; readonly answer: Schemas['KpiRecords'] };
  /** List records under legal hold, and which of them would be purged otherwise. For TAD, SEC, PRO, AUD. */
  readonly 'GET /v1/legal-holds': { readonly request: { readonly query?: { readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List your operations, newest first. For everyone who is authenticated. */
  readonly 'GET /v1/operations': { readonly request: { readonly query?: { readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read how far an operation is. For everyone who is authenticated. */
  readonly 'GET /v1/operations/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Stop it; what is done stays done. For everyone who is authenticated. */
  readonly 'POST /v1/operations/{id}/cancel': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: Schemas['ServiceAnswer'] };
  /** Fetch a page of the file that an export makes; pages are numbered from 1. For everyone who is authenticated. */
  readonly 'GET /v1/operations/{id}/pages/{number}': { readonly request: { readonly path: { readonly id: string; readonly number: string } }; readonly answer: string };
  /** List what came of its items. For everyone who is authenticated. */
  readonly 'GET /v1/operations/{id}/results': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly outcome?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Ask for its step once more, should it stand still. For everyone who is authenticated. */
  readonly 'POST /v1/operations/{id}/resume': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a priority matrix in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/priority-matrices': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a priority matrix: its next version. For PRO, TAD. */
  readonly 'PUT /v1/priority-matrices': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutPriorityMatrixBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a priority matrix to what is inherited, or the default. For PRO, TAD. */
  readonly 'DELETE /v1/priority-matrices': { readonly request: { readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a priority matrix. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/priority-matrices/versions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** List what was purged. For TAD, SEC, PRO, AUD. */
  readonly 'GET /v1/purge-certificates': { readonly request: { readonly query?: { readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read what is left of a purged record. For TAD, SEC, PRO, AUD. */
  readonly 'GET /v1/purge-certificates/{number}': { readonly request: { readonly path: { readonly number: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a retention periods in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/retention-periods': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a retention periods: its next version. For TAD. */
  readonly 'PUT /v1/retention-periods': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutRetentionBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a retention periods to what is inherited, or the default. For TAD. */
  readonly 'DELETE /v1/retention-periods': { readonly request: { readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a retention periods. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/retention-periods/versions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Find records by number or by words in title, tags and description. For everyone who is authenticated. */
  readonly 'GET /v1/search': { readonly request: { readonly query?: { readonly q?: string; readonly types?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List every service-level definition in effect. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/service-level-definitions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a service-level definition in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/service-level-definitions/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a service-level definition: its next version. For PRO, TAD. */
  readonly 'PUT /v1/service-level-definitions/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutServiceLevelDefinitionBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a service-level definition to what is inherited, or the default. For PRO, TAD. */
  readonly 'DELETE /v1/service-level-definitions/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a service-level definition. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/service-level-definitions/{id}/versions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a settings in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/settings': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a settings: its next version. For TAD. */
  readonly 'PUT /v1/settings': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutSettingsBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a settings to what is inherited, or the default. For TAD. */
  readonly 'DELETE /v1/settings': { readonly request: { readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a settings. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/settings/versions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Onboard a client of the MSP. For MSP. */
  readonly 'POST /v1/tenants': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['OnboardTenantBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List the MSP’s clients. For MSP. */
  readonly 'GET /v1/tenants': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read one’s own tenant, or a client of the MSP. For MSP, TAD, AUD. */
  readonly 'GET /v1/tenants/{tenant}': { readonly request: { readonly path: { readonly tenant: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Let a suspended client in again. For MSP. */
  readonly 'POST /v1/tenants/{tenant}/reactivate': { readonly request: { readonly path: { readonly tenant: string }; readonly ifMatch?: string }; readonly answer: Schemas['ServiceAnswer'] };
  /** Suspend a client: its people and machines are refused, its data stays. For MSP. */
  readonly 'POST /v1/tenants/{tenant}/suspend': { readonly request: { readonly path: { readonly tenant: string }; readonly ifMatch?: string }; readonly answer: Schemas['ServiceAnswer'] };
  /** Have events sent to a URL; the answer shows the signing secret, once. For TAD, PRO, INT. */
  readonly 'POST /v1/webhooks': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['CreateWebhookBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List webhooks: an administrator the tenant’s, others their own. For TAD, PRO, INT, AUD. */
  readonly 'GET /v1/webhooks': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a webhook and how its receiver fares. For TAD, PRO, INT, AUD. */
  readonly 'GET /v1/webhooks/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Change a webhook; it sees with the roles of whoever changes it. For TAD, PRO, INT. */
  readonly 'PATCH /v1/webhooks/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body?: Schemas['UpdateWebhookBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Delete a webhook and what waits for it. For TAD, PRO, INT. */
  readonly 'DELETE /v1/webhooks/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List deliveries of the last 30 days with every attempt, newest first. For TAD, PRO, INT, AUD. */
  readonly 'GET /v1/webhooks/{id}/deliveries': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly state?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read one delivery. For TAD, PRO, INT, AUD. */
  readonly 'GET /v1/webhooks/{id}/deliveries/{delivery}': { readonly request: { readonly path: { readonly id: string; readonly delivery: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Stop sending; events wait for 14 days. For TAD, PRO, INT. */
  readonly 'POST /v1/webhooks/{id}/disable': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['DisableWebhookBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Send again, beginning with what has waited. For TAD, PRO, INT. */
  readonly 'POST /v1/webhooks/{id}/enable': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['EnableWebhookBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Send again what was sent since an instant or from a delivery on. For TAD, PRO, INT. */
  readonly 'POST /v1/webhooks/{id}/replay': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['ReplayWebhookBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read how far a replay is. For TAD, PRO, INT, AUD. */
  readonly 'GET /v1/webhooks/{id}/replays/{replay}': { readonly request: { readonly path: { readonly id: string; readonly replay: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Make a new secret; both sign until the old one’s time is over. For TAD, PRO, INT. */
  readonly 'POST /v1/webhooks/{id}/rotate-secret': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body?: Schemas['RotateWebhookSecretBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Send a signed test call and answer its outcome. For TAD, PRO, INT. */
  readonly 'POST /v1/webhooks/{id}/test': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['TestWebhookBody'] }; readonly answer: Schemas['ServiceAnswer'] };
}
