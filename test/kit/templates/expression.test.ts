/** Conditions: what they mean, what is refused, and that nothing an author writes runs long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expression, ExpressionTooCostly, evaluate, holds, MAX_STEPS } from '#shared/kit/templates/expression';
import { ExpressionError, parseExpression, pathsOf } from '#shared/kit/templates/expression-parser';

const record = {
  state: 'resolved',
  impact: 2,
  confidential: false,
  customFields: { cost: 120.5, tags: ['a', 'b'], day: '2026-06-15' },
};
const value = (text: string): unknown => evaluate(parseExpression(text), record);

describe('what a condition means', () => {
  it.each([
    ["state = 'resolved'", true],
    ['state == "resolved"', true],
    ["state != 'closed'", true],
    ["state in ['resolved', 'closed']", true],
    ["state not in ['resolved', 'closed']", false],
    ["'a' in customFields.tags", true],
    ['customFields.cost > 100 and impact <= 2', true],
    ['customFields.cost > 100 and impact < 2', false],
    ["impact = 1 or state = 'resolved' and not confidential", true],
    ["(impact = 1 or state = 'resolved') and confidential", false],
    ['not (impact = 1)', true],
    ['not not confidential = true', false],
    ["customFields.day < '2026-07-01'", true],
    ['customFields.absent = null', true],
    ['absent.entirely.gone = null', true],
    ['impact < "3"', false],
    ['impact = "2"', false],
    ['2 in [1, 2, 3]', true],
    ['2 in []', false],
    ['customFields.cost >= 120.5', true],
    ['-1 < 0', true],
    ['constructor = null', true],
    ['customFields.tags.length = null', false],
  ])('%s is %s', (text, wanted) => {
    expect(value(text)).toBe(wanted);
  });

  it('holds only for true: a text or a number by itself is no condition', () => {
    expect(holds(parseExpression('state'), record)).toBe(false);
    expect(holds(parseExpression('impact'), record)).toBe(false);
    expect(holds(parseExpression('not confidential'), record)).toBe(true);
  });
});

describe('what is refused', () => {
  it.each([
    ['', 0],
    ['state =', 7],
    ['state = ', 8],
    ['state resolved', 6],
    ['(state = 1', 10],
    ['1 < 2 < 3', 6],
    ['a.b()', 3],
    ["'unclosed", 0],
    ['a = [1, 2', 9],
    ['and', 0],
    ['a ; b', 1],
    ['not', 3],
  ])('%s, at character %d', (text, at) => {
    expect(() => parseExpression(text)).toThrow(ExpressionError);
    try {
      parseExpression(text);
    } catch (error) {
      expect((error as ExpressionError).at).toBe(at);
    }
  });

  it('texts that are too long, and parentheses that are too deep', () => {
    expect(() => parseExpression(`a = '${'x'.repeat(1000)}'`)).toThrow(ExpressionError);
    expect(() => parseExpression(`${'('.repeat(41)}a${')'.repeat(41)}`)).toThrow(ExpressionError);
    expect(() => parseExpression(`${'not '.repeat(60)}a`)).toThrow(ExpressionError);
  });
});

describe('steps', () => {
  it('A6 an evaluation takes 1,000 steps at most, counting each item of a list that it searches', () => {
    const among = (length: number) => ({ list: Array.from({ length }, (_, i) => i) });
    const searching = parseExpression('-1 in list');

    expect(evaluate(searching, among(MAX_STEPS - 3))).toBe(false);
    expect(() => evaluate(searching, among(MAX_STEPS))).toThrow(ExpressionTooCostly);
  });

  it('and, or look no further than they must', () => {
    const list = Array.from({ length: 5000 }, (_, i) => i);
    expect(evaluate(parseExpression('false and -1 in list'), { list })).toBe(false);
    expect(evaluate(parseExpression('true or -1 in list'), { list })).toBe(true);
  });
});

describe('whatever is written', () => {
  const leaf = fc.oneof(
    fc.constantFrom('a', 'b.c', 'customFields.x', 'true', 'false', 'null', "'x'", '1', '-2.5', "['x', 1]"),
  );
  const condition: fc.Arbitrary<string> = fc.letrec<{ all: string }>((tie) => ({
    all: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.tuple(tie('all'), fc.constantFrom('and', 'or'), tie('all')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      fc
        .tuple(leaf, fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'in', 'not in'), leaf)
        .map((parts) => parts.join(' ')),
      tie('all').map((inner) => `not (${inner})`),
    ),
  })).all;

  it('a condition is read or refused, never anything else', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'ab.()[]\'"=<>! ,1-notandri') }),
      condition,
    );
    fc.assert(
      fc.property(texts, fc.jsonValue(), (text, data) => {
        let parsed: Expression;
        try {
          parsed = parseExpression(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
          return;
        }
        evaluate(parsed, { a: data, b: { c: data }, customFields: { x: data } });
      }),
      { numRuns: 400 },
    );
  });

  it('evaluating changes nothing, and gives the same again; a kept condition is the parsed one', () => {
    fc.assert(
      fc.property(condition, fc.jsonValue(), (text, data) => {
        const parsed = parseExpression(text);
        const given = { a: data, b: { c: data }, customFields: { x: data } };
        const before = JSON.stringify(given);
        const first = evaluate(parsed, given);
        expect(evaluate(JSON.parse(JSON.stringify(parsed)), given)).toEqual(first);
        expect(JSON.stringify(given)).toBe(before);
        expect(holds(['not', parsed], given)).toBe(!holds(parsed, given));
      }),
      { numRuns: 200 },
    );
  });

  it('names every path that it reads', () => {
    expect(pathsOf(parseExpression("a.b = 1 and not (c in [d, 'e'])"))).toEqual([['a', 'b'], ['c'], ['d']]);
  });
});
