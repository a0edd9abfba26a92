/** Patterns of text fields, matched in time proportional to the text: whatever a template's author writes, nothing hangs. */

/** Characters by code point: ranges with both ends included, or all others. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly except?: boolean;
}

/** An instruction: read one character and go on; go on at two places; done. The next instruction follows unless `to` says where. */
export type Instruction =
  | { readonly read: CharacterSet }
  | { readonly split: readonly [number, number] }
  | { readonly jump: number }
  | { readonly done: true };

/** A compiled pattern: plain data, kept with the published template. */
export type Program = readonly Instruction[];

/** Steps that the patterns of one record may take together; some 10 ns each. */
export const MAX_PATTERN_STEPS = 1_000_000;

/** What is left of {@link MAX_PATTERN_STEPS} while a record's texts are matched, one after the other. */
export interface PatternBudget {
  left: number;
}

/** All the steps that there are, for the texts of one record. */
export function patternBudget(): PatternBudget {
  return { left: MAX_PATTERN_STEPS };
}

/** The patterns of a record took more than {@link MAX_PATTERN_STEPS}. */
export class PatternTooCostly extends Error {
  constructor() {
    super(`the patterns of a record may take ${MAX_PATTERN_STEPS} steps together`);
    this.name = 'PatternTooCostly';
  }
}

/** Steps that one character may take at most: every instruction goes on to at most two, and every range of a set is looked at. */
export function stepsPerCharacter(program: Program): number {
  return program.reduce((sum, instruction) => {
    if ('read' in instruction) return sum + 1 + instruction.read.ranges.length;
    return sum + ('split' in instruction ? 2 : 1);
  }, 1);
}

function includes({ ranges, except = false }: CharacterSet, point: number): boolean {
  for (const [from, to] of ranges) if (from <= point && point <= to) return !except;
  return except;
}

/** A program as arrays of numbers: where each instruction goes on, and what it reads. */
interface Compact {
  /** The place to go on at without reading, or -1. */
  readonly next: Int32Array;
  /** Another such place, or -1. */
  readonly other: Int32Array;
  readonly reads: readonly (CharacterSet | undefined)[];
  /** For each instruction, when it was visited last. */
  readonly visited: Int32Array;
}

function compact(program: Program): Compact {
  return {
    next: Int32Array.from(program, (each) => ('split' in each ? each.split[0] : 'jump' in each ? each.jump : -1)),
    other: Int32Array.from(program, (each) => ('split' in each ? each.split[1] : -1)),
    reads: program.map((each) => ('read' in each ? each.read : undefined)),
    visited: new Int32Array(program.length),
  };
}

/** Adds the places where a character is read next or the end is reached, from `start` on without reading. @returns the steps that it took */
function reach(
  { next, other, visited }: Compact,
  start: number,
  when: number,
  places: number[],
  open: number[],
): number {
  let steps = 0;
  open.push(start);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    steps++;
    if (visited[at] === when) continue;
    visited[at] = when;
    const first = next[at] ?? -1;
    const second = other[at] ?? -1;
    if (first < 0) places.push(at);
    else open.push(first);
    if (second >= 0) open.push(second);
  }
  return steps;
}

/**
 * Whether the whole text matches: Thompson's simulation, all alternatives at once, so at most {@link stepsPerCharacter} × text steps
 * (K. Thompson, Regular Expression Search Algorithm, 1968).
 * @throws PatternTooCostly when the budget does not suffice
 */
export function matchesPattern(program: Program, text: string, budget: PatternBudget = patternBudget()): boolean {
  const compacted = compact(program);
  const { reads } = compacted;
  const open: number[] = [];
  const spend = (steps: number): void => {
    budget.left -= steps;
    if (budget.left < 0) throw new PatternTooCostly();
  };
  let when = 1;
  let current: number[] = [];
  spend(reach(compacted, 0, when, current, open));
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const following: number[] = [];
    when++;
    let steps = 0;
    for (const at of current) {
      const read = reads[at];
      if (read === undefined) continue;
      steps += read.ranges.length;
      if (includes(read, point)) steps += reach(compacted, at + 1, when, following, open);
    }
    spend(steps);
    if (following.length === 0) return false;
    current = following;
  }
  return current.some((at) => 'done' in (program[at] ?? {}));
}
