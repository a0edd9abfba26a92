/** A record's events in their order, read where they were written: the bus only says that there are some. */

import type { Change } from '#shared/engine/history';
import type { EventEnvelope } from '#shared/events/envelope';
import type { AnyRecord } from '#shared/grammar/record';
import { EVENT, eventSk, RECORD, recordPk } from '#shared/store/keys';
import type { Item } from '#shared/store/store';
import type { Place } from './runtime.ts';

/** Everything up to the entry `sequence` is done with; of that entry itself only the first `index` events, when that is not 0. */
export interface Cursor {
  readonly sequence: number;
  readonly index: number;
}

export interface Moment {
  readonly event: EventEnvelope;
  /** The entry, and which of its events this is. */
  readonly place: { readonly sequence: number; readonly index: number };
  /** The cursor when the event is done with. */
  readonly after: Cursor;
  /** The record as the event left it; absent for what is no record. */
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface Timeline {
  readonly moments: readonly Moment[];
  /** The record as it is now. */
  readonly record?: AnyRecord;
  readonly end: Cursor;
}

interface Entry {
  readonly sequence: number;
  readonly events: readonly EventEnvelope[];
  readonly changes: readonly Change[];
}

function entryOf(item: Item): Entry {
  const entry = item.entry as { readonly events?: readonly EventEnvelope[]; readonly changes?: readonly Change[] };
  const sequence = Number(item.sk.slice(EVENT.length, EVENT.length + 8));
  return { sequence, events: entry.events ?? [], changes: entry.changes ?? [] };
}

/** Everything after the cursor, with the record as each event left it: its present values, later changes taken back. */
export async function timelineOf({ tenant, store }: Place, type: string, uid: string, from: Cursor): Promise<Timeline> {
  const items = await store.queryAll({
    pk: recordPk(tenant, type, uid),
    from: eventSk(from.sequence + (from.index === 0 ? 1 : 0)),
    to: RECORD,
    consistent: true,
  });
  const record = items.find(({ sk }) => sk === RECORD)?.record as AnyRecord | undefined;
  const entries = items.filter(({ sk }) => sk.startsWith(EVENT)).map(entryOf);
  const moments: Moment[] = [];
  let values: Readonly<Record<string, unknown>> | undefined = record;
  for (const { sequence, events, changes } of entries.toReversed()) {
    const standing = values;
    const own = events.map((event, index): Moment => {
      const last = index === events.length - 1;
      return {
        event,
        place: { sequence, index },
        after: last ? { sequence, index: 0 } : { sequence, index: index + 1 },
        ...(standing && { values: standing }),
      };
    });
    moments.unshift(...own.slice(sequence === from.sequence ? from.index : 0));
    values = values && { ...values, ...Object.fromEntries(changes.map(({ field, old }) => [field, old])) };
  }
  const end = { sequence: entries.at(-1)?.sequence ?? from.sequence, index: 0 };
  return { moments, end: entries.length > 0 ? end : from, ...(record && { record }) };
}

/** One event of the timeline with the record as it is now, if it is still there. */
export async function momentAt(
  place: Place,
  type: string,
  uid: string,
  at: Moment['place'],
): Promise<{ readonly moment: Moment; readonly record: AnyRecord | undefined } | undefined> {
  const { moments, record } = await timelineOf(place, type, uid, { sequence: at.sequence - 1, index: 0 });
  const moment = moments.find((each) => each.place.sequence === at.sequence && each.place.index === at.index);
  return moment && { moment, record };
}
