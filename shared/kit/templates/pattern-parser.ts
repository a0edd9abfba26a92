/** Compiles a pattern: the regular expressions that JSON Schema recommends, without what makes matching unbounded. */
import type { CharacterSet, Instruction, Program } from '#shared/kit/templates/pattern';

/** Characters of a pattern; instructions that it may come to, repetitions written out. */
export const MAX_PATTERN = 500;
const MAX_INSTRUCTIONS = 2000;
const MAX_DEPTH = 20;
/** Instructions that may be written while patterns are compiled, those that a repetition of none throws away included. */
const MAX_WORK = 20_000;

/** What is left of the work of compiling, for all patterns of a template. */
export interface CompileBudget {
  left: number;
}

/** All the work that there may be. */
export const compileBudget = (): CompileBudget => ({ left: MAX_WORK });

/** A pattern that cannot be read, or that is too large. */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

const LAST = 0x10ffff;
const point = (character: string): number => character.codePointAt(0) ?? 0;
const range = (from: string, to: string): readonly [number, number] => [point(from), point(to)];
const digits = [range('0', '9')];
const word = [range('a', 'z'), range('A', 'Z'), range('0', '9'), range('_', '_')];
const spaces = ['\t', '\n', '\v', '\f', '\r', ' ', '\u00a0', '\u2028', '\u2029', '\ufeff'].map((c) => range(c, c));
/** `\d`, `\w`, `\s`; their capitals are all others. */
const classes: Readonly<Record<string, CharacterSet['ranges']>> = { d: digits, w: word, s: spaces };
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const lineEnds = ['\n', '\r', '\u2028', '\u2029'].map((c) => range(c, c));

