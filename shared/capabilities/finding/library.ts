/**
 * An index of a tenant's records, as functions read it: segments that never change, kept in memory once they were read, and what was found since the
 * last of them was made. A question costs one query for what is new (ADR 93).
 */
import { headRange, isLately, partKey } from '#shared/capabilities/finding/keys';
import { foundIn, segmentIn } from '#shared/capabilities/finding/stored';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Found, type Segment, segmentOf } from '#shared/kit/search/segment';
import type { Item, Store } from '#shared/store/store';

export interface Shelf {
  readonly store: Store;
  readonly tenant: TenantId;
  /** Which of the tenant's indexes. */
  readonly library: string;
}

/** A segment by name. */
export interface Volume {
  readonly id: string;
  readonly parts: number;
  readonly entries: number;
}

/** What an index consists of. */
export interface Contents {
  readonly revision: number;
  /** Newest first. */
  readonly volumes: readonly Volume[];
  readonly walk?: Walk;
}

/** Types whose records from before are not all in it yet, and how far the first of them is. */
export interface Walk {
  readonly types: readonly string[];
  readonly after?: Readonly<Record<string, unknown>>;
}

export interface Head {
  readonly contents: Contents | undefined;
  readonly lately: readonly Item[];
}

export async function headOf({ store, tenant, library }: Shelf, consistent = false): Promise<Head> {
  const items = await store.queryAll({ ...headRange(tenant, library), consistent });
  const stated = items.find((item) => !isLately(item))?.contents;
  return {
    contents: typeof stated === 'string' ? (JSON.parse(stated) as Contents) : undefined,
    lately: items.filter(isLately),
  };
}

/** Of each record the newest that was found. */
export function newestOf(items: readonly Item[]): readonly Found[] {
  const newest = new Map<string, Found>();
  for (const item of items) {
    const found = foundIn(item.found as Uint8Array);
    const known = newest.get(found.uid);
    if (!known || known.sequence <= found.sequence) newest.set(found.uid, found);
  }
  return [...newest.values()];
}

interface Kept {
  readonly volumes: Map<string, Segment>;
  lately: { readonly name: string; readonly segment: Segment };
}

/** Records of all tenants together that are kept in memory; the index that was longest not asked goes first. */
const MOST_ENTRIES = 400_000;
const shelves = new Map<string, Kept>();
const EMPTY = segmentOf([]);

function keptOf({ tenant, library }: Shelf): Kept {
  const name = `${tenant}#${library}`;
  const known = shelves.get(name) ?? { volumes: new Map(), lately: { name: '', segment: EMPTY } };
  // Put at the end: the first is the one that was longest not asked.
  shelves.delete(name);
  shelves.set(name, known);
  return known;
}

const sizeOf = ({ volumes }: Kept): number =>
  [...volumes.values()].reduce((sum, { entries }) => sum + entries.length, 0);

function forgetOldest(): void {
  let all = [...shelves.values()].reduce((sum, kept) => sum + sizeOf(kept), 0);
  for (const [name, kept] of shelves) {
    if (all <= MOST_ENTRIES || shelves.size === 1) return;
    all -= sizeOf(kept);
    shelves.delete(name);
  }
}

/** Times that the contents are read again because a segment that they name has been merged meanwhile. */
const READS = 3;

/** The index as it is now, newest first. */
export async function segmentsOf(shelf: Shelf): Promise<readonly Segment[]> {
  for (let read = 1; ; read++) {
    const head = await headOf(shelf, read > 1);
    const kept = keptOf(shelf);
    const wanted = head.contents?.volumes ?? [];
    const volumes = await Promise.all(
      wanted.map(async (volume) => kept.volumes.get(volume.id) ?? (await readVolume(shelf, volume))),
    );
    const found = volumes.filter((segment) => segment !== undefined);
    if (found.length < wanted.length && read < READS) continue;
    kept.volumes.clear();
    wanted.forEach(({ id }, at) => {
      const segment = volumes[at];
      if (segment) kept.volumes.set(id, segment);
    });
    const name = head.lately.map(({ sk }) => sk).join();
    if (kept.lately.name !== name) kept.lately = { name, segment: segmentOf(newestOf(head.lately)) };
    forgetOldest();
    return [kept.lately.segment, ...found];
  }
}

/** Undefined where it was merged into another meanwhile. */
export async function readVolume(
  { store, tenant, library }: Shelf,
  { id, parts }: Volume,
): Promise<Segment | undefined> {
  const items = await store.getAll(Array.from({ length: parts }, (_, part) => partKey(tenant, library, id, part)));
  if (items.length < parts) return undefined;
  const inOrder = [...items].sort((a, b) => (a.sk < b.sk ? -1 : 1));
  return segmentIn(inOrder.map(({ bytes }) => bytes as Uint8Array));
}
