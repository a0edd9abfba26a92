/** docs/surface.txt as a text and back: a head with the version, then a line for each thing that callers and consumers see. */
import { type Line, readLine, written } from '#shared/describe/surface/line';
import { withMarks } from '#shared/describe/surface/promise';

export interface Surface {
  /** Of which release it is; what came since bears a mark. */
  readonly version: string;
  readonly lines: readonly Line[];
}

const TITLE = '# The surface of Helmdesk ';
const head = (version: string): string => `${TITLE}${version}
# Written by \`npm run docs:generate\`: every operation and event, one a line: what it is < what it takes > what it gives.
# \`?\` at the end of a name: may be missing. \`?name\`: in the query. \`[]\`: each entry, \`*\`: each value. \`+\`: newer than that release.
# \`event *\` is carried by every event of a record, \`event *.linked\` by that event of every kind of record.
`;

/** Operations by path and method, then events, parameters and schemas. */
function placeOf({ about }: Line): string {
  const [, method, rest] = /^([A-Z]+) (\/.*)$/.exec(about) ?? [];
  return method ? `${rest?.replace(/ \w+$/, '')} ${method}` : about;
}

export function surfaceText({ version, lines }: Surface): string {
  const sorted = lines.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return `${head(version)}${sorted.map((line) => `${written(line)}\n`).join('')}`;
}

export function readSurface(text: string): Surface {
  const [title = '', ...rest] = text.split('\n');
  const lines = rest.filter((line) => line !== '' && !line.startsWith('#'));
  return { version: title.replace(TITLE, ''), lines: lines.map(readLine) };
}

/** What is there now, with marks at what the last release had not; of a new release, everything is a promise. */
export const sinceRelease = (before: Surface, now: Surface): Surface =>
  before.version === now.version ? { ...now, lines: withMarks(before.lines, now.lines) } : now;
