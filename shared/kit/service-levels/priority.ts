/** Priority (B1): read from the tenant's matrix by impact and urgency, never written. */

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
/** P1 critical, P2 high, P3 moderate, P4 low, P5 planning. */
export type Priority = (typeof priorities)[number];

/** Rows are impacts, columns urgencies, each from 1 (highest) on. Any size that is the same in every row. */
export type PriorityMatrix = readonly (readonly Priority[])[];

/** Three impacts by three urgencies. */
export const defaultMatrix: PriorityMatrix = [
  ['P1', 'P2', 'P3'],
  ['P2', 'P3', 'P4'],
  ['P3', 'P4', 'P5'],
];

/** The preset without P5: low impact and low urgency make P4. */
export const fourLevelMatrix: PriorityMatrix = [
  ['P1', 'P2', 'P3'],
  ['P2', 'P3', 'P4'],
  ['P3', 'P4', 'P4'],
];

/** One thing that is wrong with a matrix; `pointer` is a JSON Pointer into it. */
export interface MatrixProblem {
  readonly code: 'matrix-incomplete' | 'matrix-not-monotone';
  readonly pointer: string;
  readonly message: string;
}

const rank = (priority: Priority): number => priorities.indexOf(priority);

/** Whether `a` is more pressing than `b`. */
export function isHigher(a: Priority, b: Priority): boolean {
  return rank(a) < rank(b);
}

/**
 * What is wrong with a matrix: a cell that is missing, or one where raising impact or urgency would lower the priority. Each such
 * cell is named once for each neighbour that is less pressing although it should not be.
 */
export function checkMatrix(matrix: readonly (readonly (Priority | null | undefined)[])[]): readonly MatrixProblem[] {
  const width = Math.max(0, ...matrix.map((row) => row.length));
  if (width === 0)
    return [{ code: 'matrix-incomplete', pointer: '', message: 'expected at least one cell, was given none' }];
  const problems: MatrixProblem[] = [];
  matrix.forEach((row, impact) => {
    for (let urgency = 0; urgency < width; urgency += 1) {
      const pointer = `/${impact}/${urgency}`;
      const cell = row[urgency];
      if (!cell || !priorities.includes(cell)) {
        problems.push({
          code: 'matrix-incomplete',
          pointer,
          message: `expected one of ${priorities.join(', ')}, was given ${cell ?? 'nothing'}`,
        });
        continue;
      }
      for (const [raised, than] of [
        ['impact', matrix[impact - 1]?.[urgency]],
        ['urgency', row[urgency - 1]],
      ] as const) {
        if (than && isHigher(cell, than)) {
          const message = `expected ${cell} or higher where ${raised} is higher, was given ${than}`;
          problems.push({ code: 'matrix-not-monotone', pointer, message });
        }
      }
    }
  });
  return problems;
}

/** The priority of an impact and an urgency, both from 1 (highest) on. @throws RangeError when the matrix has no such cell. */
export function priorityOf(matrix: PriorityMatrix, impact: number, urgency: number): Priority {
  const found = matrix[impact - 1]?.[urgency - 1];
  if (!found)
    throw new RangeError(
      `expected impact and urgency within the matrix, was given impact ${impact} and urgency ${urgency}`,
    );
  return found;
}

/** What a priority depends on, beside the matrix. */
export interface PriorityFacts {
  readonly impact: number;
  readonly urgency: number;
  /** The requester is a VIP: urgency rises one step, impact never does. */
  readonly vip?: boolean;
  /** A declared major incident is P1. */
  readonly majorIncident?: boolean;
  /** What a lead set by `override-priority`. */
  readonly override?: Priority;
}

export interface Assessment {
  readonly priority: Priority;
  /** What the matrix says, kept beside an override. */
  readonly computedPriority: Priority;
  readonly overridden: boolean;
  /** Why, in words for the record: `impact 2, urgency 1 (raised from 2: VIP)`. */
  readonly because: string;
}

/** The priority of a record and why it has it. An override wins over a major incident, and that over the matrix. */
export function assessPriority(matrix: PriorityMatrix, facts: PriorityFacts): Assessment {
  const urgency = facts.vip ? Math.max(1, facts.urgency - 1) : facts.urgency;
  const raised = urgency === facts.urgency ? '' : ` (raised from ${facts.urgency}: VIP)`;
  const fromMatrix = priorityOf(matrix, facts.impact, urgency);
  const computedPriority = facts.majorIncident ? 'P1' : fromMatrix;
  const because = `${facts.majorIncident ? 'major incident; ' : ''}impact ${facts.impact}, urgency ${urgency}${raised}`;
  return facts.override === undefined
    ? { priority: computedPriority, computedPriority, overridden: false, because }
    : { priority: facts.override, computedPriority, overridden: true, because: `overridden; ${because}` };
}
