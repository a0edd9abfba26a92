/** A graph as a picture: boxes in rows, what rests on others above them, and lines from one to another (C6, J1). Pure. */
import { layoutOf, type Place } from '#shared/kit/pictures/layers';
import { dashes, fills, type Status, strokes } from '#shared/kit/pictures/status';
import { el, fitted, MARGIN, type Markup, NOTHING, picture, says, TOP } from '#shared/kit/pictures/svg';

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly status?: Status;
  /** What the status is called. */
  readonly word?: string;
  /** Which row it is in, from the top; by what leads to it when absent. */
  readonly row?: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

export interface Graph {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Names of rows, from the top. */
  readonly rows?: readonly string[];
  /** Whether there is more than is shown. */
  readonly truncated?: boolean;
}

const BOX = { width: 176, height: 56 };
const GAP = { x: 28, y: 52 };
/** Room for the names of rows. */
const NAMES = 112;

interface Placed extends GraphNode {
  readonly x: number;
  readonly y: number;
}

/** The upper edge of a row. */
const topOf = (row: number): number => TOP + row * (BOX.height + GAP.y);

function box({ id, label, status = 'neutral', word, x, y }: Placed): Markup {
  const [stroke, inner] = [strokes[status], BOX.width - 20];
  return el(
    'g',
    { 'data-id': id, 'data-status': word ?? status },
    says(`${id}: ${label}${word === undefined ? '' : ` (${word})`}`),
    el('rect', {
      x,
      y,
      width: BOX.width,
      height: BOX.height,
      rx: 6,
      fill: fills[status],
      stroke,
      'stroke-width': 1.5,
      'stroke-dasharray': dashes[status],
    }),
    el(
      'text',
      { x: x + 10, y: y + 18, 'font-weight': 600 },
      fitted(id, inner - (word === undefined ? 0 : word.length * 7)),
    ),
    ...(word === undefined
      ? []
      : [el('text', { x: x + BOX.width - 10, y: y + 18, 'text-anchor': 'end', fill: stroke }, word)]),
    el('text', { x: x + 10, y: y + 38 }, fitted(label, inner)),
  );
}

/** Through the rows between, straight down or up each, and in a bend from one to the next. */
function pathOf(a: Placed, b: Placed, between: readonly Place[], left: number): string {
  const towards = Math.sign(b.y - a.y);
  const [x1, x2] = [a.x + BOX.width / 2, b.x + BOX.width / 2];
  const [y1, y2] = [towards > 0 ? a.y + BOX.height : a.y, towards < 0 ? b.y + BOX.height + 2 : b.y - 2];
  if (towards === 0) {
    // In one row the line goes round above both.
    const above = round(y1 - GAP.y * 0.7);
    return `M${round(x1)} ${round(y1)}C${round(x1)} ${above} ${round(x2)} ${above} ${round(x2)} ${round(y2)}`;
  }
  const rows = (towards > 0 ? between : between.toReversed()).map(({ x, row }) => {
    const [upper, lower] = [topOf(row), topOf(row) + BOX.height];
    return { x: left + x, enters: towards > 0 ? upper : lower, leaves: towards > 0 ? lower : upper };
  });
  const bend = (x: number, y: number, toX: number, toY: number): string => {
    const middle = round((y + toY) / 2);
    return `C${round(x)} ${middle} ${round(toX)} ${middle} ${round(toX)} ${round(toY)}`;
  };
  let [x, y, d] = [x1, y1, `M${round(x1)} ${round(y1)}`];
  for (const row of rows) {
    d += `${bend(x, y, row.x, row.enters)}V${round(row.leaves)}`;
    [x, y] = [row.x, row.leaves];
  }
  return d + bend(x, y, x2, y2);
}

/** A relation as a line with an arrow, and its name beside its middle. */
function line(
  { from, to, label }: GraphEdge,
  nodes: ReadonlyMap<string, Placed>,
  between: readonly Place[],
  left: number,
): Markup {
  const [a, b] = [nodes.get(from), nodes.get(to)];
  if (!a || !b) return NOTHING;
  // Beside its first bend, where no box can cover it.
  const first = a.y < b.y ? between.at(0) : between.at(-1);
  const middle = (a.x + BOX.width / 2 + (first ? left + first.x : b.x + BOX.width / 2)) / 2;
  const halfway = a.y < b.y ? a.y + BOX.height + GAP.y / 2 : a.y - GAP.y / 2;
  return el(
    'g',
    {},
    el('path', {
      d: pathOf(a, b, between, left),
      'data-from': from,
      'data-to': to,
      fill: 'none',
      stroke: '#607d8b',
      'stroke-width': 1.25,
      'marker-end': 'url(#arrow)',
    }),
    ...(label === undefined
      ? []
      : [
          el(
            'text',
            {
              x: middle + 4,
              y: halfway + 4,
              'font-size': 11,
              fill: '#455a64',
              stroke: '#ffffff',
              'stroke-width': 3,
              'paint-order': 'stroke',
            },
            fitted(label, BOX.width, 11),
          ),
        ]),
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

const arrow = el(
  'defs',
  {},
  el(
    'marker',
    { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' },
    el('path', { d: 'M0 0L8 4L0 8z', fill: '#607d8b' }),
  ),
);

function described({ nodes, edges, truncated }: Graph): string {
  const words = [...Map.groupBy(nodes, ({ word }) => word ?? '')].flatMap(([word, those]) =>
    word === '' ? [] : [`${those.length} ${word}`],
  );
  const shown = `${nodes.length} things and ${edges.length} relations between them${truncated ? '; there are more' : ''}.`;
  return words.length === 0 ? shown : `${shown} ${words.sort().join(', ')}.`;
}

export function graphSvg(graph: Graph): string {
  const left = MARGIN + (graph.rows ? NAMES : 0);
  const { places, through, width } = layoutOf(graph.nodes, graph.edges, { box: BOX.width, line: 20, gap: GAP.x });
  const nodes = graph.nodes.map((node): Placed => {
    const { x = 0, row = 0 } = places.get(node.id) ?? {};
    return { ...node, x: left + x - BOX.width / 2, y: topOf(row) };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const last = Math.max(0, (graph.rows?.length ?? 0) - 1, ...[...places.values()].map(({ row }) => row));
  const names = (graph.rows ?? []).map((name, row) =>
    el('text', { x: MARGIN, y: topOf(row) + 32, 'font-weight': 600 }, fitted(name, NAMES - 8)),
  );
  return picture(
    {
      width: Math.max(360, left + width + MARGIN),
      height: topOf(last) + BOX.height + MARGIN,
      title: graph.title,
      description: described(graph),
    },
    arrow,
    ...names,
    ...graph.edges.map((edge, index) => line(edge, byId, through.get(index) ?? [], left)),
    ...nodes.map(box),
  );
}
