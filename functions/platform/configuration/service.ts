/** Configuration: calendars, matrices, service levels, groups and settings, inherited from MSP to client, each value with its origin. */
import { type AnyServiceOperation, operation, type ServiceDefinition } from '#shared/process/service';
import { list, read, readAll, remove, versions, write } from './documents.ts';
import { evaluate, evaluationSchema } from './evaluate.ts';
import { inheritChange } from './inheritance.ts';
import { type Kind, kinds } from './kinds.ts';
import { userOperations } from './user-operations.ts';
import { registerUser } from './user-registry.ts';

const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** The operations on one kind; a kind with a single document has no list and no id. */
function operationsOn(kind: Kind): readonly AnyServiceOperation[] {
  const { path, title, schema, fields, writers, only } = kind;
  const one = pascal(kind.kind);
  const item = only ? [path] : [path, '{id}'];
  const readers = ['AGT', 'LEAD', 'CHM', 'REL', 'PRB', 'SVO', 'PRO', 'TAD', 'AUD', 'MSP'] as const;
  const noun = title.toLowerCase();
  return [
    ...(only
      ? []
      : [
          operation({
            id: `list${pascal(path)}`,
            method: 'GET',
            path: [path],
            summary: `List every ${noun} in effect`,
            by: readers,
            statuses: [200],
            run: list(kind),
          }),
        ]),
    operation({
      id: `get${one}`,
      method: 'GET',
      path: item,
      summary: `Read a ${noun} in effect, and where it comes from`,
      by: readers,
      statuses: [200],
      run: read(kind),
    }),
    operation({
      id: `put${one}`,
      method: 'PUT',
      path: item,
      summary: `Set a ${noun}: its next version`,
      by: writers,
      body: schema,
      fields,
      statuses: [200, 201],
      run: write(kind),
    }),
    operation({
      id: `delete${one}`,
      method: 'DELETE',
      path: item,
      summary: `Return a ${noun} to what is inherited, or the default`,
      by: writers,
      statuses: [204],
      run: remove(kind),
    }),
    operation({
      id: `list${one}Versions`,
      method: 'GET',
      path: [...item, 'versions'],
      summary: `List the versions of a ${noun}`,
      by: readers,
      statuses: [200],
      run: versions(kind),
    }),
  ];
}

export const configuration: ServiceDefinition = {
  id: 'configuration',
  stage: 'platform',
  title: 'Configuration',
  purpose: 'Let a tenant set how its processes work, and see where each setting comes from.',
  platform: 'writes',
  operations: [
    ...kinds.flatMap(operationsOn),
    ...userOperations,
    operation({
      id: 'readConfiguration',
      method: 'GET',
      path: ['configuration'],
      summary: 'Read everything in effect, and where it comes from',
      by: ['TAD', 'PRO', 'AUD', 'MSP'],
      statuses: [200],
      run: readAll,
    }),
    operation({
      id: 'evaluateCalendar',
      method: 'POST',
      path: ['calendars', 'evaluate'],
      summary: 'Add working time on a calendar, or measure it',
      body: evaluationSchema,
      fields: Object.keys(evaluationSchema.shape),
      statuses: [200],
      run: evaluate,
    }),
  ],
  consumes: [
    { source: 'itsm.configuration', detailType: 'configuration.updated', run: inheritChange },
    { source: 'itsm.configuration', detailType: 'user.updated', run: registerUser },
  ],
};
