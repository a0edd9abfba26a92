/** A trend as a picture: a line with its points over labelled axes, the target's bands behind it, readable aloud and in print. Pure. */
import { type Status, statusOf, type Target } from '#shared/kpi/target';
import type { Trend, TrendPoint } from '#shared/kpi/trend';

const [WIDTH, HEIGHT] = [720, 320];
const plot = { left: 64, right: WIDTH - 24, top: 56, bottom: HEIGHT - 44 };

/** Colours that are told apart without seeing red from green: each point's shape tells its status too. */
const colours = { green: '#2e7d32', amber: '#b26a00', red: '#c62828', none: '#37474f' } as const;
const units: Readonly<Record<Trend['unit'], string>> = {
  incidents: '',
  seconds: '',
  percent: ' %',
  reassignments: '',
  score: '',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A figure as people read it: durations in the largest unit that leaves a number of one or more. */
export function shownValue(value: number, unit: Trend['unit']): string {
  if (unit !== 'seconds') return `${Number(value.toPrecision(4))}${units[unit]}`;
  const [size, name] = Math.abs(value) >= 86_400 ? [86_400, 'd'] : Math.abs(value) >= 3600 ? [3600, 'h'] : [60, 'min'];
  return `${Number((Number(value) / Number(size)).toPrecision(3))} ${name}`;
}

/** Steps of 1, 2 or 5 times a power of ten, about five of them, from nothing to the largest value. */
export function ticksOf(most: number): readonly number[] {
  // Less than what can be told apart on paper; powers of ten end before the smallest numbers do.
  if (most < 1e-9) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

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
    x: (index) => rounded(plot.left + width * (index + 0.5)),
    y: (value) => rounded(plot.bottom - ((plot.bottom - plot.top) * Math.min(Math.max(value, 0), top)) / top),
    ticks,
  };
}

const line = (x1: number, y1: number, x2: number, y2: number, more: string): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" ${more}/>`;

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x}" y="${y}"${more === '' ? '' : ` ${more}`}>${escaped(content)}</text>`;

function axes({ items, unit }: Trend, { x, y, ticks }: Scale): string {
  const rows = ticks.map(
    (tick) =>
      line(plot.left, y(tick), plot.right, y(tick), 'stroke="#cfd8dc"') +
      text(plot.left - 8, y(tick) + 4, shownValue(tick, unit), 'text-anchor="end"'),
  );
  // Labels that would touch one another are left out, from the last one back.
  const every = Math.ceil(items.length / 9);
  const names = items.map(({ from }, index) =>
    (items.length - 1 - index) % every === 0
      ? text(x(index), plot.bottom + 20, labelOf(items, from), 'text-anchor="middle"')
      : '',
  );
  return [...rows, ...names].join('');
}

/** Months by month, shorter periods by day; a period begins on the local day after its UTC instant at most. */
function labelOf(items: readonly TrendPoint[], from: string): string {
  const [first] = items;
  const days = first ? (Date.parse(first.to) - Date.parse(first.from)) / 86_400_000 : 0;
  const middle = new Date(Date.parse(from) + (days > 20 ? 15 : 0.5) * 86_400_000).toISOString();
  return days > 20 ? middle.slice(0, 7) : middle.slice(0, 10);
}

/** Two thresholds, each a dashed line with its name: the upper one's above it, the lower one's below. */
function thresholds({ target }: Trend, { y }: Scale): string {
  if (!target) return '';
  const upper = target.green > target.amber ? 'green' : 'amber';
  return (['green', 'amber'] as const)
    .map((name) => {
      const height = y(target[name]);
      const label = rounded(name === upper ? height - 4 : height + 13);
      return (
        line(plot.left, height, plot.right, height, `stroke="${colours[name]}" stroke-dasharray="6 4"`) +
        text(plot.right, label, name, `text-anchor="end" fill="${colours[name]}"`)
      );
    })
    .join('');
}

/** The line breaks where a period has no value. */
function curve({ items }: Trend, { x, y }: Scale): string {
  let pen = 'M';
  const path = items
    .flatMap(({ value }, index) => {
      if (value === null) {
        pen = 'M';
        return [];
      }
      const step = `${pen}${x(index)} ${y(value)}`;
      pen = 'L';
      return [step];
    })
    .join('');
  return path === '' ? '' : `<path d="${path}" fill="none" stroke="${colours.none}" stroke-width="2"/>`;
}

/** A circle is green or without a target, a square amber, a diamond red. */
function shapeOf(status: Status | null, cx: number, cy: number): string {
  if (status === 'red') return `<path d="M${cx} ${rounded(cy - 7)}l7 7l-7 7l-7 -7z"/>`;
  if (status === 'amber') return `<rect x="${rounded(cx - 5)}" y="${rounded(cy - 5)}" width="10" height="10"/>`;
  return `<circle cx="${cx}" cy="${cy}" r="5"/>`;
}

/** Each point says what it is. */
function points({ items, unit, target }: Trend, { x, y }: Scale): string {
  return items
    .map(({ value, numerator, denominator, from }, index) => {
      if (value === null) return '';
      const status = target && statusOf(value, target);
      const [cx, cy, fill] = [x(index), y(value), colours[status ?? 'none']];
      const says = `${labelOf(items, from)}: ${shownValue(value, unit)} (${rounded(numerator)} / ${denominator})${status ? `, ${status}` : ''}`;
      return `<g fill="${fill}">${shapeOf(status, cx, cy)}<title>${escaped(says)}</title></g>`;
    })
    .join('');
}

const statusWord = (value: number, target: Target | null): string => {
  const status = target && statusOf(value, target);
  return status ? `, ${status}` : '';
};

/** What the picture shows, in words. */
export function describedTrend({ items, unit, target, zone }: Trend): string {
  const known = items.flatMap(({ value, from }) => (value === null ? [] : [{ value, from }]));
  const last = known.at(-1);
  if (!last) return `No period of ${items.length} has a value.`;
  const values = known.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => shownValue(value, unit));
  const latest = `${labelOf(items, last.from)}: ${shownValue(last.value, unit)}${statusWord(last.value, target)}`;
  return `${items.length} periods in ${zone}, ${known.length} with a value, between ${least} and ${most}. Latest, ${latest}.`;
}

export function trendSvg(trend: Trend): string {
  const scale = scaleOf(trend);
  const heading = `${trend.title} (${trend.process})`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="12" fill="${colours.none}">`,
    `<title id="title">${escaped(heading)}</title>`,
    `<desc id="desc">${escaped(describedTrend(trend))}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(plot.left, 30, heading, 'font-size="16" font-weight="600"'),
    axes(trend, scale),
    thresholds(trend, scale),
    curve(trend, scale),
    points(trend, scale),
    '</svg>',
    '',
  ].join('\n');
}
