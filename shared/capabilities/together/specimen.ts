/** Equipment with the rack unit that it comes to stand in, orders with the articles that they reserve, baselines with the one that each takes the place of. */
import { everyRecord } from '#shared/capabilities/every-record';
import { referable, references } from '#shared/capabilities/references/capability';
import { together } from '#shared/capabilities/together/capability';
import { unique } from '#shared/capabilities/unique/capability';
import { workflow } from '#shared/capabilities/workflow/capability';
import { type Decision, defineRecord, type Outcome, type Refusal } from '#shared/grammar/definition';
import { instant, integer, line, list, reference } from '#shared/grammar/fields';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

const permissions = { AGT: 'RCUX', FAC: 'RCUX', TAD: 'RCUXD', SEC: 'R' };
const lists = indexed('open');
const what = line({ max: 40, required: true });
const quantity = integer({ min: 1, max: 1000, required: true });

/** A place for one piece of equipment. */
export const rackUnit = defineRecord({
  ...{ type: 'rack-unit', prefix: 'RKU', path: 'rack-units', title: 'Rack unit', permissions },
  fields: { occupant: line({ max: 40, readOnly: true }) },
  lifecycle: { initial: 'free', states: { free: 'open', occupied: 'open', removed: 'final' } },
  create: { summary: 'Add a unit', by: ['FAC', 'AGT'] },
  actions: {
    occupy: {
      ...{ summary: 'Occupy', from: ['free'], to: 'occupied', by: ['FAC', 'SYS'], input: { what } },
      effects: [({ input }: { readonly input: { readonly what: string } }) => ({ set: { occupant: input.what } })],
      emits: 'occupied',
    },
    vacate: {
      ...{ summary: 'Vacate', from: ['occupied'], to: 'free', by: ['FAC', 'SYS'], input: {} },
      effects: [() => ({ set: { occupant: null } })],
      emits: 'vacated',
    },
    seal: { summary: 'Seal', from: ['free'], to: 'same', by: ['FAC'], input: {}, emits: 'sealed' },
  },
  lists,
  parts: [...everyRecord, referable],
});

const equipmentFields = {
  unit: recordReference('rack-unit', { readOnly: true }),
  /** When it is taken out by itself. */
  until: instant(),
};
type Equipment = RecordOf<typeof equipmentFields, 'in_stock' | 'live' | 'scrapped'>;

export const equipment = defineRecord({
  ...{ type: 'equipment', prefix: 'EQP', path: 'equipment', title: 'Equipment', permissions },
  fields: equipmentFields,
  lifecycle: { initial: 'in_stock', states: { in_stock: 'open', live: 'open', scrapped: 'final' } },
  create: { summary: 'Take into stock', by: ['AGT'] },
  actions: {
    install: {
      ...{ summary: 'Install', from: ['in_stock'], to: 'live', by: ['AGT'] },
      input: { unit: recordReference('rack-unit', { required: true }) },
      effects: [({ input }: { readonly input: { readonly unit: string } }) => ({ set: { unit: input.unit } })],
      emits: 'installed',
    },
    remove: {
      ...{ summary: 'Remove', from: ['live'], to: 'in_stock', by: ['AGT', 'SYS'], input: {} },
      effects: [(): Outcome<Equipment> => ({ set: { until: null, unit: null } })],
      emits: 'removed',
    },
    'seal-place': {
      ...{ summary: 'Seal a place', from: ['in_stock'], to: 'same', by: ['AGT'] },
      input: { unit: recordReference('rack-unit', { required: true }) },
      emits: 'place_sealed',
    },
  },
  timers: { removal: { at: ({ until }) => (until === undefined ? undefined : Date.parse(until)), run: 'remove' } },
  lists,
  parts: [
    ...everyRecord,
    references,
    together({
      install: [
        { on: 'unit', command: 'occupy', input: ({ record }: Decision<Equipment, never>) => ({ what: record.id }) },
      ],
      remove: [{ on: 'unit', command: 'vacate' }],
      'seal-place': [{ on: 'unit', command: 'seal' }],
    }),
  ],
});

const articleFields = { available: integer({ min: 0, max: 1000, required: true }) };
type Article = RecordOf<typeof articleFields, 'listed' | 'gone'>;
type Reserving = Decision<Article, { readonly quantity: number }>;

