/** The raw event as monitoring sends it (D1): its fields; nobody acts on it. */
import type { StateClass } from '#shared/grammar/definition';
import { choice, dictionary, type Fields, flag, instant, level, number, reference, text } from '#shared/grammar/fields';
import type { RecordOf } from '#shared/grammar/record';

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
