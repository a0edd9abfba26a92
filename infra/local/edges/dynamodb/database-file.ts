/** Mends and trims dynoxide's SQLite file, which it creates when it starts. */
import { DatabaseSync } from 'node:sqlite';
import { toSeconds } from '#shared/time/clock';

/**
 * dynoxide 1.2 numbers a stream record with `MAX(CAST(sequence_number AS INTEGER)) + 1` over all records of the table,
 * which no index of its own serves, so each write reads the whole stream. This index answers it in one step.
 */
const SEQUENCE_INDEX = `
  CREATE INDEX IF NOT EXISTS _stream_records_by_sequence
  ON _stream_records(table_name, CAST(sequence_number AS INTEGER))`;

/** dynoxide never trims a stream. The newest record stays: it is what the next sequence number is counted from. */
const TRIM_STREAM = `
  DELETE FROM _stream_records
  WHERE created_at < ? AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name)`;

/** A laptop sleeps over weekends: seven days, where AWS keeps stream records for one. */
const STREAM_RETENTION_SECONDS = 7 * 24 * 3600;

/** Adds the index that keeps writes fast, and drops stream records older than seven days. Safe while dynoxide runs. */
export function prepareDatabaseFile(path: string, now: number = Date.now()): void {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.exec(SEQUENCE_INDEX);
    database.prepare(TRIM_STREAM).run(toSeconds(now) - STREAM_RETENTION_SECONDS);
  } finally {
    database.close();
  }
}
