/** What is stored, timed or signed and acts for nobody. */
import { documentForms } from '#functions/document-forms';
import { processes } from '#functions/registry';
import type { RecordContract } from '#shared/grammar/contract';
import type { Acting } from '#shared/tenancy/acting';

/** Types of records that act later than somebody asked for it, as their letterboxes say. */
export const recordsThatAct: Readonly<Record<string, Acting>> = Object.fromEntries(
  processes
    .flatMap(({ contract }): readonly RecordContract[] => contract?.records ?? [])
    .flatMap(({ type, acts }) => (acts ? [[type, acts]] : [])),
);

/** What is stored, timed or signed and acts for nobody: why whoever made it need not be there any more. */
const OURS = 'Machinery keeps it; nobody made it.';
const TOLD = 'It tells of what was done, and does nothing.';
const SET = 'An administrator set it for the tenant: it is the tenant’s, and changed by its next one.';
const RECORD = 'A record is the tenant’s, and its lifecycle goes on by the tenant’s rules.';

export const atRest: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...[
        'number',
        'counter',
        'open-key',
        'consumed',
        'sighting',
        'listening',
        'fact',
        'word',
        'searched',
        'found',
        'reference',
        'departure',
      ],
      ...['imported', 'mail-thread', 'mail-sender', 'bounced-address', 'notification-window', 'retiming', 'slug'],
      ...['user-email', 'tenant', 'delegated', 'documents', 'listing', 'related', 'unique', 'referrers'],
      ...['identity', 'unrecognised', 'reporting'],
    ].map((kind) => [kind, OURS]),
  ),
  ...Object.fromEntries(
    [
      ...['user-history', 'access-log', 'access-key-history', 'purge-certificate', 'quarantine'],
      ...['webhook-delivery', 'document', 'mail'],
    ].map((kind) => [kind, TOLD]),
  ),
  ...Object.fromEntries([...['configuration', 'notification-text', 'user', 'legal-hold']].map((kind) => [kind, SET])),
  ...Object.fromEntries(documentForms.map(({ kind }) => [kind, SET])),
  ...Object.fromEntries(
    processes.flatMap(({ records }) => records.flatMap(({ type }) => (type in recordsThatAct ? [] : [[type, RECORD]]))),
  ),
  'service-notice': 'Who is affected was told of it; it is published when it begins, unless an agent withdraws it.',
  erasure: 'It is the person’s right, and the tenant’s duty, whoever ordered it.',
  delegation: 'It is what a grant is.',
  idempotency: 'It is answered to nobody but who asked, signed in.',
  cursor: 'It is read by nobody but who asked, signed in.',
  view: 'It is read by whoever it is shared with, with their own eyes.',
  'notification-preferences': 'They are wishes of who is told.',
};
