/** Classes of appliances, and appliances that are of one; discovery reports what their classes do not control. */
import { classFields } from '#shared/capabilities/classes/attribute';
import { classes, classified } from '#shared/capabilities/classes/capability';
import { everyRecord } from '#shared/capabilities/every-record';
import { referable, references } from '#shared/capabilities/references/capability';
import { sources } from '#shared/capabilities/sources/capability';
import { unique } from '#shared/capabilities/unique/capability';
import { versions } from '#shared/capabilities/versions/capability';
import { defineRecord } from '#shared/grammar/definition';
import { line, values } from '#shared/grammar/fields';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';

const permissions = { AGT: 'RCUX', INT: 'RCUX', TAD: 'RCUXD', SEC: 'R', REQ: 'rC' } as const;

export const applianceClass = defineRecord({
  type: 'appliance-class',
  prefix: 'APC',
  path: 'appliance-classes',
  title: 'Appliance class',
  permissions,
  fields: classFields('appliance-class'),
  lifecycle: { initial: 'draft', states: { draft: 'open', published: 'waiting', retired: 'done' } },
  create: { summary: 'Draft a class', by: ['AGT'] },
  actions: {
    publish: { summary: 'Publish', from: ['draft'], to: 'published', by: ['AGT'], input: {}, emits: 'published' },
    revise: {
      summary: 'Revise',
      from: ['published', 'retired'],
      to: 'draft',
      by: ['AGT'],
      input: {},
      emits: 'revised',
    },
    retire: { summary: 'Retire', from: ['published'], to: 'retired', by: ['AGT'], input: {}, emits: 'retired' },
  },
  parts: [
    ...everyRecord,
    unique({ fields: ['key'] }),
    classes({ publishedBy: ['publish'], of: { type: 'appliance', field: 'class', attributes: 'attributes' } }),
    references,
    referable,
    versions({
      content: ['title', 'parent', 'abstract', 'attributes'],
      drafts: ['draft'],
      publishedBy: ['publish'],
      supersededBy: ['retire'],
    }),
  ],
  lists: indexed('open'),
});

interface Appliance {
  readonly controlled?: readonly string[];
}
/** What its class controls, no source changes. */
const controlled = ({ controlled: keys = [] }: Appliance): readonly `attributes/${string}`[] =>
  keys.map((key) => `attributes/${key}` as const);

export const appliance = defineRecord({
  type: 'appliance',
  prefix: 'APL',
  path: 'appliances',
  title: 'Appliance',
  permissions,
  fields: {
    class: recordReference('appliance-class', { required: true, filter: true }),
    serial: line({ max: 80 }),
    attributes: values({ max: 200 }),
  },
  lifecycle: { initial: 'live', states: { live: 'open', gone: 'final' } },
  create: { summary: 'Add an appliance', by: ['AGT', 'INT'] },
  actions: {
    upgrade: {
      summary: 'Upgrade',
      from: ['live'],
      to: 'same',
      by: ['AGT'],
      input: { attributes: values({ max: 200, required: true }) },
      effects: [({ input: { attributes } }) => ({ set: { attributes } })],
      emits: 'upgraded',
    },
    scrap: { summary: 'Scrap', from: ['live'], to: 'gone', by: ['AGT'], input: {}, emits: 'scrapped' },
  },
  parts: [
    ...everyRecord,
    classified({ field: 'class', of: 'appliance-class', attributes: 'attributes', controlledBy: ['upgrade'] }),
    references,
    sources({
      by: ['AGT', 'INT'],
      attributes: ['title', 'serial', 'attributes'],
      keyed: ['attributes'],
      precedence: ['manual', '*'],
      staleAfter: 'P14D',
      controlled,
      identifyBy: [{ by: ['serial'] }],
    }),
  ],
  lists: indexed('open'),
});

export const appliances = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Appliances',
  purpose: 'Stand for every process whose records are of classes.',
  records: [applianceClass, appliance],
  consumes: [],
});
