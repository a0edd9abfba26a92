/** What is told of merging. */
import * as z from 'zod/mini';
import { mergeBody } from '#shared/capabilities/merging/merge-request';
import { reasonSchema } from '#shared/capabilities/retention/requests';
import type { PartDescription } from '#shared/grammar/capability';
import { COUNT, INSTANT, NAME } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const conflicts = ['merge-refused', 'link-cycle', 'guard-failed', 'duplicate'] as const;

export const described: PartDescription = {
  requests: {
    merge: {
      called: ({ many, noun }) => [`merge${many}`, `Merge duplicates into one ${noun}`],
      input: {
        name: 'Merge',
        schema: () => mergeBody,
        example: ({ prefix }) => ({
          survivor: `${prefix}0000042`,
          duplicates: [`${prefix}0000043`],
          reason: 'The same outage',
        }),
      },
      answers: [{ is: 'record', says: 'The survivor, or what would become of it.' }, { is: 'operation' }],
      conflicts,
      besideActions: 'merge',
    },
    unmerge: {
      called: ({ one }) => [`unmerge${one}`, 'Make a duplicate what it was before it was merged'],
      input: { name: 'Unmerge', schema: () => reasonSchema },
      ifMatch: 'required',
      answers: [{ is: 'record' }],
      conflicts,
    },
  },
  answers: {},
  events: {
    merged: { says: 'It was a duplicate and went into another record.', data: { into: name } },
    absorbed: { says: 'Duplicates went into it.', data: { count: z.int().check(z.gte(1)) } },
    unmerged: { says: 'It became what it was before it was merged.', data: { from: name } },
    released: { says: 'A duplicate was separated from it again.' },
  },
  envelope: {
    mergedInto: {
      title: 'The record that this one, a duplicate, was merged into',
      description: 'When one record is read, with the state of that record.',
      schema: {
        type: 'object',
        required: ['id', 'at'],
        properties: { id: NAME, uid: NAME, at: INSTANT, state: NAME },
      },
    },
    mergedCount: { title: 'Duplicates that were merged into this one', schema: COUNT },
  },
};
