/** Configuration: calendars, matrices, service levels, groups and settings, inherited from MSP to client, each value with its origin. */

import * as z from 'zod/mini';
import { documentForms } from '#functions/document-forms';
import { withArticle } from '#shared/engine/article';
import type { BusEvent } from '#shared/events/envelope';
import { heard } from '#shared/grammar/service-events';
import { type AnyServiceOperation, operation, type ServiceDefinition } from '#shared/serve/service';
import type { DocumentForm } from '#shared/tenancy/document-form';
import { documentEvents, userEvents } from './contract.ts';
import { create, postedSchema } from './create.ts';
import { list, placeOf, read, readAll, remove, versions, write } from './documents.ts';
import { inheritChange } from './inheritance.ts';
import { markOperator } from './operator-mark.ts';
import { userOperations } from './user-operations.ts';
import { registerUser, unregisterUser } from './user-registry.ts';

const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** The operations on one kind; a kind with a single document has no list and no id. */
function operationsOn(kind: DocumentForm): readonly AnyServiceOperation[] {
  const { path, title, schema, writers, only, posted, trials = [] } = kind;
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
      summary: `Read ${withArticle(noun)} in effect, and where it comes from`,
      by: readers,
      statuses: [200, 304],
      run: read(kind),
    }),
    operation({
      id: `put${one}`,
      method: 'PUT',
      path: item,
      summary: `Set ${withArticle(noun)}: its next version`,
      by: writers,
      body: schema,
      fields: fieldsOf(schema),
      statuses: [200, 201],
      run: write(kind),
    }),
    operation({
      id: `delete${one}`,
      method: 'DELETE',
      path: item,
      summary: `Return ${withArticle(noun)} to what is inherited, or the default`,
      by: writers,
      statuses: [204],
      run: remove(kind),
    }),
    operation({
      id: `list${one}Versions`,
      method: 'GET',
      path: [...item, 'versions'],
      summary: `List the versions of ${withArticle(noun)}`,
      by: readers,
      statuses: [200],
      run: versions(kind),
    }),
    ...(posted ? [creation(kind, posted)] : []),
    ...trials.map(({ id, segment, body, answer, ...said }) =>
      operation({
        ...said,
        id,
        method: 'POST',
        path: [path, segment],
        body,
        fields: fieldsOf(body),
        statuses: [200],
        run: async ({ request: { caller }, body: given }) => {
          const { documents, profile } = await placeOf(caller.tenant);
          return { status: 200, body: answer(given as never, { documents, profile, caller }) };
        },
      }),
    ),
  ];
}

/** Names of what may be in it, for messages; none of a body that is no object. */
const fieldsOf = (schema: z.ZodMiniType<unknown>): readonly string[] =>
  schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [];

/** Posting one under an id of its own. */
function creation(kind: DocumentForm, { id, summary }: NonNullable<DocumentForm['posted']>): AnyServiceOperation {
  const body = postedSchema(kind);
  return operation({
    id,
    method: 'POST',
    path: [kind.path],
    summary,
    by: kind.writers,
    body,
    fields: fieldsOf(body),
    statuses: [201],
    run: create(kind),
  });
}

/** What others know of a user follows the user. */
async function knowUser(event: BusEvent): Promise<void> {
  await registerUser(event);
  await markOperator(event);
}

async function forgetUser(event: BusEvent): Promise<void> {
  await unregisterUser(event);
  await markOperator(event);
}

export const configuration: ServiceDefinition = {
  id: 'configuration',
  stage: 'platform',
  group: 'access',
  title: 'Configuration',
  purpose: 'Let a tenant set how its processes work, and see where each setting comes from.',
  platform: 'users',
  problems: Object.assign({}, ...documentForms.map(({ problems }) => problems)),
  operations: [
    ...documentForms.flatMap(operationsOn),
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
  ],
  consumes: [
    heard(documentEvents, 'updated', inheritChange),
    heard(userEvents, 'updated', knowUser),
    heard(userEvents, 'deleted', forgetUser),
  ],
};
