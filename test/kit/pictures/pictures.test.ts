/** Pictures: the same bytes for the same data, well-formed, readable without seeing them, and nothing in them that acts (KC.7, J1.7). */
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { dayStart } from '#shared/kit/days/day';
import { numberTicks, timeTicks } from '#shared/kit/pictures/axis';
import { chartSvg } from '#shared/kit/pictures/chart';
import { graphSvg } from '#shared/kit/pictures/graph';
import { lanesSvg } from '#shared/kit/pictures/lanes';
import { rackSvg } from '#shared/kit/pictures/rack';
import { el, fitted, picture } from '#shared/kit/pictures/svg';
import { HOSTILE, specimens } from '#test/kit/pictures/specimens';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Every element of a picture, in order, with the text directly in it. @throws Error where elements are not closed as they were opened */
function elementsOf(svg: string): readonly Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = { name, attributes, text: '' };
        found.push(element);
        open.push(element);
      },
      ontext(text) {
        const inside = open.at(-1);
        if (inside) inside.text += text;
      },
      onclosetag(name) {
        const closed = open.pop();
        if (closed?.name !== name) throw new Error(`${name} is not closed as it was opened`);
      },
    },
    { xmlMode: true },
  );
  parser.write(svg);
  const left = open.at(-1);
  if (left) throw new Error(`${left.name} stays open`);
  parser.end();
  return found;
}

const named = (svg: string, name: string): readonly Element[] => elementsOf(svg).filter((each) => each.name === name);

