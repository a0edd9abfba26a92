/** What is told of many commands in one request. */
import * as z from 'zod/mini';
import { bulkBody } from '#shared/capabilities/bulk/requests';
import { itemResult, name } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';

export const described: PartDescription = {
  requests: {
    bulk: {
      called: ({ many, noun }) => [`bulk${many}`, `Carry out one command on many ${noun} records`],
      input: {
        name: 'Bulk',
        schema: () => bulkBody,
        // What takes something with it tells more.
        example: ({ prefix }, commands) => ({
          ...(commands.find(({ body }) => Object.keys(body).length > 0) ?? commands[0]),
          items: ['0000042', '0000043'].map((number) => ({ id: `${prefix}${number}` })),
        }),
      },
      answers: [
        {
          ...{ is: 'component', name: 'BulkResult', headers: ['Idempotency-Replayed'] },
          says: 'What came of each item, in the order of the request.',
        },
        { is: 'operation' },
      ],
      conflicts: [],
      besideActions: 'bulk',
    },
  },
  answers: {
    BulkResult: [
      z.object({ results: z.array(itemResult).check(z.maxLength(100)) }),
      'What came of each item, in the order of the request: the status that the single call would have had, or its problem.',
    ],
  },
  work: { bulk: { command: name, stopOnError: z.boolean() } },
  events: {},
  envelope: {},
};
