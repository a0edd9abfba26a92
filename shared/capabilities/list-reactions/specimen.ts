/** Grants of people who leave, and changes that a freeze comes across: events that act on all records of a list. */
import * as z from 'zod/mini';
import { everyRecord } from '#shared/capabilities/every-record';
import { listReactions } from '#shared/capabilities/list-reactions/capability';
import { consumption } from '#shared/grammar/consumption';
import type { EventsContract, RecordContract } from '#shared/grammar/contract';
import { type Decision, defineRecord, type Outcome, type Reaction, type Refusal } from '#shared/grammar/definition';
import { flag, instant, integer, line } from '#shared/grammar/fields';
import { interval } from '#shared/grammar/kinds/interval';
import { by, everything, indexed } from '#shared/grammar/lists';
import { name } from '#shared/grammar/payload';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

const permissions = { AGT: 'RCUX', TAD: 'RCUXD', SEC: 'R' };
const PROCESS = 'access-grants';

const departureContract = {
  type: 'departure',
  prefix: 'DEP',
  path: 'departures',
  title: 'Departure',
  permissions,
} as const satisfies RecordContract;

/** Who leaves: when it takes effect, all that they hold is revoked. */
export const departure = defineRecord({
  ...departureContract,
  fields: { person: line({ max: 80, required: true }) },
  lifecycle: { initial: 'announced', states: { announced: 'open', effective: 'final' } },
  create: { summary: 'Announce a departure', by: ['AGT'] },
  actions: {
    'take-effect': {
      ...{ summary: 'Take effect', from: ['announced'], to: 'effective', by: ['AGT'], input: {} },
      effects: [
        ({ record }: Decision<{ readonly person: string }, unknown>) => ({
          emit: [{ name: 'took_effect', data: { person: record.person } }],
        }),
      ],
      emits: 'took_effect',
    },
  },
  parts: everyRecord,
  lists: indexed('open'),
});

const freezeContract = {
  type: 'calendar-freeze',
  prefix: 'CFZ',
  path: 'calendar-freezes',
  title: 'Calendar freeze',
  permissions,
} as const satisfies RecordContract;

/** A stretch of time in which nothing is worked on. */
export const calendarFreeze = defineRecord({
  ...freezeContract,
  fields: { window: interval({ required: true, longest: 'P30D' }) },
  lifecycle: { initial: 'announced', states: { announced: 'open', lifted: 'final' } },
  create: {
    summary: 'Announce a freeze',
    by: ['AGT'],
    effects: [
      ({ record }: Decision<{ readonly window: object }, unknown>) => ({
        emit: [{ name: 'announced', data: { window: record.window } }],
      }),
    ],
  },
  actions: { lift: { summary: 'Lift', from: ['announced'], to: 'lifted', by: ['AGT'], input: {}, emits: 'lifted' } },
  parts: everyRecord,
  lists: indexed('open'),
});

const grantFields = {
  holder: line({ max: 80, required: true }),
  /** How much it lets them do: the most is taken away first. */
  level: integer({ min: 0, max: 3, required: true }),
  begins: instant(),
  /** Nobody takes it away while an investigation goes on. */
  sealed: flag(),
  because: line({ max: 200, readOnly: true }),
};
type Grant = RecordOf<typeof grantFields, 'active' | 'revoked'>;

const unsealed = ({ record: { sealed } }: Decision<Grant, unknown>): Refusal | undefined =>
  sealed ? { slug: 'guard-failed', detail: 'it is sealed' } : undefined;

const noted = ({ input }: Decision<Grant, { readonly because: string }>): Outcome<Grant> => ({
  set: { because: input.because },
});

export const grant = defineRecord({
  type: 'grant',
  prefix: 'GRT',
  path: 'grants',
  title: 'Grant',
  permissions,
  fields: grantFields,
  lifecycle: { initial: 'active', states: { active: 'open', revoked: 'final' } },
  create: { summary: 'Grant access', by: ['AGT'] },
  actions: {
    revoke: {
      ...{ summary: 'Revoke', from: ['active'], to: 'revoked', by: ['AGT', 'SYS'] },
      input: { because: line({ max: 200, required: true }) },
      guards: { unsealed },
      effects: [noted],
      emits: 'revoked',
    },
    'look-again': {
      ...{ summary: 'Look again', from: ['active'], to: 'same', by: ['SYS'] },
      input: { because: line({ max: 200, required: true }) },
      effects: [noted],
      emits: 'looked_at_again',
    },
  },
  parts: [...everyRecord, listReactions],
  lists: {
    ...indexed('open', 'opened'),
    openByHolder: by('holder').open().ordered('level'),
    byBeginning: everything.ordered('begins'),
  },
});

const departures = {
  process: PROCESS,
  record: 'departure',
  carries: { took_effect: () => ({ person: name() }) },
} as const satisfies EventsContract;

const freezes = {
  process: PROCESS,
  record: 'calendar-freeze',
  carries: { announced: () => ({ window: z.object({ from: z.string(), to: z.string() }) }) },
} as const satisfies EventsContract;

export const accessGrants = defineProcess({
  id: PROCESS,
  stage: 'service-operation',
  title: 'Access grants',
  purpose: 'Stand for every process in which an event acts on many records.',
  records: [grant, departure, calendarFreeze],
  consumes: [
    consumption(departures, 'took_effect', {
      record: 'grant',
      react: ({ id, data: { person } }): readonly Reaction[] => [
        {
          ...{ kind: 'command', command: 'revoke', input: { because: `${person} left (${id})` } },
          on: { list: 'openByHolder', equals: { holder: person }, descending: true },
        },
      ],
    }),
    consumption(freezes, 'announced', {
      record: 'grant',
      react: ({ id, data: { window } }): readonly Reaction[] => [
        {
          ...{ kind: 'command', command: 'look-again', input: { because: id } },
          on: { list: 'byBeginning', equals: {}, from: window.from, below: window.to },
        },
      ],
    }),
  ],
  contract: {
    process: PROCESS,
    records: [grant, departureContract, freezeContract],
    events: [departures, freezes],
  },
});
