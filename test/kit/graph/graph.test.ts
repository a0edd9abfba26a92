/** Graphs: bounds, circles and ways, impact with redundancy, critical paths; by the vectors of A20, C2, C6 and K7. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CycleError, type PlannedTask, scheduleOf, type Waiting } from '#shared/kit/graph/critical-path';
import { circleIn, closedBy } from '#shared/kit/graph/cycles';
import { type Dependence, impactOf } from '#shared/kit/graph/impact';
import { MAX_DEPTH, MAX_NODES, pathBetween, reach } from '#shared/kit/graph/reach';
import { among, type Relation } from '#shared/kit/graph/relation';

/** `A>B A>C` as relations. */
const drawn = (text: string): readonly Relation[] =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const [from = '', to = ''] = each.split('>');
      return { from, to };
    });
const chain = (length: number): readonly Relation[] =>
  Array.from({ length }, (_, i) => ({ from: `n${i}`, to: `n${i + 1}` }));

describe('reach', () => {
  it('tells each thing once, with the fewest steps, and the relations between them', async () => {
    const relations = drawn('A>B A>C B>D C>D D>A');
    const { nodes, relations: found, truncated } = await reach(['A'], among(relations));
    expect(nodes).toEqual([
      { id: 'A', depth: 0 },
      { id: 'B', depth: 1 },
      { id: 'C', depth: 1 },
      { id: 'D', depth: 2 },
    ]);
    expect(found).toEqual(relations);
    expect(truncated).toBe(false);
  });

  it('C6 is cut after six steps, and says so only when there is more', async () => {
    const cut = await reach(['n0'], among(chain(7)));
    expect([cut.nodes.length, cut.truncated]).toEqual([MAX_DEPTH + 1, true]);
    const whole = await reach(['n0'], among(chain(6)));
    expect([whole.nodes.length, whole.truncated]).toEqual([MAX_DEPTH + 1, false]);
  });

  it('C6 is cut at 5,000 things', async () => {
    const fan = Array.from({ length: MAX_NODES }, (_, i) => ({ from: 'host', to: `vm${i}` }));
    const { nodes, truncated } = await reach(['host'], among(fan));
    expect([nodes.length, truncated]).toEqual([MAX_NODES, true]);
    expect((await reach(['host'], among(fan.slice(1)))).truncated).toBe(false);
  });

  it('asks for the relations of one step at once, and of nothing twice', async () => {
    const asked: (readonly string[])[] = [];
    const relations = drawn('A>B A>C B>D C>D');
    await reach(['A'], (ids) => {
      asked.push(ids);
      return among(relations)(ids);
    });
    expect(asked).toEqual([['A'], ['B', 'C'], ['D']]);
  });

  it('finds the shortest way between two', async () => {
    const relations = among(drawn('A>B B>C C>D A>E E>D'));
    expect(await pathBetween('A', 'D', relations)).toEqual(['A', 'E', 'D']);
    expect(await pathBetween('D', 'A', relations)).toBeUndefined();
    expect(await pathBetween('A', 'A', relations)).toEqual(['A']);
  });
});

describe('circles', () => {
  it('A20.7 a relation that would close one tells the way round', async () => {
    expect(await closedBy({ from: 'C', to: 'A' }, among(drawn('A>B B>C')))).toEqual(['A', 'B', 'C', 'A']);
    expect(await closedBy({ from: 'A', to: 'C' }, among(drawn('A>B B>C')))).toBeUndefined();
    expect(await closedBy({ from: 'A', to: 'A' }, among([]))).toEqual(['A', 'A']);
  });

  it('may be longer than what is shown of a graph', async () => {
    expect(await closedBy({ from: 'n40', to: 'n0' }, among(chain(40)))).toHaveLength(42);
  });

  it('among many relations are found, however long the way is', () => {
    expect(circleIn(drawn('A>B B>C C>D D>B'))).toEqual(['B', 'C', 'D', 'B']);
    expect(circleIn(drawn('A>B A>C B>D C>D'))).toBeUndefined();
    expect(circleIn(chain(50_000))).toBeUndefined();
  });

  it('are found exactly when there is no order in which all can be done', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.record({ from: node, to: node }), { maxLength: 8 }), (relations) => {
        const left = new Set(relations.flatMap(({ from, to }) => [from, to]));
        for (let size = -1; size !== left.size; ) {
          size = left.size;
          for (const id of [...left])
            if (!relations.some(({ from, to }) => to === id && left.has(from))) left.delete(id);
        }
        const circle = circleIn(relations);
        expect(circle === undefined).toBe(left.size === 0);
        for (const [i, from] of (circle ?? []).slice(0, -1).entries())
          expect(relations).toContainEqual({ from, to: circle?.[i + 1] });
      }),
    );
  });
});

