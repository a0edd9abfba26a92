/** The mappings that everybody has, by name. */
import { glpiTickets } from '#shared/imports/built-in/glpi-tickets';
import { jiraServiceManagement } from '#shared/imports/built-in/jira-service-management';
import { servicenowIncidentList } from '#shared/imports/built-in/servicenow-incident-list';
import { servicenowIncidents } from '#shared/imports/built-in/servicenow-incidents';
import { zammadTickets } from '#shared/imports/built-in/zammad-tickets';
import type { MappingDocument } from '#shared/imports/mapping-document';

export const builtInMappings: ReadonlyMap<string, MappingDocument> = new Map([
  ['servicenow-incidents', servicenowIncidents],
  ['servicenow-incident-list', servicenowIncidentList],
  ['jira-service-management', jiraServiceManagement],
  ['zammad-tickets', zammadTickets],
  ['glpi-tickets', glpiTickets],
]);
