/** What the command line shows of an import: progress, a table at the end, rejected rows as CSV. */
import progress from 'cli-progress';
import type { Schemas } from '#generated/client-api.ts';

export type ImportJob = Schemas['ImportJob'];
export type ImportedRow = Schemas['ImportRowPage']['items'][number];

export interface Bar {
  show(value: number, total: number): void;
  end(): void;
}

/** A progress bar on standard error, so that standard output stays clean; lines now and then where there is no terminal. */
export function openBar(label: string, unit: string): Bar {
  const bar = new progress.SingleBar({
    format: `${label.padEnd(9)} {bar} {percentage}% | {value}/{total} ${unit} | {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    noTTYOutput: !process.stderr.isTTY,
    notTTYSchedule: 5_000,
  });
  bar.start(1, 0);
  return {
    show(value, total) {
      bar.setTotal(Math.max(total, 1));
      bar.update(total === 0 ? 1 : value);
    },
    end: () => bar.stop(),
  };
}

/** The outcome as lines of text. */
export function outcome({ id, dryRun, progress: counts }: ImportJob): string {
  const byCode = Object.entries(counts.rejectedByCode).map(([code, count]): [string, number] => [`  ${code}`, count]);
  const lines: readonly [string, number][] = [
    ['rows', counts.rows],
    ['imported', counts.imported],
    ['merged', counts.merged],
    ['rejected', counts.rejected],
    ...byCode,
    [dryRun ? 'records it would make' : 'records made', counts.records],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const rows = lines.map(([name, count]) => `${name.padEnd(width)}  ${count.toLocaleString('en').padStart(10)}`);
  return [`${dryRun ? 'Dry run' : 'Import'} ${id}`, ...rows].join('\n');
}

/** A cell of CSV (RFC 4180). */
export const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const REJECTED_HEADER = 'row,column,value,code,reason\r\n';

/** A rejected row as a line of CSV (RFC 4180). */
export function rejectedLine({ row, column = '', value = '', code = '', reason = '' }: ImportedRow): string {
  return `${[String(row), column, value, code, reason].map(quoted).join(',')}\r\n`;
}
