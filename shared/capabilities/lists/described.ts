/** What is told of lists. */
import type { DescribedRequest, PartDescription } from '#shared/grammar/capability';

const listed = (asks: 'list' | 'queue', called: DescribedRequest['called']): DescribedRequest => ({
  called,
  asks,
  answers: [{ is: 'page', says: 'A page; `nextCursor` is null on the last one.' }],
  refusals: ['too-many-to-sort'],
});

export const described: PartDescription = {
  requests: {
    list: listed('list', ({ many, noun }) => [`list${many}`, `List ${noun} records`]),
    queue: listed('queue', ({ many, noun }) => [
      `list${many}InQueue`,
      `List the open ${noun} records of a group, the most urgent first`,
    ]),
  },
  answers: {},
  events: {},
  envelope: {},
};
