/** Fields with parameters, such as Content-Type (RFC 2045, 5.1; RFC 2231), however untidily they are written. */
import { trimmed } from '#shared/capabilities/mail/message/blanks';
import { decoded } from '#shared/capabilities/mail/message/charset';

export interface Structured {
  /** In lower case. */
  readonly value: string;
  /** By names in lower case; each character is a byte. */
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_LENGTH = 10_000;
const MAX_PARAMETERS = 100;
/** Semicolons separate, outside of quotation marks. */
const PIECES = /(?:"(?:[^"\\]|\\.)*(?:"|$)|[^";])+/gs;
const COMMENTS = /("(?:[^"\\]|\\.)*"?)|(^|[ \t;])\([^()]*\)/gs;

interface Section {
  readonly at: number;
  readonly text: string;
  readonly isEncoded: boolean;
}

export function structured(field: string): Structured {
  const pieces = withoutComments(field.slice(0, MAX_LENGTH)).match(PIECES) ?? [];
  const parameters = new Map<string, string>();
  const continued = new Map<string, Section[]>();
  for (const piece of pieces.slice(0, MAX_PARAMETERS)) {
    const equals = piece.indexOf('=');
    const name = trimmed(piece.slice(0, Math.max(0, equals))).toLowerCase();
    const text = unquoted(trimmed(piece.slice(equals + 1)));
    const [, base, at, star] = /^([^* \t]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name) ?? [];
    if (base === undefined) continue;
    if (at === undefined && star === undefined) {
      if (!parameters.has(base)) parameters.set(base, text);
    } else {
      const section = { at: Number(at ?? 0), text, isEncoded: star !== undefined };
      continued.set(base, [...(continued.get(base) ?? []), section]);
    }
  }
  for (const [name, sections] of continued) parameters.set(name, joined(sections));
  const isFirstMissing = /^[ \t]*;/.test(field);
  return { value: isFirstMissing ? '' : trimmed(pieces[0] ?? '').toLowerCase(), parameters };
}

/** Sections in their order; the first of those that are percent-encoded says of which character set they are. The bytes of UTF-8. */
function joined(sections: readonly Section[]): string {
  const inOrder = sections.toSorted((a, b) => a.at - b.at);
  const [first] = inOrder;
  const [introduction = '', charset] = first?.isEncoded ? (/^([^']*)'[^']*'/.exec(first.text) ?? []) : [];
  const bytes = inOrder.map(({ text, isEncoded }) => {
    const own = isEncoded && text === first?.text ? text.slice(introduction.length) : text;
    return isEncoded
      ? own.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : own;
  });
  const text = decoded(Buffer.from(bytes.join(''), 'latin1'), charset);
  return Buffer.from(text).toString('latin1');
}

/** Parentheses within a word are part of it, as in `filename=Invoice(1).pdf`. */
const withoutComments = (field: string): string =>
  field.replace(COMMENTS, (_, quoted?: string, before?: string) => quoted ?? before ?? '');

function unquoted(value: string): string {
  const [, double] = /^"((?:[^"\\]|\\.)*)"?/s.exec(value) ?? [];
  if (double !== undefined) return double.replace(/\\(.)/gs, '$1');
  const [, single] = /^'([^']*)'$/.exec(value) ?? [];
  return single ?? value;
}
