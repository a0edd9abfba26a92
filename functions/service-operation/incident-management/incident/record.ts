/** The incident record (D2): its fields and states. */

import type { StateClass } from '#shared/grammar/definition';
import {
  choice,
  type Fields,
  flag,
  group,
  instant,
  integer,
  level,
  line,
  list,
  reference,
  text,
} from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';
import { priorities } from '#shared/kit/service-levels/priority';

export const holdReasons = [
  'awaiting_caller',
  'awaiting_vendor',
  'awaiting_change',
  'awaiting_problem',
  'scheduled_with_user',
] as const;
export const resolutionCodes = [
  'solved_permanently',
  'solved_workaround',
  'not_reproducible',
  'user_error',
  'no_fault',
  'no_response',
  'duplicate',
  'auto_cleared',
  'rejected',
] as const;

export const incidentFields = {
  category: line({ max: 80, label: 'Category', filter: true, directory: 'category' }),
  subcategory: line({ max: 80, label: 'Subcategory', filter: true }),
  categoryConfirmed: flag({ label: 'Category confirmed', visibility: 'internal' }),
  initialCategory: line({ max: 80, label: 'Category at creation', readOnly: true, visibility: 'internal' }),
  symptoms: text({ max: 4000, label: 'Symptoms' }),
  contact: line({ max: 200, label: 'Contact', personal: true }),
  affectedUsers: list(reference(), {
    max: 1000,
    label: 'Affected users',
    personal: true,
    visibility: 'internal',
    directory: 'person',
  }),
  affectedUserCount: integer({ min: 0, max: 10_000_000, label: 'Number of affected users' }),
  impact: level({ label: 'Impact', description: '1 whole site or more than 100 users, 2 department, 3 up to 4 users' }),
  urgency: level({ label: 'Urgency', description: '1 work stopped, 2 work hampered, 3 convenience' }),
  priority: choice(priorities, { label: 'Priority', readOnly: true, filter: true }),
  computedPriority: choice(priorities, { label: 'Priority by the matrix', readOnly: true, visibility: 'internal' }),
  priorityOverride: group(
    {
      priority: choice(priorities, { required: true }),
      reason: text({ max: 1000, required: true }),
      by: reference({ required: true }),
      until: instant(),
    },
    { label: 'Priority override', readOnly: true, visibility: 'internal' },
  ),
  priorityConfirmed: flag({ label: 'Priority confirmed by an agent', visibility: 'internal' }),
  level: integer({ min: 1, max: 3, label: 'Support level', readOnly: true, filter: true }),
  firstGroup: reference({ label: 'First assigned group', readOnly: true, visibility: 'internal' }),
  holdReason: choice(holdReasons, { label: 'Hold reason', readOnly: true, filter: true }),
  holdUntil: instant({ label: 'On hold until', readOnly: true }),
  heldAt: instant({ label: 'On hold since', readOnly: true }),
  holdCount: integer({ min: 0, max: 100_000, label: 'Times held', readOnly: true, visibility: 'internal' }),
  lateHold: flag({ label: 'Held at 90 % of the target or later', readOnly: true, visibility: 'internal' }),
  remindersSent: integer({
    min: 0,
    max: 20,
    label: 'Reminders sent to the caller',
    readOnly: true,
    visibility: 'internal',
  }),
  supplierTicket: line({ max: 120, label: 'Supplier ticket', statedBy: 'agents' }),
  major: reference({ label: 'Major incident', names: 'major-incident', readOnly: true, filter: true }),
  problemId: reference({ label: 'Problem', filter: true, statedBy: 'agents' }),
  knownErrorId: reference({ label: 'Known error', filter: true, statedBy: 'agents' }),
  changeId: reference({ label: 'Change it waits for', names: 'change', filter: true, statedBy: 'agents' }),
  causedByChange: reference({ label: 'Caused by change', names: 'change', statedBy: 'agents' }),
  alertKey: reference({ label: 'Alert it was opened for', readOnly: true, visibility: 'internal' }),
  workaroundApplied: flag({ label: 'Workaround applied', statedBy: 'agents' }),
  startedAt: instant({ label: 'Outage began', statedBy: 'agents' }),
  restoredAt: instant({ label: 'Service restored', statedBy: 'agents' }),
  respondedAt: instant({ label: 'First response', readOnly: true }),
  acceptedAt: instant({ label: 'First accepted', readOnly: true, visibility: 'internal' }),
  acceptedBy: reference({ label: 'Accepted by', readOnly: true, visibility: 'internal' }),
  resolvedAt: instant({ label: 'Resolved', readOnly: true }),
  resolvedBy: reference({ label: 'Resolved by', readOnly: true, visibility: 'internal' }),
  resolution: group(
    {
      code: choice(resolutionCodes, { required: true }),
      notes: text({ min: 10, max: 8000, required: true }),
      cause: text({ max: 80 }),
      article: reference(),
    },
    { label: 'Resolution', readOnly: true },
  ),
  resolvedAtLevel: integer({ min: 1, max: 3, label: 'Resolved at level', readOnly: true, visibility: 'internal' }),
  firstContactResolved: flag({ label: 'Resolved at first contact', readOnly: true, visibility: 'internal' }),
  resolverGroup: reference({ label: 'Resolver group', readOnly: true, visibility: 'internal' }),
  reopenCount: integer({ min: 0, max: 100_000, label: 'Times reopened', readOnly: true, visibility: 'internal' }),
  reassignmentCount: integer({ min: 0, max: 100_000, label: 'Group changes', readOnly: true, visibility: 'internal' }),
  escalationLevel: integer({
    min: 0,
    max: 100,
    label: 'Hierarchical escalation level',
    readOnly: true,
    visibility: 'internal',
  }),
  atRisk: flag({ label: 'Service level at risk', readOnly: true, visibility: 'internal' }),
  breachReason: text({ max: 1000, label: 'Reason of the breach', readOnly: true, visibility: 'internal' }),
  stalledAt: instant({ label: 'Nobody had worked on it', readOnly: true, visibility: 'internal' }),
  csat: integer({ min: 1, max: 5, label: 'Satisfaction', readOnly: true, filter: true }),
  csatComment: text({ max: 2000, label: 'What the requester says of it', readOnly: true }),
  lastActivityAt: instant({ label: 'Last activity', readOnly: true, visibility: 'internal' }),
  securityFlag: flag({ label: 'Security relevant', visibility: 'internal' }),
  imported: group(
    {
      source: text({ max: 80, required: true }),
      slaMet: flag(),
      importId: reference({ required: true }),
    },
    { label: 'Where it was imported from', readOnly: true, visibility: 'internal' },
  ),
} as const satisfies Fields;

