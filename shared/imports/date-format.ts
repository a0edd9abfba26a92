/** How a file writes dates: patterns of a few letters, which are data; no expression of anybody's is ever run. */
import type { WallTime } from '#shared/imports/zone';

/** A date as it stands: on the clocks of a place, or an instant where the file names the offset. Milliseconds. */
export type Written = { readonly wall: WallTime } | { readonly instant: number };

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  half?: number;
  minute: number;
  second: number;
  /** Minutes east of UTC. */
  offset?: number;
}

interface Piece {
  /** What the piece takes from the beginning of a text. */
  readonly pattern: RegExp;
  /** @returns false when the text is no such thing. */
  readonly put: (text: string, parts: Parts) => boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const digits = (pattern: RegExp, field: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'): Piece => ({
  pattern,
  put: (text, parts) => {
    parts[field] = Number(text);
    return true;
  },
});

const letters: Readonly<Record<string, Piece>> = {
  yyyy: digits(/^\d{4}/, 'year'),
  yy: {
    pattern: /^\d{2}/,
    put: (text, parts) => {
      parts.year = Number(text) + (Number(text) < 70 ? 2000 : 1900);
      return true;
    },
  },
  MMM: {
    pattern: /^\p{L}{3}/u,
    put: (text, parts) => {
      parts.month = MONTHS.indexOf(text.toLowerCase()) + 1;
      return parts.month > 0;
    },
  },
  MM: digits(/^\d{2}/, 'month'),
  M: digits(/^\d{1,2}/, 'month'),
  dd: digits(/^\d{2}/, 'day'),
  d: digits(/^\d{1,2}/, 'day'),
  HH: digits(/^\d{2}/, 'hour'),
  H: digits(/^\d{1,2}/, 'hour'),
  hh: digits(/^\d{2}/, 'hour'),
  h: digits(/^\d{1,2}/, 'hour'),
  mm: digits(/^\d{2}/, 'minute'),
  ss: digits(/^\d{2}/, 'second'),
  SSS: { pattern: /^\d{1,9}/, put: () => true },
  a: {
    pattern: /^[ap]\.?m\.?/i,
    put: (text, parts) => {
      parts.half = /^p/i.test(text) ? 12 : 0;
      return true;
    },
  },
  XXX: {
    pattern: /^(?:Z|[+-]\d{2}:?\d{2})/,
    put: (text, parts) => {
      const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
      parts.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
      return Number(hours) < 24 && Number(minutes) < 60;
    },
  },
};

/** What a pattern may consist of. */
export const dateLetters = Object.keys(letters);

export type DateFormat = (text: string) => Written | undefined;

/** @returns the reader of a pattern such as `dd/MM/yyyy HH:mm`, or what is wrong with the pattern. */
export function dateFormat(pattern: string): DateFormat | { readonly wrong: string } {
  const pieces: (Piece | string)[] = [];
  const seen = new Set<string>();
  for (const [part] of pattern.matchAll(/([A-Za-z])\1*|'[^']*'|[^A-Za-z']+|'/g)) {
    if (!/^[A-Za-z]/.test(part)) {
      if (part === "'") return { wrong: 'a quotation mark is opened and never closed' };
      pieces.push(part.startsWith("'") ? part.slice(1, -1) : part);
      continue;
    }
    const piece = letters[part];
    if (!piece) return { wrong: `${part} means nothing; known: ${dateLetters.join(', ')}; other letters stand in '…'` };
    const kind = part[0] ?? '';
    if (seen.has(kind)) return { wrong: `${kind} stands in it twice` };
    seen.add(kind);
    pieces.push(piece);
  }
  const missing = ['y', 'M', 'd'].filter((letter) => !seen.has(letter));
  if (missing.length > 0) return { wrong: `a date needs ${missing.join(', ')}` };
  if (seen.has('h') !== seen.has('a')) return { wrong: 'h and a go together; hours from 0 to 23 are H' };
  return (text) => read(text, pieces);
}

function read(text: string, pieces: readonly (Piece | string)[]): Written | undefined {
  const parts: Parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  let rest = text;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      if (!rest.startsWith(piece)) return undefined;
      rest = rest.slice(piece.length);
      continue;
    }
    const [found] = piece.pattern.exec(rest) ?? [];
    if (found === undefined || !piece.put(found, parts)) return undefined;
    rest = rest.slice(found.length);
  }
  return rest === '' ? written(parts) : undefined;
}

/** Undefined for days that do not exist (30/2, 31/4), and for years in which no service desk kept such a log. */
function written(parts: Parts): Written | undefined {
  const { year, month, day, minute, second, half, offset } = parts;
  if (half !== undefined && (parts.hour < 1 || parts.hour > 12)) return undefined;
  const hour = half === undefined ? parts.hour : (parts.hour % 12) + half;
  if (year < 1970 || year > 2100 || hour > 23 || minute > 59 || second > 59) return undefined;
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day) return undefined;
  return offset === undefined ? { wall: wall.getTime() / 1000 } : { instant: wall.getTime() - offset * 60_000 };
}
