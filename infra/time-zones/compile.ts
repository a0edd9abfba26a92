/** Compiles the IANA time-zone database, as it lies in a folder of TZif files, into the one file that calendars count by. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isTzif, readTzif, type TzifZone } from '#infra/time-zones/tzif';
import { changesIn, parsePosixRule } from '#shared/time/posix-rule';
import { yearOf } from '#shared/time/zone-days';

/** What `zone-data.json` holds: histories as `shared/time/zone-data.ts` reads them, or the name of the zone that has the same. */
export interface ZoneData {
  /** IANA's name of the release, such as `2026f`. */
  readonly version: string;
  readonly source: string;
  readonly zones: Readonly<Record<string, string>>;
}

/** Second copies of everything, and files that are no zones. */
const LEFT_OUT = /^(posix|right)\/|^(Factory|localtime|posixrules)$/;
/** IANA vouches for what was from 1970 on; no record is older. */
const BEGIN = 0;

/**
 * @param source where the folder is from, for whoever reads the file later
 * @throws Error when the folder holds no zones, or does not say which release it is
 */
export function compileZones(folder: string, source: string, version = versionIn(folder)): ZoneData {
  if (version === undefined)
    throw new Error(`${folder} does not say which release it is; name it, for example --version 2026f`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '.').length + 1));
  const names = files.map((path) => path.split(sep).join('/')).sort();
  const zones: Record<string, string> = {};
  const firstWith = new Map<string, string>();
  for (const name of names) {
    if (LEFT_OUT.test(name) || !/^[A-Z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    if (!isTzif(bytes)) continue;
    const history = written(readTzif(bytes));
    zones[name] = firstWith.get(history) ?? history;
    if (!firstWith.has(history)) firstWith.set(history, name);
  }
  if (!('Europe/Berlin' in zones))
    throw new Error(`expected a folder of TZif files such as /usr/share/zoneinfo, was given ${folder}`);
  return { version, source, zones };
}

/** The release, from `tzdata.zi` (`# version 2026f`) or, on macOS, from `+VERSION`. */
function versionIn(folder: string): string | undefined {
  for (const name of ['tzdata.zi', '+VERSION']) {
    const path = join(folder, name);
    const [found] = existsSync(path)
      ? (/\b(19|20)\d\d[a-z]+\b/.exec(readFileSync(path, 'utf8').slice(0, 200)) ?? [])
      : [];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A zone from 1970 on; changes that change nothing, and those that its rule says anyway, are left out. */
export function written({ first, changes, rule }: TzifZone): string {
  const begin = changes.findLast(([at]) => at < BEGIN)?.[1] ?? first;
  let before = begin;
  const real = changes.filter(([at, offset], index) => {
    if (at < BEGIN) return false;
    const changed = offset !== before;
    before = offset;
    // The last one stays, also when only the name changes: the rule holds from there on.
    return changed || index === changes.length - 1;
  });
  const kept = withoutRuled(real, rule);
  const offsets = [...new Set([begin, ...kept.map(([, offset]) => offset)])];
  let since = BEGIN;
  const texts = kept.map(([at, offset]) => {
    const text = (at - since).toString(36) + offsets.indexOf(offset).toString(36);
    since = at;
    return text;
  });
  return `${offsets.join(',')}|${texts.join(' ')}|${rule}`;
}

/** The changes up to the last one that the rule would not have made: some files list what the rule says until 2037. */
function withoutRuled(changes: TzifZone['changes'], text: string): TzifZone['changes'] {
  if (text === '') return changes;
  const rule = parsePosixRule(text);
  const ruled = (at: number, offset: number): boolean =>
    [-1, 0, 1].some((by) => changesIn(rule, yearOf(at) + by).some(([each, then]) => each === at && then === offset));
  let end = changes.length;
  // One change by the rule stays, so that what is before it is not the rule's either.
  while (end > 1 && ruled(...at(changes, end - 1)) && follows(changes, end - 1, rule)) end--;
  return changes.slice(0, end);
}

const at = (changes: TzifZone['changes'], index: number): readonly [number, number] => changes[index] ?? [0, 0];

/** Whether the rule has no change between this one and the one before. */
function follows(changes: TzifZone['changes'], index: number, rule: ReturnType<typeof parsePosixRule>): boolean {
  const [before] = at(changes, index - 1);
  const [here] = at(changes, index);
  for (let year = yearOf(before) - 1; year <= yearOf(here) + 1; year++)
    if (changesIn(rule, year).some(([each]) => before < each && each < here)) return false;
  return true;
}
