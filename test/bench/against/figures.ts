/** Figures of two builds side by side: what each is, how many times better ours is, and what it is to be. */

export interface Figure {
  readonly name: string;
  /** More is better of what happens by the second, less of everything else. */
  readonly unit: '/s' | 'ms of CPU' | 'MiB';
  readonly value: number;
}

/** How many times better than commit 84aa58d, which the budgets are set against; memory is bounded by itself. */
const TARGETS: Readonly<Record<string, { readonly ratio: number } | { readonly atMost: number }>> = {
  'create /s': { ratio: 4 },
  'get /s': { ratio: 1.5 },
  'list newest 50 open of a service /s': { ratio: 25 },
  'assign /s': { ratio: 4 },
  'resolve /s': { ratio: 4 },
  'comment /s': { ratio: 3 },
  'get, creates being digested /s': { ratio: 5 },
  'list, creates being digested /s': { ratio: 5 },
  'memory after it MiB': { atMost: 500 },
  'timers: timers /s': { ratio: 2.6 },
  'import: rows /s': { ratio: 3 },
};

/** The figures as a table of text; of several of the same name the best counts. */
export function tableOfFigures(ours: readonly Figure[], theirs: readonly Figure[], thatName: string): string {
  const [mine, other] = [bestOf(ours), bestOf(theirs)];
  const rows = [...mine].map(([key, figure]) => {
    const than = other.get(key)?.value;
    const ratio = than === undefined ? undefined : figure.unit === '/s' ? figure.value / than : than / figure.value;
    const target = TARGETS[key];
    const [wanted, kept] =
      target === undefined
        ? ['', true]
        : 'ratio' in target
          ? [`≥ ${target.ratio} ×`, (ratio ?? 0) >= target.ratio]
          : [`≤ ${target.atMost}`, figure.value <= target.atMost];
    return [
      figure.name,
      `${digits(figure.value)} ${figure.unit}`,
      than === undefined ? '' : `${digits(than)} ${figure.unit}`,
      ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
      wanted,
      wanted === '' ? '' : kept ? 'kept' : 'MISSED',
    ];
  });
  const lines = [['what', 'ours', thatName, 'better', 'target', ''], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

const digits = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

function bestOf(figures: readonly Figure[]): ReadonlyMap<string, Figure> {
  const best = new Map<string, Figure>();
  for (const figure of figures) {
    const key = `${figure.name} ${figure.unit}`;
    const known = best.get(key);
    const better = !known || (figure.unit === '/s' ? figure.value > known.value : figure.value < known.value);
    if (better) best.set(key, figure);
  }
  return best;
}
