/** Values over time as a picture: lines or steps with their limits, broken where nothing is known (E2, K5). Pure. */
import { numberTicks, scale, type Tick } from '#shared/kit/pictures/axis';
import { type Status, strokes } from '#shared/kit/pictures/status';
import { all, el, fitted, MARGIN, type Markup, NOTHING, picture, says, TOP } from '#shared/kit/pictures/svg';

export interface ChartSeries {
  readonly name: string;
  /** In the order of their instants; null where nothing is known. */
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
  /** Whether a value holds until the next one, rather than going over into it. */
  readonly step?: boolean;
  /** A forecast is dashed. */
  readonly dashed?: boolean;
}

export interface Limit {
  readonly label: string;
  readonly value: number;
  readonly status: Status;
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly from: number;
  readonly until: number;
  readonly ticks: readonly Tick[];
  readonly series: readonly ChartSeries[];
  readonly limits?: readonly Limit[];
  /** Whether the axis begins at nothing, as amounts do; temperatures do not. */
  readonly fromZero?: boolean;
}

const [WIDTH, HEIGHT] = [760, 340];
const plot = { left: 68, right: WIDTH - MARGIN, top: TOP + 12, bottom: HEIGHT - 64 };
/** Told apart by those who do not see red from green, and each with a mark of its own. */
const inks = ['#1a5fb4', '#a0522d', '#5e35b1', '#00695c'];

const shown = (value: number): string => String(Number(value.toPrecision(6)));

interface Scales {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly marks: readonly number[];
}

function scalesOf({ from, until, series, limits = [], fromZero }: Chart): Scales {
  const values = [
    ...series.flatMap(({ points }) => points.flatMap(({ value }) => value ?? [])),
    ...limits.map(({ value }) => value),
    ...(fromZero ? [0] : []),
  ];
  const [least, most] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  const marks = numberTicks(least, most);
  return {
    x: scale([from, until], [plot.left, plot.right]),
    y: scale([marks[0] ?? least, marks.at(-1) ?? most], [plot.bottom, plot.top]),
    marks,
  };
}

function axes({ ticks, unit }: Chart, { x, y, marks }: Scales): Markup {
  return all([
    el('text', { x: plot.left - 8, y: plot.top - 12, 'text-anchor': 'end', 'font-size': 11 }, unit),
    ...marks.map((mark) =>
      all([
        el('line', { x1: plot.left, y1: y(mark), x2: plot.right, y2: y(mark), stroke: '#dfe5e8' }),
        el('text', { x: plot.left - 8, y: y(mark) + 4, 'text-anchor': 'end' }, shown(mark)),
      ]),
    ),
    ...ticks.map(({ at, label }) =>
      all([
        el('line', { x1: x(at), y1: plot.bottom, x2: x(at), y2: plot.bottom + 5, stroke: '#90a4ae' }),
        el('text', { x: x(at), y: plot.bottom + 20, 'text-anchor': 'middle', 'font-size': 11 }, label),
      ]),
    ),
  ]);
}

function limit({ label, value, status }: Limit, { y }: Scales): Markup {
  return el(
    'g',
    { 'data-limit': label },
    says(`${label}: ${shown(value)}`),
    el('line', {
      x1: plot.left,
      y1: y(value),
      x2: plot.right,
      y2: y(value),
      stroke: strokes[status],
      'stroke-dasharray': '6 4',
    }),
    el(
      'text',
      { x: plot.right, y: y(value) - 4, 'text-anchor': 'end', 'font-size': 11, fill: strokes[status] },
      `${label} ${shown(value)}`,
    ),
  );
}

const r = (value: number): number => Math.round(value * 100) / 100;

/** Pieces of points that follow one another without anything unknown between. */
function pieces({ points }: ChartSeries): readonly (readonly { readonly at: number; readonly value: number }[])[] {
  const found: { at: number; value: number }[][] = [[]];
  for (const { at, value } of points) {
    if (value === null) found.push([]);
    else found.at(-1)?.push({ at, value });
  }
  return found.filter(({ length }) => length > 0);
}

function curve(series: ChartSeries, index: number, { x, y }: Scales): Markup {
  const ink = inks[index % inks.length];
  const drawn = pieces(series).map((points) => {
    const [first, ...rest] = points;
    if (!first) return NOTHING;
    // One alone is no line.
    if (rest.length === 0) return el('circle', { cx: x(first.at), cy: y(first.value), r: 2.5, fill: ink });
    const d = rest.map(({ at, value }) =>
      series.step ? `H${r(x(at))}V${r(y(value))}` : `L${r(x(at))} ${r(y(value))}`,
    );
    return el('path', {
      d: `M${r(x(first.at))} ${r(y(first.value))}${d.join('')}`,
      fill: 'none',
      stroke: ink,
      'stroke-width': 2,
      'stroke-dasharray': series.dashed ? '7 4' : undefined,
    });
  });
  return el('g', { 'data-series': series.name }, says(series.name), ...drawn);
}

function legend({ series }: Chart): Markup {
  const wide = (plot.right - plot.left) / Math.max(1, series.length);
  return all(
    series.map(({ name, dashed }, index) => {
      const x = plot.left + index * wide;
      return all([
        el('line', {
          x1: x,
          y1: HEIGHT - 22,
          x2: x + 22,
          y2: HEIGHT - 22,
          stroke: inks[index % inks.length],
          'stroke-width': 2,
          'stroke-dasharray': dashed ? '7 4' : undefined,
        }),
        el('text', { x: x + 28, y: HEIGHT - 18 }, fitted(name, wide - 36)),
      ]);
    }),
  );
}

/** Each series in words: how many values, between which, and the last of them. */
function described({ series, unit, limits = [] }: Chart): string {
  const words = series.map(({ name, points }) => {
    const known = points.flatMap(({ value }) => value ?? []);
    const last = known.at(-1);
    if (last === undefined) return `${name}: no value.`;
    const [least, most] = [Math.min(...known), Math.max(...known)].map(shown);
    return `${name}: ${known.length} values of ${points.length}, between ${least} and ${most} ${unit}, last ${shown(last)}.`;
  });
  return [...words, ...limits.map(({ label, value }) => `${label} at ${shown(value)}.`)].join(' ');
}

export function chartSvg(chart: Chart): string {
  const scales = scalesOf(chart);
  return picture(
    { width: WIDTH, height: HEIGHT, title: chart.title, description: described(chart) },
    axes(chart, scales),
    ...(chart.limits ?? []).map((each) => limit(each, scales)),
    ...chart.series.map((each, index) => curve(each, index, scales)),
    legend(chart),
  );
}
