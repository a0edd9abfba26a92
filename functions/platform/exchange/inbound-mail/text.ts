/**
 * Answers without what they answer. Only what we sent is left out, and only where nothing else is said after it: an answer between the lines of a
 * quotation, and a quotation of somebody else, are what the mail is about.
 */

/** Lines after which mail programs quote what is answered. */
const QUOTES: readonly RegExp[] = [
  /^On .{1,300}\bwrote:$/,
  /^Am .{1,300}\bschrieb\b.{0,200}:$/,
  /^Le .{1,300}\ba écrit ?:$/,
  /^El .{1,300}\bescribió:$/,
];
const ORIGINAL = /^-{2,} ?(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original) ?-{2,}$/i;
const FROM = /^\*?(From|Von|De):\*? /i;
const SUBJECT = /^\*?(Subject|Betreff|Objet|Asunto):\*? /i;
const OTHER = /^\*?(Sent|Gesendet|Envoyé|Enviado|Date|Datum|To|An|À|Para|Subject|Betreff|Objet|Asunto|Cc):\*? /i;
/** What our mail has in its subject. */
const NUMBER = /\[[A-Z]{2,4}\d{7,9}\]/i;
const ADDRESS = /[^\s<>()[\]"':;,]{1,100}@[^\s<>()[\]"':;,]{1,200}/g;
/** An attribution may be broken in so many lines. */
const MOST_LINES = 3;
/** None of these lines is longer. */
const MAX_LINE = 2_000;

/** Whether an address is one that we write from. */
export type IsOurs = (address: string) => boolean;

/** The text without what it quotes of ours at its end; the whole text when nothing else is said. */
export function withoutHistory(text: string, isOurs: IsOurs = () => true): string {
  const lines = text.split('\n');
  const start = lines.findIndex((_, at) => beginsHistory(lines, at, isOurs));
  const said = withoutQuotation(start < 0 ? lines : lines.slice(0, start), isOurs)
    .join('\n')
    .trim();
  return said === '' ? text : said;
}

/** A mail below another one, as Outlook puts it there, without marks: a block of headers, which has at least two more in its next five lines. */
function beginsHistory(lines: readonly string[], at: number, isOurs: IsOurs): boolean {
  const line = lines[at]?.trim().slice(0, MAX_LINE) ?? '';
  if (ORIGINAL.test(line)) {
    const from = lines.slice(at + 1, at + 4).find((each) => FROM.test(each.trim()));
    return from === undefined || isOfOurs(from, isOurs) !== false;
  }
  if (!FROM.test(line)) return false;
  const others = lines
    .slice(at + 1, at + 6)
    .map((each) => each.trim())
    .filter((each) => OTHER.test(each));
  if (others.length < 2) return false;
  const subject = others.find((each) => SUBJECT.test(each));
  return isOfOurs(line, isOurs) ?? (subject === undefined || NUMBER.test(subject));
}

/** Undefined when it names no address. */
function isOfOurs(line: string, isOurs: IsOurs): boolean | undefined {
  const addresses = line.slice(0, MAX_LINE).match(ADDRESS);
  return addresses ? addresses.some((address) => isOurs(address.toLowerCase())) : undefined;
}

/** Quoted lines after which nothing is said, with the line that says whose they are; all lines when they are somebody else's. */
function withoutQuotation(lines: readonly string[], isOurs: IsOurs): readonly string[] {
  let end = lines.length;
  while (end > 0 && /^\s*(>|_{10,}$|$)/.test(lines[end - 1] ?? '')) end--;
  const quoted = lines.slice(end).flatMap((line) => /^\s*>[> ]*(.*)$/.exec(line)?.[1] || []);
  if (quoted.length === 0) return lines.slice(0, end);
  if (isOfOthers(quoted.slice(0, MOST_LINES), isOurs)) return lines;
  if (!lines[end - 1]?.trim().endsWith(':')) return lines.slice(0, end);
  for (let count = 1; count <= MOST_LINES; count++) {
    const attribution = joined(lines.slice(Math.max(0, end - count), end));
    const ofOurs = isOfOurs(attribution, isOurs);
    if (ofOurs === false) return lines;
    if (ofOurs || QUOTES.some((quote) => quote.test(attribution))) return lines.slice(0, Math.max(0, end - count));
  }
  return lines;
}

/** Some programs quote the line, too, that says whose the quotation is. */
function isOfOthers(beginning: readonly string[], isOurs: IsOurs): boolean {
  const attributions = beginning.map((_, at) => joined(beginning.slice(0, at + 1)));
  return attributions.some((each) => (FROM.test(each) || each.endsWith(':')) && isOfOurs(each, isOurs) === false);
}

const joined = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .join(' ')
    .slice(-MAX_LINE);
