/**
 * Issues of Jira Service Management as "Export CSV (all fields)" writes them: `Summary, Issue key, Issue id, …, Created, Updated, Last
 * Viewed, Resolved, …`, with dates such as `14/Jul/25 3:42 PM`. Headers as public repositories hold of real exports; columns come and go with
 * the fields in use, and some (Labels, Comment) come several times.
 */
import type { MappingDocument } from '#shared/imports/mapping-document';

export const jiraServiceManagement: MappingDocument = {
  title: 'Issues of Jira Service Management, one row per issue (CSV, all fields).',
  rows: 'state',
  encoding: 'utf-8',
  delimiter: ',',
  key: 'Issue key',
  dates: ['d/MMM/yy h:mm a', 'dd/MMM/yy HH:mm', 'yyyy-MM-dd HH:mm'],
  columns: [
    { column: 'Summary', field: 'title' },
    { column: 'Description', field: 'description', optional: true },
    {
      column: 'Status',
      field: 'state',
      values: {
        Open: { state: 'new', whenAssigned: 'assigned' },
        'To Do': { state: 'new', whenAssigned: 'assigned' },
        Reopened: { state: 'new', whenAssigned: 'assigned' },
        'Waiting for support': { state: 'new', whenAssigned: 'assigned' },
        'In Progress': 'in_progress',
        'Work in progress': 'in_progress',
        'Under investigation': 'in_progress',
        Escalated: 'in_progress',
        Pending: 'pending',
        'Waiting for customer': { state: 'pending', holdReason: 'awaiting_caller' },
        'Waiting for vendor': { state: 'pending', holdReason: 'awaiting_vendor' },
        Resolved: 'resolved',
        Completed: 'closed',
        Done: 'closed',
        Closed: 'closed',
        Canceled: 'canceled',
        Cancelled: 'canceled',
        Declined: 'canceled',
      },
    },
    {
      column: 'Priority',
      field: 'priority',
      values: {
        Blocker: 1,
        Highest: 1,
        Critical: 1,
        High: 2,
        Major: 2,
        Medium: 3,
        Low: 4,
        Minor: 4,
        Lowest: 5,
        Trivial: 5,
      },
    },
    { column: 'Assignee', field: 'assignedTo', optional: true },
    { column: 'Reporter', field: 'requesterId', optional: true },
    { column: 'Creator', field: 'createdBy', optional: true },
    { column: 'Created', field: 'openedAt' },
    { column: 'Updated', field: 'updatedAt' },
    { column: 'Resolved', field: 'resolvedAt', optional: true },
    {
      column: 'Resolution',
      field: 'resolutionCode',
      optional: true,
      values: {
        Done: 'solved_permanently',
        Fixed: 'solved_permanently',
        Workaround: 'solved_workaround',
        Duplicate: 'duplicate',
        'Cannot Reproduce': 'not_reproducible',
        "Won't Do": 'rejected',
        "Won't Fix": 'rejected',
        Declined: 'rejected',
      },
    },
  ],
  others: 'ignored',
  defaults: { priority: 3 },
};
