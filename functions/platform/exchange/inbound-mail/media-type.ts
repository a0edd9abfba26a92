/**
 * What a file is: a type that the message names, under whichever of its names; else what the ending of the file's name and its first bytes
 * say. Many programs send everything as application/octet-stream, which says no more than "bytes" (RFC 2046, 4.5.1).
 */
import { isMediaType, type MediaType } from '#shared/capabilities/attachments/attachment';

/** Other names of types that may be attached. */
const ALIASES: Readonly<Record<string, MediaType>> = {
  'application/acrobat': 'application/pdf',
  'application/cap': 'application/vnd.tcpdump.pcap',
  'application/csv': 'text/csv',
  'application/eml': 'message/rfc822',
  'application/ics': 'text/calendar',
  'application/vnd.ms-tnef': 'application/ms-tnef',
  'application/vnd.ms-word': 'application/msword',
  'application/excel': 'application/vnd.ms-excel',
  'application/mspowerpoint': 'application/vnd.ms-powerpoint',
  'application/powerpoint': 'application/vnd.ms-powerpoint',
  'application/x-gzip': 'application/gzip',
  'application/x-json': 'application/json',
  'application/x-msexcel': 'application/vnd.ms-excel',
  'application/x-mspowerpoint': 'application/vnd.ms-powerpoint',
  'application/x-msword': 'application/msword',
  'application/x-pcap': 'application/vnd.tcpdump.pcap',
  'application/x-pdf': 'application/pdf',
  'application/x-zip': 'application/zip',
  'application/x-zip-compressed': 'application/zip',
  'audio/mp3': 'audio/mpeg',
  'audio/vnd.wave': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'image/heic-sequence': 'image/heic',
  'image/heif': 'image/heic',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/tif': 'image/tiff',
  'image/x-png': 'image/png',
  'image/x-tiff': 'image/tiff',
  'multipart/x-zip': 'application/zip',
  'text/comma-separated-values': 'text/csv',
  'text/directory': 'text/vcard',
  'text/json': 'application/json',
  'text/pdf': 'application/pdf',
  'text/x-csv': 'text/csv',
  'text/x-pdf': 'application/pdf',
  'text/x-vcard': 'text/vcard',
  'video/x-mp4': 'video/mp4',
};

type Looks = (bytes: Buffer) => boolean;

const begins =
  (...beginnings: readonly string[]): Looks =>
  (bytes) =>
    beginnings.some((beginning) => bytes.toString('latin1', 0, beginning.length) === beginning);
const at =
  (offset: number, ...words: readonly string[]): Looks =>
  (bytes) =>
    words.some((word) => bytes.toString('latin1', offset, offset + word.length) === word);
const both =
  (one: Looks, other: Looks): Looks =>
  (bytes) =>
    one(bytes) && other(bytes);

const isZip = begins('PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008');
const isCompound = begins('\u00D0\u00CF\u0011\u00E0');
/** No zero bytes, unless it is UTF-16; and nothing that begins as a page does which a browser would run. */
const isText: Looks = (bytes) => {
  const beginning = bytes.toString('latin1', 0, 4096);
  if (/^\s*(?:\u00EF\u00BB\u00BF)?\s*<(?:!doctype|html|script|svg|\?xml|head|body|iframe)/i.test(beginning))
    return false;
  return /^(?:\u00FF\u00FE|\u00FE\u00FF)/.test(beginning) || !beginning.includes('\u0000');
};

