/** Answers without what they answer. */

/** Lines after which an answer quotes what it answers, as mail programs write them. */
const QUOTES: readonly RegExp[] = [
  /^-{2,} ?(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original) ?-{2,}$/i,
  /^On [^\n]{1,300}\bwrote:$/,
  /^Am [^\n]{1,300}\bschrieb\b[^\n]{0,200}:$/,
  /^Le [^\n]{1,300}\ba écrit ?:$/,
  /^El [^\n]{1,300}\bescribió:$/,
];
const FROM = /^\*?(From|Von|De):\*? /i;
const OTHER = /^\*?(Sent|Gesendet|Envoyé|Enviado|Date|Datum|To|An|À|Para|Subject|Betreff|Objet|Asunto|Cc):\*? /i;

/** Without what the answer quotes at its end; the whole text when nothing else is said. */
export function withoutHistory(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((_, at) => beginsHistory(lines, at));
  const own = start < 0 ? lines : lines.slice(0, start);
  while (own.length > 0 && /^\s*(>|_{10,}$|$)/.test(own.at(-1) ?? '')) own.pop();
  const said = own.join('\n').trim();
  return said === '' ? text : said;
}

/** An attribution may be broken in two lines; a block of headers has at least two more within the next five lines. */
function beginsHistory(lines: readonly string[], at: number): boolean {
  const [line = '', next = ''] = lines.slice(at, at + 2).map((each) => each.trim());
  const joined = `${line} ${next}`;
  if (QUOTES.some((quote) => quote.test(line) || (next.endsWith(':') && quote.test(joined)))) return true;
  return FROM.test(line) && lines.slice(at + 1, at + 6).filter((each) => OTHER.test(each.trim())).length >= 2;
}
