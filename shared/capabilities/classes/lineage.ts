/** A class with all that it is a kind of: read as published, the root first, with the conditions under which that is so. */
import type { Attribute } from '#shared/capabilities/classes/attribute';
import { findRecord } from '#shared/capabilities/references/referred-record';
import { holderOf } from '#shared/capabilities/unique/unique';
import { versionOf } from '#shared/capabilities/versions/version';
import type { Stored } from '#shared/engine/items';
import type { Resting } from '#shared/engine/seams';
import { recordKey } from '#shared/store/keys';
import type { Write } from '#shared/store/store';

/** Classes from a class to its root. */
export const MAX_DEPTH = 8;

/** A class as it was published last. */
export interface ClassVersion {
  readonly id: string;
  readonly uid: string;
  readonly key: string;
  readonly version: number;
  /** No new records are of it: it was retired. */
  readonly superseded: boolean;
  readonly abstract: boolean;
  readonly parent?: string;
  readonly attributes: readonly Attribute[];
}

export interface Lineage {
  /** The root first, the class last. */
  readonly classes: readonly ClassVersion[];
  readonly attributes: readonly Attribute[];
  readonly conditions: readonly Write[];
}

type Place = Pick<Resting, 'store' | 'tenant'>;

/** By number, ULID or key. */
export async function findClass(place: Place, type: string, name: string): Promise<Stored | undefined> {
  const found = await findRecord(place, type, name.toUpperCase());
  if (found) return found;
  const uid = await holderOf(place, type, ['key'], [name]);
  return uid === undefined ? undefined : findRecord(place, type, uid);
}

/** The class as it is published; undefined where it never was. */
export async function publishedClass(place: Place, { record }: Stored): Promise<ClassVersion | undefined> {
  const { type, uid, id, publishedVersion: version, supersededAt, key } = record;
  if (version === undefined) return undefined;
  const whole = await versionOf(place, { type, uid, version });
  if (!whole) return undefined;
  const { parent, abstract, attributes } = whole.content as {
    readonly parent?: string;
    readonly abstract?: boolean;
    readonly attributes?: readonly Attribute[];
  };
  return {
    ...{ id, uid, version, key: String(key), superseded: supersededAt !== undefined },
    ...{ abstract: abstract === true, attributes: attributes ?? [], ...(parent !== undefined && { parent }) },
  };
}

/** Why a class has no lineage. */
export type Broken = { readonly broken: 'unknown' | 'unpublished' | 'cycle' | 'depth'; readonly at: string };

/** @param name of the class, by number, ULID or key. @param below ULIDs of classes that stand below it, which may not come again */
export async function lineageOf(
  place: Place,
  type: string,
  name: string,
  below: readonly string[] = [],
): Promise<Lineage | Broken> {
  const classes: ClassVersion[] = [];
  const conditions: Write[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const stored = await findClass(place, type, next);
    if (!stored) return { broken: 'unknown', at: next };
    const { uid, id } = stored.record;
    if (below.includes(uid) || classes.some((each) => each.uid === uid)) return { broken: 'cycle', at: id };
    if (classes.length + below.length >= MAX_DEPTH) return { broken: 'depth', at: id };
    const published = await publishedClass(place, stored);
    if (!published) return { broken: 'unpublished', at: id };
    classes.unshift(published);
    conditions.push({ check: recordKey(place.tenant, type, uid), condition: { sequence: stored.sequence } });
    next = published.parent;
  }
  return { classes, attributes: classes.flatMap(({ attributes }) => attributes), conditions };
}
