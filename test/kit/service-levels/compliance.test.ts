/** B6 and B7: who is answerable for a breach, and figures over many clocks. */
import { describe, expect, it } from 'vitest';
import { attributeBreach } from '#shared/kit/service-levels/attribution';
import type { ServiceLevelClock } from '#shared/kit/service-levels/clock';
import { compliance } from '#shared/kit/service-levels/compliance';
import { reprioritise } from '#shared/kit/service-levels/reprioritise';
import {
  awaitingCaller,
  calendars,
  cancelled,
  lived,
  ms,
  running,
  stopped,
  termsFor,
  termsOn,
} from '#test/kit/service-levels/clocks';
import { HOUR } from '#test/time/calendars';

const opened = '2026-06-15T07:00:00Z';
const now = ms('2026-06-17T10:00:00Z');
const p3 = termsFor('resolution', 'P3');
const met = lived(p3, opened, ['2026-06-15T09:00:00Z', stopped]);
const breachedBy = (hours: number): ServiceLevelClock =>
  lived(p3, opened, [`2026-06-17T${String(7 + hours).padStart(2, '0')}:00:00Z`, stopped]);

describe('B7 figures', () => {
  it('B7 are null for nothing, never 0 or 100', () => {
    expect(compliance([], now, calendars)).toEqual({
      met: 0,
      breached: 0,
      percent: null,
      meanOverrun: null,
      atRisk: 0,
    });
    expect(compliance([lived(p3, opened, ['2026-06-15T09:00:00Z', cancelled])], now, calendars).percent).toBeNull();
  });

  it('B7 count met, breached, and running past due', () => {
    const late = lived(p3, opened);
    const young = lived(p3, '2026-06-17T07:00:00Z');
    expect(compliance([met, met, breachedBy(1), late, young], now, calendars)).toEqual({
      met: 2,
      breached: 2,
      percent: 50,
      meanOverrun: 2 * HOUR,
      atRisk: 1,
    });
  });

  it('B4 count a breach on record when the priority changed, unless it was misclassified', () => {
    const raised = reprioritise(
      lived(termsFor('resolution', 'P1'), opened),
      p3,
      ms('2026-06-15T12:00:00Z'),
      calendars,
    ).clock;
    const done = { ...raised, state: 'met', stoppedAt: '2026-06-15T13:00:00Z' } as const;
    expect(compliance([done], now, calendars)).toMatchObject({ met: 1, breached: 1, percent: 50 });
    const history = (done.history ?? []).map((clock) => ({ ...clock, misclassified: 'it was one workstation' }));
    expect(compliance([{ ...done, history }], now, calendars)).toMatchObject({ met: 1, breached: 0, percent: 100 });
    const unbreached = reprioritise(
      lived(p3, opened),
      termsFor('resolution', 'P1'),
      ms('2026-06-15T08:00:00Z'),
      calendars,
    ).clock;
    expect(compliance([{ ...unbreached, state: 'met' }], now, calendars)).toMatchObject({ met: 1, breached: 0 });
  });
});

describe('B6 attribution', () => {
  const group = {
    party: 'group',
    id: 'network',
    clock: lived(termsOn('business', 2 * HOUR, { kind: 'ola' }), opened, ['2026-06-15T11:00:00Z', stopped]),
  } as const;
  const supplier = {
    party: 'supplier',
    id: 'carrier',
    clock: lived(termsOn('london', 2 * HOUR, { kind: 'uc' }), opened, ['2026-06-15T15:00:00Z', stopped]),
  } as const;

  it('B6 goes to the party with the largest overrun of its own', () => {
    expect(attributeBreach(breachedBy(1), [group, supplier], now, calendars)).toEqual({
      breachedBy: 'supplier',
      id: 'carrier',
      overrun: 5 * HOUR,
    });
    expect(attributeBreach(breachedBy(1), [group], now, calendars)).toEqual({
      breachedBy: 'group',
      id: 'network',
      overrun: 2 * HOUR,
    });
    expect(attributeBreach(breachedBy(1), [], now, calendars)).toBeUndefined();
  });

  it('B6 goes to the customer when more than half of the wall time was spent waiting for them', () => {
    const waited = lived(
      p3,
      opened,
      ['2026-06-15T08:00:00Z', awaitingCaller],
      ['2026-06-22T08:00:00Z', running],
      ['2026-06-25T09:00:00Z', stopped],
    );
    expect(attributeBreach(waited, [supplier], now, calendars)).toEqual({ breachedBy: 'customer' });
  });
});
