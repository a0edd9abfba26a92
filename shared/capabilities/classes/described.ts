/** What is told of classes, and of records that are of one. */
import * as z from 'zod/mini';
import { nothing, type PartDescription } from '#shared/grammar/capability';
import { NAME } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const version = z.int().check(z.gte(1), z.lte(99_999_999));
const ancestor = z.object({ id: name, key: name, version });

export const described: PartDescription = {
  ...nothing,
  requests: {
    'read-schema': {
      called: ({ one }) => [`read${one}Schema`, 'Read what it asks of its records, inherited attributes included'],
      answers: [
        { is: 'component', name: 'ClassSchema', says: 'Its attributes as they are published, the root’s first.' },
      ],
    },
  },
  answers: {
    ClassSchema: [
      z.object({
        ...{ id: name, key: name, version, abstract: z.boolean() },
        lineage: z.array(ancestor).check(z.maxLength(8)),
        attributes: z.array(z.record(name, z.unknown())).check(z.maxLength(800)),
      }),
      'What a class asks of its records: its lineage, the root first, and attributes, each with the class that it is from.',
    ],
  },
};

export const describedOfRecords: PartDescription = {
  ...nothing,
  envelope: {
    classified: {
      title: 'The class that its attributes were judged by last',
      description: 'All that it is a kind of comes first, the class itself last, each with its version.',
      schema: {
        type: 'array',
        maxItems: 8,
        items: {
          type: 'object',
          required: ['id', 'key', 'version'],
          properties: { id: NAME, key: NAME, version: { type: 'integer', minimum: 1 } },
        },
      },
    },
    controlled: {
      title: 'Attributes that named commands change only',
      schema: { type: 'array', maxItems: 800, items: NAME },
    },
  },
};
