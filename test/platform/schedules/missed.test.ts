/** What a schedule does about occurrences that nobody saw, as after an outage: never a storm. */
import { describe, expect, it } from 'vitest';
import type { Schedule } from '#functions/platform/records/schedules/schedule/record';
import { occur } from '#functions/platform/records/schedules/schedule/rules';
import { processes } from '#functions/registry';
import { schedulable } from '#shared/grammar/directory';
import { compileConfiguration } from '#shared/tenancy/configuration';
import { defaultDocuments } from '#shared/tenancy/defaults';

const profile = { slug: 'acme', name: 'Acme', zone: 'UTC', kind: 'client', cursorKey: '' } as const;
const config = compileConfiguration(
  [...defaultDocuments('UTC'), { kind: 'tenant', id: 'tenant', version: 1, origin: 'own', body: profile }],
  new Map(),
);

const schedule: Schedule = {
  ...{
    uid: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    id: 'SCD0000001',
    type: 'schedule',
    version: 1,
    state: 'active',
    title: 'Check',
  },
  ...{ openedAt: '2026-01-01T00:00:00Z', createdAt: '2026-01-01T00:00:00Z', createdBy: 'lea' },
  ...{ updatedAt: '2026-01-01T00:00:00Z', updatedBy: 'lea' },
  ...{ recordType: 'incident', rrule: 'FREQ=DAILY', dtstart: '2026-06-01T09:00', zone: 'UTC' },
  nextAt: '2026-06-01T09:00:00Z',
};

/** What happens when the occurrence of 1 June is looked at then. */
function lookedAt(at: string, more: Partial<Schedule> = {}) {
  return occur({
    record: { ...schedule, ...more },
    input: {},
    now: Date.parse(at),
    at,
    actor: { type: 'system', id: 'clock' },
    maker: { id: 'clock', at },
    roles: new Set(['SYS']),
    config,
    openChildren: [],
    referred: new Map(),
    pinned: new Map(),
  });
}
const asked = ({ emit = [] }: ReturnType<typeof occur>) =>
  emit.map((told) => (told.name === 'occurred' ? told.data.occurrence : told.name));

describe('an occurrence that is looked at', () => {
  it('in time asks for one record, and goes on to the next', () => {
    const outcome = lookedAt('2026-06-01T09:00:30Z');
    expect(asked(outcome)).toEqual(['2026-06-01T09:00:00Z']);
    expect(outcome.set).toMatchObject({ nextAt: '2026-06-02T09:00:00Z', madeCount: 1 });
    expect(outcome.set).not.toHaveProperty('missedCount');
  });

  it('ten days late asks for the latest alone, and counts the others', () => {
    const outcome = lookedAt('2026-06-11T10:30:00Z');
    expect(asked(outcome)).toEqual(['2026-06-11T09:00:00Z']);
    expect(outcome.set).toMatchObject({ nextAt: '2026-06-12T09:00:00Z', madeCount: 1, missedCount: 10 });
  });

  it('with the policy skip asks for none that is more than an hour late, and for one that is not', () => {
    const late = lookedAt('2026-06-11T10:30:00Z', { missed: 'skip' });
    expect(asked(late)).toEqual([]);
    expect(late.set).toMatchObject({ nextAt: '2026-06-12T09:00:00Z', missedCount: 11 });
    expect(late.set).not.toHaveProperty('madeCount');
    expect(asked(lookedAt('2026-06-11T09:59:00Z', { missed: 'skip' }))).toEqual(['2026-06-11T09:00:00Z']);
  });

  it('and is the last ends the schedule', () => {
    const outcome = lookedAt('2026-06-20T00:00:00Z', { rrule: 'FREQ=DAILY;COUNT=3' });
    expect(asked(outcome)).toEqual(['2026-06-03T09:00:00Z']);
    expect([outcome.state, outcome.set?.nextAt]).toEqual(['ended', null]);
  });

  it('years late asks for the latest alone as well', () => {
    const outcome = lookedAt('2036-06-01T12:00:00Z');
    expect(asked(outcome)).toEqual(['2036-06-01T09:00:00Z']);
    expect(outcome.set?.nextAt).toBe('2036-06-02T09:00:00Z');
  });
});

it('schedules make the records of those processes that listen to them', () => {
  const listening = processes.flatMap(({ consumes }) =>
    consumes.filter(({ detailType }) => detailType === 'schedule.occurred').map(({ record }) => record),
  );
  expect([...schedulable].sort()).toEqual(listening.sort());
});
