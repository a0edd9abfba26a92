/** A look at the data folder before anything uses it: what is lost or damaged is said in words, not found out by its consequences. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDiskFull } from '#infra/local/machine/disk-full';

const TABLE = 'dynamodb.sqlite';
const JOURNAL = 'journal.sqlite';

/** A folder that cannot be used; its message is all that a person needs. */
const unusable = (message: string): Error => new Error(`${message}. Bring a copy back, or begin anew with --fresh.`);

/**
 * Makes the folder, and the folders that it is in. Each by itself: Node's own recursive mkdir never returns where folders can be made
 * neither here nor above, as below /proc (Node 24.21).
 * @throws Error in one sentence where the system refuses
 */
export function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} cannot be made (${why}): name a folder that you may write to, with --data`);
  }
}

/**
 * Looks whether table and journal are both there and each is sound in itself: SQLite's quick check reads either once, about a second a gigabyte.
 * @param ownTable whether the table is in the folder, and not at an endpoint of another engine
 * @throws Error that says which is lost or damaged, and what to do
 */
export function checkDataDirectory(path: string, ownTable: boolean): void {
  const table = join(path, TABLE);
  const journal = join(path, JOURNAL);
  if (ownTable && existsSync(table) && !existsSync(journal))
    throw unusable(
      `${journal} is gone, though the table ${table} is there: without it nobody knows what was under way`,
    );
  if (ownTable && existsSync(journal) && !existsSync(table) && wasSeeded(journal))
    throw unusable(`${table} is gone, though the journal ${journal} is there: every record was in it`);
  for (const file of [table, journal]) if (existsSync(file)) checkFile(file);
}

function checkFile(file: string): void {
  const damage = read(file, 'PRAGMA quick_check(1)');
  if (damage !== 'ok') throw unusable(`${file} is damaged (${damage.split('\n').at(-1)})`);
}

const wasSeeded = (journal: string): boolean =>
  read(journal, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'settings'") === '1' &&
  read(journal, "SELECT COUNT(*) FROM settings WHERE name = 'seeded'") === '1';

/** The one value that a query answers, or why there is none. */
function read(file: string, query: string): string {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 5000 });
    return String(Object.values(database.prepare(query).get() ?? {})[0]);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    return error instanceof Error ? error.message : String(error);
  } finally {
    database?.close();
  }
}
