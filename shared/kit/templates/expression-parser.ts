/** Reads the text of a condition, such as `state in ['resolved', 'closed'] and customFields.cost > 100`. */
import type { Comparison, Expression } from '#shared/kit/templates/expression';

/** Characters of a condition, and how deep its parentheses may go. */
export const MAX_EXPRESSION = 1000;
const MAX_DEPTH = 40;

/** A condition that cannot be read; `at` is the character from which it cannot. */
export class ExpressionError extends Error {
  readonly at: number;
  constructor(expected: string, at: number) {
    super(`expected ${expected} at character ${at + 1}`);
    this.name = 'ExpressionError';
    this.at = at;
  }
}

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:(?<number>-?\d{1,15}(?:\.\d{1,15})?)|'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(?<sign>==|!=|<=|>=|[=<>()[\],]))/y;

function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const from = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (!groups) throw new ExpressionError('a name, a value or an operator', from);
    const at = from + (text.slice(from).match(/^\s*/)?.[0].length ?? 0);
    const { number, single, double, name, sign } = groups;
    if (number !== undefined) found.push({ kind: 'number', text: number, at });
    else if (name !== undefined) found.push({ kind: 'name', text: name, at });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign, at });
    else found.push({ kind: 'text', text: single ?? double ?? '', at });
  }
  return [...found, { kind: 'end', text: '', at: text.length }];
}

const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const reserved = new Set(['and', 'or', 'not', 'in', ...Object.keys(words)]);
const comparisons: Readonly<Record<string, Comparison>> = {
  ...{ '=': '=', '==': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
};

/**
 * `or` binds weakest, then `and`, `not`, comparison and `in`. A comparison has two operands: chains such as `a < b < c` are refused.
 * @throws ExpressionError
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_EXPRESSION) throw new ExpressionError(`at most ${MAX_EXPRESSION} characters`, MAX_EXPRESSION);
  const input = tokens(text);
  let position = 0;
  let depth = 0;
  const peek = (): Token => input[position] ?? { kind: 'end', text: '', at: text.length };
  const is = (word: string): boolean => ['name', 'sign'].includes(peek().kind) && peek().text === word;
  const accept = (word: string): boolean => {
    if (!is(word)) return false;
    position++;
    return true;
  };
  const expect = (word: string): void => {
    if (!accept(word)) throw new ExpressionError(`“${word}”`, peek().at);
  };
  const within = (parse: () => Expression): Expression => {
    if (++depth > MAX_DEPTH) throw new ExpressionError(`at most ${MAX_DEPTH} levels`, peek().at);
    const parsed = parse();
    depth--;
    return parsed;
  };

  const disjunction = (): Expression => {
    let left = conjunction();
    while (accept('or')) left = ['or', left, conjunction()];
    return left;
  };
  const conjunction = (): Expression => {
    let left = negation();
    while (accept('and')) left = ['and', left, negation()];
    return left;
  };
  const negation = (): Expression => (accept('not') ? ['not', within(negation)] : comparison());
  const comparison = (): Expression => {
    const left = operand();
    if (accept('not')) {
      expect('in');
      return ['not', ['in', left, operand()]];
    }
    if (accept('in')) return ['in', left, operand()];
    const { kind, text: sign } = peek();
    const operator = kind === 'sign' ? comparisons[sign] : undefined;
    if (!operator) return left;
    position++;
    return [operator, left, operand()];
  };
  const list = (): Expression => {
    const items: Expression[] = [];
    if (accept(']')) return ['list'];
    do items.push(operand());
    while (accept(','));
    expect(']');
    return ['list', ...items];
  };
  const operand = (): Expression => {
    const token = peek();
    if (accept('(')) {
      const inner = within(disjunction);
      expect(')');
      return inner;
    }
    if (accept('[')) return within(list);
    position++;
    if (token.kind === 'number') return ['value', Number(token.text)];
    if (token.kind === 'text') return ['value', token.text];
    if (token.kind === 'name' && Object.hasOwn(words, token.text)) return ['value', words[token.text] ?? null];
    if (token.kind === 'name' && !reserved.has(token.text)) return ['path', ...token.text.split('.')];
    throw new ExpressionError('a name or a value', token.at);
  };

  const parsed = disjunction();
  if (peek().kind !== 'end') throw new ExpressionError('“and”, “or” or the end', peek().at);
  return parsed;
}

/** Every path that an expression reads. */
export function pathsOf(expression: Expression): readonly (readonly string[])[] {
  if (expression[0] === 'value') return [];
  if (expression[0] === 'path') return [expression.slice(1) as readonly string[]];
  return expression.slice(1).flatMap((part) => pathsOf(part as Expression));
}
