/** Half-open stretches (A16, R13): vectors of K6, and what holds for every list of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBeforeEnd, isInForce, isInTime } from '#shared/kit/intervals/edges';
import {
  common,
  contains,
  covered,
  covers,
  FOREVER,
  firstFit,
  gapsIn,
  type Interval,
  intersection,
  overlapping,
  overlaps,
  union,
  without,
} from '#shared/kit/intervals/intervals';

const span = (from: number, until: number): Interval => ({ from, until });
const at = (text: string): number => Date.parse(text);
const MINUTE = 60_000;

const spans = fc.array(
  fc.tuple(fc.nat(60), fc.nat(12)).map(([from, length]) => span(from, from + length)),
  { maxLength: 12 },
);
/** The points of a few lists, by counting. */
const points = (intervals: readonly Interval[]): readonly number[] =>
  Array.from({ length: 80 }, (_, point) => point).filter((point) => intervals.some((each) => contains(each, point)));

describe('one and another', () => {
  it('that only touch have nothing in common', () => {
    expect(overlaps(span(1, 2), span(2, 3))).toBe(false);
    expect(common(span(1, 3), span(2, 5))).toEqual(span(2, 3));
    expect(common(span(1, 2), span(2, 3))).toBeUndefined();
  });

  it('hold their beginning and not their end', () => {
    expect([1, 2, 3].map((point) => contains(span(1, 3), point))).toEqual([true, true, false]);
    expect(covers(span(1, 5), span(1, 5))).toBe(true);
    expect(covers(span(1, 5), span(0, 2))).toBe(false);
    expect(contains(span(1, FOREVER), 1e15)).toBe(true);
  });
});

describe('lists', () => {
  it('K6.1 two records of one failure, 10:00 to 10:40 and 10:30 to 11:10, are 70 minutes', () => {
    const failures = [
      span(at('2026-03-05T09:00Z'), at('2026-03-05T09:40Z')),
      span(at('2026-03-05T09:30Z'), at('2026-03-05T10:10Z')),
    ];
    expect(covered(failures) / MINUTE).toBe(70);
    expect(union(failures)).toHaveLength(1);
  });

  it('K6.1 work in a planned window takes away from it only what it used', () => {
    const window = [span(at('2026-03-14T21:00Z'), at('2026-03-15T01:00Z'))];
    const work = [span(at('2026-03-14T21:00Z'), at('2026-03-15T01:30Z'))];
    expect(covered(intersection(work, window)) / MINUTE).toBe(240);
    expect(covered(without(work, window)) / MINUTE).toBe(30);
  });

  it('E2.1 a rack with one free unit here and one there has no room for two', () => {
    const rack = span(1, 43);
    const taken = [span(1, 20), span(21, 42)];
    expect(gapsIn(rack, taken)).toEqual([span(20, 21), span(42, 43)]);
    expect(firstFit(rack, taken, 2)).toBeUndefined();
    expect(firstFit(rack, taken, 1)).toBe(20);
  });

  it('become one where they touch, and only there', () => {
    expect(union([span(3, 4), span(1, 2), span(2, 3), span(6, 7), span(9, 9)])).toEqual([span(1, 4), span(6, 7)]);
  });

  it('say which of them overlap', () => {
    expect(overlapping([span(5, 9), span(1, 3), span(2, 6), span(3, 4), span(7, 7)])).toEqual([
      [0, 2],
      [1, 2],
      [2, 3],
    ]);
  });

  it('hold the same points as when each is counted', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [inA, inB] = [points(a), points(b)];
        expect(points(union([...a, ...b]))).toEqual([...new Set([...inA, ...inB])].sort((x, y) => x - y));
        expect(points(without(a, b))).toEqual(inA.filter((point) => !inB.includes(point)));
        expect(points(intersection(a, b))).toEqual(inA.filter((point) => inB.includes(point)));
        expect(covered(a)).toBe(inA.length);
      }),
    );
  });

  it('say the same of overlaps as when each pair is looked at', () => {
    fc.assert(
      fc.property(spans, (list) => {
        const pairs = list.flatMap((a, i) =>
          list.flatMap((b, j) => (i < j && overlaps(a, b) ? [[i, j] as const] : [])),
        );
        expect(overlapping(list)).toEqual(pairs);
      }),
    );
  });
});

describe('edges', () => {
  it('R13 a deadline is met in its instant, what is valid until it is not, and a last day holds until it is over', () => {
    expect([999, 1000, 1001].map((now) => isInTime(now, 1000))).toEqual([true, true, false]);
    expect([999, 1000, 1999, 2000].map((now) => isInForce(span(1000, 2000), now))).toEqual([false, true, true, false]);
    expect(isInForce({ from: 1000 }, 1e15)).toBe(true);
    expect([1999, 2000].map((now) => isBeforeEnd(now, 2000))).toEqual([true, false]);
  });
});
