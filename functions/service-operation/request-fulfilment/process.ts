/** Request fulfilment (ITIL service operation): fulfil service requests, most of which are minor standard changes or questions. */

import { approvalEvents } from '#functions/platform/records/approvals/contract';
import { scheduleEvents } from '#functions/platform/records/schedules/contract';
import { outcomesOf } from '#shared/capabilities/approvals/follow';
import { openScheduled } from '#shared/capabilities/recurrence/scheduled';
import { consumption } from '#shared/grammar/consumption';
import { defineProcess } from '#shared/grammar/process-definition';
import { requestEvents, requestModelEvents } from './contract.ts';
import { requestFulfilmentProblems } from './problems.ts';
import * as events from './request/events.ts';
import { request } from './request/request.ts';
import { rounds } from './request/rounds.ts';
import { requestModel } from './request-model/request-model.ts';
import { requestTask } from './request-task/request-task.ts';
import { requestFulfilmentSettings } from './settings.ts';

export const requestFulfilment = defineProcess({
  id: 'request-fulfilment',
  stage: 'service-operation',
  title: 'Request fulfilment',
  purpose: 'Fulfil service requests, most of which are minor standard changes or requests for information.',
  records: [request, requestModel, requestTask],
  problems: requestFulfilmentProblems,
  settings: requestFulfilmentSettings,
  consumes: [
    consumption(scheduleEvents, 'occurred', { record: 'request', react: openScheduled }),
    ...outcomesOf(approvalEvents, request, rounds),
    consumption(requestEvents, 'tasks_opened', { record: 'request-task', react: events.openTasks }),
    consumption(requestEvents, 'tasks_withdrawn', { record: 'request-task', react: events.withdrawTasks }),
    consumption(requestEvents, 'stock_asked', { record: 'request-model', react: events.reserveStock }),
    consumption(requestEvents, 'stock_released', { record: 'request-model', react: events.releaseStock }),
    consumption(requestModelEvents, 'stock_reserved', { record: 'request', react: events.noteReserved }),
    consumption(requestModelEvents, 'stock_short', { record: 'request', react: events.noteShort }),
  ],
});
