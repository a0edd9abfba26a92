/** Retention: purges what was kept long enough, keeps what is held, and can show for both. */
import { throughTimers } from '#shared/process/due';
import { operation, type ServiceDefinition } from '#shared/process/service';
import type { Role } from '#shared/tenancy/roles';
import { purgeDue } from './due.ts';
import { listCertificates, listHolds, readCertificate } from './report.ts';

const readers: readonly Role[] = ['TAD', 'SEC', 'PRO', 'AUD'];

export const retention: ServiceDefinition = {
  id: 'retention',
  stage: 'platform',
  title: 'Retention',
  purpose: 'Keep records as long as law and tenant ask for and no longer, and prove what was purged.',
  operations: [
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
  consumes: [],
  tick: (timers, logger) => throughTimers(timers, logger, purgeDue),
};
