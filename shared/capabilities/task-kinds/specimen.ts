/** Equipment that is disposed of: wiped with a certificate, tested by another system, documented in time (C6, C4). */
import * as z from 'zod/mini';
import { everyRecord } from '#shared/capabilities/every-record';
import { needs } from '#shared/capabilities/needs/capability';
import { referable, references } from '#shared/capabilities/references/capability';
import { taskKinds } from '#shared/capabilities/task-kinds/capability';
import type { ProjectionContract, RecordContract } from '#shared/grammar/contract';
import { type Decision, defineRecord, type Outcome, type Refusal } from '#shared/grammar/definition';
import { choice, flag, line } from '#shared/grammar/fields';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { indexed } from '#shared/grammar/lists';
import { needing, referred } from '#shared/grammar/needs';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

const permissions = { AGT: 'RCUX', LEAD: 'RCUX', TAD: 'RCUXD', INT: 'R' };

const storeContract = {
  ...{ type: 'scrap-store', prefix: 'SCS', path: 'scrap-stores', title: 'Scrap store', permissions },
} as const satisfies RecordContract;

const storeView = {
  of: storeContract,
  shows: () => ({ shut: z.optional(z.boolean()) }),
} as const satisfies ProjectionContract;

export const scrapStore = defineRecord({
  ...storeContract,
  fields: { shut: flag() },
  lifecycle: { initial: 'open', states: { open: 'open', gone: 'final' } },
  create: { summary: 'Open a store', by: ['AGT'] },
  actions: { close: { summary: 'Close', from: ['open'], to: 'gone', by: ['AGT'], input: {}, emits: 'closed' } },
  lists: indexed('open'),
  parts: [...everyRecord, referable],
});

const looksAt = needing({ store: referred('store', storeView) });

const fields = { store: recordReference('scrap-store') };
type Scrap = RecordOf<typeof fields, 'in_use' | 'retired' | 'disposed'>;

const storeIsOpen = (decision: Decision<Scrap, unknown>): Refusal | undefined => {
  const { store } = looksAt.of(decision);
  return store?.shut ? { slug: 'guard-failed', detail: `${store.named} is shut` } : undefined;
};

export const kinds = {
  wipe: {
    title: 'Wipe its storage',
    group: 'service-desk',
    due: { businessDays: 5 },
    result: { method: choice(['overwritten', 'shredded'], { required: true }), serial: line({ max: 40 }) },
    evidence: true,
  },
  test: { title: 'Deferred test', due: { after: 'P5D' }, result: { passed: flag({ required: true }) }, callback: true },
  label: { title: 'Take its label off', mandatory: false, due: { after: 'PT0S' } },
} as const;

export const scrap = defineRecord({
  ...{ type: 'scrap', prefix: 'SCR', path: 'scrap', title: 'Scrap', permissions },
  fields,
  lifecycle: { initial: 'in_use', states: { in_use: 'open', retired: 'open', disposed: 'final' } },
  create: { summary: 'Note what is to go', by: ['AGT'] },
  patch: { checks: [storeIsOpen] },
  actions: {
    retire: {
      ...{ summary: 'Retire', from: ['in_use'], to: 'retired', by: ['AGT'], input: {} },
      effects: [(): Outcome<Scrap> => ({ tasks: [{ title: 'Wipe the disks', mandatory: true, kind: 'wipe' }] })],
      emits: 'retired',
    },
    dispose: {
      ...{ summary: 'Dispose of it', from: ['retired'], to: 'disposed', by: ['AGT'], input: {} },
      guards: {
        isWiped: ({ record: { openTasks } }: Decision<Scrap, unknown>): Refusal | undefined =>
          openTasks ? { slug: 'guard-failed', detail: `${openTasks} of its tasks are open` } : undefined,
      },
      emits: 'disposed',
    },
  },
  lists: indexed('open', 'opened'),
  parts: [...everyRecord, references, needs(looksAt), taskKinds(kinds)],
});

export const disposals = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Disposals',
  purpose: 'Stand for every process whose tasks are of kinds.',
  records: [scrap, scrapStore],
  consumes: [],
});
