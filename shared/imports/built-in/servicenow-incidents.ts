/** The audit log of ServiceNow's incident table: one row per update, dates as day/month/year, `?` for what is missing. */
import {
  serviceNowChannels,
  serviceNowLevels,
  serviceNowPriorities,
  serviceNowResolutions,
  serviceNowStates,
} from '#shared/imports/built-in/servicenow-words';
import type { MappingDocument } from '#shared/imports/mapping-document';

/** The 36 columns of the public data set in `test/fixtures/NOTICE.md`. */
export const servicenowIncidents: MappingDocument = {
  title: 'Audit log of ServiceNow incidents, one row per update (CSV).',
  rows: 'log',
  encoding: 'utf-8',
  delimiter: ',',
  missing: ['?'],
  key: 'number',
  dates: ['d/M/yyyy H:mm', 'd/M/yyyy H:mm:ss'],
  columns: [
    { column: 'incident_state', field: 'state', values: serviceNowStates },
    { column: 'sys_updated_at', field: 'updatedAt' },
    { column: 'opened_at', field: 'openedAt' },
    { column: 'priority', field: 'priority', values: serviceNowPriorities },
    { column: 'sys_updated_by', field: 'updatedBy' },
    { column: 'sys_created_at', field: 'createdAt' },
    { column: 'sys_created_by', field: 'createdBy' },
    { column: 'opened_by', field: 'openedBy' },
    { column: 'caller_id', field: 'requesterId' },
    { column: 'contact_type', field: 'channel', values: serviceNowChannels },
    { column: 'category', field: 'category' },
    { column: 'subcategory', field: 'subcategory' },
    { column: 'u_symptom', field: 'symptoms' },
    { column: 'location', field: 'location' },
    { column: 'cmdb_ci', field: 'ciId' },
    { column: 'impact', field: 'impact', values: serviceNowLevels },
    { column: 'urgency', field: 'urgency', values: serviceNowLevels },
    { column: 'u_priority_confirmation', field: 'priorityConfirmed' },
    { column: 'assignment_group', field: 'assignedGroup' },
    { column: 'assigned_to', field: 'assignedTo' },
    { column: 'reassignment_count', field: 'reassignmentCount' },
    { column: 'reopen_count', field: 'reopenCount' },
    { column: 'made_sla', field: 'slaMet' },
    { column: 'problem_id', field: 'problemId' },
    { column: 'rfc', field: 'changeId' },
    { column: 'caused_by', field: 'causedByChange' },
    { column: 'vendor', field: 'supplier' },
    { column: 'closed_code', field: 'resolutionCode', values: serviceNowResolutions },
    { column: 'resolved_by', field: 'resolvedBy' },
    { column: 'resolved_at', field: 'resolvedAt' },
    { column: 'closed_at', field: 'closedAt' },
  ],
  // Active follows from the state; the count is of all updates, those that the log leaves out too; that an article was looked at does not
  // say which; notification settings are no history.
  ignored: ['active', 'sys_mod_count', 'knowledge', 'notify'],
  others: 'refused',
};
