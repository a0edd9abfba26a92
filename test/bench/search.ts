/** The index of search over 10,000 articles and 100,000 tickets: what it weighs, how long it takes to read, and to answer questions of each kind. */
import { performance } from 'node:perf_hooks';
import { piecesOf, segmentIn } from '#shared/capabilities/finding/stored';
import { ask } from '#shared/kit/search/ask';
import { type Found, merged, segmentOf } from '#shared/kit/search/segment';
import { countWords } from '#shared/kit/search/word-counts';
import { askedWords } from '#shared/kit/search/words';
import { generator } from '#shared/kit/statistics/generator';
import { percentile } from '#test/bench/percentile';
import { atMost, fact, type Progress, type Row, type Section } from '#test/bench/section';

const ARTICLES = 10_000;
const TICKETS = 100_000;
const QUESTIONS = 200;

const STEMS =
  'drucker netzwerk verbindung fehler konto kennwort server speicher anwendung bildschirm tastatur zugang rechner vertrag rechnung lager telefon kamera mail kalender printer network error account password storage screen keyboard access laptop contract invoice phone camera calendar update driver tunnel gateway firewall backup license session queue token proxy router switch badge'.split(
    ' ',
  );

/** A text as people write them: few words often, most words seldom, numbers among them. */
function writer(seed: number) {
  const next = generator(seed);
  const word = (): string => {
    const rank = Math.floor(60_000 ** next()) - 1;
    const stem = STEMS[rank % STEMS.length] ?? '';
    if (rank < STEMS.length) return stem;
    const other = STEMS[Math.floor(rank / STEMS.length) % STEMS.length] ?? '';
    return rank % 5 === 0 ? String(rank) : `${stem}${other}${rank > 3000 ? rank.toString(36).replace(/\d/g, 'x') : ''}`;
  };
  return (words: number): string => Array.from({ length: words }, word).join(' ');
}

function records(count: number, words: number, type: string, seed: number): readonly Found[] {
  const write = writer(seed);
  return Array.from({ length: count }, (_, index) => {
    const { weights, length } = countWords({ title: write(6), body: [write(words)] });
    const uid = `01ARZ3NDEK${type.slice(0, 2).toUpperCase()}${String(index).padStart(14, '0')}`;
    return {
      uid,
      type,
      id: `X${index}`,
      sequence: 1,
      length,
      words: Object.fromEntries(weights),
      people: ['somebody'],
    };
  });
}

async function run(progress: Progress): Promise<readonly Row[]> {
  progress('writing 110,000 records');
  const tickets = segmentOf(records(TICKETS, 40, 'ticket', 1));
  const articles = segmentOf(records(ARTICLES, 200, 'article', 2));
  const lately = segmentOf(records(128, 40, 'lately', 3));
  const pieces = piecesOf(tickets);
  const began = performance.now();
  const read = segmentIn(pieces);
  const reading = performance.now() - began;
  const segments = [lately, articles, read];
  const write = writer(4);
  const kinds: Readonly<Record<string, (index: number) => string>> = {
    'two words': () => write(2),
    'five words': () => write(5),
    'a beginning': () => write(1).slice(0, 4),
    'a typing error': () => write(1).replace(/(..)(.)(.)/, '$1$3$2'),
    'a compound': (index) => `${STEMS[index % STEMS.length]}${STEMS[(index * 7) % STEMS.length]}`,
  };
  const rows: Row[] = [
    fact(
      'packed, tickets',
      `${(pieces.reduce((sum, { length }) => sum + length, 0) / 1e6).toFixed(1)} MB in ${pieces.length} items`,
    ),
    fact('words, tickets', String(tickets.vocabulary.length)),
    fact('read once by a function', `${Math.round(reading)} ms`),
  ];
  const all: number[] = [];
  for (const [kind, question] of Object.entries(kinds)) {
    progress(kind);
    const times = Array.from({ length: QUESTIONS }, (_, index) => {
      const words = askedWords(question(index));
      const at = performance.now();
      ask(segments, { words, accepts: () => true, most: 200 });
      return performance.now() - at;
    });
    all.push(...times);
    rows.push(fact(`${kind}, p95`, `${percentile(times, 0.95).toFixed(1)} ms`));
  }
  rows.push(atMost('questions, p95', percentile(all, 0.95), 150, { unit: 'ms', digits: 1 }));
  progress('merging');
  const from = performance.now();
  merged([lately, read], { whole: false });
  rows.push(fact('100,000 records merged with 128', `${Math.round(performance.now() - from)} ms`));
  return rows;
}

export const searchSection: Section = { name: 'search', title: 'The index of search', onDemand: true, run };
