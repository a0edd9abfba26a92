/** Bodies that no schema alone gives. */
import type { Examples } from '#shared/grammar/examples';

const view = {
  name: 'Urgent and mine',
  recordType: 'incident',
  filters: { priority: 'P1,P2', state: 'in_progress' },
  sort: 'priority,dueAt',
  audience: 'personal',
};

export const viewsExamples = {
  of: 'views',
  requests: { createView: view, putView: view },
} satisfies Examples;
