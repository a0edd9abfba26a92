/** Stretches of anything that is counted, such as time or the units of a rack: from its beginning up to, and without, its end (A16). Pure. */

/** `[from, until)`; nothing is in it when `until` is not beyond `from`. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** One end, where the interval has none: it goes on. */
export const FOREVER = Number.POSITIVE_INFINITY;

export const lengthOf = ({ from, until }: Interval): number => Math.max(0, until - from);

/** Whether there is nothing in it. */
export const isEmpty = (interval: Interval): boolean => lengthOf(interval) === 0;

/** Whether a point is in it: its beginning is, its end is not. */
export const contains = ({ from, until }: Interval, point: number): boolean => from <= point && point < until;

/** Whether all of the other is in it; nothing is in everything. */
export const covers = (outer: Interval, inner: Interval): boolean =>
  isEmpty(inner) || (outer.from <= inner.from && inner.until <= outer.until);

/** Whether they have a point in common; those that only touch have none. */
export const overlaps = (a: Interval, b: Interval): boolean => Math.max(a.from, b.from) < Math.min(a.until, b.until);

/** What both have in common; undefined when there is nothing. */
export function common(a: Interval, b: Interval): Interval | undefined {
  return overlaps(a, b) ? { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) } : undefined;
}

/** What is in any of them, in order: those that overlap or touch are one. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const inOrder = intervals.filter((each) => !isEmpty(each)).sort((a, b) => a.from - b.from);
  const merged: Interval[] = [];
  for (const each of inOrder) {
    const last = merged.at(-1);
    if (last && each.from <= last.until)
      merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, each.until) };
    else merged.push(each);
  }
  return merged;
}

/** What is in any of the first and in none of the others, in order. */
export function without(intervals: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  const cuts = union(others);
  return union(intervals).flatMap((each) => {
    const left: Interval[] = [];
    let { from } = each;
    for (const cut of cuts) {
      if (cut.until <= from || cut.from >= each.until) continue;
      if (cut.from > from) left.push({ from, until: cut.from });
      from = cut.until;
    }
    return from < each.until ? [...left, { from, until: each.until }] : left;
  });
}

/** What is in any of the first and in any of the others, in order. */
export function intersection(intervals: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  const cuts = union(others);
  return union(intervals).flatMap((each) => cuts.flatMap((cut) => common(each, cut) ?? []));
}

/** What of a stretch is in none of them, in order. */
export const gapsIn = (stretch: Interval, intervals: readonly Interval[]): readonly Interval[] =>
  without([stretch], intervals);

/** How much is in any of them: what is in several counts once. */
export const covered = (intervals: readonly Interval[]): number =>
  union(intervals).reduce((total, each) => total + lengthOf(each), 0);

/** Pairs that overlap, by their places in the list, in its order. */
export function overlapping(intervals: readonly Interval[]): readonly (readonly [number, number])[] {
  const inOrder = intervals
    .map((each, place) => ({ ...each, place }))
    .filter((each) => !isEmpty(each))
    .sort((a, b) => a.from - b.from);
  const pairs: (readonly [number, number])[] = [];
  let running: typeof inOrder = [];
  for (const each of inOrder) {
    running = running.filter(({ until }) => until > each.from);
    for (const { place } of running) pairs.push([Math.min(place, each.place), Math.max(place, each.place)]);
    running.push(each);
  }
  return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The least point from which so much is free in one piece, within a stretch; undefined when there is none. */
export function firstFit(stretch: Interval, taken: readonly Interval[], length: number): number | undefined {
  return gapsIn(stretch, taken).find((gap) => lengthOf(gap) >= length)?.from;
}
