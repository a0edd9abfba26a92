/** The rows of a record in the lists that its type declares: items of their own, written with the record, that tell its place and nothing else. */
import { expiry } from '#shared/engine/items';
import { type Places, placesOf } from '#shared/engine/list-places';
import { formatNumber } from '#shared/engine/numbers';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { generationOf, type ListShape, printOf, shapesOf } from '#shared/grammar/list-shapes';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, listingKey, listRowPk } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** What has a value of the order's field, and after it what has none. */
export const WITH_VALUE = 'v';
export const WITHOUT_VALUE = 'x';
/** Before every character of a text, so that a word stands before what begins with it. */
const END = '\u0001';
const ULID_LENGTH = 26;

export const uidOfRow = ({ sk }: Key): string => sk.slice(-ULID_LENGTH);

const valuesOf = (value: unknown): readonly string[] =>
  [...new Set([value].flat())].flatMap((each) => (each === undefined || each === null ? [] : [String(each)]));

/** One of each, in every combination. */
export function combined(choices: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return choices.reduce<readonly (readonly string[])[]>(
    (found, some) => found.flatMap((begun) => some.map((value) => [...begun, value])),
    [[]],
  );
}

/** A record, and where it stands. */
export interface Placed {
  readonly record: AnyRecord;
  readonly places: Places;
}

/** Every row that the record has; none once it is deleted. */
export function rowsOf(
  tenant: TenantId,
  type: string,
  shapes: readonly ListShape[],
  { record, places }: Placed,
): readonly Key[] {
  if (record.deletedAt) return [];
  return shapes.flatMap((shape) => {
    if (shape.states && !shape.states.includes(record.state)) return [];
    const key = places[shape.order];
    // By the value, then by the record's age.
    const sk = `${key === undefined ? WITHOUT_VALUE : `${WITH_VALUE}${key}`}${END}${record.uid}`;
    return combined(shape.by.map((name) => valuesOf(record[name]))).map((values) => ({
      pk: listRowPk(tenant, type, shape.name, values),
      sk,
    }));
  });
}

export interface ListChange {
  readonly tenant: TenantId;
  readonly type: string;
  readonly shapes: readonly ListShape[];
  readonly before?: Placed | undefined;
  /** Absent: the record goes. */
  readonly after?: Placed | undefined;
  /** Whether the rows of the record before are known to be there; if not, all are written. */
  readonly listed?: boolean;
  /** When the table may drop the record, and with it its rows. */
  readonly expiry?: { readonly expiresAt?: number };
}

/** What a change of a record does to its rows: nothing, most of the time. */
export function listWrites({
  tenant,
  type,
  shapes,
  before,
  after,
  listed = false,
  expiry = {},
}: ListChange): readonly Write[] {
  const [old, next] = [before, after].map((placed) => (placed ? rowsOf(tenant, type, shapes, placed) : []));
  const among = (rows: readonly Key[] = [], { pk, sk }: Key): boolean =>
    rows.some((row) => row.pk === pk && row.sk === sk);
  return [
    ...(old ?? []).filter((row) => !among(next, row)).map((row) => ({ delete: row })),
    ...(next ?? []).filter((row) => !listed || !among(old, row)).map((row) => ({ put: { ...row, ...expiry } })),
  ];
}

/**
 * What a change of a record writes for its lists. The first record that a tenant has of a type says that no older one lacks any row.
 * @param listed the generation of lists in which the record before has rows, if any
 */
export function rowChanges(
  definition: AnyRecordDefinition,
  tenant: TenantId,
  {
    before,
    after,
    listed,
  }: { readonly before?: AnyRecord | undefined; readonly after: AnyRecord; readonly listed?: string | undefined },
): readonly Write[] {
  const { type, prefix } = definition;
  const shapes = shapesOf(definition);
  const generation = generationOf(shapes);
  if (generation === undefined) return [];
  const placed = (record: AnyRecord): Placed => ({ record, places: placesOf(definition, record) });
  const rows = listWrites({
    ...{ tenant, type, shapes, before: before && placed(before), after: placed(after) },
    listed: listed === generation,
    expiry: expiry(definition, after.createdAt),
  });
  if (before || after.id !== formatNumber(prefix, 1)) return rows;
  return [...rows, { put: { ...listingKey(tenant, type), complete: shapes.map(printOf) } }];
}
