/** A published version: its head, which lists are made of, and its content, recognised by its digest. */
import { createHash } from 'node:crypto';
import { contentSk, versionSk } from '#shared/capabilities/versions/keys';
import { isHidden } from '#shared/engine/access';
import { canonical } from '#shared/engine/history';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import type { AnyRecord } from '#shared/grammar/record';
import type { TenantId } from '#shared/ids/tenant-id';
import { type Key, recordPk } from '#shared/store/keys';
import type { Item, Store, Write } from '#shared/store/store';

export type Content = Readonly<Record<string, unknown>>;

/** What is known of a version without its content. */
export interface VersionHead {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly digest: string;
}

/** The values of a record that a version is made of. */
export const contentOf = (fields: readonly string[], record: AnyRecord): Content =>
  Object.fromEntries(fields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]])));

/** SHA-256 of the content as JSON in the canonical form of RFC 8785: members by name, nothing between them. */
export const digestOf = (content: Content): string => createHash('sha256').update(canonical(content)).digest('hex');

const headKey = (tenant: TenantId, type: string, uid: string, version: number): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: versionSk(version),
});
const contentKey = (tenant: TenantId, type: string, uid: string, version: number): Key => ({
  pk: recordPk(tenant, type, uid),
  sk: contentSk(version),
});

/** Keys of a version, and of the head of the next one, which says until when it was in force. */
export const versionKeys = (tenant: TenantId, type: string, uid: string, version: number): readonly Key[] => [
  headKey(tenant, type, uid, version),
  contentKey(tenant, type, uid, version),
  headKey(tenant, type, uid, version + 1),
];

/**
 * The version that a record has come to be published as. That there is none of the number yet is what the condition on the record says: its
 * number comes of the record as it stood.
 */
export function versionWrites(
  definition: AnyRecordDefinition,
  tenant: TenantId,
  fields: readonly string[],
  record: AnyRecord,
): readonly Write[] {
  const { type, uid, publishedVersion = 0, publishedAt = '', publishedDigest = '', updatedBy } = record;
  const head: VersionHead = { version: publishedVersion, at: publishedAt, by: updatedBy, digest: publishedDigest };
  const internal = fields.filter((field) => isHidden(definition, field));
  return [
    { put: { ...headKey(tenant, type, uid, publishedVersion), head } },
    { put: { ...contentKey(tenant, type, uid, publishedVersion), content: contentOf(fields, record), internal } },
  ];
}

export const headOf = ({ head }: Item): VersionHead => head as VersionHead;

/** A version with its content, and the names of what of it is not for everybody. */
export interface WholeVersion {
  readonly head: VersionHead;
  readonly content: Content;
  readonly internal: readonly string[];
  /** When the next version took its place. */
  readonly followedAt?: string;
}

/** The version of the number among the items of {@link versionKeys}. */
export function wholeVersion(items: readonly Item[], version: number): WholeVersion | undefined {
  const at = (sk: string): Item | undefined => items.find((item) => item.sk === sk);
  const [head, content, next] = [at(versionSk(version)), at(contentSk(version)), at(versionSk(version + 1))];
  if (!head || !content) return undefined;
  return {
    head: headOf(head),
    content: content.content as Content,
    internal: content.internal as readonly string[],
    ...(next && { followedAt: headOf(next).at }),
  };
}

/** A version as it was published; undefined where there is none, or its record was purged. What followed it is not looked at. */
export async function versionOf(
  { store, tenant }: { readonly store: Pick<Store, 'getAll'>; readonly tenant: TenantId },
  { type, uid, version }: { readonly type: string; readonly uid: string; readonly version: number },
): Promise<WholeVersion | undefined> {
  const keys = [headKey(tenant, type, uid, version), contentKey(tenant, type, uid, version)];
  return wholeVersion(await store.getAll(keys), version);
}