const all = (from: string, to: string): Dependence => ({ from, to, rule: 'all' });
const redundant = (from: string, to: string, n: number, m: number): Dependence => ({
  from,
  to,
  rule: { anyRedundant: { n, m } },
});

describe('impact', () => {
  it('C6.6 of a host with 40 machines behind 12 services, one of them redundant: 11 down, 1 degraded', () => {
    const machines = Array.from({ length: 40 }, (_, i) => all(`vm${i}`, 'host'));
    const services = machines.slice(0, 39).map(({ from }, i) => all(`service${i % 11}`, from));
    const pair = [redundant('service11', 'vm39', 1, 2), redundant('service11', 'elsewhere', 1, 2)];
    const impact = impactOf(['host'], [...machines, ...services, ...pair]);
    const conditions = Array.from({ length: 12 }, (_, i) => impact.get(`service${i}`));
    expect(conditions.filter((each) => each === 'down')).toHaveLength(11);
    expect(conditions.filter((each) => each === 'degraded')).toHaveLength(1);
  });

  it('of redundant ones depends on how many are left of those that are needed', () => {
    const three = ['a', 'b', 'c'].map((id) => redundant('web', id, 2, 3));
    expect(impactOf(['a'], three).get('web')).toBe('degraded');
    expect(impactOf(['a', 'c'], three).get('web')).toBe('down');
  });

  it('counts redundant ones that are not known as up', () => {
    expect(impactOf(['a'], [redundant('web', 'a', 1, 2)]).get('web')).toBe('degraded');
  });

  it('goes by groups, where one thing rests on two of them', () => {
    const relations = [
      { ...redundant('web', 'db1', 1, 2), group: 'databases' },
      { ...redundant('web', 'db2', 1, 2), group: 'databases' },
      { ...redundant('web', 'lb1', 1, 2), group: 'balancers' },
      { ...redundant('web', 'lb2', 1, 2), group: 'balancers' },
    ];
    expect(impactOf(['db1', 'lb2'], relations).get('web')).toBe('degraded');
    expect(impactOf(['db1', 'db2'], relations).get('web')).toBe('down');
  });

  it('hands on what is degraded as degraded, and nothing along relations that hand on nothing', () => {
    const relations = [
      redundant('db', 'node1', 1, 2),
      all('shop', 'db'),
      { from: 'report', to: 'db', rule: 'none' } as const,
    ];
    expect([...impactOf(['node1'], relations)]).toEqual([
      ['node1', 'down'],
      ['db', 'degraded'],
      ['shop', 'degraded'],
    ]);
  });

  it('ends where relations lead round', () => {
    expect([...impactOf(['a'], [all('a', 'b'), all('b', 'a')]).values()]).toEqual(['down', 'down']);
  });

  it('gets no better by further failures', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const rule = fc.constantFrom<Dependence['rule']>('all', 'none', { anyRedundant: { n: 1, m: 2 } });
    const worse = ['up', 'degraded', 'down'];
    fc.assert(
      fc.property(fc.array(fc.record({ from: node, to: node, rule })), fc.array(node), node, (edges, failed, one) => {
        const [less, more] = [impactOf(failed, edges), impactOf([...failed, one], edges)];
        for (const [id, condition] of less)
          expect(worse.indexOf(more.get(id) ?? 'up')).toBeGreaterThanOrEqual(worse.indexOf(condition));
      }),
    );
  });
});

