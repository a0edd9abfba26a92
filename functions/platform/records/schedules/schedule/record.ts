/** The schedule record: what is to be made, and when it recurs (RFC 5545). */
import type { StateClass } from '#shared/grammar/definition';
import { choice, type Fields, group, instant, integer, list, reference, text, values } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';
import { rolls } from '#shared/kit/recurrence/occurrences';

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;
const EXDATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/;
const missedPolicies = ['latest', 'skip'] as const;

export const scheduleFields = {
  recordType: text({
    max: 80,
    pattern: /^[a-z]+(-[a-z]+)*$/,
    like: 'a record type such as incident',
    required: true,
    filter: true,
    label: 'Record type',
  }),
  recordTemplateId: reference({ filter: true, label: 'Template of the records', description: 'Number of a template' }),
  recordValues: values({ max: 50, label: 'Values of the records', description: 'As in the body that creates one' }),
  rrule: text({
    max: 500,
    required: true,
    label: 'Recurrence',
    description: 'RFC 5545, such as FREQ=MONTHLY;BYDAY=1MO',
  }),
  dtstart: text({
    max: 19,
    pattern: LOCAL,
    like: 'a wall time such as 2026-06-01T09:00',
    required: true,
    label: 'First time',
    description: 'Wall time in the zone',
  }),
  zone: text({ max: 60, label: 'Time zone', description: 'IANA name; the tenant’s when absent' }),
  exdates: list(text({ max: 19, pattern: EXDATE, like: 'a day or a wall time such as 2026-06-01' }), {
    max: 400,
    label: 'Exceptions',
    description: 'Days or wall times',
  }),
  calendarId: reference({ label: 'Calendar', description: 'Whose closed days matter' }),
  roll: choice(rolls, { label: 'On closed days', description: 'Needs a calendar' }),
  missed: choice(missedPolicies, {
    label: 'What was missed',
    description: 'Only the latest is made up for, or nothing',
  }),
  nextAt: instant({ label: 'Next', readOnly: true }),
  upcoming: list(instant(), { max: 10, label: 'Next ten', readOnly: true }),
  setUpBy: group(
    {
      id: reference({ required: true }),
      at: instant({ required: true }),
      keyOf: group({ id: reference({ required: true }), at: instant({ required: true }) }),
      until: instant(),
    },
    { label: 'Set up by', description: 'Whoever made, changed or resumed it last', readOnly: true, personal: true },
  ),
  lastAt: instant({ label: 'Last', readOnly: true }),
  madeCount: integer({ min: 0, max: 10_000_000, label: 'Records asked for', readOnly: true }),
  missedCount: integer({ min: 0, max: 10_000_000, label: 'Occurrences missed', readOnly: true }),
} as const satisfies Fields;

export const scheduleStates = {
  active: 'open',
  paused: 'waiting',
  ended: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;

export type Schedule = RecordOf<typeof scheduleFields, keyof typeof scheduleStates>;

/** Inputs of the actions. */
export const inputs = {
  reasoned: { reason: text({ max: 1000, required: true }) },
  nothing: {},
} as const;
