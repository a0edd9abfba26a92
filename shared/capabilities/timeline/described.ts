/** What is told of timelines. */
import * as z from 'zod/mini';
import type { Moment } from '#shared/capabilities/timeline/requests';
import { instant, name, page, text } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';

const moment = z.object({
  at: instant,
  kind: name,
  by: name,
  text: z.nullable(text),
  public: z.boolean(),
}) satisfies z.ZodMiniType<Moment>;

export const described: PartDescription = {
  requests: {
    timeline: {
      called: ({ one }) => [`get${one}Timeline`, 'Read what was done and said, first to last'],
      answers: [
        {
          ...{ is: 'component', name: 'Timeline' },
          says: 'What was done and said, as far as the caller may see it.',
        },
      ],
    },
  },
  answers: {
    Moment: [moment, 'Something that was done, or said.'],
    Timeline: [page(moment), 'What was done and said, first to last.', 'Moment'],
  },
  events: {},
  envelope: {},
};