const floatOf = (tasks: readonly PlannedTask[], id: string) =>
  scheduleOf(tasks).tasks.find((task) => task.id === id)?.float;

describe('critical path', () => {
  it('C2.2 A 5 d, then after a lag of 2 d B 3 d, and C 7 d beside: A, B in 10 d, and C has 3 d', () => {
    const tasks: readonly PlannedTask[] = [
      { id: 'A', duration: 5 },
      { id: 'B', duration: 3, after: [{ task: 'A', kind: 'FS', lag: 2 }] },
      { id: 'C', duration: 7 },
    ];
    expect(scheduleOf(tasks)).toMatchObject({ path: ['A', 'B'], length: 10 });
    expect(floatOf(tasks, 'C')).toBe(3);
    expect(floatOf(tasks, 'A')).toBe(0);
  });

  it('C2.3 tasks that wait for one another have no plan', () => {
    const tasks: readonly PlannedTask[] = [
      { id: 'A', duration: 1, after: [{ task: 'B' }] },
      { id: 'B', duration: 1, after: [{ task: 'A' }] },
    ];
    expect(() => scheduleOf(tasks)).toThrow(CycleError);
    expect(() => scheduleOf(tasks)).toThrow(expect.objectContaining({ cycle: expect.arrayContaining(['A', 'B']) }));
  });

  it('K7.4 t1 15 min, then t2 60 and t3 90, then t4 30, and t5 20 alone: t1, t3, t4 in 135 min', () => {
    expect(
      scheduleOf([
        { id: 't1', duration: 15 },
        { id: 't2', duration: 60, after: [{ task: 't1' }] },
        { id: 't3', duration: 90, after: [{ task: 't1' }] },
        { id: 't4', duration: 30, after: [{ task: 't3' }] },
        { id: 't5', duration: 20 },
      ]),
    ).toMatchObject({ path: ['t1', 't3', 't4'], length: 135 });
  });

  it.each<[Waiting, number, number]>([
    ['FS', 5, 8],
    ['SS', 0, 5],
    ['FF', 2, 5],
    ['SF', 0, 5],
  ])('%s lets 3 d after 5 d start at %d, and both end at %d', (kind, start, length) => {
    const { tasks, length: whole } = scheduleOf([
      { id: 'A', duration: 5 },
      { id: 'B', duration: 3, after: [{ task: 'A', kind }] },
    ]);
    expect([tasks[1]?.start, whole]).toEqual([start, length]);
  });

  it('of nothing is nothing, and of what is not there is refused', () => {
    expect(scheduleOf([])).toEqual({ tasks: [], length: 0, path: [] });
    expect(() => scheduleOf([{ id: 'A', duration: 1, after: [{ task: 'Z' }] }])).toThrow('A waits for Z');
  });

  it('has no float, and every other task can be as late as its float says without moving the end', () => {
    const kinds = fc.constantFrom<Waiting>('FS', 'SS', 'FF', 'SF');
    const plan = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(20), kinds, fc.nat(3)), { minLength: 1, maxLength: 8 })
      .map((drawnTasks) =>
        drawnTasks.map(([duration, before, kind, lag], i): PlannedTask => {
          const task = before % (i + 1);
          return { id: `t${i}`, duration, ...(task < i && { after: [{ task: `t${task}`, kind, lag }] }) };
        }),
      );
    fc.assert(
      fc.property(plan, (tasks) => {
        const { path, length, tasks: scheduled } = scheduleOf(tasks);
        for (const { id, float } of scheduled) {
          expect(float).toBeGreaterThanOrEqual(0);
          if (path.includes(id)) expect(float).toBe(0);
          // Longer by its float, it still ends no later, where it is not held at its end by something else.
          const longer = tasks.map((task) => (task.id === id ? { ...task, duration: task.duration + float } : task));
          const heldByEnd = tasks.some(({ id: at, after = [] }) =>
            after.some(({ task, kind }) => (at === id || task === id) && (kind === 'FF' || kind === 'SF')),
          );
          if (!heldByEnd) expect(scheduleOf(longer).length).toBe(length);
        }
      }),
    );
  });
});
