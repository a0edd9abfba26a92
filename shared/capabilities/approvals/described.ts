/** What is told of rounds of approval: their commands are the record's own, and its letterbox says what its events carry. */
import type { PartDescription } from '#shared/grammar/capability';

export const described: PartDescription = {
  requests: {},
  answers: {},
  events: {
    approval_requested: { says: 'A round of approval is asked for, with those who may vote.' },
    approval_withdrawn: { says: 'A round of approval that was asked for is needed no more.' },
    approval_superseded: { says: 'What is decided upon, or was, has changed; another round is asked for.' },
  },
  envelope: {},
};
