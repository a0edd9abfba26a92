/** HTML reduced to the text that somebody would read aloud: no styles, no scripts, no pictures. */
import { Parser } from 'htmlparser2';

const MAX_HTML = 2_000_000;
const MAX_TEXT = 200_000;
/** Whoever wants to keep the parser busy nests tags: each is looked for among all that are open. No letter that people write has as many. */
export const MAX_TAGS = 20_000;

/** What is in these is not said to anybody. */
const SILENT: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template', 'noscript', 'svg', 'object']);
const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote div dl dd dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
/** With an empty line before and after. */
const PARAGRAPHS: ReadonlySet<string> = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'ul', 'ol']);

/** In these white space counts, as it does where a style says so. */
const PREFORMATTED: ReadonlySet<string> = new Set(['pre', 'listing', 'xmp', 'plaintext', 'textarea']);
const STYLED = /\bwhite-space\s{0,9}:\s{0,9}(pre|normal|nowrap)/i;

/**
 * Quotations get `> ` before each line, as in plain text, so that history is found in either.
 * @param tags as many are read at most
 */
export function textOfHtml(html: string, tags = MAX_TAGS): string {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  let silent = 0;
  let quoted = 0;
  const links: string[] = [];
  /** Whether white space counts, for each element that is open. */
  const preformatted: boolean[] = [];
  let isPreformatted = false;
  const end = (): void => {
    const text = isPreformatted ? line.trimEnd() : line.replace(/[ \t\r\n\u00A0]+/g, ' ').trim();
    if (text !== '') lines.push(`${'> '.repeat(Math.min(quoted, 5))}${text}`);
    line = '';
  };
  const keep = (text: string): void => {
    for (const [at, each] of text.replaceAll('\u00A0', ' ').split(/\r?\n/).entries()) {
      if (at > 0) {
        if (line.trim() === '') gap();
        end();
      }
      line += each;
    }
  };
  const gap = (): void => {
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  };
  const parser = new Parser(
    {
      onopentag(name, { href = '', style = '' }) {
        if (SILENT.has(name)) silent++;
        const [, styled] = STYLED.exec(style.slice(0, 1000)) ?? [];
        const becomes = styled === undefined ? isPreformatted || PREFORMATTED.has(name) : /^pre/i.test(styled);
        if (BLOCKS.has(name) || name === 'br' || becomes !== isPreformatted) end();
        preformatted.push(becomes);
        isPreformatted = becomes;
        if (PARAGRAPHS.has(name)) gap();
        if (name === 'blockquote') quoted++;
        if (name === 'li') line = '- ';
        if (name === 'td' || name === 'th') line += ' ';
        if (name === 'a') links.push(/^https?:\/\//i.test(href) ? href : '');
      },
      ontext(text) {
        if (silent > 0 || length > MAX_TEXT) return;
        length += text.length;
        if (isPreformatted) keep(text);
        else line += text;
      },
      onclosetag(name) {
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        if (name === 'a') {
          const href = links.pop() ?? '';
          if (href !== '' && silent === 0 && length <= MAX_TEXT && !line.includes(href)) {
            length += href.length;
            line += ` (${href.slice(0, 2000)})`;
          }
        }
        preformatted.pop();
        const becomes = preformatted.at(-1) ?? false;
        if (BLOCKS.has(name) || becomes !== isPreformatted) end();
        isPreformatted = becomes;
        if (PARAGRAPHS.has(name)) gap();
        if (name === 'blockquote') quoted = Math.max(0, quoted - 1);
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(beginningOf(html, tags));
  end();
  return lines.join('\n');
}

/** How many tags there are, and whatever else begins like one. */
export const tagsIn = (html: string): number => html.split('<').length - 1;

/** As much of it as is read. */
function beginningOf(html: string, most: number): string {
  let end = -1;
  for (let tags = 0; tags <= most; tags++) {
    end = html.indexOf('<', end + 1);
    if (end < 0 || end > MAX_HTML) return html.slice(0, MAX_HTML);
  }
  return html.slice(0, end);
}
