/** A section of the benchmark: rows of what was measured against what is allowed, and how they are printed. */

/** One measured fact. */
export interface Row {
  readonly what: string;
  /** What is allowed, as it is printed; absent for facts that have no budget. */
  readonly budget?: string;
  readonly measured: string;
  /** Whether the budget is kept; absent when there is none. */
  readonly kept?: boolean;
  /** The same on every machine: missing such a budget fails the run. */
  readonly exact?: boolean;
}

/** Tells what is being done while it takes its time; `done` of `total` draws a percentage. */
export type Progress = (what: string, done?: number, total?: number) => void;

export interface Section {
  readonly name: string;
  readonly title: string;
  /** Takes so long that it runs only when it is named. */
  readonly onDemand?: true;
  run(progress: Progress): Promise<readonly Row[]>;
}

const HEAD: Record<'what' | 'budget' | 'measured' | 'verdict', string> = {
  what: 'what',
  budget: 'budget',
  measured: 'measured',
  verdict: 'verdict',
};

/** The rows as a table of text. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map((row) => ({ ...row, budget: row.budget ?? '', verdict: verdictOf(row) }))];
  const width = (column: keyof typeof HEAD): number => Math.max(...lines.map((line) => line[column].length));
  const [what, budget, measured] = [width('what'), width('budget'), width('measured')];
  return lines
    .map((line) =>
      `  ${line.what.padEnd(what)}  ${line.budget.padStart(budget)}  ${line.measured.padStart(measured)}  ${line.verdict}`.trimEnd(),
    )
    .join('\n');
}

function verdictOf({ kept }: Row): string {
  if (kept === undefined) return '';
  return kept ? 'kept' : 'MISSED';
}

/** A row for a number that must not exceed its budget. */
export function atMost(
  what: string,
  measured: number,
  budget: number,
  { unit = '', digits = 2, exact = false }: { unit?: string; digits?: number; exact?: boolean } = {},
): Row {
  const text = (value: number): string => `${Number(value.toFixed(digits))}${unit && ` ${unit}`}`;
  return { what, budget: `≤ ${text(budget)}`, measured: text(measured), kept: measured <= budget, exact };
}

/** A row for a number that has no budget. */
export function fact(what: string, measured: string): Row {
  return { what, measured };
}
