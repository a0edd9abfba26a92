/** What is told of comparing records. */
import * as z from 'zod/mini';
import type { PartComponent, PartDescription } from '#shared/grammar/capability';
import { NAME } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.maxLength(400));

const match = z.object({
  id: name,
  uid: name,
  title: z.exactOptional(z.string().check(z.maxLength(32_000))),
  state: name,
  openedAt: z.iso.datetime({ offset: true }).check(z.maxLength(40)),
  similarity: z.number().check(z.gte(0), z.lte(1)),
  duplicate: z.boolean(),
});

const upToTen = <T extends z.ZodMiniType>(of: T) => z.array(of).check(z.maxLength(10));

const similarList: PartComponent = [
  z.object({ items: upToTen(match), nextCursor: z.null() }),
  'The most similar records, most similar first: cosine of trigrams from 0.3 to 1. A duplicate is one of at least 0.85, alike in what matters, opened within a day.',
];

const suggestionList: PartComponent = [
  z.object({
    duplicates: upToTen(match),
    solutions: upToTen(z.object({ ...match.shape, solution: z.exactOptional(z.unknown()) })),
  }),
  'Possible duplicates, and similar records with what solved them.',
];

export const described: PartDescription = {
  requests: {
    similar: {
      called: ({ many, noun }) => [`list${many}LikeThis`, `List the most similar ${noun} records`],
      answers: [{ is: 'component', name: 'SimilarList', says: 'The most similar records that the caller may see.' }],
    },
    suggestions: {
      called: ({ one }) => [`suggestFor${one}`, 'Possible duplicates, and what solved the like'],
      answers: [
        { is: 'component', name: 'Suggestions', says: 'What to merge it with, and what solved the like of it.' },
      ],
    },
  },
  answers: { SimilarList: similarList, Suggestions: suggestionList },
  events: {},
  envelope: {},
};

/** What is told where new records are told of their possible duplicates. */
export const describedHints: PartDescription = {
  ...described,
  events: {
    duplicates_suspected: {
      says: 'Others said the same before.',
      data: { duplicates: z.array(z.string().check(z.minLength(1), z.maxLength(400))) },
    },
  },
  envelope: {
    possibleDuplicates: {
      title: 'Records that said the same before',
      description:
        'As found when it was made, the most similar first. Its requester sees them where they are their own.',
      schema: {
        type: 'array',
        maxItems: 10,
        items: {
          type: 'object',
          required: ['id', 'uid', 'similarity'],
          properties: { id: NAME, uid: NAME, similarity: { type: 'number', minimum: 0, maximum: 1 } },
        },
      },
    },
  },
};
