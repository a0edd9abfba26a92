/** Bytes to text. Nobody may lose a letter because a name of a character set is missing, wrong or unknown. */
import { isUtf8 } from 'node:buffer';
import { dosPages } from '#shared/capabilities/mail/message/dos-pages';

/** What TextDecoder knows under these names, spelt as people spell them, without what stands between letters and digits. */
const KNOWN: ReadonlyMap<string, string> = new Map(
  (
    'utf-8 utf-16le utf-16be ibm866 iso-8859-1 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-9 ' +
    'iso-8859-10 iso-8859-11 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 koi8-r koi8-u macintosh windows-874 windows-1250 windows-1251 ' +
    'windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic gbk gb2312 gb18030 big5 ' +
    'euc-jp iso-2022-jp shift_jis euc-kr latin1 latin2 tis-620'
  )
    .split(' ')
    .map((name) => [bare(name), name]),
);

/** Other names, bare. */
const ALIASES: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  utf16: 'utf-16le',
  ansi: 'windows-1252',
  iso88598i: 'iso-8859-8',
  iso88598e: 'iso-8859-8',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  macroman: 'macintosh',
  latin9: 'iso-8859-15',
  mskanji: 'shift_jis',
  sjis: 'shift_jis',
  uhc: 'euc-kr',
  ksc56011987: 'euc-kr',
  big5hkscs: 'big5',
};

/** Numbers of code pages of Microsoft and IBM whose numbers TextDecoder does not know. */
const PAGES: Readonly<Record<string, string>> = {
  '819': 'iso-8859-1',
  '866': 'ibm866',
  '874': 'windows-874',
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  '50220': 'iso-2022-jp',
  '50221': 'iso-2022-jp',
  '51932': 'euc-jp',
  '54936': 'gb18030',
  '65001': 'utf-8',
};

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/[*:].*$/, '') // the language of RFC 2231, the year of a standard
    .replace(/[^a-z0-9]+/g, '')
    .replace(/^x(?=[a-z])(?!macc)/, '');
}

type Decoder = (bytes: Uint8Array) => string;

/** How text of this character set is read; undefined for one that nobody knows, and for ASCII, which has nothing to read above 127. */
function decoderOf(label: string): Decoder | undefined {
  const name = bare(label.slice(0, 80));
  const [, page = ''] = /^(?:cp|dos|ms|win|windows|ibm|oem|codepage|cs(?:ibm|pc)?)?(\d{3,5})$/.exec(name) ?? [];
  const dos = dosPages[page];
  if (dos !== undefined) return (bytes) => ofPage(bytes, dos);
  const known = KNOWN.get(name) ?? KNOWN.get(name.replace(/^cs/, '')) ?? ALIASES[name] ?? PAGES[page] ?? named(page);
  if (known === undefined) return undefined;
  if (known === 'utf-8') return mixed;
  return (bytes) => new TextDecoder(known === 'utf-16le' ? endianness(bytes) : known).decode(bytes);
}

const named = (page: string): string | undefined => (/^125\d$/.test(page) ? KNOWN.get(`windows${page}`) : undefined);

/** UTF-16 is what its mark says. */
const endianness = ([first, second]: Uint8Array): string =>
  first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-16le';

/**
 * The text that bytes are, by the first of the labels that means something. Where none does, bytes that are valid UTF-8 are UTF-8 (which
 * others are by accident hardly ever), and all others are windows-1252, the usual meaning of mail that does not say what it is.
 */
export function decoded(bytes: Uint8Array, ...labels: readonly (string | undefined)[]): string {
  for (const label of labels) {
    const decoder = label === undefined ? undefined : decoderOf(label);
    if (decoder) return decoder(bytes);
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return new TextDecoder(endianness(bytes)).decode(bytes);
  return isUtf8(bytes) ? utf8.decode(bytes) : windows.decode(bytes);
}

const utf8 = new TextDecoder();
const windows = new TextDecoder('windows-1252');

/** Text that calls itself UTF-8 and is not quite: lines that are not, because somebody put them in, are windows-1252. */
function mixed(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return utf8.decode(bytes);
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const at = bytes.indexOf(0x0a, start);
    const end = at < 0 ? bytes.length : at + 1;
    const line = bytes.subarray(start, end);
    lines.push((isUtf8(line) ? utf8 : windows).decode(line));
    start = end;
  }
  return lines.join('');
}

function ofPage(bytes: Uint8Array, page: string): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u00FF]/g, (byte) => page.charAt(byte.charCodeAt(0) - 128));
}

/** The character set that an HTML document names for itself, in the part of it in which browsers look for one (HTML, 13.2.3.2). */
export function charsetOfHtml(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  const beginning = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const [, name] = /<meta\b[^>]{0,500}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([^\s"'>;/]{1,80})/i.exec(beginning) ?? [];
  // Whoever could read this in ASCII does not read UTF-16.
  return name !== undefined && /^utf-?16/i.test(name) ? 'utf-8' : name;
}
