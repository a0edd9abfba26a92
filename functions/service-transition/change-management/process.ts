/** Change management (ITIL service transition): control the lifecycle of all changes with minimum disruption. */

import { approvalEvents } from '#functions/platform/records/approvals/contract';
import { scheduleEvents } from '#functions/platform/records/schedules/contract';
import { outcomesOf } from '#shared/capabilities/approvals/follow';
import { openScheduled } from '#shared/capabilities/recurrence/scheduled';
import { consumption } from '#shared/grammar/consumption';
import { defineProcess } from '#shared/grammar/process-definition';
import { change } from './change/change.ts';
import { rounds } from './change/rounds.ts';

export const changeManagement = defineProcess({
  id: 'change-management',
  stage: 'service-transition',
  title: 'Change management',
  purpose: 'Control the lifecycle of all changes so that beneficial changes happen with minimum disruption.',
  records: [change],
  consumes: [
    consumption(scheduleEvents, 'occurred', { record: 'change', react: openScheduled }),
    ...outcomesOf(approvalEvents, change, rounds),
  ],
});
