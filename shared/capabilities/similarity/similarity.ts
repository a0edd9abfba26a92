/** How alike two records are, and whether one may be the other said twice (D2). Pure. */
import { stateClass } from '#shared/engine/decide';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import { type Shape, shapeOf, similarity } from '#shared/text/similarity';

/** From here on texts count as the same, if the records are also recent and alike in what the definition names. */
const DUPLICATE = 0.85;
/** How far apart duplicates are opened at most. */
export const RECENT_MS = 24 * 3600_000;

/** By what records are compared: text, what possible duplicates have in common, and what tells how one was solved. */
export interface SimilarityRule<N extends string = string> {
  readonly text: readonly N[];
  readonly same: readonly N[];
  readonly solution?: N;
  /** Whether a new record is told which ones it may be a duplicate of; its event of creation then carries what they have in common. */
  readonly hint?: boolean;
}

export interface Match {
  readonly record: AnyRecord;
  /** From 0, nothing in common, to 1. */
  readonly similarity: number;
  readonly duplicate: boolean;
}

/** How alike the record and each of the others are, the most similar first. A record that was merged is none of them. */
export function matchesAmong(
  definition: AnyRecordDefinition,
  rule: SimilarityRule,
  record: AnyRecord,
  others: readonly AnyRecord[],
): readonly Match[] {
  const shape = textShape(rule, record);
  const seen = new Map(others.map((each) => [each.uid, each]));
  return [...seen.values()]
    .filter((other) => other.uid !== record.uid && !other.mergedInto)
    .map((other): Match => {
      const score = similarity(shape, textShape(rule, other));
      return {
        record: other,
        similarity: score,
        duplicate: score >= DUPLICATE && isTwice(definition, rule, record, other),
      };
    })
    .sort((a, b) => b.similarity - a.similarity || (a.record.uid < b.record.uid ? 1 : -1));
}

function textShape({ text }: SimilarityRule, record: AnyRecord): Shape {
  return shapeOf(text.map((field) => record[field] ?? '').join('\n'));
}

/** Whether the record has all that duplicates have in common. */
export function isComparable({ same }: SimilarityRule, record: Readonly<Record<string, unknown>>): boolean {
  return same.every((field) => record[field] !== undefined);
}

/** Whether two records are about the same and were opened within a day, and the other one is still in hand. */
function isTwice(definition: AnyRecordDefinition, rule: SimilarityRule, record: AnyRecord, other: AnyRecord): boolean {
  const same = rule.same.every((field) => record[field] === other[field]);
  const apart = Math.abs(Date.parse(record.openedAt) - Date.parse(other.openedAt));
  return (
    same &&
    isComparable(rule, record) &&
    apart <= RECENT_MS &&
    stateClass(definition, other.state) !== 'final' &&
    !other.deletedAt
  );
}
