/** What is left of a purged record: its number, its dates, how much there was, and hashes that prove what it was (A9). */

import { createHash } from 'node:crypto';
import { canonical } from '#shared/engine/history';
import type { Stored } from '#shared/engine/items';
import type { Kept } from '#shared/grammar/capability';
import type { Key } from '#shared/store/keys';
import { toInstant } from '#shared/time/clock';

export interface Certificate {
  readonly number: string;
  readonly uid: string;
  readonly type: string;
  readonly openedAt: string;
  readonly createdAt: string;
  readonly closedAt?: string;
  readonly deletedAt?: string;
  readonly retentionClass: string;
  /** Until when it was to be kept. */
  readonly keptUntil: string;
  readonly purgedAt: string;
  /** Items that were deleted, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** The last hash of the record's audit trail: an export of the trail can be checked against it for ever. */
  readonly historyHash: string;
  /** SHA-256 over the canonical JSON of everything above. */
  readonly hash: string;
}

/**
 * @param items keys of everything in the record's partition
 * @param keeps what capabilities of its type keep there
 */
export function certify(
  { record, hash }: Stored,
  items: readonly Key[],
  keeps: readonly Kept[],
  keptUntil: number,
  now: number,
): Certificate {
  const counts = keeps.flatMap(({ begins, counted }) =>
    counted === undefined ? [] : [[counted, items.filter(({ sk }) => sk.startsWith(begins)).length]],
  );
  const { id, uid, type, openedAt, createdAt, closedAt, deletedAt, retentionClass = 'operational' } = record;
  const content = {
    number: id,
    uid,
    type,
    openedAt,
    createdAt,
    ...(closedAt && { closedAt }),
    ...(deletedAt && { deletedAt }),
    retentionClass,
    keptUntil: toInstant(keptUntil),
    purgedAt: toInstant(now),
    counts: Object.fromEntries(counts),
    historyHash: hash,
  };
  return { ...content, hash: createHash('sha256').update(canonical(content)).digest('hex') };
}
