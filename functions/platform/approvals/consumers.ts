/** What events lead to: subjects ask for approval and go back on it, the workflow reports (A10). */
import { type Level, MAX_WAIT_SECONDS, type Party, type Rule } from '#shared/approval/rule';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Consumer, Reaction } from '#shared/process/definition';

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const seconds = (value: unknown): number => Math.min(MAX_WAIT_SECONDS, Math.max(1, Math.floor(Number(value))));

/** The subject names its levels; one that names only a group and a rule has one level. */
function levelsOf({ levels, voterGroup, rule }: EventEnvelope['data']): readonly Level[] {
  if (Array.isArray(levels) && levels.length > 0) return levels as readonly Level[];
  const { mode, minPercent, pass } = (rule ?? { mode: 'any' }) as Rule;
  const voters: readonly Party[] = [{ kind: 'group', id: String(voterGroup) }];
  return [{ mode, ...(minPercent !== undefined && { minPercent }), ...(pass && { pass }), voters }];
}

/** A subject asks for approval: its round is opened. */
export const openRound: Consumer = (event) => {
  const { round, timeoutSeconds, escalateAfterSeconds, calendarId, chain, excluded, owner } = event.data;
  const { materialHash, changes } = event.data;
  return [
    {
      kind: 'open',
      key: `${event.uid}|${round}`,
      fields: {
        title: `Approval of ${event.id}, round ${round}`,
        channel: 'system',
        subjectId: event.id,
        subjectUid: event.uid,
        subjectType: event.type,
        round: Number(round),
        levels: levelsOf(event.data),
        timeoutSeconds: seconds(timeoutSeconds),
        excluded: strings(excluded),
        ...(Array.isArray(chain) && chain.length > 0 && { chain }),
        ...(escalateAfterSeconds !== undefined && { escalateAfterSeconds: seconds(escalateAfterSeconds) }),
        ...(typeof calendarId === 'string' && { calendarId }),
        ...(typeof owner === 'string' && { requesterId: owner }),
        ...(typeof materialHash === 'string' && { materialHash }),
        ...(Array.isArray(changes) && changes.length > 0 && { materialChanges: changes }),
      },
    },
  ];
};

/** The subject went back or was cancelled. */
export const withdrawRound: Consumer = (event) => [
  { kind: 'command', on: { key: `${event.uid}|${event.data.round}` }, command: 'withdraw', input: {} },
];

/** The subject changed materially: a round that has concluded is named by its own id. */
export const supersedeRound: Consumer = ({ uid, data }) => {
  const on = typeof data.approval === 'string' ? { id: data.approval } : { key: `${uid}|${data.round}` };
  return [{ kind: 'command', on, command: 'supersede', input: { changes: data.changes } }];
};

const told =
  (command: string) =>
  (event: EventEnvelope): readonly Reaction[] => [{ kind: 'command', on: { id: event.uid }, command, input: {} }];

export const concludeFromWorkflow: Consumer = told('conclude');
export const timeOutFromWorkflow: Consumer = told('time-out');
