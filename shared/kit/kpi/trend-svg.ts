/** A trend as a picture: a line with its points over labelled axes, the target's bands behind it, readable aloud and in print. Pure. */
import { type Status, statusOf, type Target } from '#shared/kit/kpi/target';
import type { Trend, TrendPoint } from '#shared/kit/kpi/trend';
import { majorText } from '#shared/kit/money/money';
import { numberTicks, scale } from '#shared/kit/pictures/axis';
import { strokes } from '#shared/kit/pictures/status';
import { all, el, type Markup, NOTHING, picture, says } from '#shared/kit/pictures/svg';

const [WIDTH, HEIGHT] = [720, 320];
const plot = { left: 64, right: WIDTH - 24, top: 56, bottom: HEIGHT - 44 };

/** Each point's shape tells its status too. */
const colours = { green: strokes.good, amber: strokes.warning, red: strokes.bad, none: strokes.neutral } as const;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A figure as people read it: durations in the largest unit that leaves a number of one or more. */
export function shownValue(value: number, unit: Trend['unit'], currency?: string): string {
  if (currency !== undefined) return `${majorText({ amount: Math.round(value), currency })} ${currency}`;
  if (unit !== 'seconds') return `${Number(value.toPrecision(4))}${unit === 'percent' ? ' %' : ''}`;
  const [size, name] = Math.abs(value) >= 86_400 ? [86_400, 'd'] : Math.abs(value) >= 3600 ? [3600, 'h'] : [60, 'min'];
  return `${Number((Number(value) / Number(size)).toPrecision(3))} ${name}`;
}

/** Marks from nothing to the largest value, about five of them. */
export const ticksOf = (most: number): readonly number[] => (most < 1e-9 ? [0, 1] : numberTicks(0, most, 4));

interface Scale {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
}

function scaleOf({ items, target, unit }: Trend): Scale {
  const values = [...items.flatMap(({ value }) => value ?? []), ...(target ? [target.green, target.amber] : [])];
  const most = unit === 'percent' ? 100 : Math.max(0, ...values);
  const ticks = ticksOf(most);
  const top = ticks.at(-1) ?? 1;
  const width = (plot.right - plot.left) / Math.max(1, items.length);
  return {
    x: (index) => plot.left + width * (index + 0.5),
    y: scale([0, top], [plot.bottom, plot.top]),
    ticks,
  };
}

function axes({ items, unit, currency }: Trend, { x, y, ticks }: Scale): Markup {
  const rows = ticks.flatMap((tick) => [
    el('line', { x1: plot.left, y1: y(tick), x2: plot.right, y2: y(tick), stroke: '#cfd8dc' }),
    el('text', { x: plot.left - 8, y: y(tick) + 4, 'text-anchor': 'end' }, shownValue(tick, unit, currency)),
  ]);
  // Labels that would touch one another are left out, from the last one back.
  const every = Math.ceil(items.length / 9);
  const names = items.map(({ from }, index) =>
    (items.length - 1 - index) % every === 0
      ? el('text', { x: x(index), y: plot.bottom + 20, 'text-anchor': 'middle' }, labelOf(items, from))
      : NOTHING,
  );
  return all([...rows, ...names]);
}

/** Months by month, shorter periods by day; a period begins on the local day after its UTC instant at most. */
function labelOf(items: readonly TrendPoint[], from: string): string {
  const [first] = items;
  const days = first ? (Date.parse(first.to) - Date.parse(first.from)) / 86_400_000 : 0;
  const middle = new Date(Date.parse(from) + (days > 20 ? 15 : 0.5) * 86_400_000).toISOString();
  return days > 20 ? middle.slice(0, 7) : middle.slice(0, 10);
}

/** Two thresholds, each a dashed line with its name: the upper one's above it, the lower one's below. */
function thresholds({ target }: Trend, { y }: Scale): Markup {
  if (!target) return NOTHING;
  const upper = target.green > target.amber ? 'green' : 'amber';
  const lines = (['green', 'amber'] as const).flatMap((name) => {
    const [height, ink] = [y(target[name]), colours[name]];
    return [
      el('line', { x1: plot.left, y1: height, x2: plot.right, y2: height, stroke: ink, 'stroke-dasharray': '6 4' }),
      el('text', { x: plot.right, y: height + (name === upper ? -4 : 13), 'text-anchor': 'end', fill: ink }, name),
    ];
  });
  return all(lines);
}

/** The line breaks where a period has no value. */
function curve({ items }: Trend, { x, y }: Scale): Markup {
  let pen = 'M';
  const path = items
    .flatMap(({ value }, index) => {
      if (value === null) {
        pen = 'M';
        return [];
      }
      const step = `${pen}${rounded(x(index))} ${rounded(y(value))}`;
      pen = 'L';
      return [step];
    })
    .join('');
  return path === '' ? NOTHING : el('path', { d: path, fill: 'none', stroke: colours.none, 'stroke-width': 2 });
}

/** A circle is green or without a target, a square amber, a diamond red. */
function shapeOf(status: Status | null, cx: number, cy: number): Markup {
  if (status === 'red') return el('path', { d: `M${rounded(cx)} ${rounded(cy - 7)}l7 7l-7 7l-7 -7z` });
  if (status === 'amber') return el('rect', { x: cx - 5, y: cy - 5, width: 10, height: 10 });
  return el('circle', { cx, cy, r: 5 });
}

/** Each point says what it is. */
function points({ items, unit, target, currency }: Trend, { x, y }: Scale): Markup {
  const marks = items.map(({ value, numerator, denominator, from }, index) => {
    if (value === null) return NOTHING;
    const status = target && statusOf(value, target);
    const word = `${labelOf(items, from)}: ${shownValue(value, unit, currency)} (${rounded(numerator)} / ${denominator})${status ? `, ${status}` : ''}`;
    return el('g', { fill: colours[status ?? 'none'] }, shapeOf(status, x(index), y(value)), says(word));
  });
  return all(marks);
}

const statusWord = (value: number, target: Target | null): string => {
  const status = target && statusOf(value, target);
  return status ? `, ${status}` : '';
};

/** What the picture shows, in words. */
export function describedTrend({ items, unit, target, zone, currency }: Trend): string {
  const known = items.flatMap(({ value, from }) => (value === null ? [] : [{ value, from }]));
  const last = known.at(-1);
  if (!last) return `No period of ${items.length} has a value.`;
  const values = known.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => shownValue(value, unit, currency));
  const latest = `${labelOf(items, last.from)}: ${shownValue(last.value, unit, currency)}${statusWord(last.value, target)}`;
  return `${items.length} periods in ${zone}, ${known.length} with a value, between ${least} and ${most}. Latest, ${latest}.`;
}

export function trendSvg(trend: Trend): string {
  const scales = scaleOf(trend);
  const title = `${trend.title} (${trend.process})`;
  return picture(
    { width: WIDTH, height: HEIGHT, title, description: describedTrend(trend) },
    axes(trend, scales),
    thresholds(trend, scales),
    curve(trend, scales),
    points(trend, scales),
  );
}
