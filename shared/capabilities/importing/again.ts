/** What makes a record of another system come once: a marker of its number there, and what is said of rows that come again. */
import type { Work } from '#shared/capabilities/importing/carrier';
import { rowsDigest } from '#shared/capabilities/importing/identity';
import { importedKey } from '#shared/capabilities/importing/keys';
import { type Reported, withRecord } from '#shared/capabilities/importing/outcomes';
import { type RowOutcome, rejection } from '#shared/imports/outcome';
import type { RowGroup } from '#shared/imports/row';
import type { Key } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** What our references hold, which an external number becomes one of. */
const KEY_LENGTH = 120;

type Marking = Pick<Work, 'tenant' | 'job' | 'file'>;

/** Where the number of a record in its other system is kept. */
export const markerKeyOf = ({ tenant, job }: Pick<Marking, 'tenant' | 'job'>, { key }: RowGroup): Key =>
  importedKey(tenant, job.of ? `${job.of.type}/${job.mapping}` : job.mapping, key);

/** What is kept there: the record, and the rows that it was made of. @param updated whether the import brought up to date what another had made */
export const markerItem = (
  { tenant, job }: Pick<Marking, 'tenant' | 'job'>,
  group: RowGroup,
  { uid, id }: { readonly uid: string; readonly id: string },
  updated = false,
): Item => ({
  ...markerKeyOf({ tenant, job }, group),
  ...{ uid, number: id, importId: job.uid, rows: group.rows.length, digest: rowsDigest(group) },
  ...(updated && { updated }),
});

/** Whether the record's own number can be kept at all. */
export const hasUsableKey = ({ key }: RowGroup): boolean => key.length <= KEY_LENGTH;

export function tooLong({ file }: Pick<Marking, 'file'>, { key, rows }: RowGroup): readonly Reported[] {
  const { key: column } = file.mapping;
  const reason = `${column} is longer than ${KEY_LENGTH} characters`;
  return rows.map(({ line }) => ({ row: line, outcome: 'rejected', ...rejection(column, key, 'too-long', reason) }));
}

/** Lines of rows that the record was made of the last time. */
export function seenBefore(group: RowGroup, marker: Item): ReadonlySet<number> {
  const many = Number(marker.rows);
  const same = rowsDigest(group, many) === marker.digest;
  return new Set(same ? group.rows.slice(0, many).map(({ line }) => line) : []);
}

/**
 * A record that is there already. Written by an earlier attempt at this step: its report, once more. By another import: rows that
 * were there then are merged into what they became, others are refused: an import makes records, it changes none.
 */
export function known(
  { job, file }: Pick<Marking, 'job' | 'file'>,
  group: RowGroup,
  outcomes: readonly RowOutcome[],
  marker: Item,
): [outcomes: readonly Reported[], records: number] {
  const { key: column } = file.mapping;
  const record = String(marker.number);
  if (marker.importId === job.uid) return [withRecord(outcomes, record), marker.updated === true ? 0 : 1];
  const seen = seenBefore(group, marker);
  const again = outcomes.map((each): Reported => {
    const { row } = each;
    if (each.outcome === 'rejected') return each;
    if (seen.has(row)) return { row, outcome: 'merged', reason: `imported before, as ${record}`, record };
    const reason = `${group.key} was imported before, as ${record}, without this row; an import changes no records`;
    return { row, outcome: 'rejected', column, value: group.key, code: 'imported-before', reason };
  });
  return [again, 0];
}
