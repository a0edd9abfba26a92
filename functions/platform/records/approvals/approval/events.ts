/** What events lead to: subjects ask for approval and go back on it, the workflow reports (A10). */

import {
  roundEvents,
  type roundRequested,
  type roundSuperseded,
  type roundWithdrawn,
} from '#shared/capabilities/approvals/payload';
import type { EventEnvelope } from '#shared/events/envelope';
import { consumption } from '#shared/grammar/consumption';
import type { DataOf, Told } from '#shared/grammar/contract';
import type { Consumer, Reaction } from '#shared/grammar/definition';
import type { Consumption } from '#shared/grammar/process-definition';
import { MAX_WAIT_SECONDS } from '#shared/kit/approval/rule';
import { keyOf } from './rules.ts';

const bounded = (seconds: number): number => Math.min(MAX_WAIT_SECONDS, Math.max(1, seconds));

/** The subject names its levels; one that names only a group and a rule has one level. */
function levelsOf({ levels, voterGroup, rule }: DataOf<typeof roundRequested>) {
  return levels.length > 0 ? levels : [{ ...rule, voters: [{ kind: 'group', id: voterGroup }] }];
}

/** A subject asks for approval: its round is opened. */
export const openRound: Consumer<Told<typeof roundRequested>> = (event) => {
  const { round, timeoutSeconds, escalateAfterSeconds, calendarId, chain, excluded, owner } = event.data;
  const { materialHash, changes, purpose, called = 'Approval' } = event.data;
  return [
    {
      kind: 'open',
      key: keyOf(event.uid, event.data),
      fields: {
        title: `${called} of ${event.id}, round ${round}`,
        channel: 'system',
        subjectId: event.id,
        subjectUid: event.uid,
        subjectType: event.type,
        round,
        ...(purpose !== undefined && { purpose }),
        levels: levelsOf(event.data),
        timeoutSeconds: bounded(timeoutSeconds),
        excluded,
        materialHash,
        ...(chain?.length && { chain }),
        ...(escalateAfterSeconds !== undefined && { escalateAfterSeconds: bounded(escalateAfterSeconds) }),
        ...(calendarId !== undefined && { calendarId }),
        ...(owner !== undefined && { requesterId: owner }),
        ...(changes?.length && { materialChanges: changes }),
      },
    },
  ];
};

/** The subject went back or was cancelled. */
export const withdrawRound: Consumer<Told<typeof roundWithdrawn>> = (event) => [
  { kind: 'command', on: { key: keyOf(event.uid, event.data) }, command: 'withdraw', input: {} },
];

/** The subject changed materially: a round that has concluded is named by its own id. */
export const supersedeRound: Consumer<Told<typeof roundSuperseded>> = ({ uid, data }) => {
  const { approval, changes } = data;
  const on = approval === undefined ? { key: keyOf(uid, data) } : { id: approval };
  return [{ kind: 'command', on, command: 'supersede', input: { changes } }];
};

/** What is consumed of a type of record that is approved in rounds. */
export function roundsOf(process: string, record: string): readonly Consumption[] {
  const subjects = { process, record, carries: roundEvents };
  return [
    consumption(subjects, 'approval_requested', { record: 'approval', react: openRound }),
    consumption(subjects, 'approval_withdrawn', { record: 'approval', react: withdrawRound }),
    consumption(subjects, 'approval_superseded', { record: 'approval', react: supersedeRound }),
  ];
}

const told =
  (command: string) =>
  (event: EventEnvelope): readonly Reaction[] => [{ kind: 'command', on: { id: event.uid }, command, input: {} }];

export const concludeFromWorkflow: Consumer = told('conclude');
export const timeOutFromWorkflow: Consumer = told('time-out');
