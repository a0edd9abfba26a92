/** What is told of deletion, legal hold and erasure. */
import { reasonSchema } from '#shared/capabilities/retention/requests';
import type { DescribedRequest, PartDescription } from '#shared/grammar/capability';
import { objectSchema } from '#shared/grammar/fields';

const conflicts = ['illegal-transition', 'guard-failed', 'duplicate', 'nesting-too-deep'] as const;

const held = (name: string, says: string): DescribedRequest => ({
  called: ({ one }) => [`${name}On${one}`, says],
  input: { name: 'Reason', says: 'Why.', schema: () => reasonSchema, like: 'action' },
  ifMatch: 'required',
  answers: [{ is: 'record' }],
  conflicts,
  ruled: true,
});

export const described: PartDescription = {
  requests: {
    delete: {
      called: ({ one, noun }) => [`delete${one}`, `Delete one ${noun}; it can be restored for 30 days`],
      ifMatch: 'required',
      answers: [{ is: 'nothing', says: 'It is deleted.' }],
      conflicts: ['legal-hold', 'in-use', 'guard-failed', 'illegal-transition'],
      ruled: true,
    },
    restore: {
      called: ({ one }) => [`restore${one}`, 'Bring it back after it was deleted'],
      input: { name: 'NoInput', says: 'No fields.', schema: () => objectSchema({}), like: 'action' },
      ifMatch: 'required',
      answers: [{ is: 'record' }],
      conflicts,
      ruled: true,
    },
    'place-legal-hold': held('placeLegalHold', 'Keep it, whatever its retention says'),
    'release-legal-hold': held('releaseLegalHold', 'Let its retention count again'),
  },
  answers: {},
  events: {
    deleted: { says: 'It was deleted; it can be restored for 30 days.' },
    restored: { says: 'It was brought back after it had been deleted.' },
    legal_hold_placed: { says: 'It was put under legal hold.' },
    legal_hold_released: { says: 'Its legal hold was released.' },
    anonymised: { says: 'A person was taken out of it and of its history.' },
  },
  envelope: {},
};
