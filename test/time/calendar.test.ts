/** B3: calendars count working time in wall time, through every change of the clocks. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { ALWAYS, type Calendar, compileCalendar } from '#shared/time/calendar';
import { weekdays } from '#shared/time/calendar-definition';
import { HORIZON_YEARS } from '#shared/time/horizon';
import { SLOW_MACHINE } from '#test/support/cost';
import { at, ber, DAY, dailyFrom, HOUR, instant, night, roundTheClock, weekdaysFrom } from '#test/time/calendars';

const hoursBetween = (calendar: Calendar, from: string, to: string): number =>
  compileCalendar(calendar).between(at(from), at(to)) / HOUR;

describe('B3 windows are wall time', () => {
  it('B3 a night window is seven hours long in spring and nine in autumn', () => {
    expect(hoursBetween(night, '2026-03-28T18:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe(7);
    expect(hoursBetween(night, '2026-10-24T18:00:00+02:00', '2026-10-25T12:00:00+01:00')).toBe(9);
    expect(hoursBetween(night, '2026-06-15T18:00:00+02:00', '2026-06-16T12:00:00+02:00')).toBe(8);
  });

  it('B3 a boundary in the gap moves to the first existing instant', () => {
    const early = dailyFrom('Europe/Berlin', { open: '02:30', close: '04:30' });
    expect(hoursBetween(early, '2026-03-29T00:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe(1.5);
    const withinTheGap = dailyFrom('Europe/Berlin', { open: '02:15', close: '02:45' });
    expect(hoursBetween(withinTheGap, '2026-03-29T00:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe(0);
    const closesInTheGap = dailyFrom('Europe/Berlin', { open: '01:00', close: '02:30' });
    expect(hoursBetween(closesInTheGap, '2026-03-29T00:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe(1);
  });

  it('B3 an ambiguous boundary opens at the first and closes at the second occurrence', () => {
    const opens = dailyFrom('Europe/Berlin', { open: '02:30', close: '04:30' });
    expect(hoursBetween(opens, '2026-10-25T00:00:00+02:00', '2026-10-25T12:00:00+01:00')).toBe(3);
    const closes = dailyFrom('Europe/Berlin', { open: '01:00', close: '02:30' });
    expect(hoursBetween(closes, '2026-10-25T00:00:00+02:00', '2026-10-25T12:00:00+01:00')).toBe(2.5);
  });

  it('B3 windows that meet in the hour that comes twice count it once each time', () => {
    const halves = dailyFrom('Europe/Berlin', { open: '00:00', close: '02:30' }, { open: '02:30', close: '24:00' });
    expect(hoursBetween(halves, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')).toBe(25);
    expect(hoursBetween(halves, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00')).toBe(23);
  });

  it('B3 a window may be a whole day long, and a day may have several', () => {
    const day = compileCalendar(weekdaysFrom('Europe/Berlin', { open: '08:00', close: '08:00' }));
    expect(day.segments(at('2026-06-15T00:00:00+02:00'), at('2026-06-22T00:00:00+02:00'))).toEqual([
      { from: at('2026-06-15T08:00:00+02:00'), to: at('2026-06-20T08:00:00+02:00') },
    ]);
    const lunch = compileCalendar(
      weekdaysFrom('Europe/Berlin', { open: '08:00', close: '12:00' }, { open: '13:00', close: '17:00' }),
    );
    expect(instant(lunch.add(at('2026-06-15T11:00:00+02:00'), 2 * HOUR))).toBe('2026-06-15T12:00:00Z');
  });
});

describe('B3 exceptions replace the windows of their date', () => {
  const christmas = compileCalendar({
    ...weekdaysFrom('Europe/Berlin', { open: '08:00', close: '18:00' }),
    exceptions: [
      { date: '12-25', closed: true },
      { date: '12-24', windows: [{ open: '08:00', close: '12:00' }] },
      { date: '2026-12-24', windows: [{ open: '09:00', close: '10:00' }] },
      { date: '2026-12-27', windows: [{ open: '10:00', close: '14:00' }] },
    ],
  });

  it('B3 once or every year, the single date winning', () => {
    const worked = (date: string): number =>
      christmas.between(at(`${date}T00:00:00+01:00`), at(`${date}T23:59:59+01:00`)) / HOUR;
    expect(['2025-12-24', '2026-12-24', '2025-12-25', '2026-12-25', '2026-12-27', '2026-12-28'].map(worked)).toEqual([
      4, 1, 0, 0, 4, 10,
    ]);
  });

  it('B3 closing a date leaves the night before in place', () => {
    const closedMonday = compileCalendar({ ...night, exceptions: [{ date: '2026-06-15', closed: true }] });
    expect(closedMonday.isOpen(at('2026-06-15T05:00:00+02:00'))).toBe(true);
    expect(closedMonday.isOpen(at('2026-06-15T23:00:00+02:00'))).toBe(false);
    expect(closedMonday.isOpen(at('2026-06-16T05:00:00+02:00'))).toBe(false);
  });
});

describe('counting', () => {
  const calendar = compileCalendar(ber);

  it('a duration that ends exactly at close is due at close, and no time is due at once', () => {
    expect(instant(calendar.add(at('2026-06-15T08:00:00+02:00'), 10 * HOUR))).toBe('2026-06-15T16:00:00Z');
    expect(instant(calendar.add(at('2026-06-15T08:00:00+02:00'), 10 * HOUR + 1))).toBe('2026-06-16T06:00:01Z');
    expect(instant(calendar.add(at('2026-06-13T12:00:00+02:00'), 0))).toBe('2026-06-13T10:00:00Z');
    expect(() => calendar.add(0, -1)).toThrow(RangeError);
    expect(() => calendar.add(0, Number.NaN)).toThrow(RangeError);
  });

  it('open is from the opening until before the close', () => {
    const times = ['07:59:59', '08:00:00', '17:59:59', '18:00:00'];
    expect(times.map((time) => calendar.isOpen(at(`2026-06-15T${time}+02:00`)))).toEqual([false, true, true, false]);
    expect(instant(calendar.nextOpen(at('2026-06-12T18:00:00+02:00')))).toBe('2026-06-15T06:00:00Z');
    expect(instant(calendar.nextOpen(at('2026-06-15T09:30:00+02:00')))).toBe('2026-06-15T07:30:00Z');
  });

  it('over the turn of years', () => {
    const from = at('2025-12-31T17:00:00+01:00');
    expect(instant(calendar.add(from, 2 * HOUR))).toBe('2026-01-01T08:00:00Z');
    expect(calendar.between(from, at('2028-01-03T09:00:00+01:00'))).toBe(
      HOUR + (261 - 2) * 10 * HOUR + 261 * 10 * HOUR + HOUR,
    );
    expect(compileCalendar(roundTheClock).segments(from, from + 3 * 366 * DAY)).toHaveLength(1);
  });

  it('goes no further than its horizon, and says so', () => {
    const mondays = compileCalendar({ zone: 'UTC', weekly: { mon: [{ open: '00:00', close: '00:01' }] } });
    expect(() => mondays.add(at('2026-06-15T00:00:00Z'), 60 * 53 * (HORIZON_YEARS + 2))).toThrow(/within 20 years/);
    expect(() => mondays.subtract(at('2026-06-15T00:00:00Z'), 60 * 53 * (HORIZON_YEARS + 2))).toThrow(
      /within 20 years/,
    );
    expect(() => mondays.addBusinessDays(at('2026-06-15T00:00:00Z'), 53 * (HORIZON_YEARS + 2))).toThrow(
      /within 20 years/,
    );
    expect(() => mondays.between(0, at('2199-01-01T00:00:00Z'))).toThrow(/within 100 years/);
    expect(() => mondays.segments(0, at('2199-01-01T00:00:00Z'))).toThrow(/within 100 years/);
  });

  it('adds, subtracts, measures and lists the same time', () => {
    fc.assert(
      fc.property(aCalendar, anInstant, fc.nat(40 * HOUR), fc.nat(30 * DAY), (definition, from, working, span) => {
        const any = compileCalendar(definition);
        const due = any.add(from, working);
        expect(any.between(from, due)).toBe(working);
        expect(any.between(any.subtract(from, working), from)).toBe(working);
        if (working > 0) expect(any.between(from, due - 1)).toBe(working - 1);
        const segments = any.segments(from, from + span);
        expect(segments.reduce((sum, each) => sum + each.to - each.from, 0)).toBe(any.between(from, from + span));
        segments.forEach((each, index) => {
          expect(each.to).toBeGreaterThan(each.from);
          expect(each.from).toBeGreaterThan(segments[index - 1]?.to ?? from - 1);
          expect([any.isOpen(each.from), any.isOpen(each.to - 1)]).toEqual([true, true]);
          if (each.to < from + span) expect(any.isOpen(each.to)).toBe(false);
        });
        expect(any.between(from, any.nextOpen(from))).toBe(0);
        expect(any.isOpen(any.nextOpen(from))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

const anInstant = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
const aZone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Asuncion',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/Santiago',
  'Europe/London',
);
const hhmm = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Days with up to two windows, the last of which may run into the night, but not beyond 03:00, before which nothing opens. */
const aDay = fc
  .uniqueArray(fc.integer({ min: 12, max: 107 }), { minLength: 2, maxLength: 4 })
  .map((marks) => [...marks].sort((a, b) => a - b).map((mark) => mark * 15))
  .map(([a = 0, b = 0, c, d]) => [
    { open: hhmm(a), close: hhmm(b % 1440) },
    ...(c !== undefined && d !== undefined && b < 1440 && c < 1440 ? [{ open: hhmm(c), close: hhmm(d % 1440) }] : []),
  ])
  .map((windows) => windows.filter(({ open }) => open < '24:00'));

