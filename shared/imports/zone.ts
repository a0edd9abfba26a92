/** Wall time without a zone → instant, for files that say `29/3/2026 02:30` and leave the zone to the reader. */
import { closingInstant, isZone, openingInstant } from '#shared/time/zone';

/** Wall time in seconds since 1970-01-01T00:00 on the clocks of the place: a number that two equal wall times share. */
export type WallTime = number;

/** The zone in which a file was written. */
export interface Zone {
  readonly name: string;
  /**
   * @returns the instant in epoch milliseconds. A wall time that the clocks skipped becomes the first instant that exists after
   * it (as B3 moves boundaries); of a wall time that came twice, the first that is not before `notBefore`, else the earlier.
   */
  readonly instantOf: (wall: WallTime, notBefore?: number) => number;
  /** The same, but of a wall time that came twice the later. */
  readonly lastInstantOf: (wall: WallTime) => number;
}

/** Wall times remembered per zone: a log repeats the same ones on every row of a record. */
const REMEMBERED = 50_000;

/** @returns the zone of an IANA name, or undefined when there is no such zone; offsets such as `+02:00` are none. */
export function zoneNamed(name: string): Zone | undefined {
  if (!isZone(name)) return undefined;
  const earliest = remembered((wall) => openingInstant(name, wall) * 1000);
  const latest = remembered((wall) => closingInstant(name, wall) * 1000);
  return {
    name,
    lastInstantOf: latest,
    instantOf: (wall, notBefore = Number.NEGATIVE_INFINITY) => {
      const first = earliest(wall);
      if (first >= notBefore) return first;
      const second = latest(wall);
      return second >= notBefore ? second : first;
    },
  };
}

function remembered(compute: (wall: WallTime) => number): (wall: WallTime) => number {
  const known = new Map<WallTime, number>();
  return (wall) => {
    const before = known.get(wall);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const instant = compute(wall);
    known.set(wall, instant);
    return instant;
  };
}
