/** What is told of mail that a process is to take (A15): what it says stands in the mail, not in the event. */
import * as z from 'zod/mini';
import { MAIL_RECEIVED, mailSteps } from '#shared/capabilities/mail/asked';
import { MAIL } from '#shared/capabilities/mail/received';
import type { PartDescription } from '#shared/grammar/capability';

export const described: PartDescription = {
  requests: {},
  answers: {},
  events: {},
  envelope: {},
  beside: {
    [MAIL_RECEIVED]: {
      ...{ about: MAIL, says: 'A mail came in for a record of the process.' },
      data: { mail: z.string().check(z.minLength(1), z.maxLength(400)), step: z.enum(mailSteps) },
    },
  },
};
