/** Reads a declared list by its rows: places first, several values at once, then the records that stand there now. */
import { type Reader, recordsOf } from '#shared/capabilities/lists/reader';
import { storedRecord } from '#shared/engine/items';
import { placesOf } from '#shared/engine/list-places';
import { rowsOf, uidOfRow, WITH_VALUE, WITHOUT_VALUE } from '#shared/engine/list-rows';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { hasAlways, type ListShape } from '#shared/grammar/list-shapes';
import type { TenantId } from '#shared/ids/tenant-id';
import { recordKey } from '#shared/store/keys';
import type { Page, Store } from '#shared/store/store';

export interface RowSource {
  readonly shape: ListShape;
  /** One for each of the values that are asked for. */
  readonly partitions: readonly string[];
  readonly descending: boolean;
  /** Bounds of the order's values, as sort keys: from the first on, and below the second. */
  readonly from?: string;
  readonly below?: string;
}

/** A stretch of every partition: backwards, what has a value and what has none are two, because nothing comes last in both directions. */
interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** Sorts after every row that begins with the character. */
const behind = (begins: string): string => String.fromCharCode(begins.charCodeAt(0) + 1);
const withValue: Stretch = { from: WITH_VALUE, to: behind(WITH_VALUE) };
const withoutValue: Stretch = { from: WITHOUT_VALUE, to: behind(WITHOUT_VALUE) };
const all: Stretch = { from: withValue.from, to: withoutValue.to };

function stretchesOf({ from, below, descending, shape }: RowSource): readonly Stretch[] {
  if (from !== undefined || below !== undefined)
    // A row goes on after its value, so that one at the bound stands behind it.
    return [
      {
        from: `${WITH_VALUE}${from ?? ''}`,
        to: below === undefined ? withValue.to : `${WITH_VALUE}${below}`,
      },
    ];
  if (hasAlways(shape.order)) return [withValue];
  return descending ? [withValue, withoutValue] : [all];
}

/** As DynamoDB sorts: by bytes. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Places in the order of the list, as far as every partition has been read. */
function merged(
  pages: readonly Page[],
  descending: boolean,
): { readonly places: readonly string[]; readonly more: boolean } {
  const order = (a: string, b: string): number => (descending ? compare(b, a) : compare(a, b));
  const places = [...new Set(pages.flatMap(({ items }) => items.map(({ sk }) => sk)))].sort(order);
  const [horizon] = pages.flatMap(({ next, items }) => (next ? [items.at(-1)?.sk ?? ''] : [])).sort(order);
  if (horizon === undefined) return { places, more: false };
  return { places: places.filter((place) => order(place, horizon) <= 0), more: true };
}

export function rowReader(store: Store, tenant: TenantId, definition: AnyRecordDefinition, source: RowSource): Reader {
  const { shape, partitions, descending } = source;
  const { type } = definition;
  const stretches = stretchesOf(source);
  return async (limit, after) => {
    const at = String(after?.row ?? stretches[0]?.from);
    const index = stretches.findIndex(({ from, to }) => compare(from, at) <= 0 && compare(at, to) <= 0);
    const stretch = stretches[index];
    if (!stretch) return { entries: [] };
    const { from, to } = stretch;
    const pages = await Promise.all(
      partitions.map((pk) =>
        store.query({ pk, from, to, descending, limit, ...(at !== from && { after: { pk, sk: at } }) }),
      ),
    );
    const { places, more } = merged(pages, descending);
    const keys = places.map((sk) => recordKey(tenant, type, uidOfRow({ pk: '', sk })));
    const items = await recordsOf(store, keys);
    const entries = places.map((sk, place) => {
      const stored = storedRecord(items.get(keys[place]?.pk ?? ''));
      const isThere =
        stored &&
        rowsOf(tenant, type, [shape], { record: stored.record, places: placesOf(definition, stored.record) }).some(
          (row) => row.sk === sk && partitions.includes(row.pk),
        );
      return { stored: isThere ? stored : undefined, position: { row: sk } };
    });
    const row = more ? places.at(-1) : stretches[index + 1]?.from;
    return { entries, ...(row !== undefined && { next: { row } }) };
  };
}
