/** The same file read a second time, straight and without our mapping: what the tests compare with. */
import { readFileSync } from 'node:fs';

export const LOG_URL = new URL('../fixtures/servicenow-incidents/incident_event_log.first-2000.csv', import.meta.url);
export const logText = readFileSync(LOG_URL, 'utf8');

export interface NaiveRow {
  readonly line: number;
  readonly cell: (column: string) => string;
}

const [header = '', ...lines] = logText.trim().split('\r\n');
const columns = header.split(',');

/** The file quotes nothing, so commas are enough. */
export const naiveRows: readonly NaiveRow[] = lines.map((line, index) => {
  const cells = line.split(',');
  return { line: index + 2, cell: (column) => cells[columns.indexOf(column)] ?? '' };
});

export interface NaiveIncident {
  readonly number: string;
  readonly rows: readonly NaiveRow[];
  readonly last: NaiveRow;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly resolvedAt: number | undefined;
}

/** Berlin's clocks in the years of the file, by hand: summer time from 27 March to 30 October 2016. */
export function berlin(given: string): number {
  const [date = '', time = ''] = given.split(' ');
  const [day = 0, month = 0, year = 0] = date.split('/').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const isSummer = wall >= Date.UTC(2016, 2, 27, 3) && wall < Date.UTC(2016, 9, 30, 3);
  return wall - (isSummer ? 2 : 1) * 3_600_000;
}

function naiveIncident(number: string, rows: readonly NaiveRow[]): NaiveIncident {
  const last = rows.at(-1);
  if (!last) throw new Error(`no rows of ${number}`);
  const stated = last.cell('resolved_at');
  // Some never state it: then it is the row that last became Resolved.
  const becameResolved = rows.findLast(
    (row, index) => row.cell('incident_state') === 'Resolved' && rows[index - 1]?.cell('incident_state') !== 'Resolved',
  );
  const resolved = stated === '?' ? becameResolved?.cell('sys_updated_at') : stated;
  return {
    number,
    rows,
    last,
    openedAt: berlin(last.cell('opened_at')),
    resolvedAt: resolved === undefined ? undefined : berlin(resolved),
  };
}

export const naiveIncidents: readonly NaiveIncident[] = [...Map.groupBy(naiveRows, (row) => row.cell('number'))].map(
  ([number, rows]) => naiveIncident(number, rows),
);

/** How often each value occurs. */
export function tally(values: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
