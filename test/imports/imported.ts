/** A log imported in memory from text, and small logs to import. */

import { groupRows } from '#shared/imports/groups';
import type { Replay } from '#shared/imports/incident';
import { type RowOutcome, summary } from '#shared/imports/outcome';
import { replay } from '#shared/imports/replay';
import { readRows } from '#shared/imports/rows';
import { zoneNamed } from '#shared/imports/zone';
import { logText } from '#test/imports/naive-log';
import { servicenowIncidents } from '#test/imports/servicenow';

export interface Imported {
  readonly incidents: readonly Replay[];
  readonly outcomes: readonly RowOutcome[];
  readonly summary: ReturnType<typeof summary>;
}

/** When imports in memory happen. */
const NOW = Date.UTC(2026, 10, 30);

/** Imports a log that is expected to have a fitting header. */
export function imported(csv: string, zoneName = 'Europe/Berlin'): Imported {
  const zone = zoneNamed(zoneName);
  const file = readRows(csv, servicenowIncidents);
  if (!zone || !file.ok) throw new Error(file.ok ? `no zone ${zoneName}` : file.problem.detail);
  const { groups, outcomes } = groupRows(file.rows, servicenowIncidents, zone);
  const incidents = groups.map((group) => replay(group, servicenowIncidents, zone, NOW));
  const all = [...file.outcomes, ...outcomes, ...incidents.flatMap((incident) => incident.outcomes)];
  return { incidents, outcomes: all, summary: summary(all) };
}

const header = logText.slice(0, logText.indexOf('\r\n'));
export const columns = header.split(',');

/** A row like those of the file; override what the test is about. */
export const usual: Readonly<Record<string, string>> = {
  number: 'INC0000001',
  incident_state: 'New',
  active: 'true',
  reassignment_count: '0',
  reopen_count: '0',
  sys_mod_count: '0',
  made_sla: 'true',
  caller_id: 'Caller 1',
  opened_by: 'Opened by  8',
  opened_at: '1/3/2016 09:00',
  sys_created_by: 'Created by 6',
  sys_created_at: '1/3/2016 09:05',
  sys_updated_by: 'Updated by 21',
  sys_updated_at: '1/3/2016 09:05',
  contact_type: 'Phone',
  location: 'Location 1',
  category: 'Category 1',
  subcategory: 'Subcategory 2',
  u_symptom: 'Symptom 3',
  cmdb_ci: '?',
  impact: '2 - Medium',
  urgency: '2 - Medium',
  priority: '3 - Moderate',
  assignment_group: 'Group 1',
  assigned_to: '?',
  knowledge: 'true',
  u_priority_confirmation: 'false',
  notify: 'Do Not Notify',
  problem_id: '?',
  rfc: '?',
  vendor: '?',
  caused_by: '?',
  closed_code: 'code 6',
  resolved_by: 'Resolved by 9',
  resolved_at: '?',
  closed_at: '?',
};

/** A log of rows that differ from {@link usual}; the first is on line 2. */
export function log(...rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? usual[column] ?? '').join(','));
  return [header, ...lines, ''].join('\r\n');
}

/** The only incident of a log. */
export function onlyIncident(...rows: readonly Readonly<Record<string, string>>[]): Replay {
  const [incident] = imported(log(...rows)).incidents;
  if (!incident) throw new Error('the log has no incident');
  return incident;
}
