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

function includes({ ranges, except = false }: CharacterSet, point: number): boolean {
  return ranges.some(([from, to]) => from <= point && point <= to) !== except;
}

/** The places where a character is read next or the end is reached, from `start` on without reading anything. */
function closure(program: Program, start: number, into: Set<number>, visited: Set<number>): void {
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (visited.has(at)) continue;
    visited.add(at);
    const instruction = program[at];
    if (!instruction) continue;
    if ('split' in instruction) open.push(...instruction.split);
    else if ('jump' in instruction) open.push(instruction.jump);
    else into.add(at);
  }
}

/**
 * Whether the whole text matches: Thompson's simulation, all alternatives at once, so at most program × text steps
 * (K. Thompson, Regular Expression Search Algorithm, 1968).
 */
export function matchesPattern(program: Program, text: string): boolean {
  let current = new Set<number>();
  closure(program, 0, current, new Set());
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const next = new Set<number>();
    const visited = new Set<number>();
    for (const at of current) {
      const instruction = program[at];
      if (instruction && 'read' in instruction && includes(instruction.read, point))
        closure(program, at + 1, next, visited);
    }
    if (next.size === 0) return false;
    current = next;
  }
  return [...current].some((at) => 'done' in (program[at] ?? {}));
}
