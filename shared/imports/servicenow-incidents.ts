/** The audit log of ServiceNow's incident table: one row per update, dates as day/month/year, `?` for what is missing. */
import { count, flag, instant, level, oneOf, ownInstant, reference, text } from '#shared/imports/cells';
import type {
  Channel,
  IncidentMapping,
  IncidentRowOptional,
  IncidentRowRequired,
  ResolutionCode,
  StateMeaning,
} from '#shared/imports/incident';
import { defineMapping } from '#shared/imports/mapping';

/** ServiceNow's words, those of older versions included. On hold without a reason stays without one. */
const states: Readonly<Record<string, StateMeaning>> = {
  New: { state: 'new', whenAssigned: 'assigned' },
  Active: { state: 'in_progress' },
  'In Progress': { state: 'in_progress' },
  'On Hold': { state: 'pending' },
  'Awaiting User Info': { state: 'pending', holdReason: 'awaiting_caller' },
  'Awaiting Caller': { state: 'pending', holdReason: 'awaiting_caller' },
  // Evidence of a fault comes from the person who saw it.
  'Awaiting Evidence': { state: 'pending', holdReason: 'awaiting_caller' },
  'Awaiting Vendor': { state: 'pending', holdReason: 'awaiting_vendor' },
  'Awaiting Problem': { state: 'pending', holdReason: 'awaiting_problem' },
  'Awaiting Change': { state: 'pending', holdReason: 'awaiting_change' },
  Resolved: { state: 'resolved' },
  Closed: { state: 'closed' },
  Canceled: { state: 'canceled' },
  Cancelled: { state: 'canceled' },
};

const channels: Readonly<Record<string, Channel>> = {
  Phone: 'phone',
  IVR: 'phone',
  Email: 'email',
  Chat: 'chat',
  'Self-service': 'portal',
  'Self service': 'portal',
  'Virtual Agent': 'bot',
  'Walk-in': 'walk_in',
  Event: 'monitoring',
  Monitoring: 'monitoring',
  'Direct opening': 'system',
};

/** ServiceNow's own close codes; every installation adds its own, which are kept as they are. */
const resolutions = new Map<string, ResolutionCode>([
  ['solved (permanently)', 'solved_permanently'],
  ['solved (work around)', 'solved_workaround'],
  ['solved remotely (permanently)', 'solved_permanently'],
  ['solved remotely (work around)', 'solved_workaround'],
  ['not solved (not reproducible)', 'not_reproducible'],
  ['user error', 'user_error'],
  ['duplicate', 'duplicate'],
  ['closed/resolved by caller', 'no_fault'],
]);

const threeLevels = [
  [1, 'High'],
  [2, 'Medium'],
  [3, 'Low'],
] as const;

export const servicenowIncidents: IncidentMapping = defineMapping<IncidentRowRequired, IncidentRowOptional>({
  name: 'servicenow-incidents',
  title: 'Audit log of ServiceNow incidents, one row per update (CSV).',
  missing: '?',
  key: 'number',
  required: {
    state: oneOf('incident_state', states),
    at: ownInstant('sys_updated_at'),
    openedAt: instant('opened_at'),
    priority: level('priority', [
      [1, 'Critical'],
      [2, 'High'],
      [3, 'Moderate'],
      [4, 'Low'],
      [5, 'Planning'],
    ]),
  },
  optional: {
    actor: reference('sys_updated_by'),
    createdAt: instant('sys_created_at'),
    createdBy: reference('sys_created_by'),
    openedBy: reference('opened_by'),
    requesterId: reference('caller_id'),
    channel: oneOf('contact_type', channels),
    category: text('category'),
    subcategory: text('subcategory'),
    symptoms: text('u_symptom', 4000),
    location: text('location'),
    ciId: reference('cmdb_ci'),
    impact: level('impact', threeLevels),
    urgency: level('urgency', threeLevels),
    priorityConfirmed: flag('u_priority_confirmation'),
    assignedGroup: reference('assignment_group'),
    assignedTo: reference('assigned_to'),
    reassignmentCount: count('reassignment_count'),
    reopenCount: count('reopen_count'),
    madeSla: flag('made_sla'),
    problem: reference('problem_id'),
    relatedChange: reference('rfc'),
    causedByChange: reference('caused_by'),
    supplier: reference('vendor'),
    resolutionCode: {
      ...text('closed_code'),
      read: (given) => {
        if (given.length > 160) return undefined;
        const code = resolutions.get(given.toLowerCase());
        return { original: given, ...(code && { code }) };
      },
    },
    resolvedBy: reference('resolved_by'),
    resolvedAt: instant('resolved_at'),
    closedAt: instant('closed_at'),
  },
  unused: {
    active: 'follows from the state',
    sys_mod_count: 'counts all updates of the record, also those that the log leaves out',
    knowledge: 'says that a knowledge article was looked at, not which',
    notify: 'notification settings are not history',
  },
});