const aCalendar: fc.Arbitrary<Calendar> = fc
  .record({ zone: aZone, days: fc.array(fc.option(aDay), { minLength: 7, maxLength: 7 }), always: aDay, on: fc.nat(6) })
  .map(({ zone, days, always, on }) => ({
    zone,
    weekly: Object.fromEntries(weekdays.map((name, index) => [name, index === on ? always : (days[index] ?? [])])),
  }));

/** Working seconds by Temporal, window by window. */
function reference({ zone, weekly }: Calendar, from: number, to: number): number {
  const zonedAt = (seconds: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
  const boundary = (date: Temporal.PlainDate, time: string, which: 'earlier' | 'later'): number => {
    const plain = date.toPlainDateTime(time);
    const zoned = plain.toZonedDateTime(zone, { disambiguation: which });
    if (zoned.toPlainDateTime().equals(plain)) return zoned.epochMilliseconds / 1000;
    const change = plain.toZonedDateTime(zone, { disambiguation: 'earlier' }).getTimeZoneTransition('next');
    return (change?.epochMilliseconds ?? Number.NaN) / 1000;
  };
  const spans: [number, number][] = [];
  const last = zonedAt(to).toPlainDate().add({ days: 2 });
  for (
    let date = zonedAt(from).toPlainDate().subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const name = weekdays[date.dayOfWeek - 1] ?? 'mon';
    for (const { open, close } of weekly[name] ?? []) {
      const closeDate = close <= open ? date.add({ days: 1 }) : date;
      spans.push([Math.max(from, boundary(date, open, 'earlier')), Math.min(to, boundary(closeDate, close, 'later'))]);
    }
  }
  let until = from;
  return spans.reduce((sum, [begin, end]) => {
    const counted = Math.max(0, end - Math.max(begin, until));
    until = Math.max(until, end);
    return sum + counted;
  }, 0);
}

describe('differentially, against Temporal', () => {
  it('working time is the same in any calendar and zone, above all around changes of the clocks', () => {
    const around = fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2011-12-30',
      '2024-02-29',
      '2025-12-31',
    );
    const from = fc.oneof(
      anInstant,
      fc.tuple(around, fc.integer({ min: -3 * DAY, max: DAY })).map(([date, by]) => at(`${date}T00:00:00Z`) + by),
    );
    fc.assert(
      fc.property(aCalendar, from, fc.nat(6 * DAY), (calendar, begin, span) => {
        expect(compileCalendar(calendar).between(begin, begin + span)).toBe(reference(calendar, begin, begin + span));
      }),
      { numRuns: 200 },
    );
  });
});

