/** What is told of a record's audience. */
import { nothing, type PartDescription } from '#shared/grammar/capability';

export const described: PartDescription = {
  ...nothing,
  envelope: {
    readers: {
      title: 'Who may read it',
      description: 'Groups whose members may, or `*` for everybody of the tenant, beside those who work on it.',
      schema: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 120 }, maxItems: 100 },
    },
  },
};
