/** Where the boxes of a graph stand: in rows by what leads to them, and in each row so that few lines cross. Pure. */

export interface Layered {
  readonly id: string;
  /** Which row it is in, from the top; by what leads to it when absent. */
  readonly row?: number;
}

export interface Way {
  readonly from: string;
  readonly to: string;
}

export interface Layout {
  /** Middles across, and rows, of things by their ids. */
  readonly places: ReadonlyMap<string, Place>;
  /** Where the ways that cross rows go through them, from the upper end to the lower, by their place in the list. */
  readonly through: ReadonlyMap<number, readonly Place[]>;
  readonly width: number;
}

export interface Place {
  readonly x: number;
  readonly row: number;
}

/** Widths of a box and of a line that goes through a row, and the room between them. */
export interface Widths {
  readonly box: number;
  readonly line: number;
  readonly gap: number;
}

/** Rows by the longest way that leads there; a way that closes a circle leads nowhere. */
export function rowsOf(nodes: readonly Layered[], ways: readonly Way[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const into = Map.groupBy(ways, ({ to }) => to);
  const open = new Set<string>();
  const rowOf = (id: string): number => {
    const known = rows.get(id);
    if (known !== undefined || open.has(id)) return known ?? -1;
    open.add(id);
    const row = Math.max(-1, ...(into.get(id) ?? []).map(({ from }) => rowOf(from))) + 1;
    open.delete(id);
    rows.set(id, row);
    return row;
  };
  for (const { id, row } of nodes) rows.set(id, row ?? rowOf(id));
  // What nothing leads to stands right above what it leads to, so that its lines are short.
  const outOf = Map.groupBy(ways, ({ from }) => from);
  for (const { id, row } of nodes) {
    const below = (outOf.get(id) ?? []).map(({ to }) => rows.get(to) ?? 0);
    if (row === undefined && !into.has(id) && below.length > 0) rows.set(id, Math.max(0, Math.min(...below) - 1));
  }
  return rows;
}

/** Something that takes room in a row: a box, or a line on its way through. */
interface Item {
  readonly id: string;
  readonly row: number;
  readonly width: number;
  /** What it is joined to in the row above. */
  readonly above: string[];
}

/** A line through a row; no id of a thing has a blank in it. */
const crossing = (way: number, row: number): string => `${way} ${row}`;

function itemsOf(nodes: readonly Layered[], ways: readonly Way[], rows: ReadonlyMap<string, number>, widths: Widths) {
  const items = new Map<string, Item>();
  const add = (id: string, row: number, width: number): void => {
    items.set(id, { id, row, width, above: [] });
  };
  for (const { id } of nodes) add(id, rows.get(id) ?? 0, widths.box);
  for (const [index, { from, to }] of ways.entries()) {
    const ends = [from, to].flatMap((id) => items.get(id) ?? []).sort((a, b) => a.row - b.row);
    const [upper, lower] = ends;
    if (!upper || !lower || upper.row === lower.row) continue;
    let last = upper.id;
    for (let row = upper.row + 1; row < lower.row; row++) {
      add(crossing(index, row), row, widths.line);
      items.get(crossing(index, row))?.above.push(last);
      last = crossing(index, row);
    }
    lower.above.push(last);
  }
  return items;
}

/** Each row in the order of the middles of what is above, ties by id, so that the same graph looks the same (J1). */
function inOrder(items: Iterable<Item>): readonly (readonly Item[])[] {
  const middles = new Map<string, number>();
  const byRow = [...Map.groupBy(items, ({ row }) => row)].sort(([a], [b]) => a - b);
  return byRow.map(([, row]) => {
    const middle = ({ above }: Item): number => {
      const known = above.flatMap((id) => middles.get(id) ?? []);
      return known.length === 0 ? Number.POSITIVE_INFINITY : known.reduce((a, b) => a + b, 0) / known.length;
    };
    const ordered = row
      .map((item) => ({ item, at: middle(item) }))
      .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at) || (a.item.id < b.item.id ? -1 : 1))
      .map(({ item }) => item);
    for (const [place, { id }] of ordered.entries()) middles.set(id, (place + 0.5) / ordered.length);
    return ordered;
  });
}

/** Rows in their order, each in the middle of the widest. */
export function layoutOf(nodes: readonly Layered[], ways: readonly Way[], widths: Widths): Layout {
  const items = itemsOf(nodes, ways, rowsOf(nodes, ways), widths);
  const rows = inOrder(items.values());
  const wide = (row: readonly Item[]): number => row.reduce((sum, { width }) => sum + width + widths.gap, -widths.gap);
  const width = Math.max(widths.box, ...rows.map(wide));
  const places = new Map<string, Place>();
  for (const row of rows) {
    let x = (width - wide(row)) / 2;
    for (const item of row) {
      places.set(item.id, { x: x + item.width / 2, row: item.row });
      x += item.width + widths.gap;
    }
  }
  const through = ways.map(({ from, to }, index) => {
    const ends = [from, to].flatMap((id) => places.get(id)?.row ?? []);
    const [upper, lower] = [Math.min(...ends), Math.max(...ends)];
    const between = Array.from({ length: Math.max(0, lower - upper - 1) }, (_, i) => crossing(index, upper + 1 + i));
    return [index, between.flatMap((id) => places.get(id) ?? [])] as const;
  });
  return { places, through: new Map(through), width };
}
