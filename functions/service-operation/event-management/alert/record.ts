/** The alert that events of one kind come together in (D1): its fields, states and inputs. */
import type { StateClass } from '#shared/grammar/definition';
import {
  choice,
  type Fields,
  flag,
  group,
  instant,
  integer,
  level,
  list,
  reference,
  text,
} from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';

export const alertFields = {
  dedupKey: text({ max: 400, required: true, label: 'Deduplication key' }),
  kind: choice(['informational', 'warning', 'exception'], { required: true, label: 'Kind', filter: true }),
  severity: integer({ min: 1, max: 5, label: 'Severity, 1 critical to 5 info', filter: true }),
  ciId: reference({ label: 'Configuration item', filter: true }),
  ciUnresolved: flag({ label: 'Its configuration item is not known' }),
  category: text({ max: 80, label: 'Category', filter: true }),
  firstAt: instant({ required: true, label: 'First occurrence' }),
  lastAt: instant({ required: true, label: 'Last occurrence' }),
  count: integer({ min: 1, max: 1_000_000_000, label: 'Events', readOnly: true }),
  impact: level(),
  urgency: level(),
  acknowledged: group(
    { by: reference({ required: true }), at: instant({ required: true }) },
    { label: 'Acknowledged', readOnly: true },
  ),
  response: choice(['log', 'notify', 'incident'], { label: 'Response', readOnly: true, filter: true }),
  clearedAt: instant({ label: 'Cleared', readOnly: true }),
  falsePositive: flag({ label: 'False positive', readOnly: true, filter: true }),
  services: list(reference(), { max: 50, label: 'Services' }),
} as const satisfies Fields;
export const alertStates = {
  open: 'open',
  acknowledged: 'open',
  cleared: 'done',
  closed: 'final',
} as const satisfies Readonly<Record<string, StateClass>>;
export type Alert = RecordOf<typeof alertFields, keyof typeof alertStates>;

/** Inputs of the alert's actions. */
export const inputs = {
  count: {
    lastAt: instant({ required: true }),
    kind: choice(['informational', 'warning', 'exception'], { required: true }),
  },
  clear: { at: instant() },
  close: { reason: text({ max: 1000 }) },
  markFalsePositive: { reason: text({ max: 1000, required: true }) },
  nothing: {},
} as const;
