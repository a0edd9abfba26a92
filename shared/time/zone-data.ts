/**
 * The one source of time-zone data: IANA's, compiled into `zone-data.json` (`npm run zones`) and not the runtime's, so that what is deployed, what runs
 * here and what a clock records are the same, and newer data need no newer runtime (docs/adr/0023).
 */
import { changesIn, type PosixRule, parsePosixRule } from '#shared/time/posix-rule';
import { yearOf } from '#shared/time/zone-days';
import data from './zone-data.json' with { type: 'json' };

/** What the clocks of a zone do. Instants are epoch seconds, offsets seconds east of UTC. */
export interface ZoneHistory {
  /** The offset before the first change, and so before 1970. */
  readonly first: number;
  /** Changes that are written down, in order: the instant, and the offset from then on. */
  readonly changes: readonly (readonly [at: number, offset: number])[];
  /** What holds after the last of them; without it the clocks change no more. */
  readonly rule?: PosixRule;
}

/** The version of the data, such as `2026f`. */
export const zoneDataVersion: string = data.version;

const zones: Readonly<Record<string, string>> = data.zones;
const histories = new Map<string, ZoneHistory>();
let names: ReadonlyMap<string, string> | undefined;

/** The history of a zone, or undefined when there is none of that name; names are found in any case, as the platform finds them. */
export function zoneHistory(name: string): ZoneHistory | undefined {
  names ??= new Map(Object.keys(zones).map((each) => [each.toLowerCase(), each]));
  const own = names.get(name.toLowerCase());
  if (own === undefined) return undefined;
  const known = histories.get(own);
  if (known) return known;
  const text = zones[own] ?? '';
  const history = text.includes('|') ? readHistory(text) : zoneHistory(text);
  if (history) histories.set(own, history);
  return history;
}

/**
 * Reads `offsets|changes|rule`: offsets in seconds; of each change the seconds since the one before (since 1970 for the first) and the place of its offset,
 * both in base 36, the place being the last digit; and a rule as POSIX states it, or nothing.
 */
export function readHistory(text: string): ZoneHistory {
  const [offsetList = '', changeList = '', rule = ''] = text.split('|');
  const offsets = offsetList.split(',').map(Number);
  let at = 0;
  const changes = changeList
    .split(' ')
    .filter(Boolean)
    .map((each) => {
      at += Number.parseInt(each.slice(0, -1), 36);
      return [at, offsets[Number.parseInt(each.slice(-1), 36)] ?? 0] as const;
    });
  return { first: offsets[0] ?? 0, changes, ...(rule !== '' && { rule: parsePosixRule(rule) }) };
}

/** The changes of a zone in `[from, to)`, written down or by its rule, in order; some may change nothing. */
export function changesBetween(history: ZoneHistory, from: number, to: number): readonly (readonly [number, number])[] {
  const { changes, rule } = history;
  const last = changes.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  const found = changes.filter(([at]) => from <= at && at < to);
  if (rule === undefined || to <= last) return found;
  // A rule's change may fall into the year beside, in UTC.
  for (let year = yearOf(Math.max(from, last)) - 1; year <= yearOf(to) + 1; year++)
    for (const change of changesIn(rule, year))
      if (change[0] > last && from <= change[0] && change[0] < to) found.push(change);
  return found;
}

/** The offset at an instant. */
export function offsetIn(history: ZoneHistory, seconds: number): number {
  const { first, changes, rule } = history;
  const last = changes.at(-1);
  if (rule !== undefined && (last === undefined || seconds >= last[0])) {
    // The rule changes the clocks at least once in any 400 days, or never.
    const recent = changesBetween(history, seconds - 400 * 86_400, seconds + 1).at(-1);
    return recent?.[1] ?? last?.[1] ?? rule.offset;
  }
  return changes.findLast(([at]) => at <= seconds)?.[1] ?? first;
}
