/** Service notices (D2, Pro-Active User Information): those affected hear of disruptions and maintenance before they ask. */

import { majorIncidentEvents } from '#functions/service-operation/incident-management/contract';
import { consumption } from '#shared/grammar/consumption';
import { defineProcess } from '#shared/grammar/process-definition';
import * as events from './service-notice/events.ts';
import { serviceNotice } from './service-notice/service-notice.ts';

export const serviceNotices = defineProcess({
  id: 'service-notices',
  stage: 'service-operation',
  title: 'Service notices',
  purpose: 'Tell those affected of disruptions and maintenance before they ask.',
  records: [serviceNotice],
  consumes: [
    consumption(majorIncidentEvents, 'declared', { record: 'service-notice', react: events.openNotice }),
    consumption(majorIncidentEvents, 'update_posted', { record: 'service-notice', react: events.updateNotice }),
    consumption(majorIncidentEvents, 'mitigated', { record: 'service-notice', react: events.watchService }),
    consumption(majorIncidentEvents, 'resolved', { record: 'service-notice', react: events.resolveNotice }),
  ],
});
