/** A release with two rounds that may be under way at once: it waits for its go/no-go, and the end of early life is decided beside (C4). */

import { approvals } from '#shared/capabilities/approvals/capability';
import { roundFields } from '#shared/capabilities/approvals/fields';
import { outcomesOf } from '#shared/capabilities/approvals/follow';
import { roundEvents } from '#shared/capabilities/approvals/payload';
import type { PolicyChoice, Rounds } from '#shared/capabilities/approvals/round';
import { everyRecord } from '#shared/capabilities/every-record';
import type { RecordContract } from '#shared/grammar/contract';
import { type Decision, defineRecord, type Outcome, type StateClass } from '#shared/grammar/definition';
import { choice, type Fields, flag, line, list, reference, text } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

export const release = {
  type: 'release',
  prefix: 'REL',
  path: 'releases',
  title: 'Release',
  approvable: true,
  permissions: { REQ: 'r', AGT: 'R', REL: 'RCUX', SVO: 'RA', CHM: 'RA', TSM: 'RA', CAB: 'R', TAD: 'RD' },
} as const satisfies RecordContract;

const fields = {
  risk: choice(['trivial', 'normal', 'high'], { required: true }),
  package: line({ max: 80 }),
  builtBy: reference(),
  owners: list(reference(), { max: 10 }),
  note: text({ max: 200 }),
  ...roundFields('goNoGo', 'Go/no-go'),
  ...roundFields('lifeExit', 'Exit from early life'),
  goNoGoComment: text({ max: 4000, readOnly: true }),
  handedOver: flag({ readOnly: true }),
} as const satisfies Fields;

const states = {
  planned: 'open',
  'awaiting-go': 'waiting',
  live: 'open',
  void: 'done',
  canceled: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
type Release = RecordOf<typeof fields, keyof typeof states>;
type On = Decision<Release, unknown>;

/** Nobody is asked about what is trivial; what is risky has a policy of its own. */
const goNoGoPolicy = ({ record }: On): PolicyChoice =>
  record.risk === 'trivial' ? 'none' : { ids: [`go-no-go-${record.risk}`, 'go-no-go'] };

const handOver = (): Outcome<Release> => ({ set: { handedOver: true } });

export const rounds = {
  goNoGo: {
    called: 'Go/no-go',
    waits: ['awaiting-go'],
    holds: ['live'],
    askedBy: { submit: () => true },
    policy: goNoGoPolicy,
    excludes: ['requesterId', 'builtBy'],
    excludesRoles: ['DEV'],
    material: ['risk', 'package'],
    comment: 'goNoGoComment',
    approved: { to: 'live' },
    rejected: { to: 'void' },
  },
  lifeExit: {
    called: 'Exit from early life',
    request: { from: ['awaiting-go', 'live'], by: ['REL'] },
    withdraw: { by: ['REL'] },
    policy: 'life-exit',
    people: { owners: ({ record }: On) => record.owners ?? [] },
    excludes: ['requesterId'],
    material: ['note'],
    approved: { effects: [handOver] },
    rejected: {},
    expired: {},
  },
} as const satisfies Rounds<Release, keyof typeof states, keyof Release & string>;

/** @param approvalEvents the letterbox of whoever carries out rounds: what is shared names no process */
export const gatesWith = (approvalEvents: Parameters<typeof outcomesOf>[0]) =>
  defineProcess({
    id: 'release-gates',
    stage: 'service-transition',
    title: 'Release gates',
    purpose: 'Stand for every process whose records are approved in several rounds.',
    records: [releaseRecord],
    consumes: outcomesOf(approvalEvents, release, rounds),
    contract: {
      process: 'release-gates',
      records: [release],
      events: [{ process: 'release-gates', record: 'release', carries: roundEvents }],
    },
  });

export const releaseRecord = defineRecord({
  ...release,
  fields,
  lifecycle: { initial: 'planned', states },
  create: { summary: 'Plan a release', by: ['REL'] },
  actions: {
    submit: { summary: 'Submit it', from: ['planned'], to: 'same', by: ['REL'], input: {}, emits: 'submitted' },
    repackage: {
      summary: 'Build its package anew',
      ...{ from: ['awaiting-go', 'live'], to: 'same', by: ['REL'] },
      input: { package: line({ max: 80, required: true }) },
      effects: [({ input }) => ({ set: { package: input.package } })],
      emits: 'repackaged',
    },
    replan: {
      summary: 'Plan it anew',
      from: ['awaiting-go', 'void'],
      to: 'planned',
      by: ['REL'],
      input: {},
      emits: 'replanned',
    },
    cancel: { summary: 'Cancel it', from: 'any', to: 'canceled', by: ['REL'], input: {}, emits: 'canceled' },
  },
  parts: [...everyRecord, approvals(rounds)],
  lists: indexed('open', 'opened'),
});
