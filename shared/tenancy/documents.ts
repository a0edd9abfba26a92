/** The documents that make up a tenant's configuration, and where an effective one comes from. */
import type { Delegation } from '#shared/approval/delegation';
import type { Level, Party } from '#shared/approval/rule';
import type { ServiceLevelDefinition } from '#shared/service-levels/definition';
import type { PriorityMatrix } from '#shared/service-levels/priority';
import type { StatusPage } from '#shared/status/public-notice';
import type { TemplateReference } from '#shared/templates/template';
import type { Role } from '#shared/tenancy/roles';
import type { Calendar } from '#shared/time/calendar';

/** A resolver group (A11). */
export interface Group {
  readonly name: string;
  readonly active: boolean;
  readonly members: readonly string[];
  readonly lead?: string;
  readonly calendarId?: string;
  /** The group that this one is part of. */
  readonly parent?: string;
  /** Records that it can have in hand at once. */
  readonly capacity?: number;
  readonly skills?: readonly string[];
  /** Roles whose approvals its members give (A10): a policy that names the role means them. */
  readonly roles?: readonly Role[];
}

/** How a kind of subject is approved, such as `change-normal` (A10). Durations are ISO 8601. */
export interface ApprovalPolicy {
  readonly levels: readonly Level[];
  readonly within: string;
  readonly chain?: readonly Party[];
  readonly escalateAfter?: string;
  readonly calendarId?: string;
}

/** What a KPI is to reach: green from one value on, red beyond the other, amber between (A19). */
export interface KpiTarget {
  readonly process: string;
  readonly key: string;
  readonly green: number;
  readonly amber: number;
}

/** Numbers and choices a tenant may set; defaults in `defaults.ts`. Days are business days of the business calendar. */
export interface Settings {
  readonly businessCalendarId: string;
  readonly closeAfterDays: number;
  readonly reopenWithinDays: number;
  readonly noResponseAfterDays: number;
  readonly reminderAfterDays: readonly number[];
  /** How long an approval round waits: an ISO 8601 duration. */
  readonly approvalWithin: string;
  /** The group whose members vote on changes. */
  readonly approverGroup: string;
  /** The only tags that records may get; absent: any. */
  readonly tagVocabulary?: readonly string[];
  /** So many people within so many minutes who report one thing make a candidate for a major incident. */
  readonly majorIncidentReports: number;
  readonly majorIncidentMinutes: number;
  /** Services of which one P1 is enough for that. */
  readonly criticalServices: readonly string[];
  /** What mail that belongs to no record opens (A15). */
  readonly mailOpens: string;
  /** The category that such a record has until somebody knows better. */
  readonly mailCategory: string;
  /** Mail of addresses that are no user's opens records too, or is refused. */
  readonly mailOfStrangers: 'create' | 'reject';
  /** Mail that cannot be shown to be its sender's is taken as a stranger's, or dropped. */
  readonly mailUnauthenticated: 'stranger' | 'drop';
}

/** What records are kept for the same time (A9). */
export const retentionClasses = [
  'operational',
  'change',
  'release',
  'access',
  'audit',
  'raw-event',
  'prediction',
  'quarantine',
] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** How long each class is kept: ISO 8601 periods of years, months and days. */
export type Retention = Readonly<Record<RetentionClass, string>>;

/** Who and where the tenant is; the slug and the zone are chosen at onboarding. */
export interface TenantProfile {
  readonly slug: string;
  readonly name: string;
  readonly zone: string;
  readonly kind: 'msp' | 'client';
  /** Signs cursors; made at onboarding, never leaves the function. */
  readonly cursorKey: string;
}

export interface DocumentBodies {
  readonly tenant: TenantProfile;
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly 'priority-matrix': PriorityMatrix;
  readonly 'service-level-definition': Omit<ServiceLevelDefinition, 'id' | 'version'>;
  readonly group: Group;
  readonly retention: Retention;
  /** Marks a deactivated user, under their id: every process sees groups without them. */
  readonly 'inactive-user': Readonly<Record<string, never>>;
  readonly 'status-page': StatusPage;
  readonly 'kpi-target': KpiTarget;
  readonly 'approval-policy': ApprovalPolicy;
  readonly 'approval-delegation': Delegation;
  /** Written by publishing a template, never by itself. */
  readonly template: TemplateReference;
}
export type DocumentKind = keyof DocumentBodies;

/** Who a tenant is, its own people, what it says in public, and templates with their versions: a client has none of these from its MSP. */
const OWN_ONLY: readonly string[] = [
  'tenant',
  'group',
  'inactive-user',
  'approval-delegation',
  'status-page',
  'template',
] satisfies readonly DocumentKind[];
export const isInherited = (kind: string): boolean => !OWN_ONLY.includes(kind);

/** Where an effective value comes from (shown to the admin who wonders). */
export type Origin = 'own' | 'inherited' | 'default';

export interface Document<K extends DocumentKind = DocumentKind> {
  readonly kind: K;
  readonly id: string;
  readonly version: number;
  readonly origin: Origin;
  readonly body: DocumentBodies[K];
  readonly updatedAt?: string;
}

/** A document's id and the version that was in force. */
export interface VersionRef {
  readonly id: string;
  readonly version: number;
}

export function isKind<K extends DocumentKind>(document: Document, kind: K): document is Document<K> {
  return document.kind === kind;
}
