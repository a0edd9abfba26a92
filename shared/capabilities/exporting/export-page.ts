/** A page of an export's file as it is kept: its lines, each with the record that it is about, so that a reader is given what they may see then. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Item } from '#shared/store/store';

/** A line of the file, its end included; the head of a table is about no record. */
export interface Line {
  readonly text: string;
  readonly type: string;
  readonly uid: string;
}

/** What names no record. */
export const headLine = (text: string): Line => ({ text, type: '', uid: '' });

export const pageOfLines = (lines: readonly Line[]): Uint8Array => gzipSync(JSON.stringify(lines));

/** The lines of a page; undefined where there is none. The table's own edge: only {@link pageOfLines} makes what is read here. */
export function linesOfPage(item: Item | undefined): readonly Line[] | undefined {
  return item?.page instanceof Uint8Array ? JSON.parse(gunzipSync(item.page).toString('utf8')) : undefined;
}
