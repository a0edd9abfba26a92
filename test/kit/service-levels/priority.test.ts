/** B1: the priority matrix. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assessPriority,
  checkMatrix,
  defaultMatrix,
  fourLevelMatrix,
  isHigher,
  type Priority,
  priorities,
  priorityOf,
} from '#shared/kit/service-levels/priority';

const threes = [1, 2, 3];
const aMatrix = fc.array(fc.array(fc.constantFrom(...priorities), { minLength: 3, maxLength: 3 }), {
  minLength: 3,
  maxLength: 3,
});

describe('B1 the matrix', () => {
  it('B1 by default goes from P1 to P5', () => {
    expect(threes.map((impact) => threes.map((urgency) => priorityOf(defaultMatrix, impact, urgency)))).toEqual([
      ['P1', 'P2', 'P3'],
      ['P2', 'P3', 'P4'],
      ['P3', 'P4', 'P5'],
    ]);
  });

  it('B1 of four levels has P4 where nothing is pressing', () => {
    expect(priorityOf(fourLevelMatrix, 3, 3)).toBe('P4');
    expect([checkMatrix(defaultMatrix), checkMatrix(fourLevelMatrix)]).toEqual([[], []]);
  });

  it('B1 needs every cell', () => {
    const holes = [['P1', 'P2'], ['P2'], ['P3', null]] as const;
    expect(checkMatrix(holes).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'matrix-incomplete /1/1',
      'matrix-incomplete /2/1',
    ]);
    expect(checkMatrix([])).toHaveLength(1);
    expect(() => priorityOf(defaultMatrix, 4, 1)).toThrow(RangeError);
  });

  it('B1 never lowers priority when impact or urgency rise', () => {
    expect(
      checkMatrix([
        ['P2', 'P1'],
        ['P2', 'P3'],
      ]),
    ).toEqual([
      {
        code: 'matrix-not-monotone',
        pointer: '/0/1',
        message: 'expected P1 or higher where urgency is higher, was given P2',
      },
    ]);
    fc.assert(
      fc.property(aMatrix, (matrix) => {
        const falls = threes.some((impact) =>
          threes.some((urgency) => {
            const here = priorityOf(matrix, impact, urgency);
            const raised = [
              impact > 1 && priorityOf(matrix, impact - 1, urgency),
              urgency > 1 && priorityOf(matrix, impact, urgency - 1),
            ];
            return raised.some((priority) => priority !== false && isHigher(here, priority));
          }),
        );
        expect(checkMatrix(matrix).length > 0).toBe(falls);
      }),
    );
  });
});

describe('B1 the priority of a record', () => {
  const facts = { impact: 2, urgency: 2 };
  const priority = (more: object): Priority => assessPriority(defaultMatrix, { ...facts, ...more }).priority;

  it('B1 comes from impact and urgency, and says so', () => {
    expect(assessPriority(defaultMatrix, facts)).toEqual({
      priority: 'P3',
      computedPriority: 'P3',
      overridden: false,
      because: 'impact 2, urgency 2',
    });
  });

  it('B1 a VIP raises urgency one step, never impact', () => {
    expect(assessPriority(defaultMatrix, { ...facts, vip: true })).toMatchObject({
      priority: 'P2',
      because: 'impact 2, urgency 1 (raised from 2: VIP)',
    });
    expect(priority({ urgency: 1, vip: true })).toBe('P2');
  });

  it('B1 a major incident is P1, and an override keeps the computed one', () => {
    expect(priority({ majorIncident: true })).toBe('P1');
    expect(assessPriority(defaultMatrix, { ...facts, override: 'P5', majorIncident: true })).toMatchObject({
      priority: 'P5',
      computedPriority: 'P1',
      overridden: true,
    });
  });
});
