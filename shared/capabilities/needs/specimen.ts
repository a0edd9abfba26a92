/** Changes whose rules look at freezes in their way, the environment before theirs, and others that stand in the way by a link. */

import * as z from 'zod/mini';
import { everyRecord } from '#shared/capabilities/every-record';
import { guardedLists, needs } from '#shared/capabilities/needs/capability';
import { references } from '#shared/capabilities/references/capability';
import type { ProjectionContract, RecordContract } from '#shared/grammar/contract';
import { type Decision, defineRecord, type Refusal } from '#shared/grammar/definition';
import { choice, flag } from '#shared/grammar/fields';
import { interval } from '#shared/grammar/kinds/interval';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import { by, indexed } from '#shared/grammar/lists';
import { needing, overlapping, referred, related } from '#shared/grammar/needs';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

const permissions = { AGT: 'RCUX', TAD: 'RCUXD' };

const freezeContract = {
  type: 'freeze',
  prefix: 'FRZ',
  path: 'freezes',
  title: 'Freeze',
  permissions,
} as const satisfies RecordContract;

const freezeView = {
  of: freezeContract,
  shows: () => ({ window: z.object({ from: z.string(), to: z.string() }) }),
} as const satisfies ProjectionContract;

export const freeze = defineRecord({
  ...freezeContract,
  fields: { window: interval({ required: true, longest: 'P30D' }), scope: choice(['all', 'mail'], { required: true }) },
  lifecycle: { initial: 'announced', states: { announced: 'open', lifted: 'final' } },
  create: { summary: 'Announce a freeze', by: ['AGT'] },
  actions: { lift: { summary: 'Lift', from: ['announced'], to: 'lifted', by: ['AGT'], input: {}, emits: 'lifted' } },
  lists: { ...indexed('requester'), calendar: by('scope').open().ordered('window') },
  parts: [...everyRecord, guardedLists('calendar')],
});

const changeContract = {
  type: 'change',
  prefix: 'CHG',
  path: 'changes',
  title: 'Change',
  permissions,
} as const satisfies RecordContract;

const changeView = {
  of: changeContract,
  shows: () => ({ proven: z.optional(z.boolean()), booked: z.optional(z.unknown()) }),
} as const satisfies ProjectionContract;

const changeFields = {
  window: interval(),
  booked: interval({ readOnly: true }),
  scope: choice(['all', 'mail']),
  previous: recordReference('change', { onDelete: 'keep' }),
  proven: flag(),
};

type Change = RecordOf<typeof changeFields, 'planned' | 'installed' | 'withdrawn'>;

const looksAt = needing({
  freezes: overlapping(freezeView, {
    ...{ mine: 'window', theirs: 'window', list: 'calendar', longest: 'P30D' },
    by: ['scope'],
  }),
  booked: overlapping(changeView, { mine: 'window', theirs: 'booked', list: 'booked', by: ['scope'] }),
  previous: referred('previous', changeView),
  blockers: related('blocked_by', changeView),
});

/** No freeze has a moment in common with it. */
function notFrozen(decision: Decision<Change, unknown>): Refusal | undefined {
  const [first] = looksAt.of(decision).freezes;
  return first && { slug: 'guard-failed', detail: `${first.named} is in force until ${first.window.to}` };
}

/** Nobody else has booked a moment of its window. */
function isFree(decision: Decision<Change, unknown>): Refusal | undefined {
  const [first] = looksAt.of(decision).booked;
  return first && { slug: 'guard-failed', detail: `${first.named} is installed in the same window` };
}

/** What it builds on is proven before more is installed. */
function isProven(decision: Decision<Change, unknown>): Refusal | undefined {
  const { previous } = looksAt.of(decision);
  if (previous?.state !== 'installed' || previous.proven) return undefined;
  return { slug: 'guard-failed', detail: `${previous.named} is not proven` };
}

/** Nothing that is not installed is in its way. */
function notBlocked(decision: Decision<Change, unknown>): Refusal | undefined {
  const blocker = looksAt.of(decision).blockers.find(({ state }) => state !== 'installed');
  return blocker && { slug: 'guard-failed', detail: `${blocker.named} is in its way` };
}

export const change = defineRecord({
  ...changeContract,
  fields: changeFields,
  lifecycle: { initial: 'planned', states: { planned: 'open', installed: 'done', withdrawn: 'final' } },
  create: { summary: 'Plan a change', by: ['AGT'], checks: [notFrozen] },
  actions: {
    install: {
      summary: 'Install',
      from: ['planned'],
      to: 'installed',
      by: ['AGT'],
      input: {},
      guards: { notFrozen, isFree, isProven, notBlocked },
      effects: [({ record: { window } }) => ({ set: { booked: window ?? null } })],
      emits: 'installed',
    },
    withdraw: { summary: 'Withdraw', from: ['planned'], to: 'withdrawn', by: ['AGT'], input: {}, emits: 'withdrawn' },
  },
  lists: { ...indexed('requester'), booked: by('scope').ordered('booked') },
  parts: [...everyRecord, references, guardedLists('booked'), needs(looksAt)],
});

export const changes = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Changes',
  purpose: 'Stand for every process whose rules look at other records.',
  records: [change, freeze],
  consumes: [],
});
