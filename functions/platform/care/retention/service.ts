/** Retention: purges what was kept long enough, keeps what is held, and can show for both. */

import { documentEvents } from '#functions/platform/access/configuration/contract';
import { throughTimers } from '#shared/engine/due';
import { heard } from '#shared/grammar/service-events';
import { everyEvent, operation, type ServiceDefinition } from '#shared/serve/service';
import type { Role } from '#shared/tenancy/roles';
import { onRedaction } from './beside.ts';
import { erasureEvents, retimingEvents } from './contract.ts';
import { purgeDue } from './due.ts';
import { continueErasure, erasureSchema } from './erasure.ts';
import { begin, list, read, resume } from './erasures.ts';
import { listCertificates, listHolds, readCertificate } from './report.ts';
import { continueRetiming, onConfiguration } from './retiming.ts';

const readers: readonly Role[] = ['TAD', 'SEC', 'PRO', 'AUD'];

export const retention: ServiceDefinition = {
  id: 'retention',
  stage: 'platform',
  group: 'care',
  title: 'Retention',
  purpose: 'Keep records as long as law and tenant ask for and no longer, and prove what was purged.',
  operations: [
    operation({
      id: 'beginErasure',
      method: 'POST',
      path: ['erasures'],
      summary: 'Take a person out of every record; numbers and timings stay',
      by: ['TAD', 'SEC'],
      body: erasureSchema,
      fields: Object.keys(erasureSchema.shape),
      statuses: [202],
      run: begin,
    }),
    operation({
      id: 'listErasures',
      method: 'GET',
      path: ['erasures'],
      summary: 'List erasures, newest first',
      by: readers,
      query: ['limit', 'cursor'],
      statuses: [200],
      run: list,
    }),
    operation({
      id: 'readErasure',
      method: 'GET',
      path: ['erasures', '{id}'],
      summary: 'Read how far an erasure is',
      by: readers,
      statuses: [200, 304],
      run: read,
    }),
    operation({
      id: 'resumeErasure',
      method: 'POST',
      path: ['erasures', '{id}', 'resume'],
      summary: 'Ask for its step once more, should it stand still',
      by: ['TAD', 'SEC'],
      statuses: [200],
      run: resume,
    }),
    operation({
      id: 'listLegalHolds',
      method: 'GET',
      path: ['legal-holds'],
      summary: 'List records under legal hold, and which of them would be purged otherwise',
      by: readers,
      query: ['limit', 'cursor'],
      statuses: [200],
      run: listHolds,
    }),
    operation({
      id: 'listPurgeCertificates',
      method: 'GET',
      path: ['purge-certificates'],
      summary: 'List what was purged',
      by: readers,
      query: ['limit', 'cursor'],
      statuses: [200],
      run: listCertificates,
    }),
    operation({
      id: 'readPurgeCertificate',
      method: 'GET',
      path: ['purge-certificates', '{number}'],
      summary: 'Read what is left of a purged record',
      by: readers,
      statuses: [200],
      run: readCertificate,
    }),
  ],
  consumes: [
    heard(erasureEvents, 'progressed', continueErasure),
    heard(retimingEvents, 'progressed', continueRetiming),
    { source: everyEvent.source, detailType: '*.redacted', run: onRedaction },
    heard(documentEvents, 'updated', onConfiguration),
  ],
  tick: (timers, logger) => throughTimers(timers, logger, purgeDue),
};