export const article = defineRecord({
  ...{ type: 'article', prefix: 'ATC', path: 'articles', title: 'Article', permissions },
  fields: articleFields,
  lifecycle: { initial: 'listed', states: { listed: 'open', gone: 'final' } },
  create: { summary: 'List an article', by: ['AGT'] },
  actions: {
    reserve: {
      ...{ summary: 'Reserve', from: ['listed'], to: 'same', by: ['AGT', 'SYS'], input: { quantity } },
      checks: [
        ({ record, input }: Reserving): Refusal | undefined =>
          record.available < input.quantity
            ? { slug: 'guard-failed', detail: `${record.available} are available` }
            : undefined,
      ],
      effects: [({ record, input }: Reserving) => ({ set: { available: record.available - input.quantity } })],
      emits: 'reserved',
    },
    delist: { summary: 'Delist', from: ['listed'], to: 'gone', by: ['AGT'], input: {}, emits: 'delisted' },
  },
  lists,
  parts: everyRecord,
});

const orderFields = { quantity, articles: list(reference(), { max: 40, names: 'article', required: true }) };
type Order = RecordOf<typeof orderFields, 'draft' | 'ordered' | 'reserved' | 'out_of_stock'>;

export const order = defineRecord({
  ...{ type: 'order', prefix: 'ODR', path: 'orders', title: 'Order', permissions },
  fields: orderFields,
  lifecycle: { initial: 'draft', states: { draft: 'open', ordered: 'open', reserved: 'final', out_of_stock: 'final' } },
  create: { summary: 'Draft an order', by: ['AGT'] },
  actions: {
    order: { summary: 'Order', from: ['draft'], to: 'ordered', by: ['AGT'], input: {}, emits: 'ordered' },
    reserve: {
      ...{ summary: 'Reserve', from: ['draft', 'ordered'], to: 'reserved', by: ['AGT', 'SYS'], input: {} },
      emits: 'reserved',
    },
    'run-out': {
      ...{ summary: 'Note that there is too little', from: ['ordered'], to: 'out_of_stock', by: ['SYS'], input: {} },
      emits: 'left_unreserved',
    },
  },
  lists,
  parts: [
    ...everyRecord,
    workflow<Order, 'draft' | 'ordered' | 'reserved' | 'out_of_stock', 'reserve' | 'run-out'>({
      begins: 'ordered',
      undone: 'run-out',
      steps: [{ kind: 'command', name: 'stock', run: 'reserve' }],
    }),
    together({
      reserve: [
        {
          on: 'articles',
          command: 'reserve',
          input: ({ record }: Decision<Order, never>) => ({ quantity: record.quantity }),
        },
      ],
    }),
  ],
});

const baselineFields = {
  previous: recordReference('baseline', { fixed: true, onDelete: 'keep' }),
  supersededBy: line({ max: 40, readOnly: true }),
  /** What it is the current baseline of, which one alone is. */
  currentOf: line({ max: 40 }),
};
type Baseline = RecordOf<typeof baselineFields, 'taken' | 'superseded'>;

export const baseline = defineRecord({
  ...{ type: 'baseline', prefix: 'BSN', path: 'baselines', title: 'Baseline', permissions },
  fields: baselineFields,
  lifecycle: { initial: 'taken', states: { taken: 'done', superseded: 'final' } },
  create: { summary: 'Take a baseline', by: ['AGT'] },
  actions: {
    supersede: {
      ...{ summary: 'Supersede', from: ['taken'], to: 'superseded', by: ['SYS'], input: { what } },
      effects: [
        ({ input }: { readonly input: { readonly what: string } }) => ({
          set: { supersededBy: input.what, currentOf: null },
        }),
      ],
      emits: 'superseded',
    },
  },
  lists,
  parts: [
    ...everyRecord,
    references,
    unique({ fields: ['currentOf'] }),
    together({
      create: [
        {
          on: 'previous',
          command: 'supersede',
          input: ({ record }: Decision<Baseline, never>) => ({ what: record.id }),
        },
      ],
    }),
  ],
});

export const installations = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Installations',
  purpose: 'Stand for every process whose commands decide over several records.',
  records: [equipment, rackUnit, article, order, baseline],
  consumes: [],
});
