/**
 * Keeps an index: what is found of a record is one small item, whoever writes it and in whatever order; when many have come together they become a
 * segment, and segments of a size one larger one, so that each record is written a few times in all (ADR 93).
 */
import { contentsKey, latelyKey, partKey } from '#shared/capabilities/finding/keys';
import {
  type Contents,
  headOf,
  newestOf,
  readVolume,
  type Shelf,
  type Volume,
  type Walk,
} from '#shared/capabilities/finding/library';
import { packedFound, piecesOf } from '#shared/capabilities/finding/stored';
import { newUlid } from '#shared/ids/ulid';
import { type Found, merged, type Segment, segmentOf } from '#shared/kit/search/segment';
import { isWritten } from '#shared/store/attempt';
import type { Key } from '#shared/store/keys';
import type { Item } from '#shared/store/store';

/** Items that become a segment together. */
const TOGETHER = 128;
/** A segment is merged into one that is at most so many times as large. */
const RATIO = 3;
/** How often a function looks whether there is something to put together: with its first item of a tenant, and with each so many further ones. */
const EVERY = 32;

const written = new Map<string, number>();

/** Writes what was found of a record. @returns whether it is time to put together what has come */
export async function keep({ store, tenant, library }: Shelf, found: Found, now: number): Promise<boolean> {
  await store.put({ ...latelyKey(tenant, library, newUlid(now)), found: packedFound(found) });
  const name = `${tenant}#${library}`;
  const before = written.get(name) ?? 0;
  written.set(name, before + 1);
  return before % EVERY === 0;
}

/** What is to be put together. */
interface Work {
  /** Records of which nothing is to be left, whatever it costs. */
  readonly gone?: ReadonlySet<string>;
  /** Found elsewhere, such as in records from before. */
  readonly more?: readonly Found[];
  /** How far the walk through records from before has come; `over` when it is. */
  readonly walk?: Walk | 'over';
}

/**
 * Makes a segment of what came lately, when there is enough of it, and merges it with those that are not much larger. Somebody who does the same
 * at the same moment is let go first.
 */
export async function putTogether(shelf: Shelf, now: number, { gone, more = [], walk }: Work = {}): Promise<void> {
  const { contents, lately } = await headOf(shelf, true);
  const forced = gone !== undefined || more.length > 0 || walk !== undefined;
  if (lately.length < TOGETHER && !forced) return;
  const { volumes = [], revision = 0 } = contents ?? {};
  const fresh = newestOf(lately);
  const taken = await takenOf(shelf, volumes, [...fresh, ...more].length, gone);
  const rest = volumes.filter(({ id }) => !taken.some(({ volume }) => volume.id === id));
  const segment = merged([segmentOf(fresh), segmentOf(newestFirst(more)), ...taken.map((each) => each.segment)], {
    whole: rest.length === 0,
  });
  const id = newUlid(now);
  const pieces = piecesOf(segment);
  const { store, tenant, library } = shelf;
  const puts = pieces.map((bytes, part): { readonly put: Item } => ({
    put: { ...partKey(tenant, library, id, part), bytes },
  }));
  await store.writeAll(puts);
  const volume: Volume = { id, parts: pieces.length, entries: segment.entries.length };
  const goesOn = walk ?? contents?.walk ?? 'over';
  const next: Contents = {
    ...{ revision: revision + 1, volumes: [volume, ...rest] },
    ...(goesOn !== 'over' && { walk: goesOn }),
  };
  const put = { ...contentsKey(tenant, library), revision: next.revision, contents: JSON.stringify(next) };
  const isOurs = await isWritten(store, [{ put, condition: contents ? { revision } : 'absent' }]);
  const old: readonly Key[] = isOurs
    ? [...lately, ...taken.flatMap((each) => partsOf(shelf, each.volume))]
    : puts.map((each) => each.put);
  await store.writeAll(old.map(({ pk, sk }) => ({ delete: { pk, sk } })));
}

const newestFirst = (found: readonly Found[]): readonly Found[] => [
  ...new Map([...found].sort((a, b) => a.sequence - b.sequence).map((each) => [each.uid, each])).values(),
];

const partsOf = ({ tenant, library }: Shelf, { id, parts }: Volume): readonly Key[] =>
  Array.from({ length: parts }, (_, part) => partKey(tenant, library, id, part));

/** The segments that the new one takes in: those that are not much larger, the smallest first, and those that have something of what is to be gone. */
async function takenOf(
  shelf: Shelf,
  volumes: readonly Volume[],
  size: number,
  gone: ReadonlySet<string> | undefined,
): Promise<readonly { readonly volume: Volume; readonly segment: Segment }[]> {
  let all = Math.max(size, TOGETHER);
  const taken: { readonly volume: Volume; readonly segment: Segment }[] = [];
  for (const volume of [...volumes].sort((a, b) => a.entries - b.entries)) {
    const isNear = volume.entries <= RATIO * all;
    if (!isNear && !gone) continue;
    const segment = await readVolume(shelf, volume);
    // Somebody else has merged it: the contents have changed, and nothing of this is written.
    if (!segment || (!isNear && !segment.entries.some(({ uid }) => gone?.has(uid)))) continue;
    taken.push({ volume, segment });
    all += volume.entries;
  }
  return taken;
}
