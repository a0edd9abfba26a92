/** What is told of finding and suggesting records of a type. */
import * as z from 'zod/mini';
import { sorts, suggestSchema } from '#shared/capabilities/finding/requests';
import { narrowing } from '#shared/capabilities/finding/rule';
import type { PartDescription } from '#shared/grammar/capability';

const name = z.string().check(z.maxLength(400));
const hit = {
  ...{ id: name, uid: name, type: name, title: name, state: name, href: name },
  score: z.number().check(z.gte(0), z.lte(1_000_000)),
  warning: z.exactOptional(name),
};
const page = <T extends z.ZodMiniType>(of: T) => ({ items: z.array(of).check(z.maxLength(50)), nextCursor: z.null() });
const WORDS = { type: 'string', minLength: 1, maxLength: 400 };

export const described: PartDescription = {
  requests: {
    search: {
      called: ({ many, noun }) => [`search${many}`, `Find ${noun}s that are in force by words`],
      parameters: [
        {
          name: 'q',
          in: 'query',
          says: 'What is looked for.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
          required: true,
        },
        ...narrowing.map((each) => ({
          ...{
            name: each,
            in: 'query' as const,
            says: `Only those of this ${each}; several are alternatives, divided by commas.`,
          },
          schema: WORDS,
        })),
        {
          name: 'sort',
          in: 'query',
          says: 'The order; by relevance unless said.',
          schema: { type: 'string', enum: sorts },
        },
        {
          ...{ name: 'limit', in: 'query', says: 'How many at most.' },
          schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 50, default: 10 },
        },
      ],
      answers: [{ is: 'component', name: 'FoundList', says: 'Those that the caller may see, and how many there are.' }],
    },
    suggest: {
      called: ({ many, noun }) => [`suggest${many}`, `Suggest ${noun}s for what somebody is about to say`],
      input: {
        name: 'Suggesting',
        schema: () => suggestSchema,
        example: () => ({ title: 'VPN error 809', serviceId: 'network' }),
      },
      reads: true,
      answers: [{ is: 'component', name: 'SuggestionList', says: 'The five that fit best, with a score from 0 to 1.' }],
    },
  },
  answers: {
    FoundList: [
      z.object({ ...page(z.object(hit)), approximateTotal: z.int().check(z.gte(0), z.lte(1_000_000)) }),
      'What was found, the best first.',
    ],
    SuggestionList: [z.object(page(z.object({ ...hit, reason: name }))), 'Suggestions, the best first, and why.'],
  },
  events: {},
  envelope: {},
};
