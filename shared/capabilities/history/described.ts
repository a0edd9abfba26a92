/** What is told of the audit trail. */
import * as z from 'zod/mini';
import type { HistoryEntry, Verification } from '#shared/engine/history';
import { actor, anyValue, bounded, count, instant, name, page, text, visibility } from '#shared/grammar/answer-shapes';
import type { PartDescription } from '#shared/grammar/capability';

const change = z.object({ field: name, old: anyValue, new: anyValue, digest: z.exactOptional(name) });

/** Hashes and sequence numbers are for those who read all: gaps would tell a requester of internal notes. */
const historyEntry = z.object({
  sequence: z.exactOptional(count),
  version: count,
  at: instant,
  actor,
  command: name,
  reason: z.exactOptional(text),
  changes: bounded(change),
  requestId: z.exactOptional(name),
  visibility: z.exactOptional(visibility),
  previousHash: z.exactOptional(name),
  hash: z.exactOptional(name),
});
type Visible = Pick<HistoryEntry, 'version' | 'at' | 'command'> & { readonly reason?: string };
historyEntry satisfies z.ZodMiniType<Visible>;

const verification = z.object({
  valid: z.boolean(),
  entries: count,
  brokenAt: z.exactOptional(z.object({ sequence: count, reason: text })),
}) satisfies z.ZodMiniType<Verification>;

const word = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

export const described: PartDescription = {
  requests: {
    history: {
      called: ({ one }) => [`get${one}History`, 'Read its audit trail'],
      parameters: [
        { name: 'field', in: 'query', says: 'Only entries that changed this field.', schema: word(80) },
        { name: 'actor', in: 'query', says: 'Only entries of this actor.', schema: word(120) },
        {
          ...{ name: 'from', in: 'query', says: 'Only entries from this instant on.' },
          schema: { type: 'string', format: 'date-time', maxLength: 40 },
        },
      ],
      answers: [{ is: 'component', name: 'History', says: 'The audit trail, as far as the caller may see it.' }],
    },
    verify: {
      called: ({ one }) => [`verify${one}History`, 'Recompute the hash chain of its audit trail'],
      answers: [{ is: 'component', name: 'Verification', says: 'Whether the chain holds.' }],
    },
  },
  answers: {
    HistoryEntry: [historyEntry, 'One accepted command and what it changed.'],
    History: [page(historyEntry), 'The audit trail, first to last.', 'HistoryEntry'],
    Verification: [verification, 'Whether the hash chain holds, and where it does not.'],
  },
  events: {},
  envelope: {},
};
