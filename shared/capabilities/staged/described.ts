/** What is told of updates that wait: their commands are the record's own. */
import * as z from 'zod/mini';
import { MOST_STAGED } from '#shared/capabilities/staged/rule';
import type { PartDescription } from '#shared/grammar/capability';
import { INSTANT, NAME } from '#shared/grammar/envelope-schemas';

const name = z.string().check(z.minLength(1), z.maxLength(400));
const names = z.array(name).check(z.maxLength(500));
const about = { for: name, attributes: names };
const values = { type: 'object', maxProperties: 500, description: 'By attribute: a field, or `field/key`' } as const;

export const described: PartDescription = {
  requests: {},
  answers: {},
  events: {
    update_staged: { says: 'An update waits for another record, `for`.', data: about },
    update_applied: { says: 'What was staged for another record counts now.', data: about },
    update_conflicted: {
      says: 'What was staged was to count, and `attributes` are no longer what they were: it waits for somebody.',
      data: about,
    },
    update_dropped: { says: 'What was staged for another record will not be.', data: { for: name } },
    update_reversed: {
      says: 'What was applied for another record was taken back; `kept` had changed once more since, and stays.',
      data: { ...about, kept: names },
    },
  },
  envelope: {
    staged: {
      title: 'Updates that wait, by the number of the record that they are staged for',
      description: 'Those that were applied stand here as long as they could be taken back.',
      schema: {
        type: 'object',
        maxProperties: MOST_STAGED * 2,
        additionalProperties: {
          type: 'object',
          required: ['type', 'uid', 'state', 'at', 'by', 'values', 'base'],
          properties: {
            type: NAME,
            uid: NAME,
            state: { type: 'string', enum: ['staged', 'conflicted', 'applied'] },
            at: INSTANT,
            by: NAME,
            values,
            base: values,
            conflicts: { type: 'array', maxItems: 500, items: NAME },
            appliedAt: INSTANT,
          },
        },
      },
    },
  },
};
