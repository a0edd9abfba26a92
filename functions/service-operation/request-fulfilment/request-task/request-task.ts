/** The request task as data: what it comes to, its request comes to in the same transaction (D3, A11). */
import { everyRecord } from '#shared/capabilities/every-record';
import { needs } from '#shared/capabilities/needs/capability';
import { references } from '#shared/capabilities/references/capability';
import { together } from '#shared/capabilities/together/capability';
import type { Decision } from '#shared/grammar/definition';
import { defineRecord } from '#shared/grammar/definition';
import { by, indexed } from '#shared/grammar/lists';
import * as contract from '../contract.ts';
import { inputs, type RequestTask, requestTaskFields, requestTaskStates } from './record.ts';
import * as rules from './rules.ts';

type On = Decision<RequestTask, never>;

/** Which step, and which try of it, the request is told of. */
const ofStep = ({ record: { key, attempt, id } }: On) => ({ key, attempt, task: id });
const withMinutes = ({ record: { minutes } }: On) => (minutes === undefined ? {} : { minutes });
const withReason = ({ record: { failure = '' } }: On) => ({ reason: failure });

const OPEN = ['open', 'in_progress', 'pending'] as const;

export const requestTask = defineRecord({
  ...contract.requestTask,
  fields: requestTaskFields,
  lifecycle: { initial: 'open', states: requestTaskStates },
  create: { summary: 'Open a task of a request', by: ['SYS'], effects: [rules.begin] },
  actions: {
    assign: {
      summary: 'Assign it to a group, and to a person of that group',
      from: OPEN,
      to: 'same',
      by: ['AGT', 'LEAD'],
      input: inputs.assign,
      checks: [rules.groupIsActive, rules.userIsMember],
      effects: [rules.assign],
      emits: 'assigned',
    },
    accept: {
      summary: 'Take it on yourself',
      from: ['open', 'pending'],
      to: 'in_progress',
      by: ['AGT', 'INT'],
      input: inputs.nothing,
      guards: { actorIsMember: rules.actorIsMember },
      effects: [rules.accept],
      emits: 'accepted',
    },
    return: {
      summary: 'Give it back to its group',
      from: ['in_progress', 'pending'],
      to: 'open',
      by: ['assignee', 'LEAD'],
      input: inputs.reason,
      effects: [rules.giveBack],
      emits: 'returned',
    },
    hold: {
      summary: 'Wait with it for a reason',
      from: ['open', 'in_progress'],
      to: 'pending',
      by: ['AGT', 'INT'],
      input: inputs.reason,
      emits: 'held',
    },
    complete: {
      summary: 'It is done: what depends on it begins',
      from: OPEN,
      to: 'done',
      by: ['AGT', 'INT'],
      input: inputs.complete,
      checks: [rules.answersAll],
      effects: [rules.complete],
      emits: 'completed',
    },
    fail: {
      summary: 'It failed: it is tried again, or what was done is taken back',
      from: OPEN,
      to: 'failed',
      by: ['AGT', 'INT'],
      input: inputs.fail,
      effects: [rules.fail],
      emits: 'failed',
    },
    skip: {
      summary: 'Leave it out',
      from: OPEN,
      to: 'skipped',
      by: ['LEAD'],
      input: inputs.reason,
      effects: [rules.leaveOut],
      emits: 'skipped',
    },
    withdraw: {
      summary: 'Nobody waits for it any more',
      from: OPEN,
      to: 'cancelled',
      by: ['SYS'],
      input: inputs.nothing,
      emits: 'withdrawn',
    },
    'miss-target': {
      summary: 'Tell the lead of its group that its time is up',
      from: OPEN,
      to: 'same',
      by: ['SYS'],
      input: inputs.nothing,
      visibility: 'internal',
      effects: [rules.miss],
      emits: 'target_missed',
    },
  },
  parts: [
    ...everyRecord,
    references,
    needs(rules.looksAt),
    together({
      create: [{ on: 'request', command: 'begin-task', input: ofStep }],
      complete: [
        {
          on: 'request',
          command: 'complete-task',
          input: (on: On) => ({
            ...ofStep(on),
            ...withMinutes(on),
            ...(on.record.result && { result: on.record.result }),
          }),
        },
      ],
      fail: [
        {
          on: 'request',
          command: 'fail-task',
          input: (on: On) => ({ ...ofStep(on), ...withMinutes(on), ...withReason(on) }),
        },
      ],
      skip: [{ on: 'request', command: 'skip-task', input: (on: On) => ({ ...ofStep(on), ...withReason(on) }) }],
    }),
  ],
  timers: { target: { at: rules.missesAt, run: 'miss-target' } },
  openKey: rules.keyOf,
  lists: {
    ...indexed('open', 'queue', 'assignee'),
    byRequest: by('request').ordered('createdAt'),
  },
});
