/** What is told of redaction. */
import { commentRedactionSchema, redactionSchema } from '#shared/capabilities/redaction/requests';
import type { PartDescription } from '#shared/grammar/capability';

const conflicts = ['legal-hold', 'record-closed', 'guard-failed', 'illegal-transition'] as const;

export const described: PartDescription = {
  requests: {
    redact: {
      called: ({ one }) => [`redact${one}`, 'Take values out of record, history and events'],
      input: {
        ...{ name: 'Redaction', says: 'What is to be taken out, and why.' },
        ...{ schema: () => redactionSchema, like: 'action' },
      },
      ifMatch: 'required',
      answers: [{ is: 'record' }],
      conflicts,
    },
    'redact-comment': {
      called: ({ one }) => [`redact${one}Comment`, 'Take the text of a comment out of everything'],
      input: { name: 'Reason', says: 'Why.', schema: () => commentRedactionSchema, like: 'action' },
      ifMatch: 'optional',
      parameters: [{ name: 'comment', in: 'path', says: 'The comment’s id.', example: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
      answers: [
        {
          ...{ is: 'component', name: 'Comment', says: 'The comment, or what would happen.' },
          ...{ orDryRun: true, headers: ['ETag', 'Idempotency-Replayed'] },
        },
      ],
      conflicts,
    },
  },
  answers: {},
  events: { redacted: { says: 'A comment or values were taken out of it and of its history.' } },
  envelope: {},
};
