/** Reads TZif files (RFC 9636), as every operating system and Python's `tzdata` keep the IANA time-zone database. */

/** What a TZif file says: offsets are seconds east of UTC, instants epoch seconds. */
export interface TzifZone {
  /** The offset before the first change. */
  readonly first: number;
  readonly changes: readonly (readonly [at: number, offset: number])[];
  /** The rule for what comes after, as POSIX states it; empty when there is none. */
  readonly rule: string;
}

const HEADER = 44;

/** Whether these bytes begin as a TZif file does. */
export function isTzif(bytes: Buffer): boolean {
  return bytes.length >= HEADER && bytes.toString('latin1', 0, 4) === 'TZif';
}

interface Counts {
  readonly isUtc: number;
  readonly isStandard: number;
  readonly leaps: number;
  readonly times: number;
  readonly types: number;
  readonly characters: number;
}

function countsAt(bytes: Buffer, at: number): Counts {
  const count = (index: number): number => bytes.readUInt32BE(at + 20 + index * 4);
  return {
    ...{ isUtc: count(0), isStandard: count(1), leaps: count(2) },
    ...{ times: count(3), types: count(4), characters: count(5) },
  };
}

const lengthOf = ({ isUtc, isStandard, leaps, times, types, characters }: Counts, word: number): number =>
  times * (word + 1) + types * 6 + characters + leaps * (word + 4) + isStandard + isUtc;

/** @throws RangeError for what is no TZif of version 2 or later: version 1 ends in 2037 */
export function readTzif(bytes: Buffer): TzifZone {
  if (!isTzif(bytes) || bytes.readUInt8(4) < 0x32) throw new RangeError('expected a TZif file of version 2 or later');
  const second = HEADER + lengthOf(countsAt(bytes, 0), 4);
  const counts = countsAt(bytes, second);
  const { times, types } = counts;
  const timesAt = second + HEADER;
  const indexAt = timesAt + times * 8;
  const typesAt = indexAt + times;
  const offsetOf = (type: number): number => bytes.readInt32BE(typesAt + type * 6);
  if (types === 0) throw new RangeError('expected a zone with at least one offset');
  const changes = Array.from({ length: times }, (_, index) => {
    const at = Number(bytes.readBigInt64BE(timesAt + index * 8));
    return [at, offsetOf(bytes.readUInt8(indexAt + index))] as const;
  });
  const footer = bytes.toString('latin1', timesAt + lengthOf(counts, 8));
  return { first: offsetOf(0), changes, rule: footer.replaceAll('\n', '') };
}
