/** The operators of event patterns, each on one leaf of an event; what EventBridge refuses is refused. */
import { BlockList, isIP } from 'node:net';
import { isObject } from '#infra/local/machine/json';

/** What a field may be, or that there may be none. */
export interface LeafTest {
  readonly holds: (value: unknown) => boolean;
  /** Whether it passes where there is no such field. */
  readonly absent?: boolean;
}

type Compile = (argument: unknown, name: string) => LeafTest;

/** @throws Error naming the field and what was expected of it */
function refuse(name: string, expected: string, given: unknown): never {
  throw new Error(`the rule for ${name}: expected ${expected}, was given ${JSON.stringify(given)}`);
}

const textual = (holds: (text: string) => boolean): LeafTest => ({
  holds: (value) => typeof value === 'string' && holds(value),
});

function textOf(argument: unknown, name: string, operator: string): string {
  return typeof argument === 'string' ? argument : refuse(name, `a text for ${operator}`, argument);
}

/** A text, or one to be compared in any case: `{ "prefix": { "equals-ignore-case": "…" } }`. */
function begins(operator: 'prefix' | 'suffix'): Compile {
  const at = (text: string, part: string) => (operator === 'prefix' ? text.startsWith(part) : text.endsWith(part));
  return (argument, name) => {
    if (!isObject(argument)) {
      const part = textOf(argument, name, operator);
      return textual((text) => at(text, part));
    }
    const [only, ...others] = Object.entries(argument);
    if (only?.[0] !== 'equals-ignore-case' || others.length > 0) refuse(name, `a text for ${operator}`, argument);
    const part = textOf(only?.[1], name, operator).toLowerCase();
    return textual((text) => at(text.toLowerCase(), part));
  };
}

const ignoreCase: Compile = (argument, name) => {
  const wanted = textOf(argument, name, 'equals-ignore-case').toLowerCase();
  return textual((text) => text.toLowerCase() === wanted);
};

const wildcard: Compile = (argument, name) => {
  const text = textOf(argument, name, 'wildcard');
  const parts = text.match(/\\[\\*]|\*|[^*\\]+/g) ?? [];
  if (parts.join('') !== text) refuse(name, 'a backslash before * or \\ only', text);
  if (parts.some((part, index) => part === '*' && parts[index + 1] === '*')) refuse(name, 'no two * in a row', text);
  const literal = (part: string) => part.replace(/^\\/, '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const expression = new RegExp(`^${parts.map((part) => (part === '*' ? '.*' : literal(part))).join('')}$`, 's');
  return textual((each) => expression.test(each));
};

const exists: Compile = (argument, name) => {
  if (typeof argument !== 'boolean') refuse(name, 'true or false for exists', argument);
  return argument ? { holds: () => true } : { holds: () => false, absent: true };
};

const cidr: Compile = (argument, name) => {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(textOf(argument, name, 'cidr')) ?? [];
  const family = isIP(address);
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) refuse(name, 'a network such as 10.0.0.0/24', argument);
  const network = new BlockList();
  network.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return textual((text) => isIP(text) === family && network.check(text, family === 4 ? 'ipv4' : 'ipv6'));
};

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** One comparison, or a range: its lower bound first. */
const numeric: Compile = (argument, name) => {
  const terms: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const [operator, bound, second, top] = terms;
  const known = typeof operator === 'string' && Object.hasOwn(comparisons, operator) && typeof bound === 'number';
  const range = String(operator).startsWith('>') && (second === '<' || second === '<=') && typeof top === 'number';
  const complete = terms.length === 2 || (terms.length === 4 && range && Number(bound) < Number(top));
  if (!known || !complete) refuse(name, 'one comparison, or > or >= and then < or <= with a greater number', argument);
  const tests = [[operator, bound] as const, ...(terms.length === 4 ? [[second, top] as const] : [])];
  return {
    holds: (value) =>
      typeof value === 'number' && tests.every(([sign, to]) => comparisons[String(sign)]?.(value, Number(to)) === true),
  };
};

/** Holds for every leaf that is none of the listed; where there is none, nothing is "anything". */
const anythingBut: Compile = (argument, name) => {
  if (isObject(argument)) {
    const [only, ...others] = Object.entries(argument);
    const [operator = '', given] = only ?? [];
    const compile = new Map<string, Compile>([
      ...([
        ['prefix', begins('prefix')],
        ['suffix', begins('suffix')],
        ['wildcard', wildcard],
      ] as const),
      ['equals-ignore-case', ignoreCase],
    ]).get(operator);
    const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (
      !compile ||
      others.length > 0 ||
      texts.length === 0 ||
      !texts.every((text) => typeof text === 'string' && text !== '')
    )
      refuse(name, 'prefix, suffix, wildcard or equals-ignore-case with texts within anything-but', argument);
    return no(texts.map((text) => compile?.(text, name) ?? refuse(name, 'an operator', text)));
  }
  const values: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number')))
    refuse(name, 'texts or numbers, not both, for anything-but', argument);
  return no(values.map((value) => ({ holds: (other: unknown) => other === value })));
};

const no = (tests: readonly LeafTest[]): LeafTest => ({ holds: (value) => !tests.some(({ holds }) => holds(value)) });

const exactly: Compile = (argument, name) => {
  const wanted = textOf(argument, name, 'exactly');
  return textual((text) => text === wanted);
};

/** By name; none of the names may be a field within `$or`. */
export const operators: ReadonlyMap<string, Compile> = new Map([
  ...([
    ['exactly', exactly],
    ['prefix', begins('prefix')],
    ['suffix', begins('suffix')],
    ['wildcard', wildcard],
  ] as const),
  ...([
    ['equals-ignore-case', ignoreCase],
    ['exists', exists],
    ['cidr', cidr],
    ['numeric', numeric],
  ] as const),
  ['anything-but', anythingBut],
]);

/** A value that a field may be, or one operator. @throws Error for what EventBridge would refuse */
export function compileTest(rule: unknown, name: string): LeafTest {
  if (Array.isArray(rule) || rule === undefined)
    return refuse(name, 'a text, number, true, false, null or operator', rule);
  if (!isObject(rule)) return { holds: (value) => value === rule };
  const [only, ...others] = Object.entries(rule);
  const [operator = '', argument] = only ?? [];
  const compile = operators.get(operator);
  if (!compile || others.length > 0) return refuse(name, `one operator of ${[...operators.keys()].join(', ')}`, rule);
  return compile(argument, name);
}
