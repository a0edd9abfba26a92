/** Words and ranks of the search (A12). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternativesOf, distanceOf } from '#shared/kit/search/alternatives';
import { ask } from '#shared/kit/search/ask';
import { type Found, merged, type Segment, segmentOf, visit } from '#shared/kit/search/segment';
import { countWords } from '#shared/kit/search/word-counts';
import { askedWords, wordsOf } from '#shared/kit/search/words';

const MAX_WORDS = 1000;

const found = (uid: string, words: Found['words'], length = 10, sequence = 1): Found => ({
  ...{ uid, type: 'incident', id: uid, sequence, length, words },
});
/** Records with these titles, asked for. */
const titled = (...titles: readonly string[]): Segment =>
  segmentOf(
    titles.map((title, index) => {
      const { weights, length } = countWords({ title });
      return found(String(index), Object.fromEntries(weights), length);
    }),
  );
const asked = (segments: readonly Segment[], words: readonly string[]) =>
  ask(segments, { words, accepts: () => true, most: 100 }).hits;
const order = (records: readonly Found[], ...words: readonly string[]) =>
  asked([segmentOf(records)], words).map(({ entry }) => entry.uid);
/** Titles in the order in which a question finds them. */
const finds = (question: string, ...titles: readonly string[]): readonly string[] =>
  asked([titled(...titles)], askedWords(question)).map(({ entry }) => titles[Number(entry.uid)] ?? '');

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
    const { weights, length } = countWords({ title: 'Mail mail', tags: ['mail'], body: ['No mail since nine'] });

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
    const { weights } = countWords({ title: 'Last', body: [description] });

    expect(weights.size).toBe(MAX_WORDS);
    expect(weights.has('last')).toBe(true);
  });
});

describe('ranks', () => {
  it('more of a word, in a shorter record, is better; equal ones are newest first', () => {
    expect(order([found('A', { x: 1 }), found('B', { x: 3 })], 'x')).toEqual(['B', 'A']);
    expect(order([found('A', { x: 1 }, 50), found('B', { x: 1 }, 5)], 'x')).toEqual(['B', 'A']);
    expect(order([found('A', { x: 1 }), found('B', { x: 1 })], 'x')).toEqual(['B', 'A']);
  });

  it('a rare word tells more than a common one, and both more than either', () => {
    const records = [
      ...['A', 'C', 'D'].map((uid) => found(uid, { x: 1 })),
      ...[found('B', { x: 1, y: 1 }), found('E', { y: 1 })],
    ];
    expect(order(records, 'x', 'y')).toEqual(['B', 'E', 'D', 'C', 'A']);
  });

  it('follow the formula', () => {
    const others = Array.from({ length: 9 }, (_, index) => found(`other${index}`, { z: 1 }));
    // One record of ten has the word with weight 3, in a record of average length: ln(1 + 9.5 / 1.5) · 3 · 2.2 / (3 + 1.2).
    const [only] = asked([segmentOf([found('A', { x: 3 }), ...others])], ['x']);

    expect(only?.score).toBeCloseTo((Math.log(1 + 9.5 / 1.5) * 3 * 2.2) / (3 + 1.2), 5);
    expect(only?.share).toBeCloseTo(1, 5);
  });

  it('are never negative, however many records have the word', () => {
    const records = Array.from({ length: 50 }, (_, i) => found(String(i), { x: 1 }));
    for (const { score } of asked([segmentOf(records)], ['x'])) expect(score).toBeGreaterThan(0);
  });
});

describe('a word stands for others', () => {
  it('that begin with it, the nearest first, behind those that are it', () => {
    expect(finds('print', 'Printer jam', 'Print jam', 'Blueprint')).toEqual(['Print jam', 'Printer jam', 'Blueprint']);
  });

  it('that are compounds of it, and of which it is one', () => {
    expect(finds('Drucker', 'Netzwerkdrucker', 'Druckerei am Markt', 'Maus')).toEqual([
      'Druckerei am Markt',
      'Netzwerkdrucker',
    ]);
    expect(finds('Netzwerkdrucker', 'Drucker im Netzwerk', 'Maus')).toEqual(['Drucker im Netzwerk']);
    expect(finds('Verbindungsfehler', 'Fehler der Verbindung')).toEqual(['Fehler der Verbindung']);
  });

  it('for which it was mistyped: a letter too many, too few, another, or two changed about', () => {
    for (const typed of ['pritner', 'printeer', 'prnter', 'pranter'])
      expect([typed, finds(typed, 'Printer jam', 'Mouse')]).toEqual([typed, ['Printer jam']]);
    expect(finds('authentifcaiton', 'Authentification fails')).toEqual(['Authentification fails']);
    // What there is was not mistyped.
    expect(finds('mail', 'Mail is slow', 'Main door')).toEqual(['Mail is slow']);
  });

  it('but for no other number, and of no other script', () => {
    expect(finds('vpn error 809', 'VPN error 8091', 'Error 809 of the VPN')).toEqual([
      'Error 809 of the VPN',
      'VPN error 8091',
    ]);
    expect(finds('809', 'VPN error 8091', 'Error 808')).toEqual([]);
    expect([...alternativesOf('プリ', [titled('プリンター')])]).toEqual([['プリ', 1]]);
  });

  it('by as many mistakes as the least number of steps says', () => {
    expect(distanceOf('printer', 'pritner', 2)).toBe(1);
    expect(distanceOf('abc', 'abc', 2)).toBe(0);
    expect(distanceOf('abcdef', 'uvwxyz', 2)).toBe(3);
  });
});

describe('segments', () => {
  const records = fc.array(
    fc.record({
      uid: fc.constantFrom('A', 'B', 'C', 'D'),
      sequence: fc.nat(5),
      words: fc.dictionary(fc.constantFrom('x', 'y', 'zebra'), fc.integer({ min: 1, max: 300 })),
    }),
  );
  const plain = (segment: Segment): unknown => {
    const words = segment.vocabulary.map((word, index) => {
      const places: unknown[] = [];
      visit(segment, index, (entry, weight) => places.push([segment.entries[entry]?.uid, weight]));
      return [word, places.sort()];
    });
    return [segment.entries.map(({ uid, sequence }) => [uid, sequence]).sort(), words];
  };

  it('of several make one that has the newest of each record, and nothing of what is gone', () => {
    fc.assert(
      fc.property(records, (given) => {
        const all = given.map(({ uid, sequence, words }) => found(uid, words, Object.keys(words).length, sequence));
        const newest = new Map<string, Found>();
        for (const each of all) if ((newest.get(each.uid)?.sequence ?? -1) < each.sequence) newest.set(each.uid, each);
        const alone = merged(
          all.map((each) => segmentOf([each])),
          { whole: true },
        );
        expect(plain(alone)).toEqual(plain(segmentOf([...newest.values()].filter(({ length }) => length > 0))));
      }),
    );
  });

  it('an older entry counts no more, wherever it stands, nor does what is not to be found', () => {
    const [old, next, lost] = [found('A', { x: 1 }, 1, 1), found('A', { y: 1 }, 1, 2), found('B', {}, 0, 9)];
    const segments = [
      segmentOf([next, lost]),
      segmentOf([old, found('B', { x: 1 }, 1, 3), found('C', { x: 1 }, 1, 1)]),
    ];
    expect(asked(segments, ['x']).map(({ entry }) => entry.uid)).toEqual(['C']);
    expect(asked([merged(segments, { whole: false })], ['x']).map(({ entry }) => entry.uid)).toEqual(['C']);
  });
});
