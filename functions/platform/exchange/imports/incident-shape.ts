/** What the table and its indexes need to know of an incident. Incident management's own definition must say the same (tested). */
import { measures } from '#functions/measures';
import { incident } from '#functions/service-operation/incident-management/contract';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { by, indexed } from '#shared/grammar/lists';

const fact = measures.find(({ type }) => type === incident.type)?.fact;

/**
 * Timers and clocks are left out on purpose: what happened elsewhere is not measured again, so an imported incident carries no
 * clock and nothing happens to it by itself until somebody here works on it.
 */
export const incidentShape: AnyRecordDefinition = {
  ...incident,
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
  lists: {
    ...indexed('open', 'queue', 'assignee', 'requester', 'opened'),
    byService: by('serviceId').ordered('openedAt'),
    openByService: by('serviceId').open().ordered('openedAt'),
    byCategory: by('category').ordered('openedAt'),
    byGroup: by('assignedGroup').ordered('openedAt'),
  },
  ...(fact && { fact }),
};
