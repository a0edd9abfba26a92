/**
 * ServiceNow's list of incidents, exported as CSV with the columns of the default view: names of fields as headers, words as they
 * are shown. The columns are those of the developer instances' `incident.csv`, as many public repositories read it.
 */
import { serviceNowPriorities, serviceNowStates } from '#shared/imports/built-in/servicenow-words';
import type { MappingDocument } from '#shared/imports/mapping-document';

export const servicenowIncidentList: MappingDocument = {
  title: 'List of ServiceNow incidents, one row per incident (CSV of the default view).',
  rows: 'state',
  encoding: 'windows-1252',
  delimiter: ',',
  missing: ['(empty)'],
  key: 'number',
  dates: ['yyyy-MM-dd HH:mm:ss'],
  columns: [
    { column: 'opened_at', field: 'openedAt' },
    { column: 'short_description', field: 'title' },
    { column: 'caller_id', field: 'requesterId' },
    { column: 'priority', field: 'priority', values: serviceNowPriorities },
    { column: 'state', field: 'state', values: serviceNowStates },
    { column: 'category', field: 'category' },
    { column: 'assignment_group', field: 'assignedGroup' },
    { column: 'assigned_to', field: 'assignedTo' },
    { column: 'sys_updated_on', field: 'updatedAt' },
    { column: 'sys_updated_by', field: 'updatedBy' },
  ],
  others: 'ignored',
};
