/** What RFC 5545 leaves to zones and calendars: clock changes, closed days, exceptions, and rules that never recur. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOccurrences, type Recurrence, type Roll } from '#shared/kit/recurrence/occurrences';
import { parseRule, RuleError, wallOf } from '#shared/kit/recurrence/rule';
import { compileCalendar } from '#shared/time/calendar';
import { costOf, SLOW_MACHINE } from '#test/support/cost';

const utc = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const seconds = (instant: string): number => Date.parse(instant) / 1000;
const recurring = (rule: string, start: string, more: Partial<Recurrence> = {}): Recurrence => ({
  rule: parseRule(rule),
  start: wallOf(start) ?? 0,
  zone: 'Europe/Berlin',
  ...more,
});
const next = (recurrence: Recurrence, after: string, count: number): readonly string[] =>
  nextOccurrences(recurrence, seconds(after), count).map(({ at }) => utc(at));

const office = [{ open: '08:00', close: '18:00' }];
const calendar = compileCalendar({
  zone: 'Europe/Berlin',
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  exceptions: [
    { date: '2026-04-03', closed: true },
    { date: '2026-04-06', closed: true },
  ],
});

describe('clock changes', () => {
  it('A16 the wall time stays when the clocks change, the instant moves', () => {
    expect(next(recurring('FREQ=DAILY', '20260327T090000'), '2026-03-27T00:00:00Z', 4)).toEqual([
      ...['2026-03-27T08:00:00Z', '2026-03-28T08:00:00Z', '2026-03-29T07:00:00Z', '2026-03-30T07:00:00Z'],
    ]);
  });

  it('a wall time that the clocks skip is read with the offset before; one that they show twice happens once', () => {
    expect(next(recurring('FREQ=DAILY', '20260328T023000'), '2026-03-28T00:00:00Z', 3)).toEqual([
      ...['2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
    ]);
    expect(next(recurring('FREQ=DAILY', '20261024T023000'), '2026-10-24T00:00:00Z', 3)).toEqual([
      ...['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ]);
  });

  it.each([
    ['BYHOUR=2,3;BYMINUTE=0,30;COUNT=4', '20270328T020000', ['28T01:00', '28T01:30', '29T00:00', '29T00:30']],
    ['BYHOUR=2,3;COUNT=6', '20270327T020000', ['27T01:00', '27T02:00', '28T01:00', '29T00:00', '29T01:00', '30T00:00']],
    // The skipped 02:45 becomes 03:45, and does not push out the 03:00 that is there.
    ['BYHOUR=2,3;BYMINUTE=0,45;BYSETPOS=2,3;COUNT=2', '20270328T000000', ['28T01:00', '28T01:45']],
    ['BYHOUR=2;BYMINUTE=30;COUNT=3', '20270327T023000', ['27T01:30', '28T01:30', '29T00:30']],
  ])('discovery P1 %s makes as many as it says when the clocks skip some', (rule, start, expected) => {
    expect(next(recurring(`FREQ=DAILY;${rule}`, start), '2027-03-01T00:00:00Z', 9)).toEqual(
      expected.map((at) => `2027-03-${at}:00Z`),
    );
  });

  it('security 9 nothing recurs after the year 9999', () => {
    const last = recurring('FREQ=DAILY', '99991230T090000');
    expect(next(last, '2026-01-01T00:00:00Z', 9)).toEqual(['9999-12-30T08:00:00Z', '9999-12-31T08:00:00Z']);
  });

  it.each([
    [
      'every half hour of a year, the last of all',
      'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=HOURS;BYMINUTE=0,30;BYSETPOS=-1;COUNT=5000',
    ],
    ['every half hour, and each excepted', 'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=HOURS;BYMINUTE=0,30'],
    ['a day that there is never', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
  ])('security 12 %s is worked out at once', async (_, text) => {
    const rule = text.replace('HOURS', Array.from({ length: 24 }, (_each, hour) => hour).join(','));
    const except = Array.from({ length: 400 }, (_each, day) =>
      new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const cost = await costOf(() => next(recurring(rule, '19700101T000000', { except }), '2026-06-01T00:00:00Z', 10));
    expect(cost).toBeLessThan(SLOW_MACHINE * 50);
  });

  it('security 12 more times a day than a schedule may have are no rule', () => {
    const minutes = Array.from({ length: 60 }, (_each, minute) => minute).join(',');
    expect(() => parseRule(`FREQ=DAILY;BYHOUR=1,2;BYMINUTE=${minutes}`)).toThrow(/48/);
  });
});

describe('closed days', () => {
  const on = (roll: Roll, rule = 'FREQ=MONTHLY;BYMONTHDAY=3', start = '20260103T090000') =>
    recurring(rule, start, { calendar, roll });

  it('following goes to the next open day, preceding to the one before, skip leaves it out', () => {
    // 3 January 2026 is a Saturday, 3 May a Sunday, 3 April Good Friday with a closed Monday after.
    const after = '2025-12-01T00:00:00Z';
    expect(next(on('following'), after, 5).map((at) => at.slice(5, 10))).toEqual([
      '01-05',
      '02-03',
      '03-03',
      '04-07',
      '05-04',
    ]);
    expect(next(on('preceding'), after, 5).map((at) => at.slice(5, 10))).toEqual([
      '01-02',
      '02-03',
      '03-03',
      '04-02',
      '05-01',
    ]);
    expect(next(on('skip'), after, 5).map((at) => at.slice(5, 10))).toEqual([
      '02-03',
      '03-03',
      '06-03',
      '07-03',
      '08-03',
    ]);
    expect(next(on('following'), after, 1)).toEqual(['2026-01-05T08:00:00Z']);
  });

  it('days that are moved onto one make one occurrence', () => {
    expect(
      next(on('following', 'FREQ=DAILY', '20260612T090000'), '2026-06-12T00:00:00Z', 4).map((at) => at.slice(8, 10)),
    ).toEqual(['12', '15', '16', '17']);
  });

  it('what is asked after an instant does not depend on where the asking began', () => {
    const recurrence = on('following');
    const all = next(recurrence, '2025-12-01T00:00:00Z', 60);
    for (const [i, at] of all.slice(0, -3).entries()) expect(next(recurrence, at, 2)).toEqual(all.slice(i + 1, i + 3));
  });
});

describe('exceptions and ends', () => {
  it('EXDATE takes out a wall time or a whole day, and counts as one of COUNT', () => {
    const rule = 'FREQ=DAILY;BYHOUR=9,15;COUNT=6';
    const except = ['20260602', '2026-06-03T15:00'];
    expect(next(recurring(rule, '20260601T090000', { except }), '2026-01-01T00:00:00Z', 9)).toEqual([
      ...['2026-06-01T07:00:00Z', '2026-06-01T13:00:00Z', '2026-06-03T07:00:00Z'],
    ]);
  });

  it.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', undefined],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', undefined],
    ['FREQ=WEEKLY;BYDAY=SA', 'skip'],
    ['FREQ=DAILY;UNTIL=20200101', undefined],
  ] as const)('%s never recurs, and says so in time', (rule, roll) => {
    const started = performance.now();
    const recurrence = recurring(rule, '20260101T090000', roll ? { calendar, roll } : {});
    expect(next(recurrence, '2026-01-01T00:00:00Z', 1)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('29 February comes every four years', () => {
    expect(next(recurring('FREQ=YEARLY', '20240229T090000'), '2024-03-01T00:00:00Z', 2)).toEqual([
      ...['2028-02-29T08:00:00Z', '2032-02-29T08:00:00Z'],
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    '',
    'FREQ=HOURLY',
    'FREQ=SECONDLY;COUNT=5',
    'INTERVAL=2',
    'FREQ=DAILY;COUNT=5;UNTIL=20261231',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;BYDAY=1MO',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYWEEKNO=3',
    'FREQ=MONTHLY;BYYEARDAY=3',
    'FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYSETPOS=1',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ=DAILY;X-OWN=1',
    'FREQ=DAILY;UNTIL=20260230',
    'FREQ=DAILY;BYDAY=XX',
  ])('%s', (rule) => {
    expect(() => parseRule(rule)).toThrow(RuleError);
  });

  it('a rule is read or refused, never anything else; what is read recurs in order and soon', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'INTERVAL=1',
        'INTERVAL=7',
        'COUNT=3',
        'UNTIL=20300101T000000Z',
        'WKST=SU',
        'BYSETPOS=-1',
        'BYSETPOS=1,2',
      ),
      fc.constantFrom(
        'BYMONTH=2',
        'BYMONTH=1,12',
        'BYMONTHDAY=31',
        'BYMONTHDAY=-1,1',
        'BYDAY=MO',
        'BYDAY=1MO,-1FR',
        'BYDAY=5SU',
      ),
      fc.constantFrom(
        'BYWEEKNO=53',
        'BYWEEKNO=-1',
        'BYYEARDAY=366',
        'BYYEARDAY=-1',
        'BYHOUR=0,23',
        'BYMINUTE=30',
        'FREQ=DAILY',
      ),
    );
    const rules = fc
      .tuple(fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), fc.array(part, { maxLength: 4 }))
      .map(([frequency, parts]) => [`FREQ=${frequency}`, ...parts].join(';'));
    fc.assert(
      fc.property(rules, fc.constantFrom('20240229T090000', '20261231T233000', '20260329T023000'), (text, start) => {
        let recurrence: Recurrence;
        try {
          recurrence = recurring(text, start);
        } catch (error) {
          expect(error).toBeInstanceOf(RuleError);
          return;
        }
        const found = nextOccurrences(recurrence, 0, 6);
        for (const [i, { at, nominal }] of found.entries()) {
          expect(at).toBeGreaterThan(found[i - 1]?.at ?? 0);
          expect(nominal).toBeGreaterThanOrEqual(recurrence.start);
        }
        const middle = found[2];
        if (middle) expect(nextOccurrences(recurrence, middle.at, 3)).toEqual(found.slice(3));
      }),
      { numRuns: 150 },
    );
  });
});
