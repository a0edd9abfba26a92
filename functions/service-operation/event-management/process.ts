/** Event management (ITIL service operation): monitor constantly, filter and correlate, choose the response. */

import { consumption } from '#shared/grammar/consumption';
import { defineProcess } from '#shared/grammar/process-definition';
import { alert } from './alert/alert.ts';
import { correlate } from './alert/events.ts';
import { eventEvents } from './contract.ts';
import { event } from './event/event.ts';

export const eventManagement = defineProcess({
  id: 'event-management',
  stage: 'service-operation',
  title: 'Event management',
  purpose:
    'Monitor configuration items and services constantly; filter and correlate events to choose the appropriate response.',
  records: [alert, event],
  consumes: [consumption(eventEvents, 'created', { record: 'alert', react: correlate })],
});
