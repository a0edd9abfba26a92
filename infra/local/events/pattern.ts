/** Event patterns of EventBridge, which filters of event sources are written in as well. */
import { asArray, asObject, isObject, type JsonObject } from '#infra/local/iam/json';

/** Whether an event, as parsed JSON, matches. */
export type EventMatcher = (event: unknown) => boolean;

type Test = (value: unknown) => boolean;

/** Compiles a pattern. Throws for an operator that is not known here. */
export function compileEventPattern(pattern: JsonObject): EventMatcher {
  const parts = Object.entries(pattern).map(([name, rule]) => {
    if (name === '$or') return anyOf(asArray(rule).map((each) => compileEventPattern(asObject(each) ?? {})));
    return compileMember(name, rule);
  });
  return (event) => parts.every((part) => part(event));
}

const anyOf =
  (matchers: readonly EventMatcher[]): EventMatcher =>
  (event) =>
    matchers.some((matches) => matches(event));

function compileMember(name: string, rule: unknown): EventMatcher {
  if (isObject(rule)) {
    const inner = compileEventPattern(rule);
    return (event) => valuesOf(event, name).some((value) => inner(value));
  }
  if (!Array.isArray(rule) || rule.length === 0) {
    throw new Error(`the rule for ${name} must be a list that is not empty: ${JSON.stringify(rule)}`);
  }
  const tests = rule.map(compileTest);
  return (event) => {
    const values = valuesOf(event, name);
    return tests.some((test) => (values.length === 0 ? test(undefined) : values.some(test)));
  };
}

/** The values of a member; a list stands for each of its entries. */
function valuesOf(event: unknown, name: string): readonly unknown[] {
  const value = asObject(event)?.[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value.flat(10) : [value];
}

function compileTest(rule: unknown): Test {
  if (!isObject(rule)) return (value) => value === rule;
  const [operator = '', argument] = Object.entries(rule)[0] ?? [];
  switch (operator) {
    case 'exists':
      return (value) => (value !== undefined) === (argument === true);
    case 'prefix':
    case 'suffix':
    case 'wildcard':
    case 'equals-ignore-case':
      return compileText(operator, argument);
    case 'anything-but':
      return compileAnythingBut(argument);
    case 'numeric':
      return compileNumeric(asArray(argument));
    default:
      throw new Error(`the local runner does not know the event pattern operator ${JSON.stringify(rule)}`);
  }
}

function compileText(operator: string, argument: unknown): Test {
  const ignoreCase = isObject(argument);
  const given = String(ignoreCase ? argument['equals-ignore-case'] : argument);
  const fold = (text: string) => (ignoreCase || operator === 'equals-ignore-case' ? text.toLowerCase() : text);
  const wanted = fold(given);
  const holds = {
    prefix: (text: string) => text.startsWith(wanted),
    suffix: (text: string) => text.endsWith(wanted),
    'equals-ignore-case': (text: string) => text === wanted,
    wildcard: (text: string) => wildcard(wanted).test(text),
  }[operator];
  return (value) => typeof value === 'string' && holds?.(fold(value)) === true;
}

function wildcard(text: string): RegExp {
  const parts = text.match(/\\.|\*|[^*\\]+/gs) ?? [];
  return new RegExp(`^${parts.map((part) => (part === '*' ? '.*' : literal(part.replace(/^\\/, '')))).join('')}$`, 's');
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Holds for what is there and is none of the listed: absence is not "anything". */
function compileAnythingBut(argument: unknown): Test {
  const inner = isObject(argument)
    ? Object.entries(argument).flatMap(([operator, values]) =>
        (Array.isArray(values) ? values : [values]).map((value) => compileTest({ [operator]: value })),
      )
    : (Array.isArray(argument) ? argument : [argument]).map(compileTest);
  return (value) => value !== undefined && !inner.some((test) => test(value));
}

function compileNumeric(terms: readonly unknown[]): Test {
  const comparisons: ((value: number) => boolean)[] = [];
  for (let at = 0; at < terms.length; at += 2) comparisons.push(compare(String(terms[at]), Number(terms[at + 1])));
  return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
}

function compare(operator: string, bound: number): (value: number) => boolean {
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    default:
      throw new Error(`the local runner does not know the numeric comparison ${operator}`);
  }
}
