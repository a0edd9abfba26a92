/** Imports: records of another system with their history, and an account of every row. */
import { heard } from '#shared/grammar/service-events';
import { operation, type ServiceDefinition } from '#shared/serve/service';
import type { Role } from '#shared/tenancy/roles';
import { importEvents } from './contract.ts';
import { progressed } from './progress.ts';
import { announce, receivePart } from './receive.ts';
import { list, read, rows } from './report.ts';
import { announcement, announcementFields } from './schema.ts';
import { cancel, start } from './steer.ts';

const importers: readonly Role[] = ['TAD', 'INT', 'MSP'];
const readers: readonly Role[] = [...importers, 'AUD'];

export const imports: ServiceDefinition = {
  id: 'imports',
  stage: 'platform',
  group: 'exchange',
  title: 'Imports',
  purpose: 'Take over the records of another system with their history, and account for every row.',
  operations: [
    operation({
      id: 'announceImport',
      method: 'POST',
      path: ['imports'],
      summary: 'Announce a file; its parts follow',
      by: importers,
      body: announcement,
      fields: announcementFields,
      statuses: [201],
      run: announce,
    }),
    operation({
      id: 'putImportPart',
      method: 'PUT',
      path: ['imports', '{id}', 'parts', '{number}'],
      summary: 'Send a part of the file as text/csv, its bytes as they are, cut anywhere; parts are numbered from 1',
      by: importers,
      mediaTypes: ['text/csv'],
      statuses: [200],
      run: receivePart,
    }),
    operation({
      id: 'startImport',
      method: 'POST',
      path: ['imports', '{id}', 'start'],
      summary: 'Check the file and begin, or go on with an import that stands still',
      by: importers,
      statuses: [202],
      run: start,
    }),
    operation({
      id: 'cancelImport',
      method: 'POST',
      path: ['imports', '{id}', 'cancel'],
      summary: 'Stop it; what is imported stays',
      by: importers,
      statuses: [200],
      run: cancel,
    }),
    operation({
      id: 'listImports',
      method: 'GET',
      path: ['imports'],
      summary: 'List imports, newest first',
      by: readers,
      query: ['sha256', 'limit', 'cursor'],
      statuses: [200],
      run: list,
    }),
    operation({
      id: 'readImport',
      method: 'GET',
      path: ['imports', '{id}'],
      summary: 'Read how far an import is',
      by: readers,
      statuses: [200, 304],
      run: read,
    }),
    operation({
      id: 'listImportRows',
      method: 'GET',
      path: ['imports', '{id}', 'rows'],
      summary: 'List what became of the rows',
      by: readers,
      query: ['outcome', 'limit', 'cursor'],
      statuses: [200],
      run: rows,
    }),
  ],
  consumes: [heard(importEvents, 'progressed', progressed)],
};
