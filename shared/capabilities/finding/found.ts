/** What a record is found by: its words, and who may read it; while its next version is worked on, those of the one in force. */
import { versionOf } from '#shared/capabilities/versions/version';
import type { Stored } from '#shared/engine/items';
import type { AnyRecord } from '#shared/grammar/record';
import type { RecordType } from '#shared/grammar/record-types';
import type { TenantId } from '#shared/ids/tenant-id';
import type { Found } from '#shared/kit/search/segment';
import { countWords } from '#shared/kit/search/word-counts';
import type { Store } from '#shared/store/store';

/** Where records stand whose type has no index of its own. */
export const COMMON = 'records';

/** The index that records of a type stand in. */
export const libraryOf = (type: string, { library }: Pick<RecordType, 'library'>): string => (library ? type : COMMON);

/** After everything that its history told: it is gone. */
const NEVER_AGAIN = Number.MAX_SAFE_INTEGER;

/** What is left of a record that nobody finds any more. */
export const lost = (uid: string, type: string, sequence = NEVER_AGAIN): Found => ({
  ...{ uid, type, id: '', sequence, length: 0 },
  words: {},
});

const texts = (value: unknown): readonly string[] => [value].flat().filter((each) => typeof each === 'string');

const people = ({ requesterId, onBehalfOf, createdBy, watchers = [] }: AnyRecord): readonly string[] => [
  ...new Set([requesterId, onBehalfOf, createdBy, ...watchers].filter((each) => each !== undefined)),
];

/** @param of what is known of the record's type */
export async function foundOf(
  { store, tenant }: { readonly store: Pick<Store, 'getAll'>; readonly tenant: TenantId },
  { record: stored, sequence }: Stored,
  { searched }: Pick<RecordType, 'searched'>,
): Promise<Found> {
  const { type, uid, id, deletedAt, readers, confidential } = stored;
  if (deletedAt) return lost(uid, type, sequence);
  const record = await inForce({ store, tenant }, stored);
  const fields = (names: readonly string[] = []): readonly string[] => names.flatMap((name) => texts(record[name]));
  const { weights, length } = countWords({
    title: record.title,
    tags: [...(record.tags ?? []), ...fields(searched?.tags)],
    body: [...texts(record.description), ...fields(searched?.body)],
  });
  return {
    ...{ uid, type, id, sequence },
    // Its number alone is found by, too.
    length: Math.max(1, length),
    words: Object.fromEntries(weights),
    people: people(stored),
    ...(readers !== undefined && { readers }),
    ...(confidential && { closed: true }),
  };
}

async function inForce(
  { store, tenant }: { readonly store: Pick<Store, 'getAll'>; readonly tenant: TenantId },
  record: AnyRecord,
): Promise<AnyRecord> {
  const { inForce: beside, type, uid, publishedVersion: version, ...rest } = record;
  if (!beside || version === undefined) return record;
  const { title, tags: _, description: __, ...others } = rest;
  const whole = await versionOf({ store, tenant }, { type, uid, version });
  return { ...others, title, type, uid, ...whole?.content, ...beside } as AnyRecord;
}
