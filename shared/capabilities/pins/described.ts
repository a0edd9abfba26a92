/** What is told of pinned versions. */
import * as z from 'zod/mini';
import type { PartDescription } from '#shared/grammar/capability';
import { NAME } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.minLength(1), z.maxLength(400));

export const described: PartDescription = {
  requests: {
    'read-pinned': {
      called: ({ one }) => [`read${one}Pinned`, 'Read the version that it was made with'],
      parameters: [{ name: 'field', in: 'path', says: 'The field that names what it was made with.' }],
      answers: [{ is: 'component', name: 'PinnedVersion', says: 'The version, as it was published then.' }],
    },
  },
  answers: {
    PinnedVersion: [
      z.object({
        type: name,
        id: name,
        uid: name,
        version: z.int().check(z.gte(1), z.lte(99_999_999)),
        digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
        intact: z.boolean(),
        content: z.record(name, z.unknown()),
      }),
      'A published version of another record, with what of it is for everybody.',
    ],
  },
  events: {},
  envelope: {
    pins: {
      title: 'Versions that it was made with, by the field that names their record',
      schema: {
        type: 'object',
        maxProperties: 20,
        additionalProperties: {
          type: 'object',
          required: ['type', 'uid', 'id', 'version', 'digest'],
          properties: {
            type: NAME,
            uid: NAME,
            id: NAME,
            version: { type: 'integer', minimum: 1 },
            digest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          },
        },
      },
    },
  },
};
