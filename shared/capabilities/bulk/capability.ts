/** One command on many records: at once, or as long work (A8). */
import { performItem } from '#shared/capabilities/bulk/bulk-item';
import { described } from '#shared/capabilities/bulk/described';
import { bulkProblems } from '#shared/capabilities/bulk/problems';
import { bulk as carryOut } from '#shared/capabilities/bulk/requests';
import { defineCapability } from '#shared/engine/capability';

export const bulk = defineCapability<unknown, never, never>({
  name: 'bulk',
  described,
  problems: bulkProblems,
  requests: [{ kind: 'bulk', method: 'POST', path: '*/bulk', run: carryOut }],
  steps: {
    bulk: {
      stops: ({ stopOnError }) => stopOnError,
      run: (context, { command }, item, { key, dryRun }) => performItem(context, command, item, key, dryRun),
    },
  },
});
