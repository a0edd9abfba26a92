/** What was merged into a record, and who reported it: each is told how it ends under the number that they know (A8). */

import { storedRecord } from '#shared/engine/items';
import { linkSk } from '#shared/engine/keys';
import type { EventEnvelope } from '#shared/events/envelope';
import type { Audience } from '#shared/events/told';
import type { AnyRecord } from '#shared/grammar/record';
import { recordKey, recordPk } from '#shared/store/keys';
import { askersOf } from './rules-audience.ts';
import type { Place } from './runtime.ts';
import type { Subject } from './values.ts';

/** Duplicates that are looked at. */
const MOST = 1_000;

/** The report of each, through however many merges; none unless some text is for them. */
export async function reportsOf(
  { tenant, store }: Place,
  wanted: readonly Audience[],
  record: AnyRecord | undefined,
): Promise<ReadonlyMap<string, AnyRecord>> {
  const found: AnyRecord[] = [];
  if (!record?.mergedCount || !wanted.includes('reporters')) return new Map();
  const { type } = record;
  const prefix = linkSk('has_duplicate', '');
  for (let into = [record.uid]; into.length > 0 && found.length < MOST; ) {
    const uids: string[] = [];
    for (const uid of into) {
      const links = await store.queryAll({ pk: recordPk(tenant, type, uid), begins: prefix });
      uids.push(...links.map(({ sk }) => sk.slice(prefix.length)));
    }
    const items = await store.getAll(uids.map((uid) => recordKey(tenant, type, uid)));
    const next = items.flatMap((item) => storedRecord(item)?.record ?? []);
    const merged = next.filter(({ mergedInto, deletedAt }) => !deletedAt && into.includes(mergedInto?.uid ?? ''));
    found.push(...merged);
    into = merged.filter(({ mergedCount }) => mergedCount).map(({ uid }) => uid);
  }
  const reports = new Map<string, AnyRecord>();
  for (const report of found) for (const user of askersOf(report)) if (!reports.has(user)) reports.set(user, report);
  return reports;
}

/** The event as one of the report: that of its record is known to those only who may see it. */
export function eventOfReport(event: EventEnvelope, { id, uid, title, confidential }: AnyRecord): EventEnvelope {
  return { ...event, id, uid, data: { title: confidential ? id : title } };
}

/** What happened, as it is told to who knows of their own report only: neither words nor fields of the record that it was merged into. */
export function ofReport({ event, actor, mail }: Subject, report: AnyRecord): Subject {
  return { event: eventOfReport(event, report), record: report, comment: undefined, actor, mail };
}
