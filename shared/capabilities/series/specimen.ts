/** A sensor with levels, roll-ups and a silence, and a meter that only goes on. */
import { everyRecord } from '#shared/capabilities/every-record';
import { series } from '#shared/capabilities/series/capability';
import type { Crossed } from '#shared/capabilities/series/series';
import { type Decision, defineRecord, type Outcome } from '#shared/grammar/definition';
import { integer, number } from '#shared/grammar/fields';
import { indexed } from '#shared/grammar/lists';
import { defineProcess } from '#shared/grammar/process-definition';
import type { RecordOf } from '#shared/grammar/record';

const fields = {
  interval: integer({ min: 1, max: 86_400, required: true }),
  warn: number({ min: -1000, max: 1000 }),
  alarm: number({ min: -1000, max: 1000 }),
} as const;
const states = { ok: 'open', warning: 'open', alarm: 'open', fault: 'waiting', removed: 'final' } as const;
type Sensor = RecordOf<typeof fields, keyof typeof states>;

const permissions = { AGT: 'RCUX', INT: 'RU', TAD: 'RCUXD', REQ: 'rC' } as const;

function follow({ input }: Decision<Sensor, Crossed>): Outcome<Sensor> {
  return { state: input.to === 'silent' ? 'fault' : input.to };
}

export const sensor = defineRecord({
  type: 'sensor',
  prefix: 'SNS',
  path: 'sensors',
  title: 'Sensor',
  permissions,
  fields,
  lifecycle: { initial: 'ok', states },
  create: { summary: 'Install a sensor', by: ['AGT'] },
  actions: {
    remove: { summary: 'Remove', from: 'any', to: 'removed', by: ['AGT'], input: {}, emits: 'removed' },
  },
  parts: [
    ...everyRecord,
    series<Sensor>({
      name: 'readings',
      by: ['INT', 'AGT'],
      of: ({ interval }) => ({ kind: 'gauge', step: interval * 1000, range: { least: -50, most: 150 } }),
      keep: { readings: 15, hour: 400, day: 1100 },
      levels: ({ warn, alarm }) => ({
        ...(warn !== undefined && { warnHigh: warn }),
        ...(alarm !== undefined && { alarmHigh: alarm }),
        hysteresis: 0.5,
      }),
      silentAfter: 3,
      crossed: [follow],
    }),
  ],
  lists: indexed('open'),
});

export const meter = defineRecord({
  type: 'meter',
  prefix: 'MTR',
  path: 'meters',
  title: 'Meter',
  permissions,
  fields: {},
  lifecycle: { initial: 'running', states: { running: 'open' } },
  create: { summary: 'Install a meter', by: ['AGT'] },
  actions: {},
  parts: [
    series({
      name: 'counts',
      by: ['INT'],
      of: () => ({ kind: 'counter', step: 900_000 }),
      keep: { readings: 15, hour: 400 },
    }),
  ],
  lists: indexed(),
});

export const sensors = defineProcess({
  id: 'incident-management',
  stage: 'service-operation',
  title: 'Sensors',
  purpose: 'Stand for every process whose records are measured.',
  records: [sensor, meter],
  consumes: [],
});
