/** How alike two records are, and whether one may be the other said twice (D2). Pure. */
import { stateClass } from '#shared/process/decide';
import type { AnyRecordDefinition } from '#shared/process/definition';
import type { AnyRecord } from '#shared/process/record';
import { type Shape, shapeOf, similarity } from '#shared/text/similarity';

/** From here on texts count as the same, if the records are also recent and alike in what the definition names. */
const DUPLICATE = 0.85;
/** How far apart duplicates are opened at most. */
export const RECENT_MS = 24 * 3600_000;

export interface Match {
  readonly record: AnyRecord;
  /** From 0, nothing in common, to 1. */
  readonly similarity: number;
  readonly duplicate: boolean;
}

/** How alike the record and each of the others are, the most similar first. A record that was merged is none of them. */
export function matchesAmong(
  definition: AnyRecordDefinition,
  record: AnyRecord,
  others: readonly AnyRecord[],
): readonly Match[] {
  const shape = textShape(definition, record);
  const seen = new Map(others.map((each) => [each.uid, each]));
  return [...seen.values()]
    .filter((other) => other.uid !== record.uid && !other.mergedInto)
    .map((other): Match => {
      const score = similarity(shape, textShape(definition, other));
      return { record: other, similarity: score, duplicate: score >= DUPLICATE && isTwice(definition, record, other) };
    })
    .sort((a, b) => b.similarity - a.similarity || (a.record.uid < b.record.uid ? 1 : -1));
}

function textShape({ similarity: by }: AnyRecordDefinition, record: AnyRecord): Shape {
  return shapeOf((by?.text ?? []).map((field) => record[field] ?? '').join('\n'));
}

/** Whether the record has all that duplicates have in common. */
export function isComparable({ similarity: by }: AnyRecordDefinition, record: AnyRecord): boolean {
  return (by?.same ?? []).every((field) => record[field] !== undefined);
}

/** Whether two records are about the same and were opened within a day, and the other one is still in hand. */
function isTwice(definition: AnyRecordDefinition, record: AnyRecord, other: AnyRecord): boolean {
  const same = (definition.similarity?.same ?? []).every((field) => record[field] === other[field]);
  const apart = Math.abs(Date.parse(record.openedAt) - Date.parse(other.openedAt));
  return (
    same &&
    isComparable(definition, record) &&
    apart <= RECENT_MS &&
    stateClass(definition, other.state) !== 'final' &&
    !other.deletedAt
  );
}
