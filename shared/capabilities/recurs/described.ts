/** What is told of what recurs. */
import type { PartDescription } from '#shared/grammar/capability';
import { INSTANT } from '#shared/grammar/envelope-schemas';

export const described: PartDescription = {
  requests: {},
  answers: {},
  events: {},
  envelope: {
    recurred: {
      title: 'When what recurs on it was done last, by name',
      schema: { type: 'object', maxProperties: 20, additionalProperties: INSTANT },
    },
  },
};
