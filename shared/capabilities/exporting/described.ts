/** What is told of exports. */
import { exportBody } from '#shared/capabilities/exporting/requests';
import type { PartDescription } from '#shared/grammar/capability';

export const described: PartDescription = {
  requests: {
    export: {
      called: ({ many, noun }) => [`export${many}`, `Export ${noun} records as a file in pages`],
      input: { name: 'Export', schema: () => exportBody },
      untried: true,
      answers: [{ is: 'operation' }],
      conflicts: [],
    },
  },
  answers: {},
  events: {},
  envelope: {},
};
