/** Stacks of errors in bundled code, in the lines of its sources. Source maps are large: each is read when a stack that needs it is first asked for. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Has this thread tell stacks so. @param shiftOf how many characters stand before the code that a module's source map is about, in its first line */
export function mapStacks(shiftOf: (url: string) => number): void {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (url: string): SourceMap | undefined => {
    if (!maps.has(url)) maps.set(url, readMap(url));
    return maps.get(url);
  };
  Error.prepareStackTrace = (error, frames) =>
    [headOf(error), ...frames.map((frame) => `    at ${described(frame, mapOf, shiftOf)}`)].join('\n');
}

function described(
  frame: NodeJS.CallSite,
  mapOf: (url: string) => SourceMap | undefined,
  shiftOf: (url: string) => number,
): string {
  const text = String(frame);
  const [url, line, column] = [frame.getScriptNameOrSourceURL(), frame.getLineNumber(), frame.getColumnNumber()];
  if (!url?.startsWith('file:') || line === null || column === null) return text;
  const origin = mapOf(url)?.findOrigin(line, column - (line === 1 ? shiftOf(url) : 0));
  if (!origin || !('fileName' in origin)) return text;
  // Sources are named from the folder of the bundle, which has been moved since; what follows the way up is the repository's.
  const source = `${origin.fileName.replace(/^.*?(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  return text.replace(`${url}:${line}:${column}`, source);
}

function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
  } catch {
    return undefined; // none was made for it
  }
}

function headOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}
