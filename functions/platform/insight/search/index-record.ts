/** Keeps the index in step with the records: every event about a record brings its words up to date, however often and in whatever order it comes. */

import { versionOf } from '#shared/capabilities/versions/version';
import { storedRecord } from '#shared/engine/items';
import type { BusEvent } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/grammar/record';
import { recordTypeOf } from '#shared/grammar/record-types';
import { type TenantId, tenantId } from '#shared/ids/tenant-id';
import { countWords, type WordCounts } from '#shared/kit/search/rank';
import { isWritten, LOST, PERSISTENCE, untilWritten } from '#shared/store/attempt';
import * as keys from '#shared/store/keys';
import type { Store } from '#shared/store/store';
import { searchedKey, wordKey } from './keys.ts';
import { placeOf, recordTurns } from './runtime.ts';

const NOTHING: WordCounts = { weights: new Map(), length: 0 };

/** Fields whose words are indexed. */
const SEARCHED: ReadonlySet<string> = new Set(['title', 'tags', 'description']);

/** The words that are indexed for a record, and their weights. */
interface Indexed {
  readonly words: Readonly<Record<string, number>>;
  readonly length: number;
  readonly revision: number;
}

/** @throws Error when the record could not be indexed: the bus delivers again, and keeps what never succeeds for redrive. */
export async function indexRecord({ detail }: BusEvent): Promise<void> {
  const { type, uid, name, changed } = detail;
  const mayMatter = !name.endsWith('.updated') || changed.some((field) => SEARCHED.has(field));
  if (!recordTypeOf(type) || !mayMatter) return;
  const { tenant, store } = await placeOf(tenantId(detail.tenantId));
  await recordTurns.take(`${tenant}#${uid}`, () => bringUpToDate(store, tenant, type, uid));
}

/** Writes the words first and what is indexed last, so that whatever was interrupted is found and mended by the next attempt. */
function bringUpToDate(store: Store, tenant: TenantId, type: string, uid: string): Promise<void> {
  const [recordKey, indexedKey] = [keys.recordKey(tenant, type, uid), searchedKey(tenant, type, uid)];
  /** Words that an attempt which came too late wrote, and that nobody else would take away again. */
  const astray = new Set<string>();
  const round = async () => {
    const items = await store.getAll([recordKey, indexedKey]);
    const record = storedRecord(items.find(({ pk }) => pk === recordKey.pk))?.record;
    const indexed = indexedOf(items.find(({ pk }) => pk === indexedKey.pk));
    const counts = record && !record.deletedAt ? countWords(await foundBy(store, tenant, record)) : NOTHING;
    const moved = counts.length !== indexed.length;
    const added = [...counts.weights].filter(([word, weight]) => moved || indexed.words[word] !== weight);
    const gone = [...Object.keys(indexed.words), ...astray].filter((word) => !counts.weights.has(word));
    if (added.length === 0 && gone.length === 0) return;
    await store.writeAll([
      ...added.map(([word, weight]) => ({
        put: { ...wordKey(tenant, word, uid), type, weight, length: counts.length },
      })),
      ...gone.map((word) => ({ delete: wordKey(tenant, word, uid) })),
    ]);
    const words = JSON.stringify(Object.fromEntries(counts.weights));
    const put = { ...indexedKey, words, length: counts.length, revision: indexed.revision + 1 };
    const condition = indexed.revision === 0 ? 'absent' : { revision: indexed.revision };
    if (await isWritten(store, [{ put, condition }])) return;
    for (const [word] of added) astray.add(word);
    return LOST;
  };
  return untilWritten(
    PERSISTENCE,
    round,
    (rounds) => new Error(`${rounds} rounds were not enough to index ${type} ${uid}`),
  );
}

/** What a record is found by: while its next version is worked on, the one in force. */
async function foundBy(store: Store, tenant: TenantId, record: AnyRecord): Promise<AnyRecord> {
  const { inForce, type, uid, publishedVersion: version } = record;
  if (!inForce || version === undefined) return record;
  const { title, tags, description, ...rest } = record;
  return { ...rest, ...(await versionOf({ store, tenant }, { type, uid, version }))?.content, ...inForce } as AnyRecord;
}

function indexedOf(item: { readonly [attribute: string]: unknown } | undefined): Indexed {
  if (!item) return { words: {}, length: 0, revision: 0 };
  return { words: JSON.parse(String(item.words)), length: Number(item.length), revision: Number(item.revision) };
}
