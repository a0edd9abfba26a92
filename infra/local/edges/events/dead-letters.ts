/** What could not be delivered: kept in the journal under the name of its queue until somebody sends it again. */
import type { LocalClock } from '#infra/local/machine/clock/clock';
import { integer, type Journal, optionalText, type Row, text } from '#infra/local/machine/journal';

export interface DeadLetter {
  readonly id: number;
  readonly at: string;
  /** The queue of the template, or null where AWS would drop the event. */
  readonly queue: string | null;
  readonly function: string;
  readonly origin: string;
  readonly attempts: number;
  readonly reason: string;
  readonly event: unknown;
}

export interface DeadLetters {
  add(letter: {
    readonly queue: string | undefined;
    readonly function: string;
    readonly payload: string;
    readonly origin: string;
    readonly attempts: number;
    readonly reason: string;
  }): void;
  list(queue?: string): readonly DeadLetter[];
  /** Takes letters out, all or those of one queue or of one id, and gives each to `send`, in one transaction. */
  redrive(which: { readonly queue?: string; readonly id?: number }, send: (letter: Redriven) => void): number;
}

export interface Redriven {
  readonly function: string;
  readonly payload: string;
  readonly origin: string;
  readonly queue: string | undefined;
}

/** The dead letters of the journal. */
export function createDeadLetters(journal: Journal, clock: LocalClock): DeadLetters {
  const rows = ({ queue, id }: { readonly queue?: string; readonly id?: number }): readonly Row[] =>
    journal
      .sql('SELECT * FROM dead_letters WHERE (?1 IS NULL OR queue = ?1) AND (?2 IS NULL OR id = ?2) ORDER BY id')
      .all(queue ?? null, id ?? null);
  return {
    add({ queue = null, ...letter }) {
      journal
        .sql(
          'INSERT INTO dead_letters (at, queue, function, payload, origin, attempts, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(clock.now(), queue, letter.function, letter.payload, letter.origin, letter.attempts, letter.reason);
    },
    list: (queue) => rows(queue === undefined ? {} : { queue }).map(letterOf),
    redrive: (which, send) =>
      journal.transaction(() => {
        const found = rows(which);
        for (const row of found) {
          send({
            function: text(row, 'function'),
            payload: text(row, 'payload'),
            origin: text(row, 'origin'),
            queue: optionalText(row, 'queue'),
          });
          journal.sql('DELETE FROM dead_letters WHERE id = ?').run(integer(row, 'id'));
        }
        return found.length;
      }),
  };
}

function letterOf(row: Row): DeadLetter {
  return {
    id: integer(row, 'id'),
    at: new Date(integer(row, 'at')).toISOString(),
    queue: optionalText(row, 'queue') ?? null,
    function: text(row, 'function'),
    origin: text(row, 'origin'),
    attempts: integer(row, 'attempts'),
    reason: text(row, 'reason'),
    event: JSON.parse(text(row, 'payload')),
  };
}
