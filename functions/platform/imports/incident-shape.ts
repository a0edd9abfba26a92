/** What the table and its indexes need to know of an incident. Incident management's own definition must say the same (tested). */
import type { AnyRecordDefinition } from '#shared/process/definition';

/**
 * Timers and clocks are left out on purpose: what happened elsewhere is not measured again, so an imported incident carries no
 * clock and nothing happens to it by itself until somebody here works on it.
 */
export const incidentShape: AnyRecordDefinition = {
  type: 'incident',
  prefix: 'INC',
  path: 'incidents',
  title: 'Incident',
  permissions: {},
  fields: {},
  lifecycle: {
    initial: 'new',
    states: {
      new: 'open',
      assigned: 'open',
      in_progress: 'open',
      pending: 'waiting',
      resolved: 'done',
      closed: 'final',
      canceled: 'final',
    },
  },
  create: { summary: 'Import an incident', by: [] },
  actions: {},
  lists: ['open', 'queue', 'assignee', 'requester', 'opened'],
};
