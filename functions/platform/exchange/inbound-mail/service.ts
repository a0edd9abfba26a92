/** Inbound mail: what people write becomes a record, or a comment on the one that it is about (A15). */
import { operation, type ServiceDefinition } from '#shared/serve/service';
import { listMail } from './log.ts';
import { received } from './receive.ts';
import { inboundMailSettings } from './settings.ts';

export const inboundMail: ServiceDefinition = {
  id: 'inbound-mail',
  stage: 'platform',
  group: 'exchange',
  title: 'Inbound mail',
  purpose: 'Take mail: what people write becomes a record, or a comment on the one that it is about.',
  operations: [
    operation({
      id: 'listMailLog',
      method: 'GET',
      path: ['mail-log'],
      summary: 'List mail that came in, and what became of it',
      by: ['TAD', 'PRO', 'AUD'],
      query: ['limit', 'cursor'],
      statuses: [200],
      run: listMail,
    }),
  ],
  consumes: [],
  settings: inboundMailSettings,
  receives: received,
  uses: ['inbound-mail'],
};
