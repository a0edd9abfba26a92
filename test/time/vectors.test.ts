/** Calendar vectors from the test suites of other projects: see test/fixtures/NOTICE.md. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Calendar, compileCalendar, type Window } from '#shared/time/calendar';
import { dayPlan } from '#shared/time/calendar-definition';
import { at, instant } from '#test/time/calendars';

type Hours = readonly (readonly [string, string])[];
interface Vector {
  readonly id: string;
  readonly kind: 'add' | 'elapsed' | 'is_open' | 'periods' | 'next_open' | 'add_days' | 'subtract' | 'subtract_days';
  readonly calendar: {
    readonly tz: string;
    readonly weekly: Readonly<Record<string, Hours>>;
    readonly holidays?: readonly string[];
    readonly shifts?: Readonly<Record<string, Hours>>;
    readonly breaks?: Readonly<Record<string, Hours>>;
  };
  readonly tags: readonly string[];
  readonly start?: string;
  readonly end?: string;
  readonly at?: string;
  readonly duration_s?: number;
  readonly days?: number;
  readonly expected?: string;
  readonly expected_s?: number;
  readonly expected_open?: boolean;
  readonly expected_periods?: readonly (readonly [string, string])[];
}

const file = new URL('../fixtures/sla-calendar-vectors.json', import.meta.url);
const { vectors }: { vectors: readonly Vector[] } = JSON.parse(readFileSync(file, 'utf8'));

const windowsOf = (hours: Hours): readonly Window[] => hours.map(([open, close]) => ({ open, close }));

/** Times of day compare as text. */
const earlier = (a: string, b: string): string => (a.localeCompare(b) < 0 ? a : b);
const later = (a: string, b: string): string => (a.localeCompare(b) < 0 ? b : a);

/** Their windows of a date, without their breaks. */
function withoutBreaks(windows: readonly Window[], breaks: Hours): readonly Window[] {
  return breaks.reduce<readonly Window[]>(
    (left, [from, to]) =>
      left.flatMap(({ open, close }) =>
        [
          { open, close: earlier(close, from) },
          { open: later(open, to), close },
        ].filter((piece) => piece.open < piece.close),
      ),
    windows,
  );
}

/** Their holidays, shifts and breaks are our exceptions: a holiday before a shift, a break out of either. */
function calendarOf({ tz, weekly, holidays = [], shifts = {}, breaks = {} }: Vector['calendar']): Calendar {
  const regular = {
    zone: tz,
    weekly: Object.fromEntries(Object.entries(weekly).map(([day, hours]) => [day, windowsOf(hours)])),
  };
  const plan = dayPlan(regular);
  const text = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 16);
  const dates = [...new Set([...holidays, ...Object.keys(shifts), ...Object.keys(breaks)])];
  const exceptions = dates.map((date) => {
    if (holidays.includes(date)) return { date, closed: true } as const;
    const usual = plan(at(`${date}T00:00:00Z`) / 86_400).windows.map((each) => ({
      open: text(each.open),
      close: text(each.close),
    }));
    return { date, windows: withoutBreaks(shifts[date] ? windowsOf(shifts[date]) : usual, breaks[date] ?? []) };
  });
  return { ...regular, exceptions };
}

function answer(vector: Vector): unknown {
  const calendar = compileCalendar(calendarOf(vector.calendar));
  const start = at(vector.start ?? vector.at ?? '');
  switch (vector.kind) {
    case 'add':
      return instant(calendar.add(start, vector.duration_s ?? 0));
    case 'subtract':
      return instant(calendar.subtract(start, vector.duration_s ?? 0));
    case 'elapsed':
      return calendar.between(start, at(vector.end ?? ''));
    case 'is_open':
      return calendar.isOpen(start);
    case 'next_open':
      return instant(calendar.nextOpen(start));
    case 'periods': {
      const wanted = vector.expected_periods?.length ?? 0;
      const found = calendar.segments(start, start + 60 * 86_400).slice(0, wanted);
      return found.map(({ from, to }) => [instant(from), instant(to)]);
    }
    case 'add_days':
      return instant(calendar.addBusinessDays(start, vector.days ?? 0));
    case 'subtract_days':
      return instant(calendar.addBusinessDays(start, -(vector.days ?? 0)));
  }
}

const expected = (vector: Vector): unknown =>
  vector.expected ?? vector.expected_s ?? vector.expected_open ?? vector.expected_periods;

const isPolicy = ({ tags }: Vector): boolean => tags.includes('policy');

describe('vectors of other projects', () => {
  for (const vector of vectors.filter((each) => !isPolicy(each))) {
    it(`${vector.id} ${vector.kind}${vector.tags.length > 0 ? ` (${vector.tags.join(', ')})` : ''}`, () => {
      expect(answer(vector)).toEqual(expected(vector));
    });
  }
});

/** What we mean where they call it policy; `differs` says why it is not theirs. */
const policies: Readonly<Record<string, { readonly ours: unknown; readonly differs?: string }>> = {
  'biz-009': { ours: '2006-01-09T12:00:00Z' },
  'biz-011': { ours: '2006-01-05T18:00:00Z', differs: 'the time of day is kept, not moved to the next opening (D2.8)' },
  'biz-013': { ours: '2006-01-02T13:00:00Z' },
  'biz-015': {
    ours: '2006-01-03T08:00:00Z',
    differs: 'the time of day is kept, not moved to the previous close (D2.8)',
  },
  'biz-017': { ours: '2006-01-06T12:30:52Z' },
  'biz-047': {
    ours: [['2006-04-02T10:00:00Z', '2006-04-02T10:15:00Z']],
    differs: 'an opening in the gap moves to the first existing instant, 03:00, so a quarter of an hour is left (B3)',
  },
};

describe('vectors of other projects where the meaning is a product’s choice', () => {
  it('are these, none left out', () => {
    expect(vectors.filter(isPolicy).map(({ id }) => id)).toEqual(Object.keys(policies));
    expect(vectors).toHaveLength(81);
  });

  for (const vector of vectors.filter(isPolicy)) {
    const { ours, differs } = policies[vector.id] ?? { ours: undefined };
    it(`${vector.id} ${vector.kind}: ${differs ?? 'as theirs'}`, () => {
      expect(answer(vector)).toEqual(ours);
      if (differs) expect(ours).not.toEqual(expected(vector));
      else expect(ours).toEqual(expected(vector));
    });
  }
});
