/** Attachments: looks into every uploaded file before anybody gets it. Records announce and hand out; this service judges. */
import { operation, type ServiceDefinition } from '#shared/serve/service';
import { onUpload, onVerdict } from './events.ts';
import { listQuarantine } from './quarantine.ts';
import { tick } from './tick.ts';

export const attachments: ServiceDefinition = {
  id: 'attachments',
  stage: 'platform',
  group: 'care',
  title: 'Attachments',
  purpose: 'Let files come with records, and none that is not what it says or carries malware.',
  operations: [
    operation({
      id: 'listQuarantine',
      method: 'GET',
      path: ['quarantine'],
      summary: 'List infected files, newest first',
      by: ['SEC', 'TAD', 'AUD'],
      statuses: [200],
      run: listQuarantine,
    }),
  ],
  consumes: [
    { source: 'aws.s3', detailType: 'Object Created', run: onUpload },
    { source: 'aws.guardduty', detailType: 'GuardDuty Malware Protection Object Scan Result', run: onVerdict },
  ],
  tick,
};
