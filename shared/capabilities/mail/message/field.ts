/** Header fields (RFC 5322, 2.2) as bytes that are looked at as Latin-1 until it is known what they are. */
import { trimmed } from '#shared/capabilities/mail/message/blanks';

/** More of a header than this no program writes. */
const MAX_FIELDS = 1_000;
const MAX_VALUE = 100_000;

export interface Field {
  /** In lower case. */
  readonly name: string;
  /** Unfolded; each character is a byte. */
  readonly value: string;
}

/** Name, blanks that old mail has before the colon, and the value. Whatever begins otherwise is no field, and never taken for one. */
const FIELD = /^([!-9;-~]{1,200})[ \t]{0,100}:(.*)$/s;

/** What is known of a header while its lines are being read. */
export interface Header {
  /** @returns false for a line that belongs to no field */
  add(line: string): boolean;
  fields(): readonly Field[];
}

export function newHeader(): Header {
  const collected: { readonly name: string; readonly parts: string[]; size: number }[] = [];
  return {
    add(line) {
      const last = collected.at(-1);
      if (line.startsWith(' ') || line.startsWith('\t')) {
        if (last && last.size < MAX_VALUE) {
          last.parts.push(line);
          last.size += line.length;
        }
        return last !== undefined;
      }
      const [, name, value = ''] = FIELD.exec(line) ?? [];
      if (name === undefined) return false;
      if (collected.length < MAX_FIELDS)
        collected.push({ name: name.toLowerCase(), parts: [value], size: value.length });
      return true;
    },
    fields: () => collected.map(({ name, parts }) => ({ name, value: trimmed(parts.join('').slice(0, MAX_VALUE)) })),
  };
}

/** The first field of this name, in lower case. */
export const fieldOf = (fields: readonly Field[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value;