/** By ending: the type, and how files of it begin. */
const ENDINGS: Readonly<Record<string, readonly [MediaType, Looks]>> = {
  pdf: ['application/pdf', (bytes) => bytes.subarray(0, 1024).includes('%PDF-')],
  png: ['image/png', begins('\u0089PNG')],
  jpg: ['image/jpeg', begins('\u00FF\u00D8\u00FF')],
  gif: ['image/gif', begins('GIF8')],
  webp: ['image/webp', both(begins('RIFF'), at(8, 'WEBP'))],
  tif: ['image/tiff', begins('II*\u0000', 'MM\u0000*')],
  heic: ['image/heic', both(at(4, 'ftyp'), at(8, 'heic', 'heix', 'hevc', 'mif1', 'msf1'))],
  mp4: ['video/mp4', at(4, 'ftyp')],
  mp3: ['audio/mpeg', begins('ID3', '\u00FF\u00FB', '\u00FF\u00F3', '\u00FF\u00F2')],
  wav: ['audio/wav', both(begins('RIFF'), at(8, 'WAVE'))],
  gz: ['application/gzip', begins('\u001F\u008B')],
  zip: ['application/zip', isZip],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', isZip],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', isZip],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation', isZip],
  odt: ['application/vnd.oasis.opendocument.text', isZip],
  ods: ['application/vnd.oasis.opendocument.spreadsheet', isZip],
  doc: ['application/msword', isCompound],
  xls: ['application/vnd.ms-excel', isCompound],
  ppt: ['application/vnd.ms-powerpoint', isCompound],
  msg: ['application/vnd.ms-outlook', isCompound],
  dat: ['application/ms-tnef', begins('\u0078\u009F\u003E\u0022')],
  pcap: ['application/vnd.tcpdump.pcap', begins('\u00D4\u00C3\u00B2\u00A1', '\u00A1\u00B2\u00C3\u00D4', '\n\r\r\n')],
  eml: ['message/rfc822', isText],
  json: ['application/json', isText],
  csv: ['text/csv', isText],
  ics: ['text/calendar', isText],
  vcf: ['text/vcard', isText],
  txt: ['text/plain', isText],
};
const SAME: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  jpe: 'jpg',
  jfif: 'jpg',
  tiff: 'tif',
  heif: 'heic',
  m4v: 'mp4',
  tgz: 'gz',
  pcapng: 'pcap',
  cap: 'pcap',
  ical: 'ics',
  vcard: 'vcf',
  ...Object.fromEntries(['log', 'text', 'md', 'conf', 'cfg', 'ini', 'yml', 'yaml', 'tsv'].map((name) => [name, 'txt'])),
};

/** Undefined for what is not attached: it is of no type that may be, or is not what it is called. @param said as the message names it */
export function mediaTypeOf(said: string, fileName: string, bytes: Uint8Array): MediaType | undefined {
  const named = said.trim().toLowerCase();
  if (isMediaType(named)) return named;
  const alias = ALIASES[named];
  if (alias) return alias;
  const beginning = Buffer.from(bytes.subarray(0, 4096));
  const [, ending] = /\.([a-z0-9]{1,10})$/i.exec(fileName.trim()) ?? [];
  if (ending === undefined || /^\d+$/.test(ending)) return unnamed(named, beginning);
  const lower = ending.toLowerCase();
  const known = ENDINGS[SAME[lower] ?? lower];
  if (!known) return ACTIVE.has(lower) ? undefined : textual(named, beginning);
  return known[1](beginning) ? known[0] : undefined;
}

/** Endings of what a browser or a system would run. */
const ACTIVE: ReadonlySet<string> = new Set(
  'bat cmd com exe hta htm html jar js jse lnk msi ps1 psm1 reg scr sh svg url vbe vbs wsf xht xhtml xml'.split(' '),
);
const MARKUP: ReadonlySet<string> = new Set(['text/html', 'text/xml', 'text/javascript']);

const textual = (named: string, beginning: Buffer): MediaType | undefined =>
  named.startsWith('text/') && !MARKUP.has(named) && isText(beginning) ? 'text/plain' : undefined;

/** Without an ending the first bytes decide alone; those of a ZIP say nothing of what it is for. */
function unnamed(named: string, beginning: Buffer): MediaType | undefined {
  const found = Object.values(ENDINGS).find(
    ([, looks]) => looks !== isText && looks !== isCompound && looks(beginning),
  );
  return found?.[0] ?? textual(named, beginning);
}
