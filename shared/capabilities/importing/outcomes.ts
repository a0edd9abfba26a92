/** What became of the rows: one report item per record, rejected rows apart so that they can be listed without the others. */

import { type Counts, type ImportJob, importJobs, type ReportedCode } from '#shared/capabilities/importing/job';
import { importOutcomeSk, importPk } from '#shared/capabilities/importing/keys';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Rejection, RowOutcome } from '#shared/imports/outcome';
import { expiryOf } from '#shared/jobs/job';
import type { Item, Store } from '#shared/store/store';

/** The outcome of a row as it is reported; `record` is the number of the incident it belongs to. */
export type Reported =
  | { readonly row: number; readonly outcome: 'imported'; readonly record?: string }
  | {
      readonly row: number;
      readonly outcome: 'merged';
      readonly into?: number;
      readonly reason: string;
      readonly record?: string;
    }
  | ({ readonly row: number; readonly outcome: 'rejected'; readonly code: ReportedCode } & Omit<Rejection, 'code'>);

export type OutcomeKind = Reported['outcome'];
export const outcomeKinds: readonly OutcomeKind[] = ['imported', 'merged', 'rejected'];

/** Rows in one report item: well below 400 KB when every row is rejected at length. */
const ROWS_PER_ITEM = 150;

/** Report items of rows that belong together. `place` orders them: the file's own first, then record by record. @param records that were made of them */
export function outcomeItems(
  tenant: TenantId,
  job: ImportJob,
  place: string,
  outcomes: readonly Reported[],
  records = 0,
): Item[] {
  const of = (section: 'kept' | 'rejected', rows: readonly Reported[]): Item[] =>
    Array.from({ length: Math.ceil(rows.length / ROWS_PER_ITEM) }, (_, chunk) => ({
      pk: importPk(tenant, job.uid),
      sk: importOutcomeSk(`${section}#${place}#${String(chunk).padStart(4, '0')}`),
      outcomes: rows.slice(chunk * ROWS_PER_ITEM, (chunk + 1) * ROWS_PER_ITEM),
      ...(section === 'kept' && records > 0 && { records }),
      expiresAt: expiryOf(importJobs, job),
    }));
  const rejected = outcomes.filter(({ outcome }) => outcome === 'rejected');
  return [
    ...of(
      'kept',
      outcomes.filter(({ outcome }) => outcome !== 'rejected'),
    ),
    ...of('rejected', rejected),
  ];
}

/** Where report items of these outcomes begin. */
export function outcomePrefix(kind: OutcomeKind | undefined): string {
  if (kind === undefined) return importOutcomeSk('');
  return importOutcomeSk(kind === 'rejected' ? 'rejected#' : 'kept#');
}

export const placeOfFile = '-';
export const placeOfGroup = (index: number): string => String(index).padStart(6, '0');

/** What is reported already of some records of the file, by their places: an earlier attempt at their step came so far. */
export async function reportedOf(
  store: Store,
  tenant: TenantId,
  { uid }: Pick<ImportJob, 'uid'>,
  first: number,
  many: number,
): Promise<ReadonlyMap<number, Item>> {
  const skOf = (index: number): string => importOutcomeSk(`kept#${placeOfGroup(index)}#`);
  const items = await store.queryAll({ pk: importPk(tenant, uid), from: skOf(first), to: skOf(first + many) });
  return new Map(
    items.toReversed().map((item) => [Number(item.sk.slice(importOutcomeSk('kept#').length).split('#')[0]), item]),
  );
}

/** Records that were made of the rows of an item. */
export const recordsIn = ({ records }: Item): number => Number(records ?? 0);

/** The rows of an item; only {@link outcomeItems} writes what is read here. */
export function outcomesOf(item: Item): readonly Reported[] {
  return item.outcomes as readonly Reported[];
}

/** An imported row says which incident it went into. */
export function withRecord(outcomes: readonly RowOutcome[], record: string | undefined): readonly Reported[] {
  return outcomes.map((each) => (each.outcome === 'rejected' || record === undefined ? each : { ...each, record }));
}

/** How many rows ended how. */
export function countsOf(outcomes: readonly Reported[], records: number): Counts {
  const counts = { imported: 0, merged: 0, rejected: 0 };
  const rejectedByCode: Partial<Record<ReportedCode, number>> = {};
  for (const each of outcomes) {
    counts[each.outcome] += 1;
    if (each.outcome === 'rejected') rejectedByCode[each.code] = (rejectedByCode[each.code] ?? 0) + 1;
  }
  return { ...counts, rejectedByCode, records };
}
