/** Bars over time in lanes: a change calendar, or a plan with its critical path (C1, C2, K7). Pure. */
import type { Tick } from '#shared/kit/pictures/axis';
import { scale } from '#shared/kit/pictures/axis';
import { dashes, fills, type Status, strokes } from '#shared/kit/pictures/status';
import { all, el, fits, fitted, MARGIN, type Markup, picture, says, TOP } from '#shared/kit/pictures/svg';

export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly from: number;
  readonly until: number;
  readonly status?: Status;
  /** What the status is called. */
  readonly word?: string;
  /** On the critical path: what is late here makes the whole late. */
  readonly critical?: boolean;
  /** How much later it can end without that. */
  readonly float?: number;
}

export interface Lane {
  readonly label: string;
  readonly bars: readonly Bar[];
}

/** A stretch that means something for every lane: hatched where nothing should be, shaded where something may. */
export interface Shade {
  readonly label: string;
  readonly from: number;
  readonly until: number;
  readonly kind: 'freeze' | 'window';
}

/** A line from one bar to another: what waits, or what is in conflict. */
export interface Join {
  readonly from: string;
  readonly to: string;
  readonly kind: 'waits' | 'conflict';
  readonly label?: string;
}

export interface Lanes {
  readonly title: string;
  readonly from: number;
  readonly until: number;
  readonly ticks: readonly Tick[];
  readonly lanes: readonly Lane[];
  readonly shades?: readonly Shade[];
  readonly joins?: readonly Join[];
  /** How a stretch is said, such as `22:00 to 24:00`. */
  readonly written?: (from: number, until: number) => string;
}

const [NAMES, WIDTH, ROW, BAR] = [148, 880, 34, 22];
/** Below the title: marks of the axis, and the names of what is shaded. */
const HEAD = TOP + 40;

interface Laid extends Bar {
  readonly row: number;
  /** Where the next bar of its row begins, if one does. */
  readonly next?: number;
}

/** Bars of a lane that overlap stand below one another, each in the first row that is free. */
function rowsOf(bars: readonly Bar[]): readonly Laid[] {
  const last: Laid[] = [];
  const laid: Laid[] = [];
  for (const bar of bars.toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))) {
    const free = last.findIndex(({ until }) => until <= bar.from);
    const row = free < 0 ? last.length : free;
    const before = last[row];
    if (before) laid[laid.indexOf(before)] = { ...before, next: bar.from };
    last[row] = { ...bar, row };
    laid.push(last[row]);
  }
  return laid;
}

interface Plan {
  readonly bars: readonly Laid[];
  /** Rows above each lane. */
  readonly tops: readonly number[];
  readonly rows: number;
}

function laidOut(lanes: readonly Lane[]): Plan {
  const bars: Laid[] = [];
  const tops: number[] = [];
  let rows = 0;
  for (const { bars: own } of lanes) {
    const laid = rowsOf(own);
    const top = rows;
    tops.push(top);
    bars.push(...laid.map((bar) => ({ ...bar, row: top + bar.row })));
    rows += Math.max(1, ...laid.map(({ row }) => row + 1));
  }
  return { bars, tops, rows };
}

type X = (at: number) => number;
const yOf = (row: number): number => HEAD + row * ROW;

function axis({ ticks }: Lanes, x: X, bottom: number): Markup {
  return all(
    ticks.map(({ at, label }) =>
      all([
        el('line', { x1: x(at), y1: HEAD - 22, x2: x(at), y2: bottom, stroke: '#cfd8dc' }),
        el('text', { x: x(at) + 4, y: HEAD - 24, 'font-size': 11 }, label),
      ]),
    ),
  );
}

function shade({ label, from, until, kind }: Shade, x: X, bottom: number): Markup {
  const [left, right] = [x(from), x(until)];
  if (right <= left) return all([]);
  return el(
    'g',
    { 'data-shade': kind },
    says(label),
    el('rect', {
      x: left,
      y: HEAD - 16,
      width: right - left,
      height: bottom - HEAD + 16,
      fill: kind === 'freeze' ? 'url(#hatched)' : '#e3eefb',
      'fill-opacity': kind === 'freeze' ? 1 : 0.6,
    }),
    el(
      'text',
      { x: left + 4, y: HEAD - 5, 'font-size': 11, fill: kind === 'freeze' ? strokes.bad : strokes.planned },
      fitted(label, right - left - 4, 11),
    ),
  );
}

function name({ label }: Lane, top: number, index: number): Markup {
  return all([
    ...(index === 0
      ? []
      : [el('line', { x1: MARGIN, y1: yOf(top), x2: WIDTH - MARGIN, y2: yOf(top), stroke: '#e0e6e9' })]),
    el('text', { x: MARGIN, y: yOf(top) + 22, 'font-weight': 600 }, fitted(label, NAMES - 12)),
  ]);
}

