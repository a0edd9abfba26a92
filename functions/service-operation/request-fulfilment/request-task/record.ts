/** The task of a step of a request (A11, D3): somebody or something carries it out, once or again. */
import type { StateClass } from '#shared/grammar/definition';
import {
  choice,
  type Fields,
  flag,
  instant,
  integer,
  line,
  list,
  reference,
  text,
  values,
} from '#shared/grammar/fields';
import { recordReference } from '#shared/grammar/kinds/record-reference';
import type { RecordOf } from '#shared/grammar/record';
import { stepKinds } from '../request-model/record.ts';

export const requestTaskFields = {
  request: recordReference('request', {
    required: true,
    fixed: true,
    onDelete: 'keep',
    label: 'Request',
    filter: true,
  }),
  key: line({ max: 60, required: true, fixed: true, label: 'Step' }),
  attempt: integer({ min: 1, max: 100, required: true, fixed: true, label: 'Try' }),
  kind: choice(stepKinds, { required: true, fixed: true, label: 'Kind', filter: true }),
  runs: line({ max: 120, readOnly: true, label: 'What carries it out', filter: true }),
  outputs: list(line({ max: 40 }), { max: 20, readOnly: true, label: 'What it has to answer' }),
  variables: values({ max: 200, readOnly: true, label: 'What was ordered, and what steps before have answered' }),
  compensates: flag({ readOnly: true, label: 'Takes back what was done' }),
  dueAt: instant({ readOnly: true, label: 'Due' }),
  missedAt: instant({ readOnly: true, label: 'Its target was missed', visibility: 'internal' }),
  acceptedAt: instant({ readOnly: true, label: 'Accepted' }),
  doneAt: instant({ readOnly: true, label: 'Done' }),
  result: values({ max: 40, readOnly: true, label: 'What it has answered' }),
  minutes: integer({ min: 0, max: 1_000_000, readOnly: true, label: 'Minutes of work' }),
  failure: text({ max: 1000, readOnly: true, label: 'Why it failed or was left out' }),
  serviceFault: flag({ readOnly: true, label: 'The service does not work' }),
} as const satisfies Fields;

export const requestTaskStates = {
  open: 'open',
  in_progress: 'open',
  pending: 'waiting',
  done: 'final',
  failed: 'final',
  skipped: 'final',
  cancelled: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type RequestTask = RecordOf<typeof requestTaskFields, keyof typeof requestTaskStates>;

const reason = text({ max: 1000, required: true });
const minutes = integer({ min: 0, max: 1_000_000, description: 'Of work' });

/** Inputs of the actions. */
export const inputs = {
  assign: { group: reference({ required: true, directory: 'group' }), user: reference() },
  nothing: {},
  reason: { reason },
  complete: {
    result: values({ max: 40, description: 'By the names of its outputs' }),
    minutes,
    comment: text({ max: 8000 }),
  },
  fail: { reason, minutes, serviceFault: flag({ description: 'An incident is opened for it' }) },
} as const;