describe.each(Object.entries(specimens))('%s', (_, make) => {
  const svg = make();
  const elements = elementsOf(svg);

  it('is made of the same bytes each time', () => {
    expect(make()).toBe(svg);
  });

  it('is an image with a title and a description', () => {
    const [root, title, desc] = elements;
    expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img', 'aria-labelledby': 'title desc' } });
    expect([title?.name, desc?.name]).toEqual(['title', 'desc']);
    expect([title?.text, desc?.text]).not.toContain('');
  });

  it('holds no script, no foreign object, no style and no reference to anything outside', () => {
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ['script', 'foreignObject', 'style', 'image', 'use', 'a', 'animate', 'set'])
      expect(names.has(name)).toBe(false);
    for (const { attributes } of elements)
      for (const [name, value] of Object.entries(attributes)) {
        expect(name).not.toMatch(/^on|href|style/i);
        if (name !== 'xmlns') expect(value).not.toMatch(/:\/\/|javascript:|url\((?!#)/i);
      }
  });

  it('draws everything within its edges, at lengths that are numbers', () => {
    const [root] = elements;
    const [width, height] = [Number(root?.attributes.width), Number(root?.attributes.height)];
    for (const { name, attributes } of elements) {
      for (const value of Object.values(attributes)) expect(value).not.toMatch(/NaN|Infinity|undefined/);
      if (name !== 'rect' || attributes.x === undefined) continue;
      expect(Number(attributes.x)).toBeGreaterThanOrEqual(0);
      expect(Number(attributes.x) + Number(attributes.width)).toBeLessThanOrEqual(width);
      expect(Number(attributes.y) + Number(attributes.height)).toBeLessThanOrEqual(height);
    }
  });
});

describe('what people wrote', () => {
  it.each(['graph', 'calendar', 'rack'])('is shown and does nothing: %s', (name) => {
    const svg = specimens[name]?.() ?? '';
    expect(svg).not.toContain('<script');
    expect(named(svg, 'title').some(({ text }) => text.includes(HOSTILE))).toBe(true);
  });

  it('is left out where XML cannot hold it, and cut where it does not fit', () => {
    expect(picture({ width: 200, height: 80, title: 'a\u0000b\ud800c', description: 'd' })).toContain('ab\ufffdc');
    expect(fitted('A title that is rather long', 80)).toBe('A title t…');
    expect(fitted('short', 80)).toBe('short');
    expect(el('g', { 'data-id': '"><x' }).markup).toBe('<g data-id="&#34;&#62;&#60;x"/>');
  });
});

describe('graph', () => {
  it('J1 has a group for each thing and a path for each relation', () => {
    const svg = specimens.map?.() ?? '';
    const groups = named(svg, 'g').filter(({ attributes }) => attributes['data-id'] !== undefined);
    expect(groups.map(({ attributes }) => [attributes['data-id'], attributes['data-status']])).toContainEqual([
      'OBJ0000002',
      'at_risk',
    ]);
    expect(groups).toHaveLength(4);
    expect(named(svg, 'path').filter(({ attributes }) => attributes['data-from'] !== undefined)).toHaveLength(3);
  });

  it('stands the same, whatever the order in which its things are given', () => {
    const nodes = ['C', 'A', 'B'].map((id) => ({ id, label: id }));
    const edges = [
      { from: 'A', to: 'B' },
      { from: 'A', to: 'C' },
    ];
    const boxes = (of: typeof nodes) =>
      named(graphSvg({ title: 't', nodes: of, edges }), 'rect')
        .map(({ attributes }) => `${attributes.x} ${attributes.y}`)
        .sort();
    expect(boxes(nodes)).toEqual(boxes(nodes.toReversed()));
  });

  it('puts what is led to below, never in the same place, and ends where relations lead round', () => {
    const svg = graphSvg({
      title: 't',
      nodes: ['a', 'b', 'c'].map((id) => ({ id, label: id })),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'a' },
      ],
    });
    const places = named(svg, 'rect').slice(1);
    expect(new Set(places.map(({ attributes }) => `${attributes.x} ${attributes.y}`)).size).toBe(3);
  });

  it('leads lines that cross a row around the boxes in it', () => {
    const svg = graphSvg({
      title: 't',
      nodes: ['a', 'b', 'c'].map((id) => ({ id, label: id })),
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'a', to: 'c' },
      ],
    });
    const [, , box] = named(svg, 'rect').map(({ attributes }) => attributes);
    const long = named(svg, 'path').find(
      ({ attributes }) => attributes['data-from'] === 'a' && attributes['data-to'] === 'c',
    );
    // Straight down through the row of b, at a place where b is not.
    const [, x = '', upper = '', lower = ''] = /([\d.]+) ([\d.]+)V([\d.]+)/.exec(long?.attributes.d ?? '') ?? [];
    expect([Number(upper), Number(lower)]).toEqual([Number(box?.y), Number(box?.y) + Number(box?.height)]);
    const [left, right] = [Number(box?.x), Number(box?.x) + Number(box?.width)];
    expect(Number(x) < left || Number(x) > right).toBe(true);
  });

  it('says when there is more', () => {
    expect(graphSvg({ title: 't', nodes: [], edges: [], truncated: true })).toContain('there are more');
  });
});

describe('lanes', () => {
  const bars = (svg: string) =>
    Object.fromEntries(
      named(svg, 'rect')
        .filter(({ attributes }) => attributes.rx === '4')
        .map(({ attributes }, i) => [i, [Number(attributes.x), Number(attributes.y), Number(attributes.width)]]),
    );
  const lanesOf = (own: readonly (readonly [number, number])[]) =>
    lanesSvg({
      title: 't',
      from: 0,
      until: 100,
      ticks: [],
      lanes: [{ label: 'l', bars: own.map(([from, until], i) => ({ id: `b${i}`, label: '', from, until })) }],
    });

  it('put bars that overlap below one another, and those that only touch beside', () => {
    const at = bars(
      lanesOf([
        [0, 50],
        [40, 60],
        [50, 70],
      ]),
    );
    expect(at[0]?.[1]).not.toBe(at[1]?.[1]);
    expect(at[2]?.[1]).toBe(at[0]?.[1]);
  });

  it('leave out what is not in the time shown, and cut what is partly in it', () => {
    const at = bars(
      lanesOf([
        [-50, 0],
        [100, 120],
        [-10, 110],
      ]),
    );
    expect(Object.keys(at)).toHaveLength(1);
    expect(at[0]?.[2]).toBe(880 - 24 - (24 + 148));
  });

  it('C2, K7 say the critical path in the picture and in words', () => {
    const svg = specimens.plan?.() ?? '';
    const critical = named(svg, 'g').filter(({ attributes }) => attributes['data-critical'] === 'true');
    expect(critical.map(({ attributes }) => attributes['data-id'])).toEqual(['t1', 't3', 't4']);
    expect(named(svg, 'desc')[0]?.text).toContain('Critical path: t1, t3, t4.');
  });

  it('C1 name what is in conflict, and mark freezes and windows', () => {
    const svg = specimens.calendar?.() ?? '';
    expect(named(svg, 'desc')[0]?.text).toContain('CHG0000011 with CHG0000012');
    const shades = named(svg, 'g').flatMap(({ attributes }) => attributes['data-shade'] ?? []);
    expect(shades).toEqual(['freeze', 'window']);
  });
});

