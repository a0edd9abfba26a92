/** What a reaction on a list is to work on: a page of the list, or of what has changed since it was read. */
import { type ListPlace, standsThere } from '#shared/capabilities/list-reactions/place';
import type { Standing } from '#shared/capabilities/list-reactions/standing';
import type { ListWork } from '#shared/capabilities/list-reactions/task';
import { movedSince } from '#shared/capabilities/lists/list-moved';
import { pageInOrder } from '#shared/capabilities/lists/page';
import { indexReader, type Position } from '#shared/capabilities/lists/reader';
import { rowReader } from '#shared/capabilities/lists/row-reader';
import type { Context } from '#shared/engine/context';
import type { Stored } from '#shared/engine/items';
import { consumedKey } from '#shared/engine/keys';
import { placesOf } from '#shared/engine/list-places';
import { listPk } from '#shared/store/keys';

/** Records of one page. */
const PAGE = 200;

/** A record to work on, as it was when it was noted. */
export interface Noted {
  readonly uid: string;
  readonly id: string;
  readonly version: number;
  /** Not everybody who reads how far the work is may know of it. */
  readonly hidden?: true;
}

interface Gathered {
  readonly found: readonly Noted[];
  /** Where to go on; absent at the end of the way. */
  readonly next?: Position;
}

/** The next page of those that were not worked on before, nor refused as they are. */
export async function gathered(
  context: Context,
  { marker }: ListWork,
  place: ListPlace,
  { way, since, unlisted, after }: Standing,
): Promise<Gathered> {
  const { store, definition, request } = context;
  const { tenant } = request.caller;
  const { type } = definition;
  const { pk, ...stretch } = place;
  const all = { index: 'list', pk: listPk(tenant, type), inOrder: true } as const;
  const changes = unlisted ? all : movedSince(all, definition, { filters: new Map() }, request.caller, since);
  const reader =
    way === 'list'
      ? rowReader(store, tenant, definition, { ...stretch, partitions: [pk] })
      : indexReader(store, changes);
  const passes = (stored: Stored | undefined): stored is Stored =>
    stored !== undefined &&
    standsThere(tenant, type, place, { record: stored.record, places: placesOf(definition, stored.record) });
  const { records, next } = await pageInOrder(reader, PAGE, passes, after);
  const page = records.map(
    ({ record: { uid, id, version, confidential } }): Noted => ({
      uid,
      id,
      version,
      ...(confidential && { hidden: true }),
    }),
  );
  const marks = await marksOf(context, marker, page);
  const found = page.filter(({ uid, version }) => !marks.done.has(uid) && marks.refused.get(uid) !== version);
  return { found, ...(next && { next }) };
}

/** Of which records it is noted that they were worked on, or refused, and at which version. */
export async function marksOf(
  { runtime, store, request }: Context,
  marker: string,
  noted: readonly Noted[],
): Promise<{ readonly done: ReadonlySet<string>; readonly refused: ReadonlyMap<string, number> }> {
  const keyOf = (uid: string, how = '') =>
    consumedKey(request.caller.tenant, runtime.process.id, `${marker}:${uid}${how}`);
  const marks = await store.getAll(noted.flatMap(({ uid }) => [keyOf(uid), keyOf(uid, ':refused')]));
  const found = new Map(marks.map((mark) => [mark.pk, mark]));
  return {
    done: new Set(noted.flatMap(({ uid }) => (found.has(keyOf(uid).pk) ? [uid] : []))),
    refused: new Map(
      noted.flatMap(({ uid }) => {
        const version = found.get(keyOf(uid, ':refused').pk)?.version;
        return typeof version === 'number' ? [[uid, version] as const] : [];
      }),
    ),
  };
}
