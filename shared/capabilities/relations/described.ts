/** What is told of relations. */
import * as z from 'zod/mini';
import { relationFields } from '#shared/capabilities/relations/fields';
import { namesOf, type RelationRule } from '#shared/capabilities/relations/relation';
import type { PartDescription } from '#shared/grammar/capability';
import { choice, instant } from '#shared/grammar/fields';
import { inputSchema } from '#shared/grammar/schemas';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const conflicts = ['link-cycle'] as const;
const headers = ['ETag', 'Idempotency-Replayed'];

export function describedOf(rules: readonly RelationRule[]): PartDescription {
  const names = namesOf(rules) as readonly [string, ...string[]];
  const attributes = Object.entries(relationFields(rules)).filter(([field]) => field !== 'type' && field !== 'target');
  const relation = z.object({
    ...{ type: z.enum(names), target: name, uid: name, since: z.iso.datetime().check(z.maxLength(40)) },
    ...Object.fromEntries(attributes.map(([field, { schema }]) => [field, z.exactOptional(schema)])),
  });
  const [kind] = names;
  const told = { kind: name, to: name };
  return {
    requests: {
      relationships: {
        called: ({ one }) => [`list${one}Relationships`, 'List what it is related to, now or as it was'],
        parameters: [
          { name: 'type', in: 'query', says: 'Only relations of this kind.', field: choice(names) },
          { name: 'asOf', in: 'query', says: 'Relations that held at this instant.', field: instant() },
        ],
        answers: [{ is: 'component', name: 'Relationships', says: 'Those to records that the caller may know of.' }],
      },
      relate: {
        called: ({ one }) => [`relate${one}`, 'Relate it to another record, or give the relation other values'],
        input: {
          name: '*Relationship',
          schema: () => inputSchema(relationFields(rules)),
          fields: () => relationFields(rules),
          example: ({ prefix }) => ({ type: kind, target: `${prefix}0000041` }),
        },
        ifMatch: 'optional',
        answers: [
          { is: 'component', name: 'Relationship', says: 'They are related.', status: 201, headers },
          {
            is: 'component',
            name: 'Relationship',
            says: 'It was there, and has these values.',
            orDryRun: true,
            headers,
          },
        ],
        conflicts,
        refusals: ['link-not-allowed'],
        besideActions: 'relate',
      },
      part: {
        called: ({ one }) => [`part${one}`, 'End a relation; it is still there as of before'],
        parameters: [
          {
            name: 'type',
            in: 'path',
            says: 'The kind, by either of its names.',
            ...(kind !== undefined && { example: kind }),
          },
          { name: 'target', in: 'path', says: 'Number of the other record.', example: 'INC0000002' },
        ],
        ifMatch: 'optional',
        answers: [{ is: 'nothing', says: 'It is over.', headers: ['ETag'] }],
        conflicts: [],
      },
    },
    answers: {
      Relationship: [relation, 'A relation to another record.'],
      Relationships: [
        z.object({ items: z.array(relation), truncated: z.boolean() }),
        'Relations of a record; truncated when there are more than 5,000.',
      ],
    },
    events: {
      related: { says: 'It was related to another record, or the relation got other values.', data: told },
      parted: { says: 'A relation to another record is over.', data: told },
    },
    envelope: {},
  };
}
