/** What is told of feedback. */
import * as z from 'zod/mini';
import { voteSchema } from '#shared/capabilities/votes/requests';
import type { PartDescription } from '#shared/grammar/capability';

const COUNT = { type: 'integer', format: 'int32', minimum: 0, maximum: 1_000_000_000 };

export const described: PartDescription = {
  requests: {
    vote: {
      called: ({ one, noun }) => [`giveFeedbackOn${one}`, `Say whether the ${noun} helped`],
      says: 'Who says so again replaces what they said.',
      input: { name: 'Feedback', schema: () => voteSchema, example: () => ({ helpful: true }) },
      ifMatch: 'optional',
      answers: [{ is: 'record' }],
      conflicts: ['guard-failed'],
      ruled: true,
    },
  },
  answers: {},
  events: { feedback_given: { says: 'Somebody said whether it helped.', data: { helpful: z.boolean() } } },
  envelope: {
    feedback: {
      title: 'What people said of it',
      schema: {
        type: 'object',
        properties: { helpful: COUNT, not: COUNT, comments: COUNT },
        required: ['helpful', 'not', 'comments'],
        additionalProperties: false,
      },
    },
    helpfulness: {
      title: 'How helpful it is',
      description: 'helpful / (helpful + not) in percent; null while fewer than five people have said.',
      schema: { type: ['number', 'null'], minimum: 0, maximum: 100 },
    },
  },
};
