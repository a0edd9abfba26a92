/** Every event that was put on a bus, in order: listed, and followed live. */
import type { BusEvent } from '#infra/local/edges/events/event';
import { integer, type Journal, type Row, text } from '#infra/local/machine/journal';

/** An event with its place in the log; `after` takes it. */
export interface LoggedEvent {
  readonly seq: number;
  readonly id: string;
  /** When it was put, by the local clock. */
  readonly time: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

export interface EventFilter {
  /** A place in the log, or the id of an event. */
  readonly after?: string | undefined;
  readonly detailType?: string | undefined;
  readonly tenant?: string | undefined;
  readonly limit?: number | undefined;
}

export interface EventLog {
  /** Writes an event, within the transaction that is open in the journal. */
  append(event: BusEvent, bus: string, at: number): void;
  /** Tells followers that something was committed. */
  announce(): void;
  list(filter?: EventFilter): readonly LoggedEvent[];
  /** The place of the last event; 0 before the first. */
  last(): number;
  /** Calls back whenever there may be more to list; returns what ends it. */
  follow(notify: () => void): () => void;
}

/** The log in the journal. */
export function createEventLog(journal: Journal): EventLog {
  const followers = new Set<() => void>();
  const place = (after: string | undefined): number => {
    if (after === undefined || after === '') return 0;
    if (/^\d+$/.test(after)) return Number(after);
    return integer(journal.sql('SELECT seq FROM events WHERE id = ?').get(after) ?? {}, 'seq');
  };
  return {
    append(event, bus, at) {
      const { tenantId } = event.detail;
      journal
        .sql('INSERT INTO events (id, at, bus, source, detail_type, tenant, detail) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(
          event.id,
          at,
          bus,
          event.source,
          event['detail-type'],
          typeof tenantId === 'string' ? tenantId : null,
          JSON.stringify(event.detail),
        );
    },
    announce() {
      for (const notify of followers) notify();
    },
    list: ({ after, detailType, tenant, limit = 1000 } = {}) =>
      journal
        .sql(
          `SELECT * FROM events WHERE seq > ?1 AND (?2 IS NULL OR detail_type = ?2) AND (?3 IS NULL OR tenant = ?3)
           ORDER BY seq LIMIT ?4`,
        )
        .all(place(after), detailType ?? null, tenant ?? null, limit)
        .map(eventOfRow),
    last: () => integer(journal.sql('SELECT MAX(seq) AS seq FROM events').get() ?? {}, 'seq'),
    follow(notify) {
      followers.add(notify);
      return () => followers.delete(notify);
    },
  };
}

function eventOfRow(row: Row): LoggedEvent {
  return {
    seq: integer(row, 'seq'),
    id: text(row, 'id'),
    time: new Date(integer(row, 'at')).toISOString(),
    bus: text(row, 'bus'),
    source: text(row, 'source'),
    detailType: text(row, 'detail_type'),
    detail: JSON.parse(text(row, 'detail')),
  };
}
