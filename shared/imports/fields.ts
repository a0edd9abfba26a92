/** The fields of an incident that a file may fill, and what each holds. Whatever else a record has is ours to make. */
import type { IncidentRow } from '#shared/imports/incident';

export const states = ['new', 'assigned', 'in_progress', 'pending', 'resolved', 'closed', 'canceled'] as const;
export const holdReasons = [
  'awaiting_caller',
  'awaiting_vendor',
  'awaiting_change',
  'awaiting_problem',
  'scheduled_with_user',
] as const;
export const channels = ['portal', 'email', 'phone', 'chat', 'bot', 'monitoring', 'api', 'walk_in', 'system'] as const;
export const resolutionCodes = [
  'solved_permanently',
  'solved_workaround',
  'not_reproducible',
  'user_error',
  'no_fault',
  'no_response',
  'duplicate',
  'rejected',
] as const;

/** What a field holds; `max` is characters, `lines` keeps line ends, `most` is the lowest of levels that begin with 1. */
export type Holds =
  | { readonly kind: 'text'; readonly max: number; readonly lines?: true }
  | { readonly kind: 'reference' }
  | { readonly kind: 'instant' | 'state' | 'channel' | 'resolution' | 'flag' | 'count' }
  | { readonly kind: 'level'; readonly most: 3 | 5 };

interface Field {
  /** The name within a row. */
  readonly row: keyof IncidentRow;
  readonly holds: Holds;
}

const text = (row: keyof IncidentRow, max: number, lines?: true): Field => ({
  row,
  holds: { kind: 'text', max, ...(lines && { lines }) },
});
const of = (row: keyof IncidentRow, kind: Exclude<Holds['kind'], 'text' | 'level'>): Field => ({
  row,
  holds: { kind },
});

/** By the names that our API has for them. */
export const importFields = {
  title: text('title', 500),
  description: text('description', 32_000, true),
  state: of('state', 'state'),
  openedAt: of('openedAt', 'instant'),
  openedBy: of('openedBy', 'reference'),
  createdAt: of('createdAt', 'instant'),
  createdBy: of('createdBy', 'reference'),
  updatedAt: of('at', 'instant'),
  updatedBy: of('actor', 'reference'),
  requesterId: of('requesterId', 'reference'),
  channel: of('channel', 'channel'),
  category: text('category', 160),
  subcategory: text('subcategory', 160),
  symptoms: text('symptoms', 4000),
  location: text('location', 160),
  ciId: of('ciId', 'reference'),
  impact: { row: 'impact', holds: { kind: 'level', most: 3 } },
  urgency: { row: 'urgency', holds: { kind: 'level', most: 3 } },
  priority: { row: 'priority', holds: { kind: 'level', most: 5 } },
  priorityConfirmed: of('priorityConfirmed', 'flag'),
  assignedGroup: of('assignedGroup', 'reference'),
  assignedTo: of('assignedTo', 'reference'),
  reassignmentCount: of('reassignmentCount', 'count'),
  reopenCount: of('reopenCount', 'count'),
  slaMet: of('madeSla', 'flag'),
  problemId: of('problem', 'reference'),
  changeId: of('relatedChange', 'reference'),
  causedByChange: of('causedByChange', 'reference'),
  supplier: of('supplier', 'reference'),
  resolutionCode: of('resolutionCode', 'resolution'),
  resolutionNotes: text('resolutionNotes', 4000, true),
  resolvedBy: of('resolvedBy', 'reference'),
  resolvedAt: of('resolvedAt', 'instant'),
  closedAt: of('closedAt', 'instant'),
} as const satisfies Readonly<Record<string, Field>>;

export type ImportField = keyof typeof importFields;
export const isImportField = (name: string): name is ImportField => Object.hasOwn(importFields, name);
export const importFieldNames = Object.keys(importFields) as [ImportField, ...ImportField[]];
