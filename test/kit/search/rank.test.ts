/** Words and ranks of the search (A12). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWords, type Posting, rank } from '#shared/kit/search/rank';
import { MAX_WORDS, wordsOf } from '#shared/kit/search/words';

const posting = (uid: string, weight: number, length = 10): Posting => ({ uid, type: 'incident', weight, length });
const order = (...terms: readonly (readonly Posting[])[]) =>
  rank(
    terms.map((postings) => ({ postings })),
    100,
  ).map(({ uid }) => uid);

describe('words', () => {
  it('are the same whatever their case, accents and form', () => {
    expect(wordsOf('Crème BRÛLÉE, ﬁnance-Süd! Ω')).toEqual(['creme', 'brulee', 'finance', 'sud']);
    expect(wordsOf('Room 4, INC0000042')).toEqual(['room', '4', 'inc0000042']);
    expect(wordsOf('ΟΔΟΣ οδός, STRASSE Straße ẞ, İstanbul')).toEqual([
      'οδοσ',
      'οδοσ',
      'strasse',
      'strasse',
      'ss',
      'istanbul',
    ]);
    expect(wordsOf('не работает हिन्दी שָׁלוֹם')).toEqual(['не', 'работает', 'हिन्दी', 'שלום']);
  });

  it('are pairs of neighbours where no spaces stand between words', () => {
    expect(wordsOf('三楼打印机')).toEqual(['三楼', '楼打', '打印', '印机']);
    expect(wordsOf('VPNに接続 v2 紙')).toEqual(['vpn', 'に接', '接続', 'v2', '紙']);
    expect(wordsOf('ﾌﾟﾘﾝﾀｰ')).toEqual(wordsOf('プリンター'));
    expect(wordsOf('프린터가')).toEqual(['프린', '린터', '터가']);
    expect(wordsOf('𠮷野家')).toEqual(['𠮷野', '野家']);
  });

  it('of any text are found again in that text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const word of wordsOf(text)) expect(wordsOf(word)).toEqual([word]);
      }),
    );
  });
});

describe('counts', () => {
  it('a title counts three times, a tag twice, the body once', () => {
    const { weights, length } = countWords({ title: 'Mail mail', tags: ['mail'], description: 'No mail since nine' });

    expect(Object.fromEntries(weights)).toEqual({ mail: 3 + 3 + 2 + 1, no: 1, since: 1, nine: 1 });
    expect(length).toBe(7);
  });

  it('leave out what only joins words, and keep what is a name or a thing as well', () => {
    const said = 'Die IT meldet: the mailbox of Will is full, NOT-AUS im Serverraum für alle';
    const { weights, length } = countWords({ title: said });

    expect([...weights.keys()]).toEqual([
      'it',
      'meldet',
      'mailbox',
      'will',
      'full',
      'not',
      'aus',
      'serverraum',
      'alle',
    ]);
    expect(length).toBe(9);
  });

  it('are bounded, the title first', () => {
    const description = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(' ');
    const { weights } = countWords({ title: 'Last', description });

    expect(weights.size).toBe(MAX_WORDS);
    expect(weights.has('last')).toBe(true);
  });
});

describe('ranks', () => {
  it('more of a word, in a shorter record, is better; equal ones are newest first', () => {
    expect(order([posting('A', 1), posting('B', 3)])).toEqual(['B', 'A']);
    expect(order([posting('A', 1, 50), posting('B', 1, 5)])).toEqual(['B', 'A']);
    expect(order([posting('A', 1), posting('B', 1)])).toEqual(['B', 'A']);
  });

  it('a rare word tells more than a common one, and both more than either', () => {
    const common = ['A', 'B', 'C', 'D'].map((uid) => posting(uid, 1));

    expect(order(common, [posting('E', 1), posting('B', 1)])).toEqual(['B', 'E', 'D', 'C', 'A']);
  });

  it('follow the formula', () => {
    // One record of ten has the word with weight 3, in a record of average length: ln(1 + 9.5 / 1.5) · 3 · 2.2 / (3 + 1.2).
    const [only] = rank([{ postings: [posting('A', 3)] }], 10);

    expect(only?.score).toBeCloseTo((Math.log(1 + 9.5 / 1.5) * 3 * 2.2) / (3 + 1.2), 12);
  });

  it('are never negative, however many records have the word', () => {
    const postings = Array.from({ length: 50 }, (_, i) => posting(String(i), 1));

    for (const { score } of rank([{ postings }], 3)) expect(score).toBeGreaterThan(0);
  });
});
