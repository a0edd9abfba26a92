/** Text in the format "flowed" (RFC 3676), whose lines were broken by a program and belong together. */

/**
 * Lines that a blank at the end joins with the next are one again, but never across quotations, empty lines or the line before a signature:
 * what somebody answers below a quotation stays an answer.
 * @param delSp whether that blank was put in, and is to be taken out
 */
export function unwrapped(text: string, delSp: boolean): string {
  const out: string[] = [];
  /** The paragraph that goes on, as long as its lines are quoted as deep. */
  let open: { readonly depth: number; said: string } | undefined;
  const end = (): void => {
    if (open) out.push(quoted(open.depth, open.said));
    open = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const [marks = ''] = /^>*/.exec(line) ?? [];
    const depth = marks.length;
    const said = line.slice(depth).replace(/^ /, ''); // space-stuffing, 4.4
    const isSignature = said === '-- ';
    if (open && (open.depth !== depth || isSignature || said.trim() === '')) end();
    const isFlowed = said.endsWith(' ') && !isSignature;
    const kept = isFlowed && delSp ? said.slice(0, -1) : said;
    if (open) open.said += kept;
    else open = { depth, said: kept };
    if (!isFlowed) end();
  }
  end();
  return out.join('\n');
}

const quoted = (depth: number, said: string): string => (depth === 0 ? said : `${'>'.repeat(depth)} ${said}`);
