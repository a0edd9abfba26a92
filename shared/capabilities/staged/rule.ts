/** What a definition says of updates that wait: what is staged, for which other record, and who works on it. */
import type { Payload, ProjectedBy, ProjectionContract } from '#shared/grammar/contract';
import type { Party, Refusal } from '#shared/grammar/definition';
import { type Field, list, reference } from '#shared/grammar/fields';

/** Records for which something waits on one record at a time. */
export const MOST_STAGED = 10;

/** The field that says for which records something is staged, by which a declared list of the same name is. */
export const STAGED_FOR = 'stagedFor';

/**
 * @typeParam R the record
 * @typeParam N fields of the record
 * @typeParam P what is known of the record that it is staged for
 */
export interface StagedRule<R, N extends string, P extends Payload> {
  /** What it is staged for, such as a change, as its process shows it to others. The commands call it by its type. */
  readonly by: ProjectionContract<P>;
  /** Fields of which values are staged. */
  readonly attributes: readonly N[];
  /** Those of them that hold values by key: each key is staged by itself. */
  readonly keyed?: readonly N[];
  /** Who stages; who applies and drops by hand what is staged. */
  readonly stagedBy: readonly [Party, ...Party[]];
  readonly appliedBy: readonly [Party, ...Party[]];
  /** Why nothing can be staged on the record for that one now, such as that it is not about the record. */
  readonly unless?: (record: R, by: ProjectedBy<P>) => Refusal | undefined;
  /** ISO 8601: how long what was applied is taken back when the other record is given up; a day when absent. */
  readonly reversible?: string;
}

/** A rule whose record is only known at run time. */
export type AnyStagedRule = Omit<StagedRule<never, string, Payload>, 'unless'> & {
  readonly unless?: (record: never, by: never) => Refusal | undefined;
};

interface StagedFields {
  readonly stagedFor: Field<
    readonly string[],
    {
      readonly max: number;
      readonly names: string;
      readonly readOnly: true;
      readonly visibility: 'internal';
      readonly filter: true;
      readonly label: string;
    }
  >;
}

/** The field that such a type has; its lists have `stagedFor: by('stagedFor').ordered('openedAt')`. @param type of what it is staged for */
export const stagedFields = (type: string): StagedFields => ({
  stagedFor: list(reference(), {
    ...{ max: MOST_STAGED, names: type, readOnly: true, visibility: 'internal', filter: true },
    label: 'Updates are staged for',
  }),
});
