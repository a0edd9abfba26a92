/** Takes out of a text what a browser would run or fetch: elements such as `script`, attributes such as `onclick`, addresses such as `javascript:`. Pure. */

/** Elements that go with what is in them. */
const WHOLE: ReadonlySet<string> = new Set(['script', 'iframe', 'object', 'style', 'applet', 'noscript', 'template']);
/** Elements of which only the tags go. */
const TAGS: ReadonlySet<string> = new Set([
  ...['embed', 'link', 'meta', 'base', 'form', 'input', 'button', 'textarea', 'select', 'frame', 'frameset'],
  ...['svg', 'math', 'audio', 'video', 'source', 'portal', 'dialog'],
]);
const HANDLER = /[\s/"']on[a-z]{2,40}\s{0,20}=\s{0,20}(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^\s>"']{0,2000})/gi;
/** Addresses that run something. */
const SCHEME = /\b(?:javascript|vbscript)\s{0,5}:|\bdata\s{0,5}:\s{0,5}text\/html/gi;
/** Characters of a tag that are looked at: what is longer is no tag. */
const MAX_TAG = 10_000;
/** What was taken out may leave something behind that has to go as well, such as `<scr<script></script>ipt>`. */
const MAX_PASSES = 10;

export interface Inactive {
  readonly text: string;
  /** What was taken out, each once, in the order in which it was met. */
  readonly removed: readonly string[];
}

export function withoutActiveContent(given: string): Inactive {
  const removed = new Set<string>();
  let text = given;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = swept(text, removed);
    if (next === text) return { text, removed: [...removed] };
    text = next;
  }
  // Whoever nests so deeply means harm: nothing is left that could begin a tag.
  return { text: text.replaceAll('<', '&lt;').replace(SCHEME, ''), removed: [...removed] };
}

/** One pass from left to right, each character of which is looked at a bounded number of times. */
function swept(text: string, removed: Set<string>): string {
  const lower = text.toLowerCase();
  /** Closing tags that were looked for and do not come any more. */
  const gone = new Set<string>();
  let out = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('<', at);
    if (open < 0) return out + quiet(text.slice(at), removed);
    out += quiet(text.slice(at, open), removed);
    const name = /^<\/?([a-z][a-z0-9-]{0,30})/i.exec(text.slice(open, open + 34))?.[1]?.toLowerCase();
    if (name === undefined) {
      out += '<';
      at = open + 1;
      continue;
    }
    // What another tag begins in is none yet: it may be one on the next pass.
    const close = text.slice(open + 1, open + MAX_TAG).search(/[<>]/) + open + 1;
    const end = text[close] === '>' ? close + 1 : undefined;
    if (WHOLE.has(name)) {
      removed.add(name);
      const closing = lower[open + 1] === '/' || gone.has(name) ? -1 : lower.indexOf(`</${name}`, open);
      if (closing < 0) gone.add(name);
      const after = closing < 0 ? end : lower.indexOf('>', closing) + 1;
      at = after === undefined || after <= open ? open + name.length + 1 : after;
    } else if (TAGS.has(name)) {
      removed.add(name);
      at = end ?? open + name.length + 1;
    } else {
      const tag = text.slice(open, end ?? open + 1);
      out += end === undefined ? tag : safeTag(tag, removed);
      at = end ?? open + 1;
    }
  }
}

function safeTag(tag: string, removed: Set<string>): string {
  const bare = tag.replace(HANDLER, (handler) => {
    removed.add(handler.slice(1).split('=')[0]?.trim().toLowerCase() ?? 'on');
    return '';
  });
  // An address may be written in references to characters: a tag that has both is left out.
  if (/=\s*["']?[^"'>]*&(#|colon|tab|newline)/i.test(bare)) {
    removed.add('encoded address');
    return '';
  }
  return quiet(bare, removed);
}

/** Without addresses that run something. */
function quiet(text: string, removed: Set<string>): string {
  return text.replace(SCHEME, (scheme) => {
    removed.add(scheme.toLowerCase().replace(/\s/g, ''));
    return '';
  });
}