describe('rack', () => {
  it('E2 numbers units from the bottom up, and says what is free', () => {
    const svg = specimens.rack?.() ?? '';
    const labels = named(svg, 'text').filter(({ attributes }) => attributes['text-anchor'] === 'end');
    const height = (unit: string) => Number(labels.find(({ text }) => text === unit)?.attributes.y);
    expect(height('1')).toBeGreaterThan(height('42'));
    expect(named(svg, 'desc')[0]?.text).toContain('12 of 42 U');
    expect(rackSvg({ title: 't', units: 4, positions: [] })).toContain('empty');
  });
});

describe('chart', () => {
  it('is broken where nothing is known, and a single value is a point', () => {
    const points = [1, null, 2, 3].map((value, at) => ({ at, value }));
    const svg = chartSvg({ title: 't', unit: 'kW', from: 0, until: 3, ticks: [], series: [{ name: 's', points }] });
    expect(named(svg, 'circle')).toHaveLength(1);
    expect(named(svg, 'path')).toHaveLength(1);
    expect(named(svg, 'desc')[0]?.text).toBe('s: 3 values of 4, between 1 and 3 kW, last 3.');
  });

  it('holds a value until the next one where it goes by steps', () => {
    const points = [1, 2].map((value, at) => ({ at, value }));
    const of = (step: boolean) =>
      named(
        chartSvg({ title: 't', unit: '', from: 0, until: 1, ticks: [], series: [{ name: 's', points, step }] }),
        'path',
      )[0]?.attributes.d;
    expect(of(true)).toMatch(/^M[\d. ]+H[\d.]+V[\d.]+$/);
    expect(of(false)).toMatch(/^M[\d. ]+L[\d. ]+$/);
  });

  it('without any value says so', () => {
    const svg = chartSvg({ title: 't', unit: '', from: 0, until: 1, ticks: [], series: [{ name: 's', points: [] }] });
    expect(svg).toContain('s: no value.');
  });
});

describe('axes', () => {
  it.each([
    [0, 97, [0, 20, 40, 60, 80, 100]],
    [19, 32, [15, 20, 25, 30, 35]],
    [-3, 4, [-4, -2, 0, 2, 4]],
    [0.001, 0.004, [0.001, 0.002, 0.003, 0.004]],
  ])('from %d to %d: %j', (least, most, marks) => {
    expect(numberTicks(least, most)).toEqual(marks);
  });

  it('of one value have room around it', () => {
    const marks = numberTicks(5, 5);
    expect(marks.length).toBeGreaterThanOrEqual(2);
    expect(marks[0]).toBeLessThanOrEqual(5);
  });

  it('of time stand at local hours and midnights, over changes of the clocks too', () => {
    const from = dayStart('2026-03-28', 'Europe/Berlin');
    const ticks = timeTicks(from, dayStart('2026-03-30', 'Europe/Berlin'), 'Europe/Berlin');
    expect(ticks.map(({ label }) => label)).toEqual([
      '2026-03-28',
      '06:00',
      '12:00',
      '18:00',
      '2026-03-29',
      '06:00',
      '12:00',
      '18:00',
    ]);
    const days = timeTicks(from, dayStart('2026-04-02', 'Europe/Berlin'), 'Europe/Berlin');
    expect(days.map(({ at }) => at)).toEqual(
      ['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01'].map((day) =>
        dayStart(day, 'Europe/Berlin'),
      ),
    );
  });
});
