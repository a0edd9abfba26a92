/** What is told of splitting. */
import * as z from 'zod/mini';
import { splitFields, splitSchema } from '#shared/capabilities/splitting/schema';
import type { PartDescription } from '#shared/grammar/capability';
import { INSTANT, NAME, NAMES } from '#shared/grammar/envelope-schemas';

export const described: PartDescription = {
  requests: {
    split: {
      called: ({ one, noun }) => [`split${one}`, `Make a second ${noun} of what does not belong to this one`],
      input: { name: '*Split', schema: splitSchema, fields: splitFields, like: 'create' },
      ifMatch: 'required',
      answers: [{ is: 'new-record', says: 'The new record.' }],
      conflicts: ['record-closed', 'illegal-transition', 'guard-failed', 'duplicate'],
      besideActions: 'split',
    },
  },
  answers: {},
  events: {
    split: {
      says: 'Part of it became another record.',
      data: { into: z.string().check(z.minLength(1), z.maxLength(400)), tasks: z.array(z.int().check(z.gte(1))) },
    },
  },
  envelope: {
    splitFrom: {
      title: 'The record that this one was split from',
      description: 'With the comments and attachments of it that are shown here as well.',
      schema: {
        type: 'object',
        required: ['id', 'uid', 'at', 'comments', 'attachments'],
        properties: { id: NAME, uid: NAME, at: INSTANT, comments: NAMES, attachments: NAMES },
      },
    },
  },
};
