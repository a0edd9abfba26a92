/** A rack with what stands in it (E2), as facilities will have it: reserved without overlap, asked for a place, and drawn. */
import { collections } from '#shared/capabilities/collections/capability';
import { placementProblems } from '#shared/capabilities/collections/specimen/placement-problems';
import { findings, positions } from '#shared/capabilities/collections/specimen/positions';
import { elevation, placement } from '#shared/capabilities/collections/specimen/queries';
import { isEmpty, rackContract, rackFields } from '#shared/capabilities/collections/specimen/rules';
import { everyRecord } from '#shared/capabilities/every-record';
import { queries } from '#shared/capabilities/queries/capability';
import { defineRecord } from '#shared/grammar/definition';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

export const rack = defineRecord({
  ...rackContract,
  fields: rackFields,
  lifecycle: { initial: 'live', states: { live: 'open', retired: 'final' } },
  create: { summary: 'Set up a rack', by: ['FAC', 'REQ'] },
  actions: {
    retire: {
      summary: 'Take out of use',
      from: ['live'],
      to: 'retired',
      by: ['FAC'],
      guards: { isEmpty },
      input: {},
      emits: 'retired',
    },
  },
  parts: [...everyRecord, collections({ positions, findings }), queries({ placement, elevation })],
  remove: { guards: { isEmpty } },
  lists: indexed('open', 'requester'),
});

export const racks = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Racks',
  purpose: 'Stand for every process whose records have items of their own.',
  records: [rack],
  consumes: [],
  problems: placementProblems,
});