function drawn(bar: Laid, { written }: Lanes, x: X): Markup {
  const { id, label, from, until, status = 'planned', word, critical, float = 0, row, next } = bar;
  const [left, top, right] = [x(from), yOf(row) + (ROW - BAR) / 2, x(until)];
  const width = Math.max(3, right - left);
  const when = written ? `, ${written(from, until)}` : '';
  const more = `${word === undefined ? '' : ` (${word})`}${critical ? ', critical' : ''}`;
  const named = `${id} ${label}`;
  const beside = (next === undefined ? WIDTH - MARGIN : x(next)) - left - width - 8;
  const inside = fits(named, width - 12) || width - 12 > beside;
  return el(
    'g',
    { 'data-id': id, 'data-status': word ?? status, 'data-critical': critical ? 'true' : undefined },
    says(`${named}${when}${more}`),
    ...(float > 0
      ? [
          el('line', {
            x1: right,
            y1: top + BAR / 2,
            x2: x(until + float),
            y2: top + BAR / 2,
            stroke: '#90a4ae',
            'stroke-dasharray': '2 3',
          }),
        ]
      : []),
    el('rect', {
      x: left,
      y: top,
      width,
      height: BAR,
      rx: 4,
      fill: fills[status],
      stroke: critical ? '#1b1b1b' : strokes[status],
      'stroke-width': critical ? 2.5 : 1.25,
      'stroke-dasharray': critical ? undefined : dashes[status],
    }),
    inside
      ? el('text', { x: left + 6, y: top + 15 }, fitted(named, width - 12))
      : el(
          'text',
          { x: left + width + 4, y: top + 15, stroke: '#ffffff', 'stroke-width': 3, 'paint-order': 'stroke' },
          fitted(named, beside),
        ),
  );
}

/** From the end of one bar to the beginning of the other; between those that overlap, from the middle of one to that of the other. */
function join({ from, to, kind, label }: Join, bars: ReadonlyMap<string, Laid>, x: X): Markup {
  const [a, b] = [bars.get(from), bars.get(to)];
  if (!a || !b) return all([]);
  const conflict = kind === 'conflict';
  const common = (Math.max(a.from, b.from) + Math.min(a.until, b.until)) / 2;
  const [x1, x2] = conflict ? [x(common), x(common)] : [x(a.until), x(b.from)];
  const [y1, y2] = [yOf(a.row) + ROW / 2, yOf(b.row) + ROW / 2];
  const turn = Math.max(x1 + 6, Math.min(x2 - 6, x1 + 12));
  const d = conflict ? `M${r(x1)} ${r(y1)}V${r(y2)}` : `M${r(x1)} ${r(y1)}H${r(turn)}V${r(y2)}H${r(x2)}`;
  return el(
    'g',
    { 'data-join': kind },
    ...(label === undefined ? [] : [says(label)]),
    el('path', {
      d,
      'data-from': from,
      'data-to': to,
      fill: 'none',
      stroke: conflict ? strokes.bad : '#607d8b',
      'stroke-width': conflict ? 2 : 1.25,
      'stroke-dasharray': conflict ? '4 3' : undefined,
    }),
    ...(conflict && label !== undefined
      ? [
          el(
            'text',
            {
              x: x1 + 6,
              y: (y1 + y2) / 2 + 4,
              'font-size': 11,
              fill: strokes.bad,
              stroke: '#ffffff',
              'stroke-width': 3,
              'paint-order': 'stroke',
            },
            label,
          ),
        ]
      : []),
  );
}

const r = (value: number): number => Math.round(value * 100) / 100;

const hatching = el(
  'defs',
  {},
  el(
    'pattern',
    { id: 'hatched', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    el('rect', { width: 8, height: 8, fill: '#fdf0ef' }),
    el('line', { x1: 0, y1: 0, x2: 0, y2: 8, stroke: '#e7a7a1', 'stroke-width': 2 }),
  ),
);

function described({ lanes, joins = [], shades = [] }: Lanes): string {
  const bars = lanes.flatMap((lane) => lane.bars);
  const critical = bars.filter(({ critical: is }) => is).map(({ id }) => id);
  const conflicts = joins.filter(({ kind }) => kind === 'conflict');
  return [
    `${bars.length} in ${lanes.length} lanes.`,
    ...(shades.length > 0 ? [`Marked: ${shades.map(({ label }) => label).join('; ')}.`] : []),
    ...(critical.length > 0 ? [`Critical path: ${critical.join(', ')}.`] : []),
    ...(conflicts.length > 0
      ? [`Conflicts: ${conflicts.map(({ from, to }) => `${from} with ${to}`).join('; ')}.`]
      : []),
  ].join(' ');
}

export function lanesSvg(lanes: Lanes): string {
  const { bars, tops, rows } = laidOut(lanes.lanes);
  const x = scale([lanes.from, lanes.until], [MARGIN + NAMES, WIDTH - MARGIN]);
  const bottom = yOf(Math.max(1, rows));
  const seen = bars.filter(({ from, until }) => until > lanes.from && from < lanes.until);
  const byId = new Map(seen.map((bar) => [bar.id, bar]));
  return picture(
    { width: WIDTH, height: bottom + MARGIN, title: lanes.title, description: described(lanes) },
    hatching,
    ...(lanes.shades ?? []).map((each) => shade(each, x, bottom)),
    axis(lanes, x, bottom),
    ...lanes.lanes.map((lane, index) => name(lane, tops[index] ?? 0, index)),
    ...(lanes.joins ?? []).filter(({ kind }) => kind === 'waits').map((each) => join(each, byId, x)),
    ...seen.map((bar) => drawn(bar, lanes, x)),
    ...(lanes.joins ?? []).filter(({ kind }) => kind === 'conflict').map((each) => join(each, byId, x)),
  );
}
