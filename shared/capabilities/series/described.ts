/** What is told of measured series. */
import * as z from 'zod/mini';
import { MOST, readingsBody } from '#shared/capabilities/series/requests';
import type { PartDescription } from '#shared/grammar/capability';
import { INSTANT, NAME } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const instant = z.iso.datetime({ offset: true }).check(z.maxLength(40));
const count = z.int().check(z.gte(0), z.lte(100_000));
const value = z.nullable(z.number());
const stretch = { from: instant, until: instant };
const upTo = <T extends z.ZodMiniType>(of: T, most: number) => z.array(of).check(z.maxLength(most));

const point = z.object({ at: instant, value: z.number() });
const bucket = z.object({
  ...stretch,
  coverage: z.number().check(z.gte(0), z.lte(1)),
  filled: count,
  slots: count,
  mean: value,
  max: value,
  p95: value,
  sum: value,
});

export const described: PartDescription = {
  requests: {
    'record-readings': {
      called: ({ one }) => [
        `record${one}Readings`,
        `Write up to ${MOST} readings, in any order; sent again they count once`,
      ],
      input: { name: 'Readings', schema: () => readingsBody },
      answers: [{ is: 'component', name: 'ReadingsTaken', says: 'What was taken, and what was not by its place.' }],
      conflicts: ['record-closed'],
    },
    'read-series': {
      called: ({ one }) => [`read${one}Series`, 'Read readings, or their roll-ups, of a time'],
      parameters: [
        { name: 'from', in: 'query', says: 'From when; a day before `to` when absent.', schema: INSTANT },
        { name: 'to', in: 'query', says: 'Until when, exclusive; now when absent.', schema: INSTANT },
        { name: 'per', in: 'query', says: '`reading`, or a roll-up that there is: `hour`, `day`.', schema: NAME },
      ],
      answers: [{ is: 'component', name: 'Series', says: 'Readings with the gaps between them, or buckets.' }],
    },
  },
  answers: {
    ReadingsTaken: [
      z.object({
        accepted: count,
        replaced: count,
        unchanged: count,
        rejected: upTo(z.object({ index: count, code: name }), MOST),
      }),
      'How many readings were new, took the place of another value, or were there already. `timestamp-too-old`, `timestamp-in-future`, `out-of-range`, `invalid-value` and `slot-full` are not taken.',
    ],
    Series: [
      z.object({
        per: name,
        step: z.number(),
        items: upTo(z.union([point, bucket]), 10_000),
        gaps: z.exactOptional(upTo(z.object(stretch), 10_000)),
        nextCursor: z.null(),
      }),
      'Readings in order of time, or buckets: nothing known is null, never zero.',
    ],
  },
  events: {
    level_changed: {
      says: 'A measured series crossed a level, fell silent, or came back.',
      data: { series: name, from: name, to: name, at: instant, value: z.exactOptional(z.number()) },
    },
  },
  envelope: {
    series: {
      title: 'How its measured series stand, by name',
      schema: {
        type: 'object',
        maxProperties: 20,
        additionalProperties: {
          type: 'object',
          required: ['level', 'since'],
          properties: { level: NAME, since: INSTANT },
        },
      },
    },
  },
};
