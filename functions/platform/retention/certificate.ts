/** What is left of a purged record: its number, its dates, how much there was, and hashes that prove what it was (A9). */
import { createHash } from 'node:crypto';
import { canonical } from '#shared/process/history';
import type { Stored } from '#shared/process/items';
import { ATTACHMENT, COMMENT, EVENT, type Key, LINK, TASK } from '#shared/store/keys';
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

const kinds: Readonly<Record<string, string>> = {
  history: EVENT,
  comments: COMMENT,
  attachments: ATTACHMENT,
  tasks: TASK,
  links: LINK,
};

/** @param items keys of everything in the record's partition */
export function certify({ record, hash }: Stored, items: readonly Key[], keptUntil: number, now: number): Certificate {
  const counts = Object.entries(kinds).map(([kind, prefix]) => [
    kind,
    items.filter(({ sk }) => sk.startsWith(prefix)).length,
  ]);
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
