/** The records of event management (D1): the raw event and the alert that events of one kind come together in. */
import type { StateClass } from '#shared/process/definition';
import {
  choice,
  dictionary,
  type Fields,
  flag,
  group,
  instant,
  integer,
  level,
  list,
  number,
  reference,
  text,
} from '#shared/process/fields';
import type { RecordOf } from '#shared/process/record';

export const severities = ['info', 'warning', 'exception', 'clear'] as const;

export const eventFields = {
  title: text({ max: 160, label: 'Title' }),
  source: reference({ required: true, label: 'Source', filter: true }),
  occurredAt: instant({ required: true, label: 'Occurred' }),
  ciRef: text({ max: 200, label: 'Configuration item as the source names it' }),
  ciId: reference({ label: 'Configuration item' }),
  metric: text({ max: 200, label: 'Metric' }),
  value: number({ min: -1e15, max: 1e15, label: 'Value' }),
  unit: text({ max: 40, label: 'Unit' }),
  severity: choice(severities, { required: true, label: 'Severity', filter: true }),
  category: text({ max: 80, label: 'Category', filter: true }),
  message: text({ max: 8000, required: true, label: 'Message' }),
  dedupKey: text({ max: 400, label: 'Events with the same key are one alert; source|ci|metric|category when absent' }),
  impact: level({ label: 'Impact, when the source knows it' }),
  urgency: level({ label: 'Urgency, when the source knows it' }),
  attributes: dictionary({ label: 'Attributes' }),
  clockSkew: flag({ label: 'The source’s clock is ahead of ours', readOnly: true }),
  stale: flag({ label: 'Too old to respond to', readOnly: true }),
} as const satisfies Fields;
export const eventStates = { received: 'open' } as const satisfies Readonly<Record<string, StateClass>>;
export type Event = RecordOf<typeof eventFields, keyof typeof eventStates>;

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
