/** Generated from docs/openapi.json by `npm run docs:generate`; a test fails when it drifts. */

export type ProblemSlug =
  'auditor-exclusive'
  | 'calendar-never-open'
  | 'dependency-unavailable'
  | 'duplicate'
  | 'expression-too-costly'
  | 'forbidden'
  | 'guard-failed'
  | 'idempotency-key-required'
  | 'idempotency-key-reused'
  | 'illegal-transition'
  | 'immutable'
  | 'in-use'
  | 'inactive-group'
  | 'internal-error'
  | 'invalid-calendar'
  | 'invalid-cursor'
  | 'invalid-decision-token'
  | 'invalid-template'
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
  | 'not-downloadable'
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
  | 'too-many-to-sort'
  | 'unauthenticated'
  | 'unknown-field'
  | 'unknown-parameter'
  | 'unknown-reference'
  | 'unknown-tag'
  | 'unsupported-media-type'
  | 'validation-failed'
  | 'version-mismatch'
  | 'webhook-address-refused'
  | 'write-conflict';

export interface Schemas {
  /** Every action: whether this caller may call it now, and why not. */
  readonly ActionList: { readonly id: string; readonly state: string; readonly items: readonly ({ readonly action: string; readonly summary: string; readonly allowed: boolean; readonly to: string; readonly requires: readonly (string)[]; readonly accepts: readonly (string)[]; readonly illegal?: { readonly state: string; readonly possibleIn: readonly (string)[] }; readonly unmetGuards?: readonly ({ readonly guard: string; readonly detail: string })[]; readonly missingFields?: readonly (string)[]; readonly missingPermission?: { readonly anyOf: readonly (string)[] } })[] };
  /** Body of addIncidentsMajorIncident. */
  readonly AddIncidentsMajorIncidentInput: { readonly incidents: readonly (string)[] };
  /** Alert as answers carry it. Fields marked internal are absent for a requester. */
  readonly Alert: { readonly uid: string; readonly id: string; readonly type: 'alert'; readonly version: number; readonly state: 'open' | 'acknowledged' | 'cleared' | 'closed'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly dedupKey: string; readonly kind: 'informational' | 'warning' | 'exception'; readonly severity?: number; readonly ciId?: string; readonly ciUnresolved?: boolean; readonly category?: string; readonly firstAt: string; readonly lastAt: string; readonly count?: number; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly acknowledged?: { readonly by: string; readonly at: string }; readonly response?: 'log' | 'notify' | 'incident'; readonly clearedAt?: string; readonly falsePositive?: boolean; readonly services?: readonly (string)[] };
  /** A page of alert records. */
  readonly AlertPage: { readonly items: readonly (Schemas['Alert'])[]; readonly nextCursor: string | null };
  /** Changes to a alert, as a merge patch: what is absent stays, null clears. */
  readonly AlertPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly dedupKey?: string; readonly kind?: 'informational' | 'warning' | 'exception'; readonly severity?: number | null; readonly ciId?: string | null; readonly ciUnresolved?: boolean | null; readonly category?: string | null; readonly firstAt?: string; readonly lastAt?: string; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly services?: readonly (string)[] | null };
  /** Body of announceImport. */
  readonly AnnounceImportBody: { readonly mapping: 'servicenow-incidents'; readonly fileName: string; readonly bytes: number; readonly sha256: string; readonly zone?: string; readonly dryRun?: boolean };
  /** Body of answerApproval. */
  readonly AnswerApprovalInput: { readonly answer: string };
  /** Which template, and values that it asks for. */
  readonly ApplyTemplate: { readonly templateId?: string; readonly version?: number; readonly customFields?: Readonly<Record<string, unknown>> };
  /** Approval as answers carry it. Fields marked internal are absent for a requester. */
  readonly Approval: { readonly uid: string; readonly id: string; readonly type: 'approval'; readonly version: number; readonly state: 'pending' | 'awaiting-information' | 'decided' | 'concluded'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly subjectId: string; readonly subjectUid: string; readonly subjectType: string; readonly round: number; readonly levels: readonly ({ readonly mode: 'any' | 'all' | 'quorum'; readonly minVotes?: number; readonly minPercent?: number; readonly pass?: 'majority' | 'twoThirds' | 'unanimous' | 'approvals'; readonly approvals?: number; readonly vetoRoles?: readonly (string)[]; readonly voters: readonly ({ readonly kind: 'user' | 'group' | 'role'; readonly id: string; readonly weight?: number })[] })[]; readonly chain?: readonly ({ readonly kind: 'user' | 'group' | 'role'; readonly id: string; readonly weight?: number })[]; readonly timeoutSeconds: number; readonly escalateAfterSeconds?: number; readonly calendarId?: string; readonly excluded?: readonly (string)[]; readonly materialHash?: string; readonly materialChanges?: readonly ({ readonly field: string; readonly old?: string; readonly new?: string })[]; readonly step: number; readonly level: number; readonly escalation: number; readonly escalated?: boolean; readonly voters?: readonly ({ readonly user: string; readonly group?: string; readonly weight: number })[]; readonly dueAt?: string; readonly stepSeconds: number; readonly reminded: number; readonly blocked?: boolean; readonly votes?: readonly ({ readonly by: string; readonly delegateOf?: string; readonly step: number; readonly decision: 'approve' | 'reject' | 'abstain'; readonly at: string; readonly comment?: string; readonly veto?: boolean; readonly via?: 'token' })[]; readonly usedTokens?: readonly (string)[]; readonly questions?: readonly ({ readonly question: string; readonly by: string; readonly at: string; readonly secondsLeft: number; readonly answer?: string; readonly answeredBy?: string; readonly answeredAt?: string })[]; readonly outcome: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'superseded'; readonly decidedAt?: string };
  /** A page of approval records. */
  readonly ApprovalPage: { readonly items: readonly (Schemas['Approval'])[]; readonly nextCursor: string | null };
  /** Changes to a approval, as a merge patch: what is absent stays, null clears. */
  readonly ApprovalPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly subjectId?: string; readonly subjectUid?: string; readonly subjectType?: string; readonly round?: number; readonly levels?: readonly ({ readonly mode: 'any' | 'all' | 'quorum'; readonly minVotes?: number; readonly minPercent?: number; readonly pass?: 'majority' | 'twoThirds' | 'unanimous' | 'approvals'; readonly approvals?: number; readonly vetoRoles?: readonly (string)[]; readonly voters: readonly ({ readonly kind: 'user' | 'group' | 'role'; readonly id: string; readonly weight?: number })[] })[]; readonly chain?: readonly ({ readonly kind: 'user' | 'group' | 'role'; readonly id: string; readonly weight?: number })[] | null; readonly timeoutSeconds?: number; readonly escalateAfterSeconds?: number | null; readonly calendarId?: string | null; readonly excluded?: readonly (string)[] | null; readonly materialHash?: string | null; readonly materialChanges?: readonly ({ readonly field: string; readonly old?: string; readonly new?: string })[] | null };
  /** Body of assignIncident. */
  readonly AssignIncidentInput: { readonly group: string; readonly user?: string };
  /** What is known of an attached file. Only what is `clean` can be downloaded. */
  readonly Attachment: { readonly id: string; readonly fileName: string; readonly size: number; readonly mediaType: string; readonly sha256: string; readonly visibility: 'public' | 'internal'; readonly state: 'pending' | 'scanning' | 'clean' | 'infected' | 'rejected' | 'expired' | 'removed'; readonly at: string; readonly author: { readonly type: 'human' | 'robot' | 'machine' | 'system' | 'msp'; readonly id: string; readonly homeTenantId?: string; readonly onBehalfOf?: string }; readonly record?: string; readonly finding?: string; readonly settledAt?: string };
  /** Attachments in the order in which they came. */
  readonly AttachmentList: { readonly items: readonly (Schemas['Attachment'])[]; readonly nextCursor: string | null; readonly total: number };
  /** What became of each item of a batch; `index` is its place in the request. */
  readonly BatchResult: { readonly accepted: number; readonly rejected: readonly ({ readonly index: number; readonly problem: { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly errors?: readonly ({ readonly pointer: string; readonly code: string; readonly message: string })[]; readonly parameter?: string; readonly known?: readonly (string)[]; readonly from?: string; readonly command?: string; readonly allowed?: readonly (string)[]; readonly guards?: readonly ({ readonly guard: string; readonly detail: string })[]; readonly currentEtag?: string; readonly cycle?: readonly (string)[]; readonly references?: readonly (string)[]; readonly openTasks?: number; readonly reason?: string; readonly missing?: readonly (string)[]; readonly unknown?: readonly (string)[]; readonly repeated?: readonly (string)[]; readonly line?: number; readonly followUp?: { readonly method: string; readonly href: string; readonly body: Readonly<Record<string, unknown>> } } })[] };
  /** Body of beginErasure. */
  readonly BeginErasureBody: { readonly person: string; readonly reason: string };
  /** Body of bulkChanges. */
  readonly Bulk: { readonly command: string; readonly body?: Readonly<Record<string, unknown>>; readonly items: readonly ({ readonly id: string; readonly ifMatch?: string; readonly body?: Readonly<Record<string, unknown>> })[]; readonly stopOnError?: boolean };
  /** What came of each item, in the order of the request: the status that the single call would have had, or its problem. */
  readonly BulkResult: { readonly results: readonly ({ readonly id: string; readonly status: number; readonly etag?: string; readonly problem?: Readonly<Record<string, unknown>> })[] };
  /** Body of cancelChange. */
  readonly CancelChangeInput: { readonly reason: string };
  /** Body of cancelIncident. */
  readonly CancelIncidentInput: { readonly reason: string };
  /** Change as answers carry it. Fields marked internal are absent for a requester. */
  readonly Change: { readonly uid: string; readonly id: string; readonly type: 'change'; readonly version: number; readonly state: 'new' | 'assess' | 'authorize' | 'scheduled' | 'rejected' | 'canceled'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly changeType: 'standard' | 'normal' | 'emergency'; readonly category?: 'minor' | 'significant' | 'major'; readonly reason: string; readonly justification?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly plannedStart?: string; readonly plannedEnd?: string; readonly implementationPlan?: string; readonly testPlan?: string; readonly backoutPlan?: string; readonly backoutTested?: boolean; readonly submittedAt?: string; readonly approvalRound?: number; readonly approval?: string; readonly approvalBlocked?: string; readonly decision?: string; readonly requestedBy?: string };
  /** A new change. */
  readonly ChangeCreate: { readonly openedAt?: string; readonly reason: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly changeType: 'standard' | 'normal' | 'emergency'; readonly category?: 'minor' | 'significant' | 'major'; readonly justification?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly plannedStart?: string; readonly plannedEnd?: string; readonly implementationPlan?: string; readonly testPlan?: string; readonly backoutPlan?: string; readonly backoutTested?: boolean };
  /** A page of change records. */
  readonly ChangePage: { readonly items: readonly (Schemas['Change'])[]; readonly nextCursor: string | null };
  /** Changes to a change, as a merge patch: what is absent stays, null clears. */
  readonly ChangePatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly changeType?: 'standard' | 'normal' | 'emergency'; readonly category?: 'minor' | 'significant' | 'major' | null; readonly reason?: string; readonly justification?: string | null; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly plannedStart?: string | null; readonly plannedEnd?: string | null; readonly implementationPlan?: string | null; readonly testPlan?: string | null; readonly backoutPlan?: string | null; readonly backoutTested?: boolean | null };
  /** Body of clearAlert. */
  readonly ClearAlertInput: { readonly at?: string };
  /** Open records of clients, each with its tenant, for `Itsm-Tenant`. `unanswered` are clients that could not be asked: of theirs, nothing is here. */
  readonly ClientRecordPage: { readonly items: readonly ({ readonly tenant: { readonly id: string; readonly slug: string; readonly name: string }; readonly id: string; readonly uid: string; readonly type: string; readonly version: number; readonly title: string; readonly state: string; readonly priority?: string; readonly dueAt?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly requesterId?: string; readonly serviceId?: string; readonly category?: string; readonly confidential?: boolean; readonly openedAt: string; readonly updatedAt: string; readonly href: string })[]; readonly nextCursor: string | null; readonly unanswered: readonly ({ readonly id: string; readonly slug: string; readonly name: string })[] };
  /** How well each client is served: what of its service levels was kept in the period, how many incidents are open, and how many of them past a due instant. */
  readonly ClientServiceLevels: { readonly from: string; readonly to: string; readonly asOf: string; readonly zone: string; readonly items: readonly ({ readonly tenant: { readonly id: string; readonly slug: string; readonly name: string }; readonly figures: readonly ({ readonly key: string; readonly title: string; readonly unit: 'incidents' | 'seconds' | 'percent' | 'reassignments' | 'score'; readonly definitionVersion: number; readonly group: Readonly<Record<string, string | null>>; readonly value: number | null; readonly numerator: number; readonly denominator: number; readonly n: number; readonly median?: number | null; readonly p90?: number | null; readonly target?: { readonly green: number; readonly amber: number; readonly status: 'green' | 'amber' | 'red' | null } })[]; readonly open: number; readonly overdue: number })[]; readonly nextCursor: string | null; readonly unanswered: readonly ({ readonly id: string; readonly slug: string; readonly name: string })[] };
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
  readonly CreateAccessKeyBody: { readonly name: string; readonly roles: readonly (string)[]; readonly expiresOn?: string };
  /** Body of createApprovalDelegation. */
  readonly CreateApprovalDelegationBody: { readonly from?: string; readonly to: string; readonly start: string; readonly end: string; readonly scope?: readonly (string)[] };
  /** Body of createView. */
  readonly CreateViewBody: { readonly name: string; readonly recordType: 'incident' | 'change' | 'event' | 'alert' | 'major-incident' | 'approval' | 'template' | 'schedule' | 'service-notice'; readonly filters: Readonly<Record<string, string>>; readonly sort?: string; readonly columns?: readonly (string)[]; readonly audience: 'personal' | 'group' | 'tenant'; readonly group?: string };
  /** Body of createWebhook. */
  readonly CreateWebhookBody: { readonly url: string; readonly description?: string; readonly events?: readonly (string)[]; readonly recordTypes?: readonly (string)[]; readonly where?: readonly ({ readonly field: string; readonly is: 'equals' | 'not' | 'in' | 'exists' | 'gte' | 'lte'; readonly value: string | number | boolean | readonly (string)[] })[]; readonly scope?: 'public' | 'internal'; readonly payloadVersion?: '1'; readonly timeoutSeconds?: number };
  /** Body of decideApproval. */
  readonly DecideApprovalInput: { readonly decision: 'approve' | 'reject' | 'abstain' | 'request_info'; readonly comment?: string; readonly token?: string };
  /** Body of declareMajorIncident. */
  readonly DeclareMajorIncidentInput: { readonly severity: 'SEV1' | 'SEV2'; readonly criteria?: string; readonly reason?: string; readonly roles?: { readonly incidentManager?: string; readonly techLead?: string; readonly commsLead?: string; readonly scribe?: string }; readonly bridgeUrl?: string; readonly estimatedRestore?: string; readonly publicText?: string };
  /** Body of disableWebhook. */
  readonly DisableWebhookBody: Readonly<Record<string, never>>;
  /** Where the file can be fetched, until when. */
  readonly Download: { readonly url: string; readonly expiresAt: string };
  /** What would happen; nothing was stored. */
  readonly DryRun: { readonly dryRun: true; readonly command: string; readonly state: { readonly from: string | null; readonly to: string }; readonly changed: readonly (string)[]; readonly events: readonly (string)[]; readonly comments: readonly ({ readonly body: string; readonly visibility: 'public' | 'internal' })[]; readonly tasks: readonly ({ readonly state?: 'open' | 'in_progress' | 'pending' | 'done' | 'failed' | 'skipped' | 'cancelled'; readonly title: string; readonly mandatory: boolean; readonly assignedGroup?: string; readonly assignedTo?: string; readonly plannedStart?: string; readonly plannedEnd?: string; readonly dependsOn?: readonly (number)[]; readonly reason?: string; readonly from?: { readonly id: string; readonly task: number } })[]; readonly record: Readonly<Record<string, unknown>> };
  /** Body of enableWebhook. */
  readonly EnableWebhookBody: Readonly<Record<string, never>>;
  /** Body of endSchedule. */
  readonly EndScheduleInput: { readonly reason: string };
  /** Body of escalateIncident. */
  readonly EscalateIncidentInput: { readonly kind: 'functional' | 'hierarchical'; readonly reason: string; readonly group?: string };
  /** Body of evaluateCalendar. */
  readonly EvaluateCalendarBody: { readonly calendar: string | { readonly zone: string; readonly weekly: { readonly mon?: readonly ({ readonly open: string; readonly close: string })[]; readonly tue?: readonly ({ readonly open: string; readonly close: string })[]; readonly wed?: readonly ({ readonly open: string; readonly close: string })[]; readonly thu?: readonly ({ readonly open: string; readonly close: string })[]; readonly fri?: readonly ({ readonly open: string; readonly close: string })[]; readonly sat?: readonly ({ readonly open: string; readonly close: string })[]; readonly sun?: readonly ({ readonly open: string; readonly close: string })[] }; readonly exceptions?: readonly ({ readonly date: string; readonly closed: true } | { readonly date: string; readonly windows: readonly ({ readonly open: string; readonly close: string })[] })[]; readonly validFrom?: string }; readonly from: string; readonly add?: string; readonly to?: string };
  /** Event as answers carry it. Fields marked internal are absent for a requester. */
  readonly Event: { readonly uid: string; readonly id: string; readonly type: 'event'; readonly version: number; readonly state: 'received'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title?: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly source: string; readonly occurredAt: string; readonly ciRef?: string; readonly ciId?: string; readonly metric?: string; readonly value?: number; readonly unit?: string; readonly severity: 'info' | 'warning' | 'exception' | 'clear'; readonly category?: string; readonly message: string; readonly dedupKey?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly attributes?: Readonly<Record<string, string>>; readonly clockSkew?: boolean; readonly stale?: boolean };
  /** A new event. */
  readonly EventCreate: { readonly openedAt?: string; readonly reason?: string; readonly title?: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly source: string; readonly occurredAt: string; readonly ciRef?: string; readonly ciId?: string; readonly metric?: string; readonly value?: number; readonly unit?: string; readonly severity: 'info' | 'warning' | 'exception' | 'clear'; readonly category?: string; readonly message: string; readonly dedupKey?: string; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly attributes?: Readonly<Record<string, string>> };
  /** A page of event records. */
  readonly EventPage: { readonly items: readonly (Schemas['Event'])[]; readonly nextCursor: string | null };
  /** Body of exportSchedules. */
  readonly Export: { readonly format: 'jsonl' | 'csv'; readonly filters?: Readonly<Record<string, string>>; readonly fields?: readonly (string)[] };
  /** What a version of a template asks for, as far as the caller may see it. */
  readonly Form: { readonly id: string; readonly version: number; readonly title: string; readonly recordType: string; readonly fields: readonly ({ readonly key: string; readonly type: 'string' | 'text' | 'int' | 'decimal' | 'bool' | 'date' | 'datetime' | 'enum' | 'multiEnum' | 'user' | 'group' | 'ci' | 'service' | 'url' | 'json' })[]; readonly defaults: Readonly<Record<string, unknown>>; readonly tasks?: readonly ({ readonly title: string; readonly mandatory?: boolean; readonly assignedGroup?: string })[] };
  /** Body of grantDelegation. */
  readonly GrantDelegationBody: { readonly roles: readonly (string)[]; readonly scope?: readonly (string)[]; readonly until?: string };
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
  readonly Incident: { readonly uid: string; readonly id: string; readonly type: 'incident'; readonly version: number; readonly state: 'new' | 'assigned' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'canceled'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly possibleDuplicates?: readonly ({ readonly id: string; readonly uid: string; readonly similarity: number })[]; readonly mergedCount?: number; readonly splitFrom?: { readonly id: string; readonly uid: string; readonly at: string; readonly comments: readonly (string)[]; readonly attachments: readonly (string)[] }; readonly parentId?: string; readonly childCount?: number; readonly clocks?: Readonly<Record<string, Schemas['ServiceLevelClock']>>; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly category?: string; readonly subcategory?: string; readonly categoryConfirmed?: boolean; readonly initialCategory?: string; readonly symptoms?: string; readonly contact?: string; readonly affectedUsers?: readonly (string)[]; readonly affectedUserCount?: number; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly priority?: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly computedPriority?: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly priorityOverride?: { readonly priority: 'P1' | 'P2' | 'P3' | 'P4' | 'P5'; readonly reason: string; readonly by: string; readonly until?: string }; readonly priorityConfirmed?: boolean; readonly level?: number; readonly firstGroup?: string; readonly holdReason?: 'awaiting_caller' | 'awaiting_vendor' | 'awaiting_change' | 'awaiting_problem' | 'scheduled_with_user'; readonly holdUntil?: string; readonly heldAt?: string; readonly holdCount?: number; readonly lateHold?: boolean; readonly remindersSent?: number; readonly supplierTicket?: string; readonly major?: string; readonly problemId?: string; readonly knownErrorId?: string; readonly changeId?: string; readonly causedByChange?: string; readonly alertKey?: string; readonly workaroundApplied?: boolean; readonly startedAt?: string; readonly restoredAt?: string; readonly respondedAt?: string; readonly acceptedAt?: string; readonly acceptedBy?: string; readonly resolvedAt?: string; readonly resolvedBy?: string; readonly resolution?: { readonly code: 'solved_permanently' | 'solved_workaround' | 'not_reproducible' | 'user_error' | 'no_fault' | 'no_response' | 'duplicate' | 'auto_cleared' | 'rejected'; readonly notes: string; readonly cause?: string; readonly article?: string }; readonly resolvedAtLevel?: number; readonly firstContactResolved?: boolean; readonly resolverGroup?: string; readonly reopenCount?: number; readonly reassignmentCount?: number; readonly escalationLevel?: number; readonly atRisk?: boolean; readonly breachReason?: string; readonly stalledAt?: string; readonly csat?: number; readonly csatComment?: string; readonly lastActivityAt?: string; readonly securityFlag?: boolean; readonly imported?: { readonly source: string; readonly slaMet?: boolean; readonly importId: string } };
  /** A new incident. */
  readonly IncidentCreate: { readonly openedAt?: string; readonly reason?: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly category?: string; readonly subcategory?: string; readonly categoryConfirmed?: boolean; readonly symptoms?: string; readonly contact?: string; readonly affectedUsers?: readonly (string)[]; readonly affectedUserCount?: number; readonly impact?: 1 | 2 | 3; readonly urgency?: 1 | 2 | 3; readonly priorityConfirmed?: boolean; readonly supplierTicket?: string; readonly problemId?: string; readonly knownErrorId?: string; readonly changeId?: string; readonly causedByChange?: string; readonly workaroundApplied?: boolean; readonly startedAt?: string; readonly restoredAt?: string; readonly securityFlag?: boolean };
  /** A page of incident records. */
  readonly IncidentPage: { readonly items: readonly (Schemas['Incident'])[]; readonly nextCursor: string | null };
  /** Changes to a incident, as a merge patch: what is absent stays, null clears. */
  readonly IncidentPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly category?: string | null; readonly subcategory?: string | null; readonly categoryConfirmed?: boolean | null; readonly symptoms?: string | null; readonly contact?: string | null; readonly affectedUsers?: readonly (string)[] | null; readonly affectedUserCount?: number | null; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly priorityConfirmed?: boolean | null; readonly supplierTicket?: string | null; readonly problemId?: string | null; readonly knownErrorId?: string | null; readonly changeId?: string | null; readonly causedByChange?: string | null; readonly workaroundApplied?: boolean | null; readonly startedAt?: string | null; readonly restoredAt?: string | null; readonly securityFlag?: boolean | null };
  /** Body of splitIncident. */
  readonly IncidentSplit: { readonly openedAt?: string | null; readonly reason: string; readonly title: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly templateId?: string | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly category?: string | null; readonly subcategory?: string | null; readonly categoryConfirmed?: boolean | null; readonly symptoms?: string | null; readonly contact?: string | null; readonly affectedUsers?: readonly (string)[] | null; readonly affectedUserCount?: number | null; readonly impact?: 1 | 2 | 3 | null; readonly urgency?: 1 | 2 | 3 | null; readonly priorityConfirmed?: boolean | null; readonly supplierTicket?: string | null; readonly problemId?: string | null; readonly knownErrorId?: string | null; readonly changeId?: string | null; readonly causedByChange?: string | null; readonly workaroundApplied?: boolean | null; readonly startedAt?: string | null; readonly restoredAt?: string | null; readonly securityFlag?: boolean | null; readonly carry?: { readonly comments?: readonly (string)[]; readonly attachments?: readonly (string)[]; readonly tasks?: readonly (number)[] } | null };
  /** Body of issueApprovalToken. */
  readonly IssueApprovalTokenBody: { readonly approval: string };
  /** The figures of a period, with numerator and denominator, so that each can be recomputed. */
  readonly KpiFigures: { readonly process: string; readonly from: string; readonly to: string; readonly asOf: string; readonly zone: string; readonly groupBy: readonly (string)[]; readonly items: readonly ({ readonly key: string; readonly title: string; readonly unit: 'incidents' | 'seconds' | 'percent' | 'reassignments' | 'score'; readonly definitionVersion: number; readonly group: Readonly<Record<string, string | null>>; readonly value: number | null; readonly numerator: number; readonly denominator: number; readonly n: number; readonly median?: number | null; readonly p90?: number | null; readonly target?: { readonly green: number; readonly amber: number; readonly status: 'green' | 'amber' | 'red' | null } })[]; readonly nextCursor: string | null };
  /** The records behind a figure; `counted` are those in its numerator. */
  readonly KpiRecords: { readonly process: string; readonly from: string; readonly to: string; readonly asOf: string; readonly zone: string; readonly key: string; readonly group: Readonly<Record<string, string | null>>; readonly items: readonly ({ readonly id: string; readonly counted: boolean })[]; readonly nextCursor: string | null };
  /** A link to another record; the other has the inverse. */
  readonly Link: { readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly type: string; readonly uid: string; readonly id: string };
  /** Links of a record. */
  readonly LinkList: { readonly items: readonly (Schemas['Link'])[]; readonly nextCursor: string | null };
  /** Body of linkMajorIncident. */
  readonly LinkMajorIncidentInput: { readonly majorIncident: string };
  /** Major incident as answers carry it. Fields marked internal are absent for a requester. */
  readonly MajorIncident: { readonly uid: string; readonly id: string; readonly type: 'major-incident'; readonly version: number; readonly state: 'candidate' | 'declared' | 'mitigated' | 'resolved' | 'review' | 'closed' | 'rejected'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly category?: string; readonly incidents?: readonly (string)[]; readonly trigger?: 'declared' | 'many_reports' | 'critical_service'; readonly topic?: string; readonly severity?: 'SEV1' | 'SEV2'; readonly criteria?: string; readonly declaredAt?: string; readonly declaredBy?: string; readonly roles?: { readonly incidentManager?: string; readonly techLead?: string; readonly commsLead?: string; readonly scribe?: string }; readonly bridgeUrl?: string; readonly affectedServices?: readonly (string)[]; readonly startedAt?: string; readonly estimatedRestore?: string; readonly nextUpdateDue?: string; readonly updatesMissed?: number; readonly mitigatedAt?: string; readonly restoredAt?: string; readonly resolvedAt?: string; readonly resolution?: { readonly code: 'solved_permanently' | 'solved_workaround' | 'not_reproducible' | 'user_error' | 'no_fault' | 'no_response' | 'duplicate' | 'auto_cleared' | 'rejected'; readonly notes: string }; readonly problemReview?: string; readonly reviewActions?: readonly ({ readonly action: string; readonly owner?: string; readonly dueAt?: string })[] };
  /** A new major incident. */
  readonly MajorIncidentCreate: { readonly openedAt?: string; readonly reason?: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly category?: string; readonly incidents?: readonly (string)[]; readonly roles?: { readonly incidentManager?: string; readonly techLead?: string; readonly commsLead?: string; readonly scribe?: string }; readonly bridgeUrl?: string; readonly affectedServices?: readonly (string)[]; readonly startedAt?: string; readonly estimatedRestore?: string; readonly problemReview?: string; readonly reviewActions?: readonly ({ readonly action: string; readonly owner?: string; readonly dueAt?: string })[] };
  /** A page of major incident records. */
  readonly MajorIncidentPage: { readonly items: readonly (Schemas['MajorIncident'])[]; readonly nextCursor: string | null };
  /** Changes to a major incident, as a merge patch: what is absent stays, null clears. */
  readonly MajorIncidentPatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly category?: string | null; readonly incidents?: readonly (string)[] | null; readonly roles?: { readonly incidentManager?: string; readonly techLead?: string; readonly commsLead?: string; readonly scribe?: string } | null; readonly bridgeUrl?: string | null; readonly affectedServices?: readonly (string)[] | null; readonly startedAt?: string | null; readonly estimatedRestore?: string | null; readonly problemReview?: string | null; readonly reviewActions?: readonly ({ readonly action: string; readonly owner?: string; readonly dueAt?: string })[] | null };
  /** Body of markFalsePositiveAlert. */
  readonly MarkFalsePositiveAlertInput: { readonly reason: string };
  /** Body of mergeIncidents. */
  readonly Merge: { readonly survivor: string; readonly duplicates: readonly (string)[]; readonly reason: string };
  /** Body of mitigateMajorIncident. */
  readonly MitigateMajorIncidentInput: { readonly restoredAt?: string; readonly text?: string };
  /** Something that was done, or said. */
  readonly Moment: { readonly at: string; readonly kind: string; readonly by: string; readonly text: string | null; readonly public: boolean };
  /** Body of monitorServiceNotice. */
  readonly MonitorServiceNoticeInput: { readonly text?: Readonly<Record<string, string>>; readonly estimatedRestore?: string; readonly nextUpdateAt?: string };
  /** A file that is to be uploaded, as it is. */
  readonly NewAttachment: { readonly fileName: string; readonly size: number; readonly mediaType: 'application/gzip' | 'application/json' | 'application/msword' | 'application/pdf' | 'application/vnd.ms-excel' | 'application/vnd.ms-outlook' | 'application/vnd.ms-powerpoint' | 'application/vnd.oasis.opendocument.spreadsheet' | 'application/vnd.oasis.opendocument.text' | 'application/vnd.openxmlformats-officedocument.presentationml.presentation' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' | 'application/vnd.tcpdump.pcap' | 'application/zip' | 'audio/mpeg' | 'image/gif' | 'image/jpeg' | 'image/png' | 'image/webp' | 'message/rfc822' | 'text/csv' | 'text/plain' | 'video/mp4'; readonly sha256: string; readonly visibility?: 'public' | 'internal' };
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
  /** Body of pauseSchedule. */
  readonly PauseScheduleInput: { readonly reason: string };
  /** Body of postUpdateMajorIncident. */
  readonly PostUpdateMajorIncidentInput: { readonly text: string; readonly visibility?: 'public' | 'internal'; readonly estimatedRestore?: string };
  /** Body of postUpdateServiceNotice. */
  readonly PostUpdateServiceNoticeInput: { readonly text: Readonly<Record<string, string>>; readonly estimatedRestore?: string; readonly nextUpdateAt?: string };
  /** A problem document (RFC 9457). `type` is `urn:itsm:problem:<slug>`; the slugs are in docs/errors.md. */
  readonly Problem: { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly errors?: readonly ({ readonly pointer: string; readonly code: string; readonly message: string })[]; readonly parameter?: string; readonly known?: readonly (string)[]; readonly from?: string; readonly command?: string; readonly allowed?: readonly (string)[]; readonly guards?: readonly ({ readonly guard: string; readonly detail: string })[]; readonly currentEtag?: string; readonly cycle?: readonly (string)[]; readonly references?: readonly (string)[]; readonly openTasks?: number; readonly reason?: string; readonly missing?: readonly (string)[]; readonly unknown?: readonly (string)[]; readonly repeated?: readonly (string)[]; readonly line?: number; readonly followUp?: { readonly method: string; readonly href: string; readonly body: Readonly<Record<string, unknown>> } };
  /** Body of publishTemplate. */
  readonly PublishTemplateInput: { readonly notes?: string };
  /** Body of putApprovalPolicy. */
  readonly PutApprovalPolicyBody: { readonly levels: readonly ({ readonly mode: 'any' | 'all' | 'quorum'; readonly minVotes?: number; readonly minPercent?: number; readonly pass?: 'majority' | 'twoThirds' | 'unanimous' | 'approvals'; readonly approvals?: number; readonly vetoRoles?: readonly ('REQ' | 'AGT' | 'LEAD' | 'CHM' | 'CAB' | 'REL' | 'PRB' | 'CFG' | 'KED' | 'SEC' | 'SVO' | 'PRO' | 'TAD' | 'MSP' | 'PAD' | 'AUD' | 'INT' | 'SYS' | 'INM' | 'PJM' | 'DEV' | 'TSM' | 'OPC' | 'FAC' | 'APO' | 'TEC')[]; readonly voters: readonly ({ readonly kind: 'user' | 'group' | 'role'; readonly id: string; readonly weight?: number })[] })[]; readonly within: string; readonly chain?: readonly ({ readonly kind: 'user' | 'group' | 'role'; readonly id: string; readonly weight?: number })[]; readonly escalateAfter?: string; readonly calendarId?: string };
  /** Body of putCalendar. */
  readonly PutCalendarBody: { readonly zone: string; readonly weekly: { readonly mon?: readonly ({ readonly open: string; readonly close: string })[]; readonly tue?: readonly ({ readonly open: string; readonly close: string })[]; readonly wed?: readonly ({ readonly open: string; readonly close: string })[]; readonly thu?: readonly ({ readonly open: string; readonly close: string })[]; readonly fri?: readonly ({ readonly open: string; readonly close: string })[]; readonly sat?: readonly ({ readonly open: string; readonly close: string })[]; readonly sun?: readonly ({ readonly open: string; readonly close: string })[] }; readonly exceptions?: readonly ({ readonly date: string; readonly closed: true } | { readonly date: string; readonly windows: readonly ({ readonly open: string; readonly close: string })[] })[]; readonly validFrom?: string };
  /** Body of putGroup. */
  readonly PutGroupBody: { readonly name: string; readonly active: boolean; readonly members: readonly (string)[]; readonly lead?: string; readonly calendarId?: string; readonly parent?: string; readonly capacity?: number; readonly skills?: readonly (string)[]; readonly roles?: readonly ('REQ' | 'AGT' | 'LEAD' | 'CHM' | 'CAB' | 'REL' | 'PRB' | 'CFG' | 'KED' | 'SEC' | 'SVO' | 'PRO' | 'TAD' | 'MSP' | 'PAD' | 'AUD' | 'INT' | 'SYS' | 'INM' | 'PJM' | 'DEV' | 'TSM' | 'OPC' | 'FAC' | 'APO' | 'TEC')[] };
  /** Body of putKpiTarget. */
  readonly PutKpiTargetBody: { readonly process: string; readonly key: string; readonly green: number; readonly amber: number };
  /** Body of putNotificationPreferences. */
  readonly PutNotificationPreferencesBody: { readonly rules: readonly ({ readonly event: string; readonly channel: 'email' | 'in-app'; readonly frequency: 'immediate' | 'hourly' | 'daily' | 'weekly' | 'never' })[]; readonly quietHours?: { readonly start: string; readonly end: string }; readonly digestAt?: string };
  /** Body of putNotificationSettings. */
  readonly PutNotificationSettingsBody: { readonly language: string };
  /** Body of putNotificationTemplate. */
  readonly PutNotificationTemplateBody: { readonly subject: string; readonly text: string; readonly self?: boolean; readonly active?: boolean };
  /** Body of putPriorityMatrix. */
  readonly PutPriorityMatrixBody: readonly (readonly ('P1' | 'P2' | 'P3' | 'P4' | 'P5')[])[];
  /** Body of putRetention. */
  readonly PutRetentionBody: { readonly operational: string; readonly change: string; readonly release: string; readonly access: string; readonly audit: string; readonly 'raw-event': string; readonly prediction: string; readonly quarantine: string };
  /** Body of putServiceLevelDefinition. */
  readonly PutServiceLevelDefinitionBody: { readonly name: string; readonly kind: 'sla' | 'ola' | 'uc'; readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor'; readonly appliesTo: { readonly types?: readonly (string)[]; readonly serviceId?: string; readonly customerId?: string; readonly groupId?: string; readonly supplierRef?: string }; readonly targetByPriority: { readonly P1?: string; readonly P2?: string; readonly P3?: string; readonly P4?: string; readonly P5?: string }; readonly calendarId: string; readonly calendarByPriority?: { readonly P1?: string; readonly P2?: string; readonly P3?: string; readonly P4?: string; readonly P5?: string }; readonly pauseOn: readonly (string)[]; readonly warnAt: readonly (number)[]; readonly reprioritisation?: 'retroactive' | 'forward' | 'reset'; readonly reopen?: 'resume' | 'restart'; readonly robotCounts?: boolean; readonly validFrom: string; readonly validTo?: string; readonly agreementRef?: string; readonly contractRef?: string };
  /** Body of putSettings. */
  readonly PutSettingsBody: { readonly businessCalendarId: string; readonly closeAfterDays: number; readonly reopenWithinDays: number; readonly noResponseAfterDays: number; readonly reminderAfterDays: readonly (number)[]; readonly approvalWithin: string; readonly approverGroup: string; readonly tagVocabulary?: readonly (string)[]; readonly majorIncidentReports?: number; readonly majorIncidentMinutes?: number; readonly criticalServices?: readonly (string)[]; readonly mailOpens?: 'incident'; readonly mailCategory?: string; readonly mailOfStrangers?: 'create' | 'reject'; readonly mailUnauthenticated?: 'stranger' | 'drop' };
  /** Body of putStatusPage. */
  readonly PutStatusPageBody: { readonly published: boolean; readonly language: string; readonly title?: string; readonly services: readonly ({ readonly id: string; readonly name: Readonly<Record<string, string>> })[]; readonly historyDays?: number };
  /** Body of putUser. */
  readonly PutUserBody: { readonly name: string; readonly email?: string; readonly locale?: string; readonly zone?: string; readonly roles: readonly (string)[]; readonly active?: boolean; readonly vip?: boolean; readonly orgViewer?: boolean };
  /** Body of putView. */
  readonly PutViewBody: { readonly name: string; readonly recordType: 'incident' | 'change' | 'event' | 'alert' | 'major-incident' | 'approval' | 'template' | 'schedule' | 'service-notice'; readonly filters: Readonly<Record<string, string>>; readonly sort?: string; readonly columns?: readonly (string)[]; readonly audience: 'personal' | 'group' | 'tenant'; readonly group?: string };
  /** Body of rateIncident. */
  readonly RateIncidentInput: { readonly score: number; readonly comment?: string };
  /** Body of readAllNotifications. */
  readonly ReadAllNotificationsBody: Readonly<Record<string, never>>;
  /** Body of readNotification. */
  readonly ReadNotificationBody: Readonly<Record<string, never>>;
  /** Why. */
  readonly Reason: { readonly reason: string };
  /** What is to be taken out, and why. */
  readonly Redaction: { readonly fields?: readonly (string)[]; readonly reasons?: readonly (number)[]; readonly reason: string };
  /** Body of rejectMajorIncident. */
  readonly RejectMajorIncidentInput: { readonly reason: string };
  /** Body of reopenIncident. */
  readonly ReopenIncidentInput: { readonly reason: string };
  /** Body of replayWebhook. */
  readonly ReplayWebhookBody: { readonly from: string; readonly to?: string };
  /** Body of resolveIncident. */
  readonly ResolveIncidentInput: { readonly code: 'solved_permanently' | 'solved_workaround' | 'not_reproducible' | 'user_error' | 'no_fault' | 'no_response' | 'duplicate' | 'auto_cleared' | 'rejected'; readonly notes: string; readonly category?: string; readonly cause?: string; readonly article?: string; readonly restoredAt?: string; readonly breachReason?: string };
  /** Body of resolveMajorIncident. */
  readonly ResolveMajorIncidentInput: { readonly code: 'solved_permanently' | 'solved_workaround' | 'not_reproducible' | 'user_error' | 'no_fault' | 'no_response' | 'duplicate' | 'auto_cleared' | 'rejected'; readonly notes: string; readonly restoredAt?: string; readonly publicText?: string };
  /** Body of resolveServiceNotice. */
  readonly ResolveServiceNoticeInput: { readonly text?: Readonly<Record<string, string>> };
  /** Body of resumeIncident. */
  readonly ResumeIncidentInput: { readonly reason?: string };
  /** Body of retireTemplate. */
  readonly RetireTemplateInput: { readonly reason: string };
  /** Body of returnChange. */
  readonly ReturnChangeInput: { readonly reason: string };
  /** Body of returnIncident. */
  readonly ReturnIncidentInput: { readonly reason: string };
  /** Body of reviewMajorIncident. */
  readonly ReviewMajorIncidentInput: { readonly problemReview?: string };
  /** Body of rotateWebhookSecret. */
  readonly RotateWebhookSecretBody: { readonly validFor?: string };
  /** Schedule as answers carry it. Fields marked internal are absent for a requester. */
  readonly Schedule: { readonly uid: string; readonly id: string; readonly type: 'schedule'; readonly version: number; readonly state: 'active' | 'paused' | 'ended'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly recordType: string; readonly recordTemplateId?: string; readonly recordValues?: Readonly<Record<string, unknown>>; readonly rrule: string; readonly dtstart: string; readonly zone?: string; readonly exdates?: readonly (string)[]; readonly calendarId?: string; readonly roll?: 'following' | 'preceding' | 'skip'; readonly missed?: 'latest' | 'skip'; readonly nextAt?: string; readonly upcoming?: readonly (string)[]; readonly lastAt?: string; readonly madeCount?: number; readonly missedCount?: number };
  /** A new schedule. */
  readonly ScheduleCreate: { readonly openedAt?: string; readonly reason?: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly recordType: string; readonly recordTemplateId?: string; readonly recordValues?: Readonly<Record<string, unknown>>; readonly rrule: string; readonly dtstart: string; readonly zone?: string; readonly exdates?: readonly (string)[]; readonly calendarId?: string; readonly roll?: 'following' | 'preceding' | 'skip'; readonly missed?: 'latest' | 'skip' };
  /** A page of schedule records. */
  readonly SchedulePage: { readonly items: readonly (Schemas['Schedule'])[]; readonly nextCursor: string | null };
  /** Changes to a schedule, as a merge patch: what is absent stays, null clears. */
  readonly SchedulePatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly recordType?: string; readonly recordTemplateId?: string | null; readonly recordValues?: Readonly<Record<string, unknown>> | null; readonly rrule?: string; readonly dtstart?: string; readonly zone?: string | null; readonly exdates?: readonly (string)[] | null; readonly calendarId?: string | null; readonly roll?: 'following' | 'preceding' | 'skip' | null; readonly missed?: 'latest' | 'skip' | null };
  /** What the operation answers; see its summary. */
  readonly ServiceAnswer: Readonly<Record<string, unknown>>;
  /** What the operation would answer; nothing was stored. */
  readonly ServiceDryRun: Readonly<Record<string, unknown>>;
  /** A service-level clock and what it shows now. Durations are working seconds. */
  readonly ServiceLevelClock: { readonly name: string; readonly kind: 'sla' | 'ola' | 'uc'; readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor'; readonly definition: { readonly id: string; readonly version: number }; readonly calendar: { readonly id: string; readonly version: number }; readonly target: number; readonly thresholds: readonly (number)[]; readonly pauseOn: readonly (string)[]; readonly reopen?: 'resume' | 'restart'; readonly tzdata: string; readonly state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_done' | 'cancelled' | 'superseded'; readonly startAt: string; readonly segments: readonly ({ readonly from: string; readonly to?: string; readonly running: boolean; readonly reason?: string; readonly calendar: { readonly id: string; readonly version: number } })[]; readonly thresholdsFired: readonly (number)[]; readonly thresholdsSkipped?: readonly (number)[]; readonly since?: string; readonly breachedAt?: string; readonly stoppedAt?: string; readonly stopReason?: string; readonly clockVersion: number; readonly misclassified?: string; readonly history?: readonly ({ readonly name: string; readonly kind: 'sla' | 'ola' | 'uc'; readonly metric: 'response' | 'resolution' | 'fulfilment' | 'approval' | 'vendor'; readonly definition: { readonly id: string; readonly version: number }; readonly calendar: { readonly id: string; readonly version: number }; readonly target: number; readonly thresholds: readonly (number)[]; readonly pauseOn: readonly (string)[]; readonly reopen?: 'resume' | 'restart'; readonly tzdata: string; readonly state: 'running' | 'paused' | 'met' | 'breached_running' | 'breached_done' | 'cancelled' | 'superseded'; readonly startAt: string; readonly segments: readonly ({ readonly from: string; readonly to?: string; readonly running: boolean; readonly reason?: string; readonly calendar: { readonly id: string; readonly version: number } })[]; readonly thresholdsFired: readonly (number)[]; readonly thresholdsSkipped?: readonly (number)[]; readonly since?: string; readonly breachedAt?: string; readonly stoppedAt?: string; readonly stopReason?: string; readonly clockVersion: number; readonly misclassified?: string; readonly dueAt?: string | null })[]; readonly elapsed: number; readonly remaining: number; readonly percent: number; readonly dueAt: string | null; readonly overrun: number; readonly breached: boolean };
  /** Service notice as answers carry it. Fields marked internal are absent for a requester. */
  readonly ServiceNotice: { readonly uid: string; readonly id: string; readonly type: 'service-notice'; readonly version: number; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved' | 'withdrawn'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly effect: 'outage' | 'degradation' | 'maintenance' | 'none'; readonly services?: readonly (string)[]; readonly audience?: { readonly public?: boolean; readonly everyone?: boolean; readonly groups?: readonly (string)[]; readonly users?: readonly (string)[] }; readonly text?: Readonly<Record<string, string>>; readonly startsAt?: string; readonly endsAt?: string; readonly estimatedRestore?: string; readonly nextUpdateAt?: string; readonly announcedAt?: string; readonly publishedAt?: string; readonly resolvedAt?: string; readonly updates?: readonly ({ readonly number: number; readonly at: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved' | 'withdrawn'; readonly text: Readonly<Record<string, string>> })[]; readonly commsLead?: string; readonly majorIncident?: string; readonly incidents?: readonly (string)[]; readonly declaredAt?: string };
  /** A new service notice. */
  readonly ServiceNoticeCreate: { readonly openedAt?: string; readonly reason?: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly effect: 'outage' | 'degradation' | 'maintenance' | 'none'; readonly services?: readonly (string)[]; readonly audience?: { readonly public?: boolean; readonly everyone?: boolean; readonly groups?: readonly (string)[]; readonly users?: readonly (string)[] }; readonly text?: Readonly<Record<string, string>>; readonly startsAt?: string; readonly endsAt?: string; readonly estimatedRestore?: string; readonly nextUpdateAt?: string; readonly commsLead?: string };
  /** A page of service notice records. */
  readonly ServiceNoticePage: { readonly items: readonly (Schemas['ServiceNotice'])[]; readonly nextCursor: string | null };
  /** Changes to a service notice, as a merge patch: what is absent stays, null clears. */
  readonly ServiceNoticePatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly effect?: 'outage' | 'degradation' | 'maintenance' | 'none'; readonly services?: readonly (string)[] | null; readonly audience?: { readonly public?: boolean; readonly everyone?: boolean; readonly groups?: readonly (string)[]; readonly users?: readonly (string)[] } | null; readonly text?: Readonly<Record<string, string>> | null; readonly startsAt?: string | null; readonly endsAt?: string | null; readonly estimatedRestore?: string | null; readonly nextUpdateAt?: string | null; readonly commsLead?: string | null };
  /** How services do: what is going on, what is planned, what was over lately. */
  readonly ServiceStatus: { readonly tenant: string; readonly asOf: string; readonly title: string; readonly zone: string; readonly state: 'operational' | 'monitoring' | 'outage' | 'degradation' | 'maintenance'; readonly services: readonly ({ readonly id: string; readonly name: string; readonly state: 'operational' | 'monitoring' | 'outage' | 'degradation' | 'maintenance' })[]; readonly current: readonly ({ readonly id: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved'; readonly effect: 'outage' | 'degradation' | 'maintenance' | 'none'; readonly services: readonly ({ readonly id: string; readonly name: string })[]; readonly startsAt?: string; readonly endsAt?: string; readonly publishedAt?: string; readonly estimatedRestore?: string; readonly nextUpdateAt?: string; readonly resolvedAt?: string; readonly updates: readonly ({ readonly at: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved'; readonly language: string; readonly text: string })[] })[]; readonly planned: readonly ({ readonly id: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved'; readonly effect: 'outage' | 'degradation' | 'maintenance' | 'none'; readonly services: readonly ({ readonly id: string; readonly name: string })[]; readonly startsAt?: string; readonly endsAt?: string; readonly publishedAt?: string; readonly estimatedRestore?: string; readonly nextUpdateAt?: string; readonly resolvedAt?: string; readonly updates: readonly ({ readonly at: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved'; readonly language: string; readonly text: string })[] })[]; readonly recent: readonly ({ readonly id: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved'; readonly effect: 'outage' | 'degradation' | 'maintenance' | 'none'; readonly services: readonly ({ readonly id: string; readonly name: string })[]; readonly startsAt?: string; readonly endsAt?: string; readonly publishedAt?: string; readonly estimatedRestore?: string; readonly nextUpdateAt?: string; readonly resolvedAt?: string; readonly updates: readonly ({ readonly at: string; readonly state: 'planned' | 'active' | 'monitoring' | 'resolved'; readonly language: string; readonly text: string })[] })[] };
  /** The most similar records, most similar first: cosine of trigrams from 0.3 to 1. A duplicate is one of at least 0.85, alike in what matters, opened within a day. */
  readonly SimilarList: { readonly items: readonly ({ readonly id: string; readonly uid: string; readonly title?: string; readonly state: string; readonly openedAt: string; readonly similarity: number; readonly duplicate: boolean })[]; readonly nextCursor: null };
  /** Possible duplicates, and similar records with what solved them. */
  readonly Suggestions: { readonly duplicates: readonly ({ readonly id: string; readonly uid: string; readonly title?: string; readonly state: string; readonly openedAt: string; readonly similarity: number; readonly duplicate: boolean })[]; readonly solutions: readonly ({ readonly id: string; readonly uid: string; readonly title?: string; readonly state: string; readonly openedAt: string; readonly similarity: number; readonly duplicate: boolean; readonly solution?: unknown })[] };
  /** A task of a record. */
  readonly Task: { readonly number: number; readonly state: 'open' | 'in_progress' | 'pending' | 'done' | 'failed' | 'skipped' | 'cancelled'; readonly title: string; readonly mandatory: boolean; readonly assignedGroup?: string; readonly assignedTo?: string; readonly plannedStart?: string; readonly plannedEnd?: string; readonly dependsOn?: readonly (number)[]; readonly reason?: string; readonly from?: { readonly id: string; readonly task: number }; readonly createdAt: string };
  /** Why, where that is asked. */
  readonly TaskInput: { readonly reason?: string };
  /** Tasks in the order of their numbers. */
  readonly TaskList: { readonly items: readonly (Schemas['Task'])[]; readonly nextCursor: string | null };
  /** Template as answers carry it. Fields marked internal are absent for a requester. */
  readonly Template: { readonly uid: string; readonly id: string; readonly type: 'template'; readonly version: number; readonly state: 'draft' | 'published' | 'retired'; readonly openedAt: string; readonly createdAt: string; readonly createdBy: string; readonly updatedAt: string; readonly updatedBy: string; readonly closedAt?: string; readonly deletedAt?: string; readonly retentionClass?: 'operational' | 'change' | 'release' | 'access' | 'audit' | 'raw-event' | 'prediction' | 'quarantine'; readonly legalHold?: boolean; readonly openTasks?: number; readonly mergedInto?: { readonly id: string; readonly uid?: string; readonly at: string; readonly state?: string }; readonly mergedCount?: number; readonly parentId?: string; readonly childCount?: number; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly assignedGroup?: string; readonly assignedTo?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly templateVersion?: number; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly recordType: string; readonly fields?: readonly ({ readonly key: string; readonly type: 'string' | 'text' | 'int' | 'decimal' | 'bool' | 'date' | 'datetime' | 'enum' | 'multiEnum' | 'user' | 'group' | 'ci' | 'service' | 'url' | 'json'; readonly label?: Readonly<Record<string, string>>; readonly required?: boolean; readonly requiredIf?: string; readonly readOnlyAfter?: string; readonly default?: unknown; readonly min?: number; readonly max?: number; readonly maxLength?: number; readonly pattern?: string; readonly options?: readonly ({ readonly code: string; readonly label?: Readonly<Record<string, string>> })[]; readonly visibility?: 'public' | 'internal'; readonly pii?: boolean })[]; readonly defaults?: Readonly<Record<string, unknown>>; readonly tasks?: readonly ({ readonly title: string; readonly mandatory?: boolean; readonly assignedGroup?: string })[]; readonly publishedVersion?: number; readonly publishedTitle?: string; readonly publishedAt?: string; readonly publishedKeys?: Readonly<Record<string, string>> };
  /** A new template. */
  readonly TemplateCreate: { readonly openedAt?: string; readonly reason?: string; readonly title: string; readonly description?: string; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system'; readonly requesterId?: string; readonly onBehalfOf?: string; readonly serviceId?: string; readonly ciIds?: readonly (string)[]; readonly tags?: readonly (string)[]; readonly watchers?: readonly (string)[]; readonly confidential?: boolean; readonly templateId?: string; readonly customFields?: Readonly<Record<string, unknown>>; readonly externalId?: string; readonly recordType: string; readonly fields?: readonly ({ readonly key: string; readonly type: 'string' | 'text' | 'int' | 'decimal' | 'bool' | 'date' | 'datetime' | 'enum' | 'multiEnum' | 'user' | 'group' | 'ci' | 'service' | 'url' | 'json'; readonly label?: Readonly<Record<string, string>>; readonly required?: boolean; readonly requiredIf?: string; readonly readOnlyAfter?: string; readonly default?: unknown; readonly min?: number; readonly max?: number; readonly maxLength?: number; readonly pattern?: string; readonly options?: readonly ({ readonly code: string; readonly label?: Readonly<Record<string, string>> })[]; readonly visibility?: 'public' | 'internal'; readonly pii?: boolean })[]; readonly defaults?: Readonly<Record<string, unknown>>; readonly tasks?: readonly ({ readonly title: string; readonly mandatory?: boolean; readonly assignedGroup?: string })[] };
  /** A template that new records can be made with. */
  readonly TemplateEntry: { readonly id: string; readonly version: number; readonly title: string };
  /** Templates in force of a collection. */
  readonly TemplateList: { readonly items: readonly (Schemas['TemplateEntry'])[]; readonly nextCursor: string | null };
  /** A page of template records. */
  readonly TemplatePage: { readonly items: readonly (Schemas['Template'])[]; readonly nextCursor: string | null };
  /** Changes to a template, as a merge patch: what is absent stays, null clears. */
  readonly TemplatePatch: { readonly title?: string; readonly description?: string | null; readonly channel?: 'portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system' | null; readonly requesterId?: string | null; readonly onBehalfOf?: string | null; readonly serviceId?: string | null; readonly ciIds?: readonly (string)[] | null; readonly tags?: readonly (string)[] | null; readonly watchers?: readonly (string)[] | null; readonly confidential?: boolean | null; readonly customFields?: Readonly<Record<string, unknown>> | null; readonly externalId?: string | null; readonly fields?: readonly ({ readonly key: string; readonly type: 'string' | 'text' | 'int' | 'decimal' | 'bool' | 'date' | 'datetime' | 'enum' | 'multiEnum' | 'user' | 'group' | 'ci' | 'service' | 'url' | 'json'; readonly label?: Readonly<Record<string, string>>; readonly required?: boolean; readonly requiredIf?: string; readonly readOnlyAfter?: string; readonly default?: unknown; readonly min?: number; readonly max?: number; readonly maxLength?: number; readonly pattern?: string; readonly options?: readonly ({ readonly code: string; readonly label?: Readonly<Record<string, string>> })[]; readonly visibility?: 'public' | 'internal'; readonly pii?: boolean })[] | null; readonly defaults?: Readonly<Record<string, unknown>> | null; readonly tasks?: readonly ({ readonly title: string; readonly mandatory?: boolean; readonly assignedGroup?: string })[] | null };
  /** Body of testWebhook. */
  readonly TestWebhookBody: Readonly<Record<string, never>>;
  /** What was done and said, first to last. */
  readonly Timeline: { readonly items: readonly (Schemas['Moment'])[]; readonly nextCursor: string | null };
  /** Body of unlinkMajorIncident. */
  readonly UnlinkMajorIncidentInput: { readonly majorIncident: string; readonly reason: string };
  /** Body of unmergeIncident. */
  readonly Unmerge: { readonly reason: string };
  /** Body of unreadNotification. */
  readonly UnreadNotificationBody: Readonly<Record<string, never>>;
  /** Body of updateUser. */
  readonly UpdateUserBody: { readonly name?: string; readonly email?: string | null; readonly locale?: string | null; readonly zone?: string | null; readonly roles?: readonly (string)[]; readonly active?: boolean; readonly vip?: boolean | null; readonly orgViewer?: boolean | null };
  /** Body of updateWebhook. */
  readonly UpdateWebhookBody: { readonly url?: string; readonly description?: string | null; readonly events?: readonly (string)[] | null; readonly recordTypes?: readonly (string)[] | null; readonly where?: readonly ({ readonly field: string; readonly is: 'equals' | 'not' | 'in' | 'exists' | 'gte' | 'lte'; readonly value: string | number | boolean | readonly (string)[] })[] | null; readonly scope?: 'public' | 'internal'; readonly payloadVersion?: '1'; readonly timeoutSeconds?: number };
  /** An announced file. Send it to `upload.url` with `upload.headers`, before `upload.expiresAt`. */
  readonly Upload: { readonly id: string; readonly fileName: string; readonly size: number; readonly mediaType: string; readonly sha256: string; readonly visibility: 'public' | 'internal'; readonly state: 'pending' | 'scanning' | 'clean' | 'infected' | 'rejected' | 'expired' | 'removed'; readonly at: string; readonly author: { readonly type: 'human' | 'robot' | 'machine' | 'system' | 'msp'; readonly id: string; readonly homeTenantId?: string; readonly onBehalfOf?: string }; readonly record?: string; readonly finding?: string; readonly settledAt?: string; readonly upload: { readonly method: 'PUT'; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly expiresAt: string } };
  /** Whether the hash chain holds, and where it does not. */
  readonly Verification: { readonly valid: boolean; readonly entries: number; readonly brokenAt?: { readonly sequence: number; readonly reason: string } };
  /** Body of withdrawServiceNotice. */
  readonly WithdrawServiceNoticeInput: { readonly text?: Readonly<Record<string, string>> };
}

export interface Operations {
  /** This description as a page. Needs no credentials. */
  readonly 'GET /docs': { readonly request: {  }; readonly answer: string };
  /** Whether the service answers. Needs no credentials. */
  readonly 'GET /health': { readonly request: {  }; readonly answer: Schemas['Health'] };
  /** This description. Needs no credentials. */
  readonly 'GET /openapi.json': { readonly request: {  }; readonly answer: Readonly<Record<string, unknown>> };
  /** The service status of a tenant as a page. Needs no credentials. */
  readonly 'GET /status/{slug}': { readonly request: { readonly path: { readonly slug: string } }; readonly answer: string };
  /** Create an access key for a machine; its secret is shown once. For TAD. */
  readonly 'POST /v1/access-keys': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['CreateAccessKeyBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List the tenant’s access keys, without their secrets. For TAD, AUD, SEC. */
  readonly 'GET /v1/access-keys': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Revoke an access key at once. For TAD, SEC. */
  readonly 'DELETE /v1/access-keys/{key}': { readonly request: { readonly path: { readonly key: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Read who of an MSP read or acted in the tenant, newest first. For TAD, AUD, SEC. */
  readonly 'GET /v1/access-log': { readonly request: { readonly query?: { readonly month?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List alert records. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts': { readonly request: { readonly query?: { readonly state?: readonly ('open' | 'acknowledged' | 'cleared' | 'closed')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly kind?: readonly ('informational' | 'warning' | 'exception')[]; readonly severity?: readonly (number)[]; readonly category?: readonly (string)[]; readonly response?: readonly ('log' | 'notify' | 'incident')[]; readonly falsePositive?: boolean; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['AlertPage'] };
  /** Carry out one command on many alert records. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/bulk': { readonly request: { readonly body: Schemas['Bulk'] }; readonly answer: Schemas['BulkResult'] | Schemas['Operation'] };
  /** Export alert records as a file in pages. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
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
  /** Give it a template, or another version of its template. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['Alert'] };
  /** List its attachments. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a alert: what the caller’s roles allow. */
  readonly 'POST /v1/alerts/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a alert: what the caller’s roles allow. */
  readonly 'DELETE /v1/alerts/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a alert: what the caller’s roles allow. */
  readonly 'GET /v1/alerts/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
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
  /** Name a deputy for one’s approvals, for up to 60 days. For everyone who is authenticated. */
  readonly 'POST /v1/approval-delegations': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['CreateApprovalDelegationBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List delegations from and to oneself; administrators and auditors see all of them. For everyone who is authenticated. */
  readonly 'GET /v1/approval-delegations': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a delegation. For everyone who is authenticated. */
  readonly 'GET /v1/approval-delegations/{delegation}': { readonly request: { readonly path: { readonly delegation: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Take a delegation back. For everyone who is authenticated. */
  readonly 'DELETE /v1/approval-delegations/{delegation}': { readonly request: { readonly path: { readonly delegation: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List every approval policy in effect. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/approval-policies': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a approval policy in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/approval-policies/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a approval policy: its next version. For PRO, TAD. */
  readonly 'PUT /v1/approval-policies/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutApprovalPolicyBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a approval policy to what is inherited, or the default. For PRO, TAD. */
  readonly 'DELETE /v1/approval-policies/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a approval policy. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/approval-policies/{id}/versions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Get one’s decision token for a round: whoever presents it brings one’s decision, once. For everyone who is authenticated. */
  readonly 'POST /v1/approval-tokens': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['IssueApprovalTokenBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List approval records. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals': { readonly request: { readonly query?: { readonly state?: readonly ('pending' | 'awaiting-information' | 'decided' | 'concluded')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly subjectId?: readonly (string)[]; readonly subjectType?: readonly (string)[]; readonly outcome?: readonly ('pending' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'superseded')[]; readonly voter?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id' | 'dueAt'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['ApprovalPage'] };
  /** Export approval records as a file in pages. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
  /** Read one approval. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Approval'] };
  /** Change fields of one approval. Of a approval: what the caller’s roles allow. */
  readonly 'PATCH /v1/approvals/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ApprovalPatch'] }; readonly answer: Schemas['Approval'] };
  /** Delete one approval; it can be restored for 30 days. Of a approval: what the caller’s roles allow. */
  readonly 'DELETE /v1/approvals/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Answer what a voter asked; the clock goes on. Leads to pending; possible in awaiting-information. For its requester, CHM, REL, PRO. */
  readonly 'POST /v1/approvals/{id}/answer': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['AnswerApprovalInput'] }; readonly answer: Schemas['Approval'] };
  /** Give it a template, or another version of its template. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['Approval'] };
  /** List its attachments. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a approval: what the caller’s roles allow. */
  readonly 'DELETE /v1/approvals/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
  /** List its comments. Of a approval: what the caller’s roles allow. */
  readonly 'GET /v1/approvals/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a approval: what the caller’s roles allow. */
  readonly 'PATCH /v1/approvals/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a approval: what the caller’s roles allow. */
  readonly 'POST /v1/approvals/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Approve, reject, abstain, or ask for information, which stops the clock. The state stays; possible in pending, awaiting-information. For REQ, AGT, CHM, CAB, REL, PRB, CFG, KED, SEC, SVO, PRO, TAD, MSP, INT. */
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
  readonly 'GET /v1/changes': { readonly request: { readonly query?: { readonly state?: readonly ('new' | 'assess' | 'authorize' | 'scheduled' | 'rejected' | 'canceled')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly changeType?: readonly ('standard' | 'normal' | 'emergency')[]; readonly category?: readonly ('minor' | 'significant' | 'major')[]; readonly requestedBy?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | '-openedAt' | 'openedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['ChangePage'] };
  /** Raise a request for change. Raise a request for change. For AGT, CHM, REL, PRB, SEC, INT. */
  readonly 'POST /v1/changes': { readonly request: { readonly body: Schemas['ChangeCreate'] }; readonly answer: Schemas['Change'] };
  /** Carry out one command on many change records. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/bulk': { readonly request: { readonly body: Schemas['Bulk'] }; readonly answer: Schemas['BulkResult'] | Schemas['Operation'] };
  /** Export change records as a file in pages. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
  /** Read one change. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Change'] };
  /** Change fields of one change. Of a change: what the caller’s roles allow. */
  readonly 'PATCH /v1/changes/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ChangePatch'] }; readonly answer: Schemas['Change'] };
  /** Delete one change; it can be restored for 30 days. Of a change: what the caller’s roles allow. */
  readonly 'DELETE /v1/changes/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Give it a template, or another version of its template. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['Change'] };
  /** List its attachments. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a change: what the caller’s roles allow. */
  readonly 'POST /v1/changes/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a change: what the caller’s roles allow. */
  readonly 'DELETE /v1/changes/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/changes/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
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
  /** List who may work for the tenant, as what and until when. For TAD, AUD, SEC. */
  readonly 'GET /v1/delegations': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Let an MSP work for the tenant. For TAD. */
  readonly 'PUT /v1/delegations/{msp}': { readonly request: { readonly path: { readonly msp: string }; readonly ifMatch?: string; readonly body: Schemas['GrantDelegationBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** End an MSP’s work for the tenant. For TAD. */
  readonly 'DELETE /v1/delegations/{msp}': { readonly request: { readonly path: { readonly msp: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Take a person out of every record; numbers and timings stay. For TAD, SEC. */
  readonly 'POST /v1/erasures': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['BeginErasureBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List erasures, newest first. For TAD, SEC, PRO, AUD. */
  readonly 'GET /v1/erasures': { readonly request: { readonly query?: { readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read how far an erasure is. For TAD, SEC, PRO, AUD. */
  readonly 'GET /v1/erasures/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Ask for its step once more, should it stand still. For TAD, SEC. */
  readonly 'POST /v1/erasures/{id}/resume': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: Schemas['ServiceAnswer'] };
  /** List event records. Of a event: what the caller’s roles allow. */
  readonly 'GET /v1/events': { readonly request: { readonly query?: { readonly state?: readonly ('received')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly source?: readonly (string)[]; readonly severity?: readonly ('info' | 'warning' | 'exception' | 'clear')[]; readonly category?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['EventPage'] };
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
  readonly 'GET /v1/incidents': { readonly request: { readonly query?: { readonly state?: readonly ('new' | 'assigned' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'canceled')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly ('P1' | 'P2' | 'P3' | 'P4' | 'P5')[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly category?: readonly (string)[]; readonly subcategory?: readonly (string)[]; readonly level?: readonly (number)[]; readonly holdReason?: readonly ('awaiting_caller' | 'awaiting_vendor' | 'awaiting_change' | 'awaiting_problem' | 'scheduled_with_user')[]; readonly major?: readonly (string)[]; readonly problemId?: readonly (string)[]; readonly knownErrorId?: readonly (string)[]; readonly changeId?: readonly (string)[]; readonly csat?: readonly (number)[]; readonly slaState?: readonly ('at_risk' | 'breached')[]; readonly reopened?: boolean; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | '-openedAt' | 'openedAt' | 'priority,dueAt' | 'priority,dueAt,id' | '-affectedUserCount' | 'affectedUserCount'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['IncidentPage'] };
  /** Log an incident. Log an incident. For REQ, AGT, INT. */
  readonly 'POST /v1/incidents': { readonly request: { readonly body: Schemas['IncidentCreate'] }; readonly answer: Schemas['Incident'] };
  /** Carry out one command on many incident records. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/bulk': { readonly request: { readonly body: Schemas['Bulk'] }; readonly answer: Schemas['BulkResult'] | Schemas['Operation'] };
  /** Export incident records as a file in pages. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** Merge duplicates into one incident. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/merge': { readonly request: { readonly body: Schemas['Merge'] }; readonly answer: Schemas['Incident'] | Schemas['Operation'] };
  /** List the templates it can be made with. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
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
  /** Give it a template, or another version of its template. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['Incident'] };
  /** Assign it to a group, and to a person of that group. Leads to assigned; possible in new, assigned, in_progress, pending. For AGT, LEAD. */
  readonly 'POST /v1/incidents/{id}/assign': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['AssignIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** List its attachments. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a incident: what the caller’s roles allow. */
  readonly 'DELETE /v1/incidents/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/incidents/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
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
  /** Make it a child of a major incident: it becomes P1, and is resolved with it. The state stays; possible in new, assigned, in_progress, pending. For AGT. */
  readonly 'POST /v1/incidents/{id}/link-major': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['LinkMajorIncidentInput'] }; readonly answer: Schemas['Incident'] };
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
  /** Rate how it was resolved, from 1 to 5; 2 and less is a complaint. The state stays; possible in resolved, closed. For its requester. */
  readonly 'POST /v1/incidents/{id}/rate': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['RateIncidentInput'] }; readonly answer: Schemas['Incident'] };
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
  /** Make a second incident of what does not belong to this one. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/split': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['IncidentSplit'] }; readonly answer: Schemas['Incident'] };
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
  /** Take it out of its major incident: it has nothing to do with it. The state stays; possible in new, assigned, in_progress, pending. For AGT. */
  readonly 'POST /v1/incidents/{id}/unlink-major': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['UnlinkMajorIncidentInput'] }; readonly answer: Schemas['Incident'] };
  /** Make a duplicate what it was before it was merged. Of a incident: what the caller’s roles allow. */
  readonly 'POST /v1/incidents/{id}/unmerge': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Unmerge'] }; readonly answer: Schemas['Incident'] };
  /** List every kpi target in effect. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/kpi-targets': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a kpi target in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/kpi-targets/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a kpi target: its next version. For PRO, TAD. */
  readonly 'PUT /v1/kpi-targets/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutKpiTargetBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a kpi target to what is inherited, or the default. For PRO, TAD. */
  readonly 'DELETE /v1/kpi-targets/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a kpi target. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/kpi-targets/{id}/versions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read the KPIs of a process for a period, by group. For AGT, LEAD, CHM, CAB, REL, PRB, CFG, KED, SEC, SVO, PRO, TAD, MSP, AUD. */
  readonly 'GET /v1/kpis/{process}': { readonly request: { readonly path: { readonly process: string }; readonly query?: { readonly from?: string; readonly to?: string; readonly groupBy?: string; readonly zone?: string } }; readonly answer: Schemas['KpiFigures'] };
  /** Make the facts of a period anew from the history of records, and tell where they differ. For AUD, PRO. */
  readonly 'GET /v1/kpis/{process}/verification': { readonly request: { readonly path: { readonly process: string }; readonly query?: { readonly from?: string; readonly to?: string; readonly zone?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List the records behind a figure. For AUD, PRO, SVO. */
  readonly 'GET /v1/kpis/{process}/{key}/records': { readonly request: { readonly path: { readonly process: string; readonly key: string }; readonly query?: { readonly from?: string; readonly to?: string; readonly zone?: string; readonly priority?: string; readonly state?: string; readonly group?: string; readonly serviceId?: string; readonly customer?: string; readonly category?: string; readonly channel?: string } }; readonly answer: Schemas['KpiRecords'] };
  /** Follow a KPI over periods in a row, as JSON, CSV or a picture (SVG). For AGT, LEAD, CHM, CAB, REL, PRB, CFG, KED, SEC, SVO, PRO, TAD, MSP, AUD. */
  readonly 'GET /v1/kpis/{process}/{key}/trend': { readonly request: { readonly path: { readonly process: string; readonly key: string }; readonly query?: { readonly period?: string; readonly periods?: string; readonly zone?: string; readonly format?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List records under legal hold, and which of them would be purged otherwise. For TAD, SEC, PRO, AUD. */
  readonly 'GET /v1/legal-holds': { readonly request: { readonly query?: { readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List mail that came in, and what became of it. For TAD, PRO, AUD. */
  readonly 'GET /v1/mail-log': { readonly request: { readonly query?: { readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List major incident records. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents': { readonly request: { readonly query?: { readonly state?: readonly ('candidate' | 'declared' | 'mitigated' | 'resolved' | 'review' | 'closed' | 'rejected')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly category?: readonly (string)[]; readonly trigger?: readonly ('declared' | 'many_reports' | 'critical_service')[]; readonly severity?: readonly ('SEV1' | 'SEV2')[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['MajorIncidentPage'] };
  /** Propose a major incident. Propose a major incident. For AGT, INT. */
  readonly 'POST /v1/major-incidents': { readonly request: { readonly body: Schemas['MajorIncidentCreate'] }; readonly answer: Schemas['MajorIncident'] };
  /** Export major incident records as a file in pages. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
  /** Read one major incident. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['MajorIncident'] };
  /** Change fields of one major incident. Of a major incident: what the caller’s roles allow. */
  readonly 'PATCH /v1/major-incidents/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['MajorIncidentPatch'] }; readonly answer: Schemas['MajorIncident'] };
  /** Delete one major incident; it can be restored for 30 days. Of a major incident: what the caller’s roles allow. */
  readonly 'DELETE /v1/major-incidents/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Note further incidents that it was noticed by. The state stays; possible in candidate. For INM. */
  readonly 'POST /v1/major-incidents/{id}/add-incidents': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['AddIncidentsMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Give it a template, or another version of its template. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['MajorIncident'] };
  /** List its attachments. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a major incident: what the caller’s roles allow. */
  readonly 'DELETE /v1/major-incidents/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
  /** Close it: the review is linked, its actions have owners. Leads to closed; possible in review. For INM, PRB. */
  readonly 'POST /v1/major-incidents/{id}/close': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** List its comments. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a major incident: what the caller’s roles allow. */
  readonly 'PATCH /v1/major-incidents/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Declare it: its incidents become P1, and those affected are told. Leads to declared; possible in candidate. For INM, LEAD. */
  readonly 'POST /v1/major-incidents/{id}/declare': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['DeclareMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Read its audit trail. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a major incident: what the caller’s roles allow. */
  readonly 'PUT /v1/major-incidents/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a major incident: what the caller’s roles allow. */
  readonly 'DELETE /v1/major-incidents/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** The service is back, if only by a workaround. Leads to mitigated; possible in declared. For INM. */
  readonly 'POST /v1/major-incidents/{id}/mitigate': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['MitigateMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Keep it, whatever its retention says. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['MajorIncident'] };
  /** Tell how it stands; the next update is due 30 minutes later (SEV2: 60). The state stays; possible in declared, mitigated. For AGT. */
  readonly 'POST /v1/major-incidents/{id}/post-update': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['PostUpdateMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Take values out of record, history and events. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['MajorIncident'] };
  /** It is no major incident; the same reports propose none again. Leads to rejected; possible in candidate. For INM. */
  readonly 'POST /v1/major-incidents/{id}/reject': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['RejectMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Let its retention count again. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['MajorIncident'] };
  /** Resolve it, and its incidents with it. Leads to resolved; possible in mitigated. For INM. */
  readonly 'POST /v1/major-incidents/{id}/resolve': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ResolveMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Bring it back after it was deleted. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** Begin its review. Leads to review; possible in resolved. For INM, PRB. */
  readonly 'POST /v1/major-incidents/{id}/review': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ReviewMajorIncidentInput'] }; readonly answer: Schemas['MajorIncident'] };
  /** List its tasks. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a major incident: what the caller’s roles allow. */
  readonly 'POST /v1/major-incidents/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
  /** Read what was done and said, first to last. Of a major incident: what the caller’s roles allow. */
  readonly 'GET /v1/major-incidents/{id}/timeline': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Timeline'] };
  /** List the open changes of all clients, the most urgent first. For MSP. */
  readonly 'GET /v1/msp/changes': { readonly request: { readonly query?: { readonly tenants?: string; readonly priority?: string; readonly state?: string; readonly assignedTo?: string; readonly assignedGroup?: string; readonly requesterId?: string; readonly serviceId?: string; readonly category?: string; readonly unassigned?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ClientRecordPage'] };
  /** List the open incidents of all clients, the most urgent first. For MSP. */
  readonly 'GET /v1/msp/incidents': { readonly request: { readonly query?: { readonly tenants?: string; readonly priority?: string; readonly state?: string; readonly assignedTo?: string; readonly assignedGroup?: string; readonly requesterId?: string; readonly serviceId?: string; readonly category?: string; readonly unassigned?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ClientRecordPage'] };
  /** Read how well each client is served: targets kept in a period, and what is overdue now. For MSP. */
  readonly 'GET /v1/msp/sla': { readonly request: { readonly query?: { readonly tenants?: string; readonly from?: string; readonly to?: string; readonly zone?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ClientServiceLevels'] };
  /** List what was sent to whom, and what was not and why. For TAD, PRO, AUD. */
  readonly 'GET /v1/notification-log': { readonly request: { readonly query?: { readonly record?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read how you wish to be told. For everyone who is authenticated. */
  readonly 'GET /v1/notification-preferences': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set how you wish to be told: by event and channel, how often, and when not. For everyone who is authenticated. */
  readonly 'PUT /v1/notification-preferences': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutNotificationPreferencesBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read the language of those who have none of their own. For TAD, PRO, AGT, AUD. */
  readonly 'GET /v1/notification-settings': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set the language of those who have none of their own. For TAD, PRO. */
  readonly 'PUT /v1/notification-settings': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutNotificationSettingsBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** List every template in effect, and where it comes from. For TAD, PRO, AGT, AUD. */
  readonly 'GET /v1/notification-templates': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a template: event, audience and language, such as incident.resolved.requester.de. For TAD, PRO, AGT, AUD. */
  readonly 'GET /v1/notification-templates/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a template of your own. For TAD, PRO. */
  readonly 'PUT /v1/notification-templates/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutNotificationTemplateBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a template to the one that comes with the product. For TAD, PRO. */
  readonly 'DELETE /v1/notification-templates/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** List your notifications, newest first. For everyone who is authenticated. */
  readonly 'GET /v1/notifications': { readonly request: { readonly query?: { readonly unread?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Mark your notifications as read, up to 200 at once. For everyone who is authenticated. */
  readonly 'POST /v1/notifications/read-all': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['ReadAllNotificationsBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Mark a notification of yours as read. For everyone who is authenticated. */
  readonly 'POST /v1/notifications/{id}/read': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['ReadNotificationBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Mark a notification of yours as unread. For everyone who is authenticated. */
  readonly 'POST /v1/notifications/{id}/unread': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['UnreadNotificationBody'] }; readonly answer: Schemas['ServiceAnswer'] };
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
  /** List infected files, newest first. For SEC, TAD, AUD. */
  readonly 'GET /v1/quarantine': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** List the open change records of a group, the most urgent first. Of a change: what the caller’s roles allow. */
  readonly 'GET /v1/queues/{group}/changes': { readonly request: { readonly path: { readonly group: string }; readonly query?: { readonly state?: readonly ('new' | 'assess' | 'authorize' | 'scheduled' | 'rejected' | 'canceled')[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly changeType?: readonly ('standard' | 'normal' | 'emergency')[]; readonly category?: readonly ('minor' | 'significant' | 'major')[]; readonly requestedBy?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | '-openedAt' | 'openedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ChangePage'] };
  /** List the open incident records of a group, the most urgent first. Of a incident: what the caller’s roles allow. */
  readonly 'GET /v1/queues/{group}/incidents': { readonly request: { readonly path: { readonly group: string }; readonly query?: { readonly state?: readonly ('new' | 'assigned' | 'in_progress' | 'pending' | 'resolved' | 'closed' | 'canceled')[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly ('P1' | 'P2' | 'P3' | 'P4' | 'P5')[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly category?: readonly (string)[]; readonly subcategory?: readonly (string)[]; readonly level?: readonly (number)[]; readonly holdReason?: readonly ('awaiting_caller' | 'awaiting_vendor' | 'awaiting_change' | 'awaiting_problem' | 'scheduled_with_user')[]; readonly major?: readonly (string)[]; readonly problemId?: readonly (string)[]; readonly knownErrorId?: readonly (string)[]; readonly changeId?: readonly (string)[]; readonly csat?: readonly (number)[]; readonly slaState?: readonly ('at_risk' | 'breached')[]; readonly reopened?: boolean; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | '-openedAt' | 'openedAt' | 'priority,dueAt' | 'priority,dueAt,id' | '-affectedUserCount' | 'affectedUserCount'; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['IncidentPage'] };
  /** Report the KPIs of incident management as one table, a line a group. For AGT, LEAD, CHM, CAB, REL, PRB, CFG, KED, SEC, SVO, PRO, TAD, MSP, AUD. */
  readonly 'GET /v1/reports/incidents': { readonly request: { readonly query?: { readonly from?: string; readonly to?: string; readonly groupBy?: string; readonly zone?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a retention periods in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/retention-periods': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a retention periods: its next version. For TAD. */
  readonly 'PUT /v1/retention-periods': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutRetentionBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a retention periods to what is inherited, or the default. For TAD. */
  readonly 'DELETE /v1/retention-periods': { readonly request: { readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a retention periods. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/retention-periods/versions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** List schedule records. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules': { readonly request: { readonly query?: { readonly state?: readonly ('active' | 'paused' | 'ended')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly recordType?: readonly (string)[]; readonly recordTemplateId?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['SchedulePage'] };
  /** Schedule records that recur; with ?dryRun=true to see when they would. Schedule records that recur; with ?dryRun=true to see when they would. For LEAD, CHM, OPC, SVO, PRO. */
  readonly 'POST /v1/schedules': { readonly request: { readonly body: Schemas['ScheduleCreate'] }; readonly answer: Schemas['Schedule'] };
  /** Export schedule records as a file in pages. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
  /** Read one schedule. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Schedule'] };
  /** Change fields of one schedule. Of a schedule: what the caller’s roles allow. */
  readonly 'PATCH /v1/schedules/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['SchedulePatch'] }; readonly answer: Schemas['Schedule'] };
  /** Delete one schedule; it can be restored for 30 days. Of a schedule: what the caller’s roles allow. */
  readonly 'DELETE /v1/schedules/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Give it a template, or another version of its template. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['Schedule'] };
  /** List its attachments. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a schedule: what the caller’s roles allow. */
  readonly 'DELETE /v1/schedules/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
  /** List its comments. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a schedule: what the caller’s roles allow. */
  readonly 'PATCH /v1/schedules/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Make no more records. Leads to ended; possible in active, paused. For LEAD, CHM, OPC, SVO, PRO. */
  readonly 'POST /v1/schedules/{id}/end': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['EndScheduleInput'] }; readonly answer: Schemas['Schedule'] };
  /** Read its audit trail. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a schedule: what the caller’s roles allow. */
  readonly 'PUT /v1/schedules/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a schedule: what the caller’s roles allow. */
  readonly 'DELETE /v1/schedules/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Make no records until it is resumed. Leads to paused; possible in active. For LEAD, CHM, OPC, SVO, PRO. */
  readonly 'POST /v1/schedules/{id}/pause': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['PauseScheduleInput'] }; readonly answer: Schemas['Schedule'] };
  /** Keep it, whatever its retention says. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Schedule'] };
  /** Take values out of record, history and events. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['Schedule'] };
  /** Let its retention count again. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Schedule'] };
  /** Bring it back after it was deleted. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Schedule'] };
  /** Go on from now; what passed meanwhile is not made up for. Leads to active; possible in paused. For LEAD, CHM, OPC, SVO, PRO. */
  readonly 'POST /v1/schedules/{id}/resume': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Schedule'] };
  /** List its tasks. Of a schedule: what the caller’s roles allow. */
  readonly 'GET /v1/schedules/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a schedule: what the caller’s roles allow. */
  readonly 'POST /v1/schedules/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
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
  /** List service notice records. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices': { readonly request: { readonly query?: { readonly state?: readonly ('planned' | 'active' | 'monitoring' | 'resolved' | 'withdrawn')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly effect?: readonly ('outage' | 'degradation' | 'maintenance' | 'none')[]; readonly majorIncident?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['ServiceNoticePage'] };
  /** Draft a service notice. Draft a service notice. For INM, AGT. */
  readonly 'POST /v1/service-notices': { readonly request: { readonly body: Schemas['ServiceNoticeCreate'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Export service notice records as a file in pages. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
  /** Read one service notice. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceNotice'] };
  /** Change fields of one service notice. Of a service notice: what the caller’s roles allow. */
  readonly 'PATCH /v1/service-notices/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['ServiceNoticePatch'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Delete one service notice; it can be restored for 30 days. Of a service notice: what the caller’s roles allow. */
  readonly 'DELETE /v1/service-notices/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Tell those affected what is to come; it is published when it begins. The state stays; possible in planned. For INM, AGT. */
  readonly 'POST /v1/service-notices/{id}/announce': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Give it a template, or another version of its template. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['ServiceNotice'] };
  /** List its attachments. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a service notice: what the caller’s roles allow. */
  readonly 'DELETE /v1/service-notices/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
  /** List its comments. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a service notice: what the caller’s roles allow. */
  readonly 'PATCH /v1/service-notices/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Read its audit trail. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a service notice: what the caller’s roles allow. */
  readonly 'PUT /v1/service-notices/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a service notice: what the caller’s roles allow. */
  readonly 'DELETE /v1/service-notices/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** The service is back, and watched. Leads to monitoring; possible in active. For INM, AGT. */
  readonly 'POST /v1/service-notices/{id}/monitor': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['MonitorServiceNoticeInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Keep it, whatever its retention says. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Tell those affected; it stands on the status page from now on. Leads to active; possible in planned. For INM, AGT. */
  readonly 'POST /v1/service-notices/{id}/publish': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Take values out of record, history and events. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Let its retention count again. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['ServiceNotice'] };
  /** It is over; it stays among the recent ones on the status page. Leads to resolved; possible in active, monitoring. For INM, AGT. */
  readonly 'POST /v1/service-notices/{id}/resolve': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ResolveServiceNoticeInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** Bring it back after it was deleted. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** List its tasks. Of a service notice: what the caller’s roles allow. */
  readonly 'GET /v1/service-notices/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a service notice: what the caller’s roles allow. */
  readonly 'POST /v1/service-notices/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
  /** Tell those affected how it stands. The state stays; possible in active, monitoring. For INM, AGT. */
  readonly 'POST /v1/service-notices/{id}/update': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['PostUpdateServiceNoticeInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** It does not take place; who heard of it is told so. Leads to withdrawn; possible in planned. For INM, AGT. */
  readonly 'POST /v1/service-notices/{id}/withdraw': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['WithdrawServiceNoticeInput'] }; readonly answer: Schemas['ServiceNotice'] };
  /** How the services of a tenant do, what is going on and what is planned, as far as the tenant shows it. Needs no credentials. */
  readonly 'GET /v1/service-status': { readonly request: { readonly query: { readonly tenant: string } }; readonly answer: Schemas['ServiceStatus'] };
  /** Read a settings in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/settings': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a settings: its next version. For TAD. */
  readonly 'PUT /v1/settings': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutSettingsBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a settings to what is inherited, or the default. For TAD. */
  readonly 'DELETE /v1/settings': { readonly request: { readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a settings. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/settings/versions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a status page in effect, and where it comes from. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/status-page': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** Set a status page: its next version. For TAD. */
  readonly 'PUT /v1/status-page': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['PutStatusPageBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Return a status page to what is inherited, or the default. For TAD. */
  readonly 'DELETE /v1/status-page': { readonly request: { readonly ifMatch?: string }; readonly answer: undefined };
  /** List the versions of a status page. For AGT, LEAD, CHM, REL, PRB, SVO, PRO, TAD, AUD, MSP. */
  readonly 'GET /v1/status-page/versions': { readonly request: {  }; readonly answer: Schemas['ServiceAnswer'] };
  /** List template records. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates': { readonly request: { readonly query?: { readonly state?: readonly ('draft' | 'published' | 'retired')[]; readonly assignedGroup?: readonly (string)[]; readonly assignedTo?: readonly (string)[]; readonly createdBy?: readonly (string)[]; readonly requesterId?: readonly (string)[]; readonly serviceId?: readonly (string)[]; readonly ciId?: readonly (string)[]; readonly channel?: readonly ('portal' | 'email' | 'phone' | 'chat' | 'bot' | 'monitoring' | 'api' | 'walk_in' | 'system')[]; readonly externalId?: readonly (string)[]; readonly templateId?: readonly (string)[]; readonly priority?: readonly (string)[]; readonly tag?: readonly (string)[]; readonly q?: string; readonly watcher?: readonly (string)[]; readonly unassigned?: boolean; readonly deleted?: boolean; readonly recordType?: readonly (string)[]; readonly 'createdAt[gte]'?: string; readonly 'createdAt[lt]'?: string; readonly 'updatedAt[gte]'?: string; readonly 'updatedAt[lt]'?: string; readonly 'openedAt[gte]'?: string; readonly 'openedAt[lt]'?: string; readonly sort?: '-updatedAt' | 'updatedAt' | 'priority,dueAt' | 'priority,dueAt,id'; readonly limit?: number; readonly cursor?: string; readonly view?: string } }; readonly answer: Schemas['TemplatePage'] };
  /** Draft a template. Draft a template. For LEAD, PRO. */
  readonly 'POST /v1/templates': { readonly request: { readonly body: Schemas['TemplateCreate'] }; readonly answer: Schemas['Template'] };
  /** Export template records as a file in pages. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/export': { readonly request: { readonly body: Schemas['Export'] }; readonly answer: Schemas['Operation'] };
  /** Read what a template asks for. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/form': { readonly request: { readonly query: { readonly templateId: string; readonly version?: number } }; readonly answer: Schemas['Form'] };
  /** List the templates it can be made with. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/templates': { readonly request: {  }; readonly answer: Schemas['TemplateList'] };
  /** Read one template. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Template'] };
  /** Change fields of one template. Of a template: what the caller’s roles allow. */
  readonly 'PATCH /v1/templates/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['TemplatePatch'] }; readonly answer: Schemas['Template'] };
  /** Delete one template; it can be restored for 30 days. Of a template: what the caller’s roles allow. */
  readonly 'DELETE /v1/templates/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string }; readonly answer: undefined };
  /** Which actions are possible now, and why not the others. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/actions': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ActionList'] };
  /** Give it a template, or another version of its template. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/apply-template': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['ApplyTemplate'] }; readonly answer: Schemas['Template'] };
  /** List its attachments. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/attachments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['AttachmentList'] };
  /** Announce a file, and learn where to put it. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/attachments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewAttachment'] }; readonly answer: Schemas['Upload'] };
  /** Read what is known of an attachment. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Attachment'] };
  /** Take the file away. Of a template: what the caller’s roles allow. */
  readonly 'DELETE /v1/templates/{id}/attachments/{attachment}': { readonly request: { readonly path: { readonly id: string; readonly attachment: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Learn where to get the file. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/attachments/{attachment}/download': { readonly request: { readonly path: { readonly id: string; readonly attachment: string } }; readonly answer: Schemas['Download'] };
  /** List its comments. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/comments': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['CommentList'] };
  /** Add a comment or an internal note. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/comments': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewComment'] }; readonly answer: Schemas['Comment'] };
  /** Change a comment of one’s own, up to 15 minutes old. Of a template: what the caller’s roles allow. */
  readonly 'PATCH /v1/templates/{id}/comments/{comment}': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['CommentEdit'] }; readonly answer: Schemas['Comment'] };
  /** Take the text of a comment out of everything. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/comments/{comment}/redact': { readonly request: { readonly path: { readonly id: string; readonly comment: string }; readonly ifMatch?: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Comment'] };
  /** Read its audit trail. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/history': { readonly request: { readonly path: { readonly id: string }; readonly query?: { readonly field?: string; readonly actor?: string; readonly from?: string } }; readonly answer: Schemas['History'] };
  /** Recompute the hash chain of its audit trail. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/history/verify': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['Verification'] };
  /** List its links. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/links': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['LinkList'] };
  /** Link it to another record of the same collection. Of a template: what the caller’s roles allow. */
  readonly 'PUT /v1/templates/{id}/links': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewLink'] }; readonly answer: Schemas['Link'] };
  /** Remove a link. Of a template: what the caller’s roles allow. */
  readonly 'DELETE /v1/templates/{id}/links/{kind}/{target}': { readonly request: { readonly path: { readonly id: string; readonly kind: 'caused_by' | 'causes' | 'resolved_by' | 'resolves' | 'duplicate_of' | 'has_duplicate' | 'parent' | 'child' | 'related' | 'blocks' | 'blocked_by' | 'implements' | 'implemented_by' | 'derived_from' | 'origin_of'; readonly target: string }; readonly ifMatch?: string }; readonly answer: undefined };
  /** Keep it, whatever its retention says. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/place-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Template'] };
  /** Publish the draft as the next version: it never changes again, and new records are made with it. Leads to published; possible in draft. For PRO, TAD. */
  readonly 'POST /v1/templates/{id}/publish': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['PublishTemplateInput'] }; readonly answer: Schemas['Template'] };
  /** Take values out of record, history and events. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/redact': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Redaction'] }; readonly answer: Schemas['Template'] };
  /** Let its retention count again. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/release-legal-hold': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['Reason'] }; readonly answer: Schemas['Template'] };
  /** Bring it back after it was deleted. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/restore': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Template'] };
  /** Make no more records with it; those that exist keep their version. Leads to retired; possible in draft, published. For PRO. */
  readonly 'POST /v1/templates/{id}/retire': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body: Schemas['RetireTemplateInput'] }; readonly answer: Schemas['Template'] };
  /** Work on the next version; the published one stays in force until then. Leads to draft; possible in published. For PRO. */
  readonly 'POST /v1/templates/{id}/revise': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch: string; readonly body?: Schemas['NoInput'] }; readonly answer: Schemas['Template'] };
  /** List its tasks. Of a template: what the caller’s roles allow. */
  readonly 'GET /v1/templates/{id}/tasks': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['TaskList'] };
  /** Add a task. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/tasks': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['NewTask'] }; readonly answer: Schemas['Task'] };
  /** Start, finish, fail, skip or cancel a task. Of a template: what the caller’s roles allow. */
  readonly 'POST /v1/templates/{id}/tasks/{task}/{verb}': { readonly request: { readonly path: { readonly id: string; readonly task: number; readonly verb: 'start' | 'hold' | 'done' | 'fail' | 'skip' | 'cancel' }; readonly ifMatch?: string; readonly body?: Schemas['TaskInput'] }; readonly answer: Schemas['Task'] };
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
  /** List the tenant’s users. For TAD, AUD, LEAD, SEC, PRO. */
  readonly 'GET /v1/users': { readonly request: { readonly query?: { readonly active?: string; readonly role?: string; readonly q?: string; readonly limit?: number; readonly cursor?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a user; me is oneself. For everyone who is authenticated. */
  readonly 'GET /v1/users/{user}': { readonly request: { readonly path: { readonly user: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Store a user under the subject that tokens name. For TAD. */
  readonly 'PUT /v1/users/{user}': { readonly request: { readonly path: { readonly user: string }; readonly ifMatch?: string; readonly body: Schemas['PutUserBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Change a user; deactivated, their open work goes back to its groups. For TAD. */
  readonly 'PATCH /v1/users/{user}': { readonly request: { readonly path: { readonly user: string }; readonly ifMatch?: string; readonly body?: Schemas['UpdateUserBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read who changed a user. For TAD, AUD, SEC. */
  readonly 'GET /v1/users/{user}/history': { readonly request: { readonly path: { readonly user: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** List your own views and those that are shared with you. For everyone who is authenticated. */
  readonly 'GET /v1/views': { readonly request: { readonly query?: { readonly recordType?: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Keep a view. For everyone who is authenticated. */
  readonly 'POST /v1/views': { readonly request: { readonly ifMatch?: string; readonly body: Schemas['CreateViewBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Read a view, and the address that runs it. For everyone who is authenticated. */
  readonly 'GET /v1/views/{id}': { readonly request: { readonly path: { readonly id: string } }; readonly answer: Schemas['ServiceAnswer'] };
  /** Change a view. For everyone who is authenticated. */
  readonly 'PUT /v1/views/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string; readonly body: Schemas['PutViewBody'] }; readonly answer: Schemas['ServiceAnswer'] };
  /** Forget a view. For everyone who is authenticated. */
  readonly 'DELETE /v1/views/{id}': { readonly request: { readonly path: { readonly id: string }; readonly ifMatch?: string }; readonly answer: undefined };
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