export const incidentStates = {
  new: 'open',
  assigned: 'open',
  in_progress: 'open',
  pending: 'waiting',
  resolved: 'done',
  closed: 'final',
  canceled: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

export type IncidentState = keyof typeof incidentStates;
export type Incident = RecordOf<typeof incidentFields, IncidentState>;

/** Inputs of the actions. */
export const inputs = {
  assign: { group: reference({ required: true, directory: 'group' }), user: reference() },
  accept: {},
  return: { reason: text({ max: 1000, required: true }) },
  escalate: {
    kind: choice(['functional', 'hierarchical'], { required: true }),
    reason: text({ max: 1000, required: true }),
    group: reference({ description: 'Target group; required for functional escalation', directory: 'group' }),
  },
  hold: {
    reason: choice(holdReasons, { required: true }),
    comment: text({ max: 8000, description: 'Public question to the caller; required for awaiting_caller' }),
    supplierTicket: line({ max: 120, description: 'Required for awaiting_vendor' }),
    until: instant({ description: 'Required for scheduled_with_user' }),
    lateReason: text({
      max: 1000,
      description: 'Required of an agent who is no lead once 90 % of the target is used up',
    }),
  },
  resume: { reason: text({ max: 1000 }) },
  resolve: {
    code: choice(resolutionCodes, { required: true }),
    notes: text({ min: 10, max: 8000, required: true }),
    category: line({ max: 80, description: 'The confirmed category, when it has none yet', directory: 'category' }),
    cause: text({ max: 80 }),
    article: reference(),
    restoredAt: instant({ description: 'Required for priority 1 and 2' }),
    breachReason: text({ max: 1000, description: 'Required when the resolution target is breached' }),
  },
  resolveWithParent: {
    code: choice(resolutionCodes, { required: true }),
    notes: text({ min: 10, max: 8000, required: true }),
    restoredAt: instant(),
    byNotice: flag({ description: 'Whether those who reported it are told by the notice of its major incident' }),
  },
  rate: {
    score: integer({ min: 1, max: 5, required: true }),
    comment: text({ max: 2000 }),
  },
  linkMajor: { majorIncident: reference({ required: true }) },
  unlinkMajor: { majorIncident: reference({ required: true }), reason: text({ max: 1000, required: true }) },
  reopen: { reason: text({ max: 1000, required: true }) },
  close: { comment: text({ max: 2000 }) },
  cancel: { reason: text({ max: 1000, required: true }) },
  overridePriority: {
    priority: choice(priorities, { required: true }),
    reason: text({ max: 1000, required: true }),
    until: instant(),
  },
  nothing: {},
} as const;
