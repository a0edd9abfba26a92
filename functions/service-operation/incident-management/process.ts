/** Incident management (ITIL service operation): return the service to its users as quickly as possible. */

import { scheduleEvents } from '#functions/platform/records/schedules/contract';
import { alertEvents } from '#functions/service-operation/event-management/contract';
import { openScheduled } from '#shared/capabilities/recurrence/scheduled';
import { consumption } from '#shared/grammar/consumption';
import { defineProcess } from '#shared/grammar/process-definition';
import { incidentEvents, majorIncidentEvents } from './contract.ts';
import * as events from './incident/events.ts';
import { incident } from './incident/incident.ts';
import * as majorEvents from './major-incident/events.ts';
import { majorIncident } from './major-incident/major-incident.ts';
import { incidentManagementSettings } from './settings.ts';

export const incidentManagement = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Incident management',
  purpose: 'Return the IT service to its users as quickly as possible.',
  records: [incident, majorIncident],
  settings: incidentManagementSettings,
  consumes: [
    consumption(scheduleEvents, 'occurred', { record: 'incident', react: openScheduled }),
    consumption(alertEvents, 'response_selected', { record: 'incident', react: events.openForAlert }),
    consumption(alertEvents, 'cleared', { record: 'incident', react: events.noteClearedAlert }),
    consumption(incidentEvents, 'resolved', { record: 'incident', react: events.resolveChildren }),
    consumption(incidentEvents, 'created', {
      record: 'major-incident',
      gather: majorEvents.reportOf,
      react: majorEvents.proposeMajor,
    }),
    consumption(majorIncidentEvents, 'declared', { record: 'major-incident', react: majorEvents.forgetReports }),
    consumption(majorIncidentEvents, 'rejected', { record: 'major-incident', react: majorEvents.forgetReports }),
    consumption(majorIncidentEvents, 'declared', { record: 'incident', react: events.linkIncidents }),
    consumption(majorIncidentEvents, 'resolved', { record: 'incident', react: events.resolveIncidents }),
  ],
});
