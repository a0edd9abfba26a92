/**
 * A message divided into its parts (RFC 2046), in one pass: whatever a message is made of, reading it takes time in proportion to its size.
 * What cannot be read as it should be is still there, as text (RFC 2045, 5.2).
 */
import { trimmed } from '#shared/capabilities/mail/message/blanks';
import { type Field, fieldOf, newHeader } from '#shared/capabilities/mail/message/field';
import { structured } from '#shared/capabilities/mail/message/structured';

/** What people send has fewer. */
const MAX_PARTS = 1_000;
const MAX_DEPTH = 50;
/** A boundary has 70 characters (RFC 2046, 5.1.1); programs write longer ones. */
const MAX_BOUNDARY = 250;
const LF = 0x0a;

export interface Part {
  readonly fields: readonly Field[];
  /** In lower case, such as `text/plain`. */
  readonly type: string;
  /** Whether the message says so, in a way that can be read. */
  readonly isTyped: boolean;
  readonly parameters: ReadonlyMap<string, string>;
  /** Encoded as it came. */
  readonly body: Buffer;
  /** Of what is in parts; those that none can be found in are text. */
  readonly parts: readonly Part[];
}

export interface Message {
  readonly root: Part;
  /** Whether there are more parts than were read. */
  readonly isCut: boolean;
}

/** A part that is being read. */
interface Growing {
  fields: readonly Field[];
  type: string;
  isTyped: boolean;
  parameters: ReadonlyMap<string, string>;
  readonly parts: Growing[];
  start: number;
  end: number;
}

interface Open {
  readonly part: Growing;
  readonly boundary: string;
}

interface Delimiter {
  /** Of the part among those that are open. */
  readonly index: number;
  readonly isLast: boolean;
}

export function messageOf(bytes: Buffer): Message {
  const root = growing();
  let open: readonly Open[] = [];
  let delimiters = delimitersOf(open);
  const keepOpen = (next: readonly Open[]): void => {
    open = next;
    delimiters = delimitersOf(next);
  };
  let part: Growing | undefined = root;
  let header: ReturnType<typeof newHeader> | undefined = newHeader();
  let count = 1;
  let isCut = false;

  const begin = (at: number): void => {
    if (!part || !header) return;
    describe(part, header.fields(), open.at(-1)?.part.type);
    part.start = at;
    const boundary = trimmed(part.parameters.get('boundary') ?? '');
    if (
      part.type.startsWith('multipart/') &&
      boundary !== '' &&
      boundary.length <= MAX_BOUNDARY &&
      open.length < MAX_DEPTH
    )
      keepOpen([...open, { part, boundary }]);
    header = undefined;
  };

  let at = 0;
  while (at < bytes.length) {
    if (!header && !isDelimiterLike(bytes, at)) {
      at = open.length === 0 ? bytes.length : nextDelimiterLike(bytes, at);
      continue;
    }
    const newline = bytes.indexOf(LF, at);
    const next = newline < 0 ? bytes.length : newline + 1;
    const line = header ? lineOf(bytes, at, next) : lineOf(bytes, at, Math.min(next, at + MAX_BOUNDARY + 10));
    const found = line.startsWith('--') ? delimiters.get(trimmed(line.slice(0, MAX_BOUNDARY + 10))) : undefined;
    if (found) {
      if (header) begin(at);
      const end = endBefore(bytes, at);
      const { index, isLast } = found;
      const parent = open[index]?.part ?? root;
      for (const { part: left } of open.slice(isLast ? index : index + 1)) left.end = end;
      if (part) part.end = end;
      keepOpen(open.slice(0, isLast ? index : index + 1));
      if (isLast) part = undefined;
      else if (count >= MAX_PARTS) {
        isCut = true;
        part = undefined;
        break;
      } else {
        count++;
        part = growing();
        parent.parts.push(part);
        header = newHeader();
      }
    } else if (header) {
      const isOver = line === '';
      // A part that begins with what is no field has no header; of a message that was delivered, such a line is nobody's text.
      if (isOver) begin(next);
      else if (!header.add(line) && part !== root) {
        begin(at);
        continue;
      }
    }
    at = next;
  }
  if (header) begin(bytes.length);
  for (const { part: left } of open) left.end = bytes.length;
  if (part) part.end = bytes.length;
  return { root: finished(root, bytes), isCut };
}

function growing(): Growing {
  return { fields: [], type: '', isTyped: false, parameters: new Map(), parts: [], start: 0, end: 0 };
}

function finished({ parts, start, end, type, ...rest }: Growing, bytes: Buffer): Part {
  const isText = parts.length === 0 && type.startsWith('multipart/');
  return {
    ...rest,
    type: isText ? 'text/plain' : type,
    body: bytes.subarray(start, Math.max(start, end)),
    parts: parts.map((part) => finished(part, bytes)),
  };
}

const TYPE = /^([a-z0-9!#$&^_.+-]{1,80}\/[a-z0-9!#$&^_.+-]{1,120})(?:[ \t,]+(.*))?$/s;

/** What a part is. A Content-Type that cannot be read, or is not there, means text/plain; in a digest, a message. */
function describe(part: Growing, fields: readonly Field[], parent: string | undefined): void {
  const given = fieldOf(fields, 'content-type');
  const { value, parameters } = structured(given ?? '');
  const [, type, left] = TYPE.exec(value) ?? [];
  const kind = type ?? (value === 'multipart' && parameters.has('boundary') ? 'multipart/mixed' : undefined);
  part.fields = fields;
  part.isTyped = kind !== undefined;
  part.type = kind ?? (given === undefined && parent === 'multipart/digest' ? 'message/rfc822' : 'text/plain');
  // Without its semicolon, what follows the type are parameters as well.
  const loose = left === undefined ? undefined : structured(`; ${given?.slice(type?.length).replace(/^[ \t,]+/, '')}`);
  part.parameters = loose ? new Map([...loose.parameters, ...parameters]) : parameters;
}

const isDelimiterLike = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0x2d && bytes[at + 1] === 0x2d && (at === 0 || bytes[at - 1] === LF);

/** Where the next line that begins with two hyphens begins. */
function nextDelimiterLike(bytes: Buffer, at: number): number {
  const found = bytes.indexOf('\n--', at, 'latin1');
  return found < 0 ? bytes.length : found + 1;
}

function lineOf(bytes: Buffer, at: number, next: number): string {
  return bytes.toString('latin1', at, next).replace(/\r?\n$/, '');
}

/** The lines that divide what is open; of one that stands for several, the innermost. */
function delimitersOf(open: readonly Open[]): ReadonlyMap<string, Delimiter> {
  const all = new Map<string, Delimiter>();
  for (const [index, { boundary }] of open.entries()) all.set(`--${boundary}--`, { index, isLast: true });
  for (const [index, { boundary }] of open.entries()) all.set(`--${boundary}`, { index, isLast: false });
  return all;
}

/** The end of the line before: it belongs to the delimiter. */
function endBefore(bytes: Buffer, at: number): number {
  const end = at > 0 && bytes[at - 1] === LF ? at - 1 : at;
  return end > 0 && bytes[end - 1] === 0x0d ? end - 1 : end;
}