describe('business days', () => {
  const calendar = compileCalendar(ber);

  it('D2.8 resolved on Friday noon, three business days later it is Wednesday noon', () => {
    expect(instant(calendar.addBusinessDays(at('2026-06-12T12:00:00+02:00'), 3))).toBe('2026-06-17T10:00:00Z');
  });

  it('skip holidays and weekends, and keep the wall time over a change of the clocks', () => {
    expect(instant(calendar.addBusinessDays(at('2026-04-02T12:00:00+02:00'), 1))).toBe('2026-04-07T10:00:00Z');
    expect(instant(calendar.addBusinessDays(at('2026-03-27T12:00:00+01:00'), 1))).toBe('2026-03-30T10:00:00Z');
    expect(instant(calendar.addBusinessDays(at('2026-06-13T12:00:00+02:00'), 1))).toBe('2026-06-15T10:00:00Z');
    expect(instant(calendar.addBusinessDays(at('2026-06-15T12:00:00+02:00'), -1))).toBe('2026-06-12T10:00:00Z');
    expect(instant(calendar.addBusinessDays(at('2026-06-13T12:00:00+02:00'), 0))).toBe('2026-06-13T10:00:00Z');
    expect(() => calendar.addBusinessDays(0, 0.5)).toThrow(RangeError);
  });

  it('arrive after the gap when their wall time is skipped', () => {
    expect(instant(compileCalendar(night).addBusinessDays(at('2026-03-28T02:30:00+01:00'), 1))).toBe(
      '2026-03-29T01:00:00Z',
    );
  });

  it('are dates on which a window opens', () => {
    expect(calendar.isBusinessDay(at('2026-04-03T12:00:00+02:00'))).toBe(false);
    expect(calendar.isBusinessDay(at('2026-04-07T23:00:00+02:00'))).toBe(true);
  });
});

describe('a compiled calendar', () => {
  it('is the same for the same definition', () => {
    expect(compileCalendar(ber)).toBe(compileCalendar(ber));
    // Not `ber` itself: what many other calendars have driven out since is compiled anew for a copy.
    expect(compileCalendar(structuredClone(ber))).toBe(compileCalendar(structuredClone(ber)));
  });

  it('round the clock has no hole', () => {
    expect(ALWAYS.segments(0, 40 * 366 * DAY)).toEqual([{ from: 0, to: 40 * 366 * DAY }]);
    expect(ALWAYS.add(at('2026-12-31T23:59:59Z'), 2)).toBe(at('2027-01-01T00:00:01Z'));
  });

  it('adds 2,000 working hours within 50 µs', () => {
    const calendar = compileCalendar(ber);
    const from = at('2026-03-27T16:00:00+01:00');
    calendar.add(from, 2000 * HOUR);
    const taken = Array.from({ length: 1000 }, (_, index) => {
      const begin = performance.now();
      calendar.add(from + index, 2000 * HOUR);
      return performance.now() - begin;
    }).sort((a, b) => a - b);
    expect(taken[500]).toBeLessThanOrEqual(SLOW_MACHINE * 0.05);
  });
});