function complement(ranges: CharacterSet['ranges']): CharacterSet['ranges'] {
  const others: (readonly [number, number])[] = [];
  let from = 0;
  for (const [low, high] of [...ranges].sort(([a], [b]) => a - b)) {
    if (low > from) others.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  return from > LAST ? others : [...others, [from, LAST]];
}

/** A part of the program, its jumps counted from its own beginning. */
type Part = readonly Instruction[];

const moved = (part: Part, by: number): Part =>
  part.map((instruction) => {
    if ('split' in instruction) return { split: [instruction.split[0] + by, instruction.split[1] + by] };
    return 'jump' in instruction ? { jump: instruction.jump + by } : instruction;
  });

function tooMany(): never {
  throw new PatternError(`the pattern comes to more than ${MAX_INSTRUCTIONS} instructions; shorten its repetitions`);
}
function bounded(part: Part): Part {
  return part.length > MAX_INSTRUCTIONS ? tooMany() : part;
}
/** All parts, one after the other. */
const sequence = (...parts: readonly Part[]): Part => {
  const whole: Instruction[] = [];
  for (const part of parts) {
    if (whole.length + part.length > MAX_INSTRUCTIONS) tooMany();
    for (const instruction of moved(part, whole.length)) whole.push(instruction);
  }
  return whole;
};
const either = (a: Part, b: Part): Part =>
  bounded([{ split: [1, a.length + 2] }, ...moved(a, 1), { jump: a.length + b.length + 2 }, ...moved(b, a.length + 2)]);
const optional = (a: Part): Part => bounded([{ split: [1, a.length + 1] }, ...moved(a, 1)]);
const anyNumber = (a: Part): Part => bounded([{ split: [1, a.length + 2] }, ...moved(a, 1), { jump: 0 }]);

/** Each copy that may be left out ends the whole when it is: a long repetition is as cheap to write as it is long. */
function repeated(part: Part, least: number, most: number | undefined): Part {
  const optionals = (most ?? least) - least;
  if (part.length * least + (part.length + 1) * optionals > MAX_INSTRUCTIONS) tooMany();
  const copies = sequence(...Array.from({ length: least }, () => part));
  if (most === undefined) return sequence(copies, anyNumber(part));
  const end = copies.length + (part.length + 1) * optionals;
  const whole = [...copies];
  for (let i = 0; i < optionals; i++) {
    whole.push({ split: [whole.length + 1, end] });
    for (const instruction of moved(part, whole.length)) whole.push(instruction);
  }
  return whole;
}

/**
 * The pattern describes the whole text; `^` at its beginning and `$` at its end are allowed and change nothing. Known are characters, `.`,
 * classes `[a-z]` `[^…]` `\d` `\w` `\s`, groups, `|`, and `*` `+` `?` `{m}` `{m,}` `{m,n}`.
 * @throws PatternError for anything else: back references and look-around cannot be matched in bounded time
 */
export function compilePattern(text: string, budget: CompileBudget = compileBudget()): Program {
  if (text.length > MAX_PATTERN) throw new PatternError(`a pattern has at most ${MAX_PATTERN} characters`);
  const input = [...text.replace(/^\^/, '').replace(/(^|[^\\])((?:\\\\)*)\$$/, '$1$2')];
  let at = 0;
  let depth = 0;

  const alternatives = (): Part => {
    if (++depth > MAX_DEPTH) throw new PatternError(`groups may be nested ${MAX_DEPTH} deep`);
    let part = items();
    while (input[at] === '|') {
      at++;
      part = either(part, items());
    }
    depth--;
    return part;
  };
  const items = (): Part => {
    const parts: Part[] = [];
    while (at < input.length && input[at] !== '|' && input[at] !== ')') parts.push(quantified());
    return sequence(...parts);
  };
  const quantified = (): Part => {
    const part = atom();
    const sign = input[at];
    let result = part;
    if (sign === '*' || sign === '+' || sign === '?') {
      at++;
      result = sign === '*' ? anyNumber(part) : sign === '+' ? sequence(part, anyNumber(part)) : optional(part);
    } else if (sign === '{') {
      const counts = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(input.slice(at, at + 12).join(''));
      if (!counts) throw new PatternError('expected {m}, {m,} or {m,n} after “{”; write \\{ for the character');
      at += counts[0].length;
      const least = Number(counts[1]);
      const most = counts[2] === undefined ? least : counts[3] === undefined ? undefined : Number(counts[3]);
      if (most !== undefined && most < least) throw new PatternError(`expected ${counts[0]} to count upwards`);
      result = repeated(part, least, most);
    } else return result;
    budget.left -= result.length + part.length;
    if (budget.left < 0) throw new PatternError(`all patterns together come to more than ${MAX_WORK} instructions`);
    if (['*', '+', '?', '{'].includes(input[at] ?? '')) throw new PatternError('two quantifiers in a row');
    return result;
  };
  const atom = (): Part => {
    const character = input[at++] ?? '';
    if (character === '(') {
      if (input[at] === '?') {
        if (input[at + 1] !== ':')
          throw new PatternError('look-around and named groups are not known; use (…) or (?:…)');
        at += 2;
      }
      const inner = alternatives();
      if (input[at++] !== ')') throw new PatternError('a group is not closed');
      return inner;
    }
    if (character === '.') return [{ read: { ranges: lineEnds, except: true } }];
    if (character === '[') return [{ read: set() }];
    if (character === '\\') return [{ read: { ranges: escaped() } }];
    if ('*+?{}^$'.includes(character)) throw new PatternError(`write \\${character} for the character ${character}`);
    if (character === ']') throw new PatternError('write \\] for the character ]');
    return [{ read: { ranges: [range(character, character)] } }];
  };
  const escaped = (): CharacterSet['ranges'] => {
    const character = input[at++];
    if (character === undefined) throw new PatternError('a backslash at the end');
    const known = classes[character.toLowerCase()];
    if (known) return character === character.toLowerCase() ? known : complement(known);
    const control = controls[character] ?? character;
    if (control === character && /[A-Za-z0-9]/.test(character))
      throw new PatternError(`\\${character} is not known; known are \\d \\w \\s \\D \\W \\S \\n \\r \\t`);
    return [range(control, control)];
  };
  const set = (): CharacterSet => {
    const except = input[at] === '^';
    if (except) at++;
    const ranges: (readonly [number, number])[] = [];
    while (input[at] !== ']') {
      if (at >= input.length) throw new PatternError('a class is not closed');
      const one = (): CharacterSet['ranges'] => {
        const character = input[at++] ?? '';
        return character === '\\' ? escaped() : [range(character, character)];
      };
      const first = one();
      const low = first[0]?.[0];
      if (input[at] !== '-' || input[at + 1] === ']' || input[at + 1] === undefined) {
        ranges.push(...first);
        continue;
      }
      at++;
      const last = one();
      const high = last[0]?.[1];
      const single = first.length === 1 && last.length === 1 && first[0]?.[0] === first[0]?.[1];
      if (!single || low === undefined || high === undefined || last[0]?.[0] !== high || high < low)
        throw new PatternError('a range of a class goes from one character up to another');
      ranges.push([low, high]);
    }
    at++;
    return { ranges, ...(except && { except }) };
  };

  const part = alternatives();
  if (at < input.length) throw new PatternError('a group is closed that was never opened');
  return [...part, { done: true }];
}
