/** Saved views: people keep the lists that they work by, and share them with their group or everybody. */
import { operation, type ServiceDefinition } from '#shared/serve/service';
import { viewSchema } from './schema.ts';
import { create, list, read, remove, replace } from './views.ts';

const fields = Object.keys(viewSchema.shape);

export const views: ServiceDefinition = {
  id: 'views',
  stage: 'platform',
  group: 'insight',
  title: 'Views',
  purpose: 'Keep the lists that people work by under a name, for themselves or shared.',
  operations: [
    operation({
      id: 'listViews',
      method: 'GET',
      path: ['views'],
      summary: 'List your own views and those that are shared with you',
      query: ['recordType'],
      statuses: [200],
      run: list,
    }),
    operation({
      id: 'createView',
      method: 'POST',
      path: ['views'],
      summary: 'Keep a view',
      body: viewSchema,
      fields,
      statuses: [201],
      run: create,
    }),
    operation({
      id: 'getView',
      method: 'GET',
      path: ['views', '{id}'],
      summary: 'Read a view, and the address that runs it',
      statuses: [200, 304],
      run: read,
    }),
    operation({
      id: 'putView',
      method: 'PUT',
      path: ['views', '{id}'],
      summary: 'Change a view',
      body: viewSchema,
      fields,
      statuses: [200],
      run: replace,
    }),
    operation({
      id: 'deleteView',
      method: 'DELETE',
      path: ['views', '{id}'],
      summary: 'Forget a view',
      statuses: [204],
      run: remove,
    }),
  ],
  consumes: [],
};
