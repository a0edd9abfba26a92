/** What is told of cloning. */
import type { PartDescription } from '#shared/grammar/capability';
import { patchSchema } from '#shared/grammar/schemas';

export const described: PartDescription = {
  requests: {
    clone: {
      called: ({ one, noun }) => [`clone${one}`, `Make a new ${noun} with what this one is about`],
      input: { name: '*Patch', schema: patchSchema, like: 'create' },
      answers: [{ is: 'new-record' }],
      conflicts: ['duplicate', 'guard-failed'],
      ruled: true,
      besideActions: 'clone',
    },
  },
  answers: {},
  events: {},
  envelope: {},
};
