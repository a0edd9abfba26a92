/** What text has to be to be kept: something to be seen, and nothing that is no character. */
import { describe, expect, it } from 'vitest';
import { isLine, isPlainThroughout, nameSchema, textSchema } from '#shared/text/line';
import { oneLine, readable } from '#shared/text/readable';

const invisible = [
  ' ',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\u200d',
  '\ufe0f',
  '\u00ad',
  '\u115f',
  '\u1160',
  '\u3164',
].concat(...['\uffa0', '\u2800', '\u{e0061}', '\ufeff', '\u2060', '\u034f', '\u180e', '\ufff9']);
const never = ['\u0000', '\u001b', '\u0008', '\u007f', '\u0085', '\u009b', '\ufdd0', '\ufffe', '\uffff', '\u{10ffff}'];
const scripts = [
  'Grüße',
  '漢字',
  'שָׁלוֹם',
  'مُحَمَّد',
  'می‌خواهم',
  'हिन्दी',
  'ไม่ได้',
  '한국어',
  'ᄒᆞᆫ글',
  '👩‍👩‍👧',
  '❤️',
  '1️⃣',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
];

const takes = (schema: ReturnType<typeof textSchema>, text: string): boolean => schema.safeParse(text).success;

describe('field-report 25 text of people', () => {
  it.each(invisible)('field-report 25 shows something: %j alone does not, and mail of it is empty', (text) => {
    expect([takes(textSchema(100), text.repeat(12)), isLine(text)]).toEqual([false, false]);
    expect([takes(textSchema(100), `${text}a${text}`), readable(text), oneLine(text, 10)]).toEqual([true, '', '']);
  });

  it.each(never)('field-report 25 has no %j, wherever it stands', (text) => {
    expect([takes(textSchema(100), `a${text}b`), takes(nameSchema(100), `a${text}b`)]).toEqual([false, false]);
    expect([isPlainThroughout([{ a: text }]), isPlainThroughout({ [text]: 1 })]).toEqual([false, false]);
    expect(readable(`a${text}b`)).toBe('ab');
  });

  it.each(scripts)('field-report 25 is of any script: %s', (text) => {
    expect([takes(textSchema(100), text), takes(nameSchema(100), text)]).toEqual([true, true]);
  });

  it('field-report 25 has marks of direction, tabs and ends of lines where it has several lines, not in one', () => {
    for (const text of ['a\u200fb', 'a\u202eb\u202c', 'a\tb', 'a\r\nb'])
      expect([text, takes(textSchema(100), text), takes(nameSchema(100), text)]).toEqual([text, true, false]);
  });

  it('field-report 25 is as long as what is to be seen of it', () => {
    const notes = textSchema(100, 10);
    expect(
      ['a          b', `abc${'\u200b'.repeat(9)}`, 'a\n\n\n\n\n\n\n\n\nb'].map((text) => takes(notes, text)),
    ).toEqual([...[false, false, false]]);
    expect(['It was it.', '  Restarted it  '].map((text) => takes(notes, text))).toEqual([true, true]);
    expect(notes.safeParse('x').error?.issues).toHaveLength(1);
  });
});
