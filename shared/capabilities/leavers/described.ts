/** What is told of work that somebody left. */
import * as z from 'zod/mini';
import { nothing, type PartDescription } from '#shared/grammar/capability';

const name = z.string().check(z.minLength(1), z.maxLength(400));

export const described: PartDescription = {
  ...nothing,
  events: {
    'assignment.returned': {
      says: 'It, or a task of it, returned to its group, as the person who had it was deactivated.',
      data: { user: name, group: z.nullable(name), task: z.optional(z.int().check(z.gte(1))) },
    },
  },
};
