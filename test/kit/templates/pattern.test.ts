/** Patterns mean what JavaScript's mean, for the whole text; what makes JavaScript hang ends at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '#shared/kit/templates/pattern';
import { compileBudget, compilePattern, PatternError } from '#shared/kit/templates/pattern-parser';
import { costOf, SLOW_MACHINE } from '#test/support/cost';

const matches = (pattern: string, text: string): boolean => matchesPattern(compilePattern(pattern), text);
const ours = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');

describe('what a pattern matches', () => {
  it.each([
    ['[A-Z]{2}-\\d{4}', 'LT-0042', true],
    ['^[A-Z]{2}-\\d{4}$', 'LT-0042', true],
    ['[A-Z]{2}-\\d{4}', 'LT-00423', false],
    ['a|bc', 'bc', true],
    ['(?:ab)+', 'ababab', true],
    ['(ab)?', '', true],
    ['a{2,}', 'a', false],
    ['a{2,3}', 'aaa', true],
    ['a{0}', '', true],
    ['[^a-c]+', 'xyz', true],
    ['[^a-c]+', 'xbz', false],
    ['[\\w.-]+@[\\w-]+\\.example', 'a.b@c-d.example', true],
    ['.', '\n', false],
    ['.', '😀', true],
    ['\\$\\d+\\.\\d\\d', '$12.50', true],
    ['price\\$', 'price$', true],
    ['\\D\\S\\W', 'a!#', true],
    ['[]x]', ']', false],
  ])('%s on %s: %s', (pattern, text, wanted) => {
    if (pattern === '[]x]') {
      expect(() => compilePattern(pattern)).toThrow(PatternError);
      return;
    }
    expect(matches(pattern, text)).toBe(wanted);
  });

  const character = fc.constantFrom('a', 'b', 'c', '1', '-', ' ', 'é', '😀', '\n');
  const atom = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      '1',
      '-',
      'é',
      '😀',
      '.',
      '\\d',
      '\\w',
      '\\s',
      '\\D',
      '\\W',
      '\\S',
      '[ab]',
      '[^a]',
      '[a-c1]',
      '[\\d-]',
    ),
  );
  const pattern: fc.Arbitrary<string> = fc.letrec<{ all: string }>((tie) => ({
    all: fc.oneof(
      { depthSize: 'small' },
      atom,
      fc.tuple(tie('all'), tie('all')).map(([a, b]) => a + b),
      fc.tuple(tie('all'), tie('all')).map(([a, b]) => `(?:${a}|${b})`),
      fc.tuple(tie('all'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{1,}')).map(([a, q]) => `(${a})${q}`),
    ),
  })).all;

  it('is what JavaScript says of the whole text', () => {
    fc.assert(
      fc.property(pattern, fc.array(character, { maxLength: 8 }), (source, characters) => {
        fc.pre(source.length <= 200);
        const text = characters.join('');
        expect(matches(source, text)).toBe(ours(source).test(text));
      }),
      { numRuns: 600 },
    );
  });

  it('a compiled pattern may be kept as JSON', () => {
    const program = JSON.parse(JSON.stringify(compilePattern('(a|b)*c')));
    expect([matchesPattern(program, 'ababc'), matchesPattern(program, 'abab')]).toEqual([true, false]);
  });
});

describe('what could hang', () => {
  it.each(['(a+)+b', '(a|a)*b', '(a|aa)+b', '(.*)*b', '((a?){30})a{30}b', '(a*){0,20}b'])(
    '%s ends at once',
    (source) => {
      const program = compilePattern(source);
      const before = performance.now();

      expect(matchesPattern(program, 'a'.repeat(5000))).toBe(false);

      // A backtracking matcher would need longer than the universe is old.
      expect(performance.now() - before).toBeLessThan(20_000);
    },
  );

  it.each([
    ['back references', '(a)\\1'],
    ['look-ahead', '(?=a)a'],
    ['look-behind', '(?<=a)b'],
    ['named groups', '(?<n>a)'],
    ['word boundaries', '\\ba'],
    ['an open group', '(a'],
    ['a closed group', 'a)'],
    ['an open class', '[a'],
    ['nothing to repeat', '*a'],
    ['two quantifiers', 'a+*'],
    ['lazy quantifiers', 'a+?'],
    ['counting down', 'a{3,1}'],
    ['a range downwards', '[z-a]'],
    ['an anchor within', 'a^b'],
    ['a backslash at the end', 'a\\'],
    ['repetitions of repetitions', '((a{99}){99}){99}'],
    ['more than 500 characters', 'a'.repeat(501)],
    ['groups that are too deep', `${'('.repeat(21)}a${')'.repeat(21)}`],
  ])('refuses %s', (_, source) => {
    expect(() => compilePattern(source)).toThrow(PatternError);
  });

  it('security 6 patterns that throw away what they repeat are refused before they cost much', async () => {
    const wasteful = '(a{1999}){0}'.repeat(41);
    expect(() => compilePattern(wasteful)).toThrow(/together/);
    const budget = compileBudget();
    const cost = await costOf(() => {
      for (let i = 0; i < 100; i++)
        try {
          compilePattern('(a{999}){0}', budget);
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError);
        }
    });
    expect(cost).toBeLessThan(SLOW_MACHINE * 50);
  });

  it('a pattern is compiled or refused, never anything else', () => {
    const any = fc.string({ unit: fc.constantFrom(...'ab01\\[](){}|*+?.^$-,dws:') });
    fc.assert(
      fc.property(any, fc.string(), (source, text) => {
        try {
          matchesPattern(compilePattern(source), text);
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
