/** Operations (A1): what takes longer than a request, such as a bulk request for thousands of records. */
import { operation, type ServiceDefinition } from '#shared/serve/service';
import { page } from './page.ts';
import { list, read, results } from './read.ts';
import { cancel, resume } from './steer.ts';

export const operations: ServiceDefinition = {
  id: 'operations',
  stage: 'platform',
  group: 'insight',
  title: 'Operations',
  purpose: 'Tell how far long work is, what came of it, and stop it when asked.',
  operations: [
    operation({
      id: 'listOperations',
      method: 'GET',
      path: ['operations'],
      summary:
        'List your operations, newest first; an administrator also those that somebody else, or automation, began',
      query: ['createdBy', 'limit', 'cursor'],
      statuses: [200],
      run: list,
    }),
    operation({
      id: 'readOperation',
      method: 'GET',
      path: ['operations', '{id}'],
      summary: 'Read how far an operation is',
      statuses: [200, 304],
      run: read,
    }),
    operation({
      id: 'listOperationResults',
      method: 'GET',
      path: ['operations', '{id}', 'results'],
      summary: 'List what came of its items',
      query: ['outcome', 'limit', 'cursor'],
      statuses: [200],
      run: results,
    }),
    operation({
      id: 'readOperationPage',
      method: 'GET',
      path: ['operations', '{id}', 'pages', '{number}'],
      summary: 'Fetch a page of the file that an export makes; pages are numbered from 1',
      produces: ['application/x-ndjson', 'text/csv'],
      statuses: [200],
      run: page,
    }),
    operation({
      id: 'cancelOperation',
      method: 'POST',
      path: ['operations', '{id}', 'cancel'],
      summary: 'Stop it; what is done stays done',
      statuses: [200],
      run: cancel,
    }),
    operation({
      id: 'resumeOperation',
      method: 'POST',
      path: ['operations', '{id}', 'resume'],
      summary: 'Ask for its step once more, should it stand still',
      statuses: [200],
      run: resume,
    }),
  ],
  consumes: [],
};
