/** What makes records of the rows of a file: incidents with their history, or any record that has the part. */
import type { ImportFile, MappingOf } from '#shared/capabilities/importing/file';
import type { Counts, ImportJob } from '#shared/capabilities/importing/job';
import type { TenantId } from '#shared/ids/tenant-id';
import type { FileMapping } from '#shared/imports/mapping';
import type { RowGroup } from '#shared/imports/row';
import type { Item, Store } from '#shared/store/store';

/** What a step works on. */
export interface Work<M extends FileMapping = FileMapping> {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly job: ImportJob;
  readonly file: ImportFile<M>;
  /** What an earlier attempt at this step reported of records of the file, by their places. */
  readonly reported: ReadonlyMap<number, Item>;
}

/** What became of one record of the file: the counts of its rows, and the report of those that was not written with it. */
export interface Carried {
  readonly counts: Counts;
  readonly report: readonly Item[];
}

/** What makes records of the rows of a file. */
export interface Carrier<M extends FileMapping> {
  readonly mappingOf: MappingOf<M>;
  /**
   * Makes the record of a group of rows; repeated without effect.
   * @param index its place in the file @param marker what stands where its number in the other system is kept
   */
  readonly carry: (work: Work<M>, group: RowGroup, index: number, marker: Item | undefined) => Promise<Carried>;
}
