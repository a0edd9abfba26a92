/** Conditions of templates (A6), evaluated: no side effects, no loops, and a limit to what one may cost. */

/** A parsed condition: plain data, kept with the published template, so that only its author's request ever parses text. */
export type Expression =
  | readonly ['value', string | number | boolean | null]
  | readonly ['list', ...Expression[]]
  | readonly ['path', ...string[]]
  | readonly ['not', Expression]
  | readonly ['and' | 'or', Expression, Expression]
  | readonly ['in' | Comparison, Expression, Expression];

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Steps that one evaluation may take (A6): a part looked at is a step, and so is each item of a list that is searched. */
export const MAX_STEPS = 1000;

/** A condition took more than {@link MAX_STEPS}. */
export class ExpressionTooCostly extends Error {
  constructor() {
    super(`a condition may take ${MAX_STEPS} steps`);
    this.name = 'ExpressionTooCostly';
  }
}

/**
 * The value of an expression. What a path does not find is null; values of different kinds are neither equal nor in order.
 * @throws ExpressionTooCostly
 */
export function evaluate(expression: Expression, record: Readonly<Record<string, unknown>>): unknown {
  let left = MAX_STEPS;
  const step = (): void => {
    if (--left < 0) throw new ExpressionTooCostly();
  };
  const value = (part: Expression): unknown => {
    step();
    switch (part[0]) {
      case 'value':
        return part[1];
      case 'list':
        return part.slice(1).map((item) => value(item as Expression));
      case 'path': {
        const [, ...names] = part;
        return names.reduce<unknown>(member, record) ?? null;
      }
      case 'not':
        return value(part[1]) !== true;
      case 'and':
        return value(part[1]) === true && value(part[2]) === true;
      case 'or':
        return value(part[1]) === true || value(part[2]) === true;
      case 'in': {
        const [wanted, among] = [value(part[1]), value(part[2])];
        const found = (item: unknown): boolean => {
          step();
          return item === wanted;
        };
        return Array.isArray(among) && among.some(found);
      }
      default:
        return compare(part[0], value(part[1]), value(part[2]));
    }
  };
  return value(expression);
}

/** Whether a condition holds: true, and nothing that merely resembles it. @throws ExpressionTooCostly */
export function holds(expression: Expression, record: Readonly<Record<string, unknown>>): boolean {
  return evaluate(expression, record) === true;
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function compare(operator: Comparison, a: unknown, b: unknown): boolean {
  if (operator === '=') return a === b;
  if (operator === '!=') return a !== b;
  const ordered = (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  if (!ordered) return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}
