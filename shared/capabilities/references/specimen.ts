/** Cabinets that stand on a site: a reference that holds what it names, one that is pinned, one of another process, one that may be any word. */
import { everyRecord } from '#shared/capabilities/every-record';
import { referable, references } from '#shared/capabilities/references/capability';
import { defineRecord } from '#shared/grammar/definition';
import { list, reference } from '#shared/grammar/fields';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

const permissions = { AGT: 'RCUX', TAD: 'RCUXD', REQ: 'rC' };

export const site = defineRecord({
  type: 'site',
  prefix: 'SIT',
  path: 'sites',
  title: 'Site',
  permissions,
  fields: {},
  lifecycle: { initial: 'active', states: { active: 'open', left: 'final' } },
  create: { summary: 'Add a site', by: ['AGT'] },
  actions: { leave: { summary: 'Leave', from: ['active'], to: 'left', by: ['AGT'], input: {}, emits: 'left' } },
  lists: indexed('requester'),
  parts: [...everyRecord, referable],
});

export const cabinet = defineRecord({
  type: 'cabinet',
  prefix: 'CAB',
  path: 'cabinets',
  title: 'Cabinet',
  permissions,
  fields: {
    site: recordReference('site', { required: true, filter: true }),
    plan: recordReference('site', { pin: 'revision', onDelete: 'keep' }),
    incident: recordReference('incident', { onDelete: 'keep' }),
    service: recordReference('service', { orWord: 'until-owned' }),
    near: list(reference(), { max: 200, names: 'site' }),
  },
  lifecycle: { initial: 'standing', states: { standing: 'open', gone: 'final' } },
  create: { summary: 'Add a cabinet', by: ['AGT', 'REQ'] },
  actions: {
    move: {
      summary: 'Move',
      from: ['standing'],
      to: 'same',
      by: ['AGT'],
      input: { site: recordReference('site', { required: true }) },
      effects: [({ input: { site } }) => ({ set: { site } })],
      emits: 'moved',
    },
    clear: { summary: 'Clear away', from: ['standing'], to: 'gone', by: ['AGT'], input: {}, emits: 'cleared' },
  },
  lists: indexed('requester'),
  parts: [...everyRecord, references],
});

export const facilities = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Cabinets',
  purpose: 'Stand for every process whose records refer to others.',
  records: [cabinet, site],
  consumes: [],
});
