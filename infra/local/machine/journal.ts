/** What the edges must remember over a restart, in one SQLite file: what is acknowledged is written. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';

/**
 * The write-ahead log survives the end of the process, also by kill -9, at synchronous = NORMAL; only a crash of the
 * machine may take the last moments.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT, shard TEXT, sequence TEXT NOT NULL, PRIMARY KEY (mapping, shard));
  CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at INTEGER NOT NULL, bus TEXT NOT NULL, source TEXT NOT NULL,
    detail_type TEXT NOT NULL, tenant TEXT, detail TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS events_by_id ON events (id);
  CREATE TABLE IF NOT EXISTS invocations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, function TEXT NOT NULL, payload TEXT NOT NULL, origin TEXT NOT NULL,
    queue TEXT, attempts INTEGER NOT NULL, created_at INTEGER NOT NULL, next_at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS invocations_by_time ON invocations (next_at);
  CREATE TABLE IF NOT EXISTS dead_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, queue TEXT, function TEXT NOT NULL, payload TEXT NOT NULL,
    origin TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS executions (
    arn TEXT PRIMARY KEY, machine TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL,
    started_at INTEGER NOT NULL, stopped_at INTEGER, output TEXT, error TEXT, cause TEXT);
  CREATE INDEX IF NOT EXISTS executions_by_status ON executions (status);
  CREATE TABLE IF NOT EXISTS tasks (
    execution TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL, token TEXT NOT NULL UNIQUE,
    entered_at INTEGER NOT NULL, not_before INTEGER NOT NULL, invoked INTEGER NOT NULL DEFAULT 0, heartbeat_at INTEGER,
    failed INTEGER, error TEXT, outcome TEXT, PRIMARY KEY (execution, step));
  CREATE TABLE IF NOT EXISTS usage_keys (name TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, plan TEXT);
  CREATE TABLE IF NOT EXISTS outbox (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL,
    message TEXT NOT NULL);
`;

export type Row = Readonly<Record<string, SQLOutputValue>>;

export interface Journal {
  /** A prepared statement; the same text gives the same statement. */
  sql(text: string): StatementSync;
  /** All or nothing; the writes are in the file when it returns. */
  transaction<T>(work: () => T): T;
  setting(name: string): string | undefined;
  set(name: string, value: string): void;
  close(): void;
}

/** Opens the journal in the data directory, creating both. */
export function openJournal(directory: string): Journal {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, 'journal.sqlite'), { timeout: 5000 });
  database.exec(SCHEMA);
  const statements = new Map<string, StatementSync>();
  const sql = (text: string): StatementSync => {
    const known = statements.get(text) ?? database.prepare(text);
    statements.set(text, known);
    return known;
  };
  return {
    sql,
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // Where the disk is full, SQLite has rolled back by itself.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    setting: (name) => optionalText(sql('SELECT value FROM settings WHERE name = ?').get(name) ?? {}, 'value'),
    set: (name, value) => void sql('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, value),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/** A column as text; absent and NULL are empty. */
export const text = (row: Row, column: string): string => String(row[column] ?? '');

/** A column as text, or undefined for NULL. */
export const optionalText = (row: Row, column: string): string | undefined =>
  row[column] === null || row[column] === undefined ? undefined : String(row[column]);

/** A column as a number; absent and NULL are 0. */
export const integer = (row: Row, column: string): number => Number(row[column] ?? 0);
