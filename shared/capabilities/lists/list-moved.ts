/** Pages while work goes on: what changes behind the reader's back is read once more at the end, so that no record is lost (ADR 31). */
import { createHash } from 'node:crypto';
import type { ListQuery } from '#shared/capabilities/lists/list-query';
import type { IndexSource } from '#shared/capabilities/lists/list-source';
import type { RowSource } from '#shared/capabilities/lists/row-reader';
import { isOpen } from '#shared/engine/decide';
import type { Stored } from '#shared/engine/items';
import type { AnyRecordDefinition } from '#shared/grammar/definition';
import { opened } from '#shared/grammar/list-vocabulary';
import type { AnyRecord } from '#shared/grammar/record';
import * as keys from '#shared/store/keys';
import type { Caller } from '#shared/tenancy/context';
import { sortableInstant } from '#shared/time/clock';

/** Between the instant that a change bears and the moment at which it can be read, there is less than this. */
const MARGIN_MS = 10_000;
/** Records that a cursor remembers; what is more comes twice. */
const MOST = 150;
/** Characters of a fingerprint. */
const LENGTH = 8;

/**
 * Whether a change moves records in this order to where the reader has been. By opening nothing moves, and by last change it moves ahead; in several
 * partitions that are read one after the other a record may go from one to the other.
 */
export const moves = ({ sort }: ListQuery, rows: RowSource | undefined): boolean =>
  rows
    ? rows.partitions.length > 1 || !['openedAt', 'createdAt'].includes(rows.shape.order)
    : sort !== 'updatedAt' && !opened.includes(sort);

const fingerprint = ({ record: { uid, version } }: Stored): string =>
  createHash('sha256').update(`${uid} ${version}`).digest('base64url').slice(0, LENGTH);

const inFingerprints = (seen: string): readonly string[] => seen.match(/.{8}/g) ?? [];

/** What was seen of the records that changed just before the reader began, so that they do not come again as they were. */
export function remembered(seen = '', records: readonly Stored[], since: number): string | undefined {
  const late = records.filter(({ record }) => Date.parse(record.updatedAt) >= since - MARGIN_MS).map(fingerprint);
  return [...inFingerprints(seen), ...late].slice(0, MOST).join('') || undefined;
}

export const isRemembered = (seen = '', stored: Stored): boolean => inFingerprints(seen).includes(fingerprint(stored));

/** What was changed since the reader began, in epoch milliseconds, oldest first: there what changes again stays ahead of the reader. */
export function movedSince(
  { index, pk }: IndexSource,
  { type }: AnyRecordDefinition,
  { filters }: Pick<ListQuery, 'filters'>,
  { tenant }: Caller,
  since: number,
): IndexSource {
  const all = filters.get('deleted') === 'true' ? keys.deletedPk(tenant, type) : keys.listPk(tenant, type);
  const own = index === 'requester' ? { index, pk } : { index: 'list' as const, pk: all };
  return { ...own, from: sortableInstant(since - MARGIN_MS), inOrder: true };
}

/** Whether a record belongs to the partition that is listed. */
export function stands(
  definition: AnyRecordDefinition,
  { index, pk }: IndexSource,
  record: AnyRecord,
  { tenant }: Caller,
): boolean {
  if (index === 'list' || index === 'requester' || index === 'opened') return true;
  if (!isOpen(definition, record)) return false;
  if (index === 'queue') return keys.queuePk(tenant, definition.type, record.assignedGroup) === pk;
  return index !== 'assignee' || keys.assigneePk(tenant, definition.type, record.assignedTo ?? '') === pk;
}
