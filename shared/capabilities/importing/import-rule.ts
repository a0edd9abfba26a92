/** What a definition says of importing its records. */

import type { Context } from '#shared/engine/context';
import type { Party } from '#shared/grammar/definition';
import type { Fields } from '#shared/grammar/fields';
import { createFields } from '#shared/grammar/schemas';
import type { Write } from '#shared/store/store';

/** What a row says of a record, as of when its file came. */
export interface RowReport {
  /** The name of the mapping. */
  readonly source: string;
  readonly seenAt: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What became of such a row: a record was made or changed, says so already, or it is not known which one is meant. */
export interface RowCarried {
  readonly became: 'made' | 'changed' | 'same' | 'unknown';
  readonly record?: string;
  /** Why it is not known. */
  readonly reason?: string;
}

/** What is kept of a row that makes or changes a record, in the same transaction: it would look like one that says so already, were its step repeated. */
export type AlongRow = (became: 'made' | 'changed', record: string) => readonly Write[];

/** @typeParam S states of the record */
export interface ImportRule<S extends string = string> {
  /** Who imports; they have to be among those who make such records. */
  readonly by: readonly Party[];
  /** States in which a record may come, as `state` of its row says; the initial one alone when absent. */
  readonly states?: readonly S[];
  /** What becomes of a record that was imported before, and whose row says something else now; it is refused when absent. */
  readonly again?: 'update' | 'refuse';
  /** How rows find their records where that is not by a number of the other system: `reports` of sources. They are reported again and again. */
  readonly through?: (context: Context, report: RowReport, also: AlongRow) => Promise<RowCarried>;
}

/** When a record was opened is when it was imported: it has no history from before. */
const NOT_IMPORTED: readonly string[] = ['openedAt', 'reason', 'templateId'];
export const STATE = 'state';

/** Fields that a row may fill. @param state the field of states in which a record may come */
export const importedFields = (definition: { readonly fields: Fields }, state?: Fields[string]): Fields => ({
  ...Object.fromEntries(Object.entries(createFields(definition)).filter(([name]) => !NOT_IMPORTED.includes(name))),
  ...(state && { [STATE]: state }),
});
