/** A rack as a picture, seen from the front: its units from the bottom up, and what stands in them (E2). Pure. */
import { fills, type Status, strokes } from '#shared/kit/pictures/status';
import { all, el, fitted, MARGIN, type Markup, picture, says, TOP } from '#shared/kit/pictures/svg';

export interface RackPosition {
  readonly id: string;
  readonly label: string;
  /** Its lowest unit, the first being 1. */
  readonly from: number;
  /** How many units it takes. */
  readonly height: number;
  readonly state: 'reserved' | 'occupied';
  /** Power feeds that it is on, such as A and B. */
  readonly feeds?: readonly string[];
}

export interface Rack {
  readonly title: string;
  readonly units: number;
  readonly positions: readonly RackPosition[];
  /** What of its limits is used, such as `6.4 of 8 kW`. */
  readonly loads?: readonly string[];
}

const UNIT = 20;
const FRAME = { left: MARGIN + 34, width: 300 };
const WIDTH = FRAME.left + FRAME.width + 34 + MARGIN;
const states: Readonly<Record<RackPosition['state'], Status>> = { occupied: 'neutral', reserved: 'planned' };

/** The upper edge of a unit. */
const topOf = (units: number, unit: number): number => TOP + (units - unit) * UNIT;

function rails(units: number): Markup {
  const numbers = Array.from({ length: units }, (_, i) => i + 1);
  const { left, width } = FRAME;
  return all([
    el('rect', {
      x: left - 6,
      y: TOP - 6,
      width: width + 12,
      height: units * UNIT + 12,
      rx: 4,
      fill: 'none',
      stroke: '#263238',
      'stroke-width': 3,
    }),
    ...numbers.map((unit) =>
      all([
        el('rect', { x: left, y: topOf(units, unit), width, height: UNIT, fill: '#fafafa', stroke: '#dfe5e8' }),
        el('text', { x: left - 14, y: topOf(units, unit) + 14, 'text-anchor': 'end', 'font-size': 11 }, String(unit)),
      ]),
    ),
  ]);
}

function position({ id, label, from, height, state, feeds = [] }: RackPosition, units: number): Markup {
  const status = states[state];
  const [y, tall] = [topOf(units, from + height - 1) + 1, height * UNIT - 2];
  const { left, width } = FRAME;
  const fed = feeds.join('+');
  const room = width - 24 - (fed === '' ? 0 : 44);
  return el(
    'g',
    { 'data-id': id, 'data-status': state },
    says(
      `${id} ${label}: ${height === 1 ? `unit ${from}` : `units ${from} to ${from + height - 1}`}, ${state}${fed === '' ? '' : `, feeds ${fed}`}`,
    ),
    el('rect', {
      x: left + 1,
      y,
      width: width - 2,
      height: tall,
      rx: 3,
      fill: fills[status],
      stroke: strokes[status],
      'stroke-width': 1.25,
      'stroke-dasharray': state === 'reserved' ? '6 3' : undefined,
    }),
    el('text', { x: left + 12, y: y + tall / 2 + 4 }, fitted(`${id} ${label}`, room)),
    ...(fed === ''
      ? []
      : [el('text', { x: left + width - 12, y: y + tall / 2 + 4, 'text-anchor': 'end', 'font-size': 11 }, fed)]),
  );
}

export function rackSvg({ title, units, positions, loads = [] }: Rack): string {
  const inOrder = positions.toSorted((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
  const used = positions.reduce((sum, { height }) => sum + height, 0);
  const says = [`${used} of ${units} U`, ...loads];
  const below = TOP + units * UNIT + 28;
  return picture(
    {
      width: WIDTH,
      height: below + 12,
      title,
      description: `${says.join(', ')}; ${inOrder.map(({ id, from, height }) => `${id} at ${from}${height > 1 ? ` to ${from + height - 1}` : ''}`).join(', ') || 'empty'}.`,
    },
    rails(units),
    ...inOrder.map((each) => position(each, units)),
    el('text', { x: FRAME.left, y: below, 'font-weight': 600 }, fitted(says.join(' · '), FRAME.width + 30)),
  );
}
