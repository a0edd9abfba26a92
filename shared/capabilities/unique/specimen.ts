/** A room, one of its name on a site, and one with a badge. */
import { everyRecord } from '#shared/capabilities/every-record';
import { unique } from '#shared/capabilities/unique/capability';
import { defineRecord } from '#shared/grammar/definition';
import { line } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

export const room = defineRecord({
  type: 'room',
  prefix: 'ROM',
  path: 'rooms',
  title: 'Room',
  permissions: { AGT: 'RCUX', TAD: 'RCUXD', REQ: 'rC' },
  fields: { site: line({ max: 80 }), name: line({ max: 80 }), badge: line({ max: 80 }) },
  lifecycle: { initial: 'open', states: { open: 'open', closed: 'done' } },
  create: { summary: 'Add a room', by: ['AGT'], batch: 10 },
  actions: {
    close: { summary: 'Close', from: ['open'], to: 'closed', by: ['AGT'], input: {}, emits: 'closed' },
  },
  parts: [...everyRecord, unique({ fields: ['site', 'name'] }, { fields: ['badge'], refusal: 'immutable' })],
  lists: indexed('open'),
});

export const rooms = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Rooms',
  purpose: 'Stand for every process of which records differ in something.',
  records: [room],
  consumes: [],
});
